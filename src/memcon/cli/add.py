"""memcon add: reports in, their records into the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from memcon.cli.asking import LedgerOption
from memcon.cli.progress import counted
from memcon.cli.reading import (
    ColumnOption,
    InputsArgument,
    PublishedOption,
    PublisherOption,
    Reading,
    RegistryOption,
    TitleOption,
)
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.ledger import Ledger


_AT_ONCE: Final = 200
"""Coded records that are added together."""


def add(
    context: typer.Context,
    inputs: InputsArgument = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the reports' ids, in the order of the input.")
    ] = False,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="DIR",
            file_okay=False,
            exists=True,
            help="A data set that memcon code wrote: its records are added as they are.",
        ),
    ] = None,
    ledger: LedgerOption = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    title: TitleOption = None,
    column: ColumnOption = None,
    registry: RegistryOption = None,
) -> None:
    """Read reports and add their records to the ledger, which is made if there is none.

    A report that the same versions have read before is not read again. Each is there for good as
    soon as the next one is begun: stopped at any moment, the same command goes on.

    With --from a data set of memcon code is added, without reading anything again.

    Example: memcon add reports/*.html --ledger memcon.db
    """
    from memcon.ledger import open_ledger
    from memcon.sources import ReportFields, parse_columns

    if from_ is not None:
        _add_coded(from_, inputs, ledger, as_json=as_json)
        return
    if not inputs and sys.stdin.isatty():
        typer.echo(context.get_usage(), err=True)
        raise UsageError("nothing to add: name a file, folder or address, or pipe a report in")
    defaults = ReportFields.of(title=title, publisher=publisher, published=published)
    with open_ledger(ledger) as opened:
        reading = Reading(inputs or ["-"], defaults, parse_columns(column or []), registry)
        adding = _Adding(opened, reading)
        ids = list(counted(adding, "reports added"))
        where = opened.where
    _tell(ids, adding.new, where, as_json=as_json)
    raise typer.Exit(1 if reading.failures else 0)


def _add_coded(
    folder: Path, inputs: list[str] | None, ledger: str | None, *, as_json: bool
) -> None:
    """Add the records of a coded data set, many in one transaction."""
    from memcon.corpus import records
    from memcon.ledger import open_ledger

    if inputs:
        raise UsageError("--from takes a data set instead of inputs: give one or the other")
    with open_ledger(ledger) as opened:
        before = opened.summary().readings
        coming = iter(counted(records(folder), "reports added"))
        ids: list[str] = []
        while some := list(islice(coming, _AT_ONCE)):
            ids += opened.add_all(some)
        new, where = opened.summary().readings - before, opened.where
    _tell(ids, new, where, as_json=as_json)


def _tell(ids: list[str], new: int, where: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(ids))
    else:
        typer.echo(f"{new} added, {len(ids) - new} there already: {where}")


class _Adding:
    """Adds reports one after the other, and gives their ids."""

    def __init__(self, ledger: Ledger, reading: Reading) -> None:
        self._ledger, self._reading = ledger, reading
        self.new = 0

    def __iter__(self) -> Iterator[str]:
        from memcon.reader import versions

        for report in self._reading.reports():
            if self._ledger.has(report.id, versions()):
                yield report.id
            elif (record := self._reading.read(report)) is not None:
                self.new += 1
                yield self._ledger.add(record)
