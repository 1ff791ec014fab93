"""memcon add: reports in, their records into the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

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


def add(
    context: typer.Context,
    inputs: InputsArgument = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the reports' ids, in the order of the input.")
    ] = False,
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

    Example: memcon add reports/*.html --ledger memcon.db
    """
    from memcon.ledger import open_ledger
    from memcon.sources import ReportFields, parse_columns

    if not inputs and sys.stdin.isatty():
        typer.echo(context.get_usage(), err=True)
        raise UsageError("nothing to add: name a file, folder or address, or pipe a report in")
    defaults = ReportFields.of(title=title, publisher=publisher, published=published)
    with open_ledger(ledger) as opened:
        reading = Reading(inputs or ["-"], defaults, parse_columns(column or []), registry)
        adding = _Adding(opened, reading)
        ids = list(counted(adding, "reports added"))
        where = opened.where
    if as_json:
        typer.echo(json.dumps(ids))
    else:
        typer.echo(f"{adding.new} added, {len(ids) - adding.new} there already: {where}")
    raise typer.Exit(1 if reading.failures else 0)


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
