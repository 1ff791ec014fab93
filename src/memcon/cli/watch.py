"""memcon watch: feeds and folders looked at until stopped, and what is new into the ledger."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.asking import LedgerOption, ledger_to_ask
from memcon.cli.reading import Reading, RegistryOption
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.ledger import Ledger
    from memcon.watch import Watched, Watcher


def watch(
    feeds: Annotated[
        Path, typer.Argument(metavar="FEEDS", help="TOML file that names feeds and folders.")
    ],
    once: Annotated[bool, typer.Option("--once", help="One round of all of them.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Look at nothing: print how each of them stands.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="With --once: the ids of new reports. With --status: a list."),
    ] = False,
    ledger: LedgerOption = None,
    registry: RegistryOption = None,
) -> None:
    """Look at RSS and Atom feeds and at folders, and add what is new to the ledger, until stopped.

    Each report is added once, whenever and however this is stopped: started again, it goes on.
    docs/watch.md says what FEEDS holds.

    Example: memcon watch feeds.toml --once
    """
    from memcon.watch import load

    if once and status:
        raise UsageError("--once and --status: give one of them")
    if as_json and not (once or status):
        raise UsageError("--json: only with --once or --status")
    watched = load(feeds)
    if status:
        with ledger_to_ask(ledger) as opened:
            _print_status(opened, watched, as_json=as_json)
        return
    from memcon.ledger import open_ledger

    with open_ledger(ledger) as opened:
        failed = _watch(opened, watched, registry, once=once, as_json=as_json)
    raise typer.Exit(1 if failed else 0)


def _watch(
    ledger: Ledger, watched: Watched, registry: Path | None, *, once: bool, as_json: bool
) -> bool:
    """Watch; whether a single round was not all it should have been."""
    from memcon.reader import versions
    from memcon.sources import ReportFields
    from memcon.watch import Apart, Watcher

    reading = Reading([], ReportFields(), {}, registry)
    apart = Apart()
    watcher = Watcher(
        ledger,
        watched,
        reading.read,
        has=lambda report: ledger.has(report, versions()),
        tell=lambda line: typer.echo(f"memcon: {line}", err=True),
        note=_note if sys.stderr.isatty() else lambda _: None,
        call=apart,
    )
    with closing(apart), _until_stopped(watcher) as was_stopped:
        watcher.run(once=once)
    tally = watcher.tally
    if as_json:
        typer.echo(json.dumps(tally.reports))
    else:
        typer.echo(f"{len(tally.reports)} added: {ledger.where}")
    return once and (was_stopped() or tally.problems > 0)


@contextmanager
def _until_stopped(watcher: Watcher) -> Iterator[Callable[[], bool]]:
    """Stop a watcher at the first SIGINT or SIGTERM, and at once at a second; gives whether."""
    numbers: tuple[int, ...] = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        signal.signal(number, before[number])
        watcher.stop()

    for number in before:
        signal.signal(number, stop)
    try:
        yield lambda: bool(stopped)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _note(line: str) -> None:
    from datetime import datetime

    typer.echo(f"{datetime.now().astimezone():%H:%M:%S} {line}", err=True)


def _print_status(ledger: Ledger, watched: Watched, *, as_json: bool) -> None:
    from memcon.cli import output
    from memcon.watch import standing

    states = standing(ledger, watched.sources)
    if as_json:
        output.write(output.dumped((s.to_dict() for s in states), lines=False))
        return
    from memcon.cli.show.watched import status_page

    output.write(output.rendered([status_page(states)]))
