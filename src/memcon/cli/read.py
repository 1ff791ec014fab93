"""memcon read: reports in, their records out."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli import output
from memcon.cli.progress import counted
from memcon.errors import MemconError, SourceError, UsageError

if TYPE_CHECKING:
    from memcon.record import Record, Report
    from memcon.sources import ReportFields


def read(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="File, folder, glob or URL; - is standard input, and so is no INPUT at all.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="One JSON document: the record; of several reports, a list."),
    ] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="One record a line, as JSON.")] = False,
    page: Annotated[
        bool | None,
        typer.Option(
            "--page/--lines",
            help="A page to read, or an event a line with tabs. Else: a page on a terminal.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication, as 2024-11-11.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME",
            help="Which column of a table holds a field, as text=body. Repeatable.",
            show_default=False,
        ),
    ] = None,
    registry: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Your own registry of who is who, over memcon's.",
        ),
    ] = None,
) -> None:
    """Read reports and print their records.

    Who dealt with whom, when, how, on whose word, and who denies it, with the very words.

    --published, --publisher and --title say what plain text cannot; they fill in where a page,
    table, archive or mail does not tell itself.

    Example: memcon read report.txt --published 2024-11-11 --json
    """
    from memcon.sources import ReportFields, parse_columns

    if as_json + as_jsonl + (page is not None) > 1:
        raise UsageError("--json, --jsonl, --page and --lines exclude each other: give one")
    if not inputs and sys.stdin.isatty():
        typer.echo(context.get_usage(), err=True)
        raise UsageError("nothing to read: name a file, folder or address, or pipe a report in")
    defaults = ReportFields.of(title=title, publisher=publisher, published=published)
    reading = _Reading(inputs or ["-"], defaults, parse_columns(column or []), registry)
    records = counted(reading, "reports read")
    if as_json:
        pieces = output.json_document(records, as_list=len(reading.inputs) > 1)
    elif as_jsonl:
        pieces = output.json_lines(records)
    elif sys.stdout.isatty() if page is None else page:
        pieces = output.pages(records)
    else:
        pieces = output.plain_lines(records)
    output.write(pieces)
    raise typer.Exit(1 if reading.failures else 0)


class _Reading:
    """The records of all that can be read; what cannot is told on standard error and counted."""

    def __init__(
        self,
        inputs: Sequence[str],
        defaults: ReportFields,
        columns: dict[str, str],
        registry: Path | None,
    ) -> None:
        self.inputs, self._defaults, self._columns = inputs, defaults, columns
        self._registry = registry
        self.failures = 0

    def __iter__(self) -> Iterator[Record]:
        from memcon.reader import Reader
        from memcon.sources import read_sources

        reader = Reader(registry=self._registry)
        for report in read_sources(self.inputs, defaults=self._defaults, columns=self._columns):
            if isinstance(report, SourceError):
                self._tell(str(report))
                continue
            try:
                yield reader.read(report)
            except MemconError as error:
                self._tell(str(error))
            except Exception as error:
                # A fault of ours in one report must not cost the others of the batch.
                self._tell(_our_fault(report, error))

    def _tell(self, line: str) -> None:
        self.failures += 1
        typer.echo(f"memcon: {line}", err=True)


def _our_fault(report: Report, error: Exception) -> str:
    """One line that a maintainer can start from."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"report {report.id}: {what} ({Path(where.filename).name}, line {where.lineno}); "
        "this is memcon's fault: please report it with the text that it happened on"
    )
