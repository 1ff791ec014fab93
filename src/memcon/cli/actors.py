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
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Print the actors of the ledger; of those asked for, offices and whom they dealt with.

    Example: memcon actors Peskov
    """
    with ledger_to_ask(ledger) as opened:
        found = opened.actors(name, limit=limit)
        if as_json or as_jsonl:
            output.write(output.dumped((a.to_dict() for a in found), lines=as_jsonl))
            return
        from memcon.cli.show.happenings import actor_page

        output.write(output.rendered(map(actor_page, found)))
