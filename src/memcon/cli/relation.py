"""memcon relation: marked pairs in, what the one does to the other out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from memcon.cli import output
from memcon.cli.progress import counted
from memcon.errors import MemconError, SourceError, UsageError


def relation(
    source: Annotated[
        str,
        typer.Argument(metavar="IN.jsonl", help="One pair a line; - is standard input."),
    ],
) -> None:
    """Say of marked pairs what the actor does to the recipient.

    Each line {"text": ..., "actor": [start, end], "recipient": [start, end]} comes back with
    `event` (a PLOVER type or null), `modality`, and `scores` over all types.

    Example: memcon relation pairs.jsonl
    """
    name = "standard input" if source == "-" else source
    failures: list[str] = []
    # A bad byte stays in its line, where it is told; the other lines are read.
    with (
        _opened(source) as binary,
        TextIOWrapper(binary, "utf-8-sig", errors="surrogateescape", newline="\n") as lines,
    ):
        output.write(counted(_answers(lines, name, failures), "pairs read"))
    raise typer.Exit(1 if failures else 0)


def _opened(source: str) -> BinaryIO:
    if source == "-":
        return sys.stdin.buffer
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise UsageError(f"{source}: {error.strerror or error}; name a file of pairs") from None


def _answers(lines: Iterable[str], name: str, failures: list[str]) -> Iterator[str]:
    from memcon.relations import relation as relation_of

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _row(line, f"{name}, line {number}")
            found = relation_of(row["text"], actor=row["actor"], recipient=row["recipient"])
        except SourceError as error:
            _tell(str(error), failures)
        except MemconError as error:
            _tell(f"{name}, line {number}: {error}", failures)
        else:
            yield json.dumps({**row, **found.to_dict()}, ensure_ascii=False)


def _tell(line: str, failures: list[str]) -> None:
    failures.append(line)
    typer.echo(f"memcon: {line}", err=True)


def _row(line: str, where: str) -> dict[str, Any]:
    """The pair of a line; a SourceError says what it lacks."""
    try:
        line.encode()
    except UnicodeEncodeError:
        raise SourceError(where, "is no UTF-8", "save the file as UTF-8") from None
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(where, f"is no JSON: {error}", "mend or remove the line") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise SourceError(where, "is no JSON object with a text", 'give {"text": "…", …}')
    for key in ("actor", "recipient"):
        span = row.get(key)
        if not (isinstance(span, list) and len(span) == 2 and all(_is_count(n) for n in span)):
            raise SourceError(where, f"has no {key}", f'give "{key}": [start, end] in characters')
    return row


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
