"""CSV: the joined table of events as a file, or all four tables in a folder.

Lists are JSON, days ISO 8601, nothing is an empty cell. A cell of text that a spreadsheet would run
as a formula gets an apostrophe before it: titles come from the web, and a CSV file is one click
away from Excel. `unguarded` takes it off again.
"""

from __future__ import annotations

import csv
import json
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from memcon.export import events, tables
from memcon.export.base import text_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from memcon.export.base import Happenings
    from memcon.export.tables import Row
    from memcon.record import Record

# What makes Excel, LibreOffice and Google Sheets take a cell for a formula, the wide forms too.
# Apostrophes before it count, so that taking one off always gives the text back.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write(records: Iterable[Record], out: BinaryIO, happenings: Happenings) -> None:
    """The joined table of events as one CSV file."""
    with text_to(out) as text:
        table = _Table(text, events.schema().names)
        for record in records:
            table.add(events.rows(record, happenings))


def write_folder(records: Iterable[Record], folder: Path, happenings: Happenings) -> None:
    """Four CSV files: reports, actors, statements, and the joined events."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        opened: dict[str, _Table] = {}
        for name in tables.TABLES:
            stream = stack.enter_context((folder / f"{name}.csv").open("wb"))
            columns = (events.schema() if name == "events" else tables.schema(name)).names
            opened[name] = _Table(stack.enter_context(text_to(stream)), columns)
        for record in records:
            told = tables.rows(record)
            for name, its_rows in told.items():
                opened[name].add(events.rows(record, happenings) if name == "events" else its_rows)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell that may have been guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class _Table:
    """Rows as lines of CSV below a header."""

    def __init__(self, text: TextIO, columns: list[str]) -> None:
        self._columns = columns
        self._writer = csv.writer(text, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, its_rows: Iterable[Row]) -> None:
        for row in its_rows:
            self._writer.writerow([_cell(row[column]) for column in self._columns])


def _cell(value: object) -> object:
    """A value as csv writes it: None as nothing, numbers and days by str."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return guarded(value) if isinstance(value, str) else value
