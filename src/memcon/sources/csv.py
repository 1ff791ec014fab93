"""Tables as CSV: one report a row, the columns named in the first line."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

from memcon.errors import SourceError
from memcon.sources.base import FIELDS, Item, Options, make_report, missing_columns
from memcon.sources.text import MAX_TEXT, refuse_binary

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator
    from io import BufferedReader

_DELIMITERS = ",;\t|"


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The report of each row; a bad row is told and the next one read."""
    csv.field_size_limit(MAX_TEXT)
    refuse_binary(stream.peek().partition(b"\n")[0], name)
    utf_16 = stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff")  # Excel's "Unicode text"
    encoding = "utf-16" if utf_16 else "utf-8-sig"
    # A bad byte stays in its row, where make_report tells it; the other rows are read.
    with io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="") as lines:
        yield from _reports(lines, name, options)


def _reports(lines: Iterator[str], name: str, options: Options) -> Iterator[Item]:
    first = next(lines, "")
    if not first.strip():
        yield SourceError(name, "is empty", "a table needs a first line with its columns' names")
        return
    rows = csv.reader(chain([first], lines), delimiter=_delimiter(first), strict=True)
    try:
        header = [column.strip() for column in next(rows)]
    except csv.Error as problem:
        yield SourceError(name, f"has no first line of columns' names: {problem}", "mend it")
        return
    if missing := missing_columns(name, header, options.columns):
        yield missing
        return
    places = {
        field: header.index(c) for field in FIELDS if (c := options.columns.of(field)) in header
    }
    for where, row in _numbered(rows, name):
        if isinstance(row, SourceError):
            yield row
            continue
        told = {field: row[at] for field, at in places.items() if at < len(row)}
        try:
            yield make_report(where, told, options.defaults)
        except SourceError as error:
            yield error


def _delimiter(first_line: str) -> str:
    """The delimiter that stands most often in the first line; a comma where none does."""
    return max(_DELIMITERS, key=first_line.count)


def _numbered(rows: Reader, name: str) -> Iterator[tuple[str, list[str] | SourceError]]:
    """The rows that are not blank, each with its name: the line of the file it begins in."""
    while True:
        where = f"{name}, line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield where, SourceError(where, f"is no CSV: {error}", "mend its quotation marks")
            continue
        if any(cell.strip() for cell in row):
            yield where, row
