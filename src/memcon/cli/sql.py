"""memcon sql: read-only SQL over the ledger's views."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from memcon.cli import output
from memcon.cli.asking import JsonlOption, LedgerOption, ledger_to_ask


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON document: a list of objects.")
    ] = False,
    as_jsonl: JsonlOption = False,
    ledger: LedgerOption = None,
) -> None:
    """Query the ledger's views; the answer is CSV unless told otherwise.

    Views: reports, actors, statements, events, happenings, parties, plans, decisions. Their
    columns are told in docs/ledger.md. The database itself sees to it that nothing is written.

    Example: memcon sql "SELECT standing, count(*) FROM happenings GROUP BY standing"
    """
    with ledger_to_ask(ledger) as opened:
        rows = opened.sql(query)
        names = list(next(rows))
        if as_json or as_jsonl:
            objects = (dict(zip(names, row, strict=True)) for row in rows)
            output.write(output.dumped(objects, lines=as_jsonl))
        else:
            output.write(_csv(names, rows))


def _csv(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    for row in (names, *rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue()
