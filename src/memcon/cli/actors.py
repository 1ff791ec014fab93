"""memcon actors: who is in the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli import output
from memcon.cli.asking import JsonlOption, JsonOption, LedgerOption, LimitOption, ledger_to_ask


def actors(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Whom to look up; all, if not given."),
    ] = None,
    limit: LimitOption = None,
    for_registry: Annotated[
        bool,
        typer.Option(
            "--for-registry",
            help="Lines for read --registry: who is who, where two reports or more say so.",
        ),
    ] = False,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Print the actors of the ledger; of those asked for, offices and whom they dealt with.

    What earlier reports taught helps to read the next ones: first
    memcon actors --for-registry > who.jsonl, then memcon add --registry who.jsonl.

    Example: memcon actors Peskov
    """
    with ledger_to_ask(ledger) as opened:
        if for_registry:
            output.write(output.dumped(opened.lessons(), lines=True))
            return
        found = opened.actors(name, limit=limit)
        if as_json or as_jsonl:
            output.write(output.dumped((a.to_dict() for a in found), lines=as_jsonl))
            return
        from memcon.cli.show.happenings import actor_page

        output.write(output.rendered(map(actor_page, found)))
