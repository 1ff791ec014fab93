"""JSON Lines: one object a line, one report an object."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from memcon.errors import SourceError
from memcon.sources.base import (
    COLUMN_OPTION,
    FIELDS,
    Columns,
    Item,
    Options,
    make_report,
)
from memcon.sources.text import refuse_binary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedReader


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The report of each line; a bad line is told and the next one read."""
    refuse_binary(stream.peek().partition(b"\n")[0], name)
    # A bad byte stays in its line, where make_report tells it; the other lines are read.
    with io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="\n") as lines:
        yield from _reports(lines, name, options)


def _reports(lines: Iterable[str], name: str, options: Options) -> Iterator[Item]:
    empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if empty and line.strip() in ("[", "{", "[{"):
            yield _one_document(name)
            return
        empty = False
        where = f"{name}, line {number}"
        try:
            yield make_report(where, _told(line, where, options.columns), options.defaults)
        except SourceError as error:
            yield error
    if empty:
        yield SourceError(name, "is empty", "there is nothing to read in it")


def _told(line: str, where: str, columns: Columns) -> dict[str, object]:
    try:
        row = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        raise SourceError(where, f"is no JSON: {error}", "mend or remove the line") from None
    if not isinstance(row, dict):
        raise SourceError(where, f"is no JSON object but {type(row).__name__}")
    column = columns.of("text")
    if column not in row:
        keys = ", ".join(row) or "none"
        raise SourceError(
            where,
            f"has no key {column!r} for the text; its keys are: {keys}",
            f"name the right one with {COLUMN_OPTION} text=KEY",
        )
    return {field: row.get(columns.of(field)) for field in FIELDS}


def _one_document(name: str) -> SourceError:
    return SourceError(
        name,
        "is one JSON document over many lines, not one object a line",
        "turn it into JSON Lines, for example with: jq -c '.[]' or jq -c .",
    )
