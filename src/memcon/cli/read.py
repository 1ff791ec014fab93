"""memcon read: reports in, their records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli import output
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
    from memcon.explanation import Explained
    from memcon.record import Record


def read(
    context: typer.Context,
    inputs: InputsArgument = None,
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
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="With each value its words and what decided it: pattern, head, registry or rule. "
            'As JSON: {"record": …, "because": […]}.',
        ),
    ] = False,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    title: TitleOption = None,
    column: ColumnOption = None,
    registry: RegistryOption = None,
) -> None:
    """Read reports and print their records.

    Who dealt with whom, when, how, on whose word, and who denies it, with the very words.

    --published, --publisher and --title say what plain text cannot; they fill in where a page,
    table, archive or mail does not tell itself.

    --explain changes nothing in the record. Each of "because" says of which actor, statement or
    event (`of`), `field` and `value` it is the reason, `by` what that was decided (pattern, head,
    registry, rule, weights), its `name`, the `spans` of the words that it went by, and `facts`.

    Example: memcon read report.txt --published 2024-11-11 --json
    """
    from memcon.sources import ReportFields, parse_columns

    if as_json + as_jsonl + (page is not None) > 1:
        raise UsageError("--json, --jsonl, --page and --lines exclude each other: give one")
    if not inputs and sys.stdin.isatty():
        typer.echo(context.get_usage(), err=True)
        raise UsageError("nothing to read: name a file, folder or address, or pipe a report in")
    defaults = ReportFields.of(title=title, publisher=publisher, published=published)
    reading = Reading(inputs or ["-"], defaults, parse_columns(column or []), registry)
    found: Iterable[Record | Explained] = reading.explained() if explain else reading
    records = counted(found, "reports read")
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
