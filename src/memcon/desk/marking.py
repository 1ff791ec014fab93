"""A report's text in pieces, each with the events and statements whose words it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from memcon.record import Record, Span

What = Literal["event", "holder", "cue", "content"]

LONGEST: Final = 400_000
"""Characters of a text that a page shows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of a text, and what they are of an event or a statement."""

    span: Span
    of: str
    what: What


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with the same marks on all of them."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    first_of: tuple[str, ...] = ()
    """Events and statements that have no words before these."""

    @property
    def ids(self) -> str:
        """The ids of all whose words these are, blanks between."""
        return " ".join(dict.fromkeys(mark.of for mark in self.marks))

    @property
    def classes(self) -> str:
        """What the words are, for a style sheet."""
        return " ".join(sorted({mark.what for mark in self.marks}))

    @property
    def event(self) -> str | None:
        """The event that the words name."""
        return next((mark.of for mark in self.marks if mark.what == "event"), None)

    @property
    def leads(self) -> bool:
        """Whether an event's words begin here, so that one can go on to it from here."""
        return self.event in self.first_of and not self.text.isspace()


def marks_of(record: Record) -> Iterator[Mark]:
    """All marks on a record's text."""
    for event in record.events:
        yield Mark(event.span, event.id, "event")
    for statement in record.statements:
        if statement.holder_span is not None:
            yield Mark(statement.holder_span, statement.id, "holder")
        yield from (Mark(span, statement.id, "cue") for span in statement.cue_spans)
        yield from (Mark(span, statement.id, "content") for span in statement.content_spans)


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The text from its beginning, parted where a mark begins or ends; nothing is left out."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark.span[0], []).append(mark)
        closing.setdefault(mark.span[1], []).append(mark)
    open_: list[Mark] = []
    seen: set[str] = set()
    bounds = sorted({0, len(text), *opening, *closing})
    for start, end in pairwise(bounds):
        open_ = [mark for mark in open_ if mark not in closing.get(start, ())]
        open_ += opening.get(start, ())
        new = tuple(dict.fromkeys(mark.of for mark in open_ if mark.of not in seen))
        seen.update(new)
        yield Piece(start, text[start:end], tuple(open_), new)
