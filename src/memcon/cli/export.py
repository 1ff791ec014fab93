"""memcon export: what is in the ledger, written for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from memcon.cli.progress import counted
from memcon.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from memcon.export.selecting import Selection


def export(
    format: Annotated[
        str,
        typer.Option(metavar="FORMAT", help="plover-jsonl, csv, parquet, polecat or gdelt."),
    ],
    out: Annotated[
        str,
        typer.Option(
            metavar="PATH",
            help="File to write; csv and parquet also fill a folder (name/) with all tables.",
        ),
    ] = "-",
    ledger: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The ledger's file or URL; else MEMCON_LEDGER, else memcon.db here."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only events on or after this day.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only events on or before this day.")
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option(metavar="TYPE", help="Only this PLOVER type. Repeatable.", show_default=False),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="NAME",
            help="Only events with this actor or country code. Repeatable: with all of them.",
            show_default=False,
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="P", min=0, max=1, help="Only events at least so sure.")
    ] = 0.0,
) -> None:
    """Write events for other programs.

    CSV and Parquet hold all that memcon knows. PLOVER's JSON nearly all. POLECAT's and GDELT's
    columns have no place for denials and plans, so only what took place is written.

    Example: memcon export --format parquet --out events.parquet --since 2024-11-01
    """
    from memcon.export import ByReport, InLedger
    from memcon.export import export as write
    from memcon.ledger import open_ledger

    chosen = _selection(since, until, event or [], with_ or [], min_confidence)
    target = _standard_output(format) if out == "-" else out
    with open_ledger(ledger, create=False) as opened:
        known = ByReport(
            (report, id_, InLedger(happening, standing, origins, struck))
            for report, id_, happening, standing, origins, struck in opened.standings()
        )
        records = counted(chosen.of(opened.records()), "reports written")
        write(records, format, target, happenings=known)


def _selection(
    since: str | None, until: str | None, events: list[str], names: list[str], confidence: float
) -> Selection:
    from memcon.export.selecting import Selection
    from memcon.record import EVENT_TYPES

    types = [name.upper() for name in events]
    for name in types:
        if name not in EVENT_TYPES:
            raise UsageError(f"--event {name}: no PLOVER type; there are {', '.join(EVENT_TYPES)}")
    return Selection(
        since=_day("--since", since),
        until=_day("--until", until),
        events=frozenset(types),
        participants=tuple(names),
        min_confidence=confidence,
    )


def _day(option: str, value: str | None) -> date | None:
    from memcon.record import day_of

    try:
        return None if value is None else day_of(value)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _standard_output(format: str) -> BinaryIO:
    if format == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is no text for a terminal: name a file with --out")
    return sys.stdout.buffer
