"""memcon statements: who said what, according to the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli import output
from memcon.cli.asking import (
    JsonlOption,
    JsonOption,
    LedgerOption,
    LimitOption,
    SinceOption,
    UntilOption,
    ledger_to_ask,
)
from memcon.errors import UsageError

_STANCES = ("asserts", "denies", "doubts", "declines")


def statements(
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who said it.")] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Whom its words name.")
    ] = None,
    stance: Annotated[
        list[str] | None,
        typer.Option(
            "--stance",
            metavar="STANCE",
            help=f"{', '.join(_STANCES[:-1])} or {_STANCES[-1]}. Repeatable: any.",
        ),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: Annotated[
        str | None,
        typer.Option(
            "--text", metavar="WORDS", help='Words that it has, all of them; "in quotes": a phrase.'
        ),
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Print who said what, with the very words.

    Example: memcon statements --by Peskov --stance denies --text conversation
    """
    for one in stance or ():
        if one not in _STANCES:
            raise UsageError(f"{one}: no stance; there are {', '.join(_STANCES)}")
    with ledger_to_ask(ledger) as opened:
        found = opened.statements(
            by=by,
            about=about,
            stance=stance or (),
            since=since,
            until=until,
            text=text,
            limit=limit,
        )
        if as_json or as_jsonl:
            output.write(output.dumped((s.to_dict() for s in found), lines=as_jsonl))
            return
        from memcon.cli.show.happenings import statement_page

        output.write(output.rendered(map(statement_page, found)))
