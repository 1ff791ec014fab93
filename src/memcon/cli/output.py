"""Records, explained or not, as text for standard output, piece by piece as they come."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

    from memcon.explanation import Explained
    from memcon.record import Record

    Read = Record | Explained


def json_document(records: Iterable[Read], *, as_list: bool) -> Iterator[str]:
    """One JSON document: a list, or the one record there is unless there turn out to be more."""
    coming = iter(records)
    beginning = list(islice(coming, 0 if as_list else 2))
    if not as_list and len(beginning) < 2:
        yield from (record.to_json(indent=2) for record in beginning)
        return
    yield "["
    separator = ""
    for source in (beginning, coming):
        for record in source:
            yield f"{separator}{record.to_json(indent=2)}"
            separator = ",\n"
    yield "]"


def dumped(objects: Iterable[Mapping[str, Any]], *, lines: bool) -> Iterator[str]:
    """Plain objects as a JSON list, or each on a line; days as ISO 8601."""
    if lines:
        yield from (json.dumps(o, ensure_ascii=False, default=str) for o in objects)
        return
    yield "["
    separator = ""
    for one in objects:
        yield f"{separator}{json.dumps(one, ensure_ascii=False, indent=2, default=str)}"
        separator = ",\n"
    yield "]"


def rendered(things: Iterable[RenderableType]) -> Iterator[str]:
    """Things that rich can show, each as text as wide as a page, an empty line between."""
    from rich.console import Console

    from memcon.cli.show.page import WIDEST

    console = Console()
    for number, thing in enumerate(things):
        with console.capture() as captured:
            if number:
                console.print()
            console.print(thing, width=min(console.width, WIDEST))
        yield "\n".join(line.rstrip() for line in captured.get().splitlines())


def json_lines(records: Iterable[Read]) -> Iterator[str]:
    """Each record as JSON on a line."""
    return (record.to_json() for record in records)


def plain_lines(records: Iterable[Read]) -> Iterator[str]:
    """An event or a statement a line, for other programs."""
    from memcon.cli.show.lines import reason_lines, record_lines
    from memcon.explanation import Explained

    for read in records:
        yield from record_lines(read.record if isinstance(read, Explained) else read)
        if isinstance(read, Explained):
            yield from reason_lines(read)


def pages(records: Iterable[Read]) -> Iterator[str]:
    """Each record as a page, in colours where standard output takes them."""
    from rich.console import Console

    from memcon.cli.show.because import print_explained_page
    from memcon.cli.show.page import print_page
    from memcon.explanation import Explained

    console = Console()
    for number, read in enumerate(records):
        with console.capture() as captured:
            if number:
                console.rule(style="dim")
            if isinstance(read, Explained):
                print_explained_page(read, console)
            else:
                print_page(read, console)
        yield captured.get().rstrip("\n")


def write(pieces: Iterable[str]) -> None:
    """Write each piece on lines of its own, at once, so that a reader in a pipe sees it."""
    if hasattr(sys.stdout, "reconfigure"):
        # JSON is UTF-8, whatever the terminal's locale; a broken character is shown as such.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    for piece in pieces:
        sys.stdout.write(f"{piece}\n")
        sys.stdout.flush()
