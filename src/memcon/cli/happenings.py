"""memcon happenings: what happened according to the ledger, and how it stands."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli import output
from memcon.cli.asking import (
    ConfidenceOption,
    EventOption,
    JsonlOption,
    JsonOption,
    LedgerOption,
    LimitOption,
    SinceOption,
    StandingOption,
    UntilOption,
    WithOption,
    ledger_to_ask,
)


def happenings(
    with_: WithOption = None,
    event: EventOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    standing: StandingOption = None,
    min_confidence: ConfidenceOption = 0.0,
    struck: Annotated[
        bool, typer.Option("--struck", help="Those too that a reviewer found wrong.")
    ] = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    as_jsonl: JsonlOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Print what happened, with its standing, its origins, who asserts and who denies it.

    Example: memcon happenings --with Trump --with Putin --standing disputed
    """
    with ledger_to_ask(ledger) as opened:
        found = opened.happenings(
            with_ or (),
            event=event or (),
            since=since,
            until=until,
            standing=standing or (),
            min_confidence=min_confidence,
            struck=struck,
            limit=limit,
        )
        if as_json or as_jsonl:
            output.write(output.dumped((h.to_dict() for h in found), lines=as_jsonl))
            return
        from memcon.cli.show.happenings import happening_page

        output.write(output.rendered(map(happening_page, found)))
