"""What all formats ask of a record, and of the tables of codes beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import TextIOWrapper
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, Protocol, TextIO

if TYPE_CHECKING:
    from datetime import date

    from memcon.record import Actor, Event, Record, Span, Statement


class InLedger(NamedTuple):
    """What the ledger knows of an event: the happening it is part of, and how that stands."""

    happening: str
    standing: str
    origins: int
    struck: bool = False
    """A reviewer found that it is wrong."""


class Happenings(Protocol):
    """Tells of an event, by the ids of its report and itself, what a ledger knows; a dict does."""

    def get(self, event: tuple[str, str], /) -> InLedger | None:
        """What is known, None for nothing."""


class ByReport:
    """What a ledger knows of all events, for records in the order of their reports' ids.

    It takes rows of report, event and what is known in the same order, and holds one report's.
    """

    def __init__(self, rows: Iterable[tuple[str, str, InLedger]]) -> None:
        self._coming = groupby(rows, key=itemgetter(0))
        self._report, self._known = "", dict[str, InLedger]()

    def get(self, event: tuple[str, str], /) -> InLedger | None:
        """What is known of an event; of reports that have been passed, nothing any more."""
        report, id_ = event
        while self._report < report:
            self._report, rows = next(self._coming, (_NO_MORE, iter(())))
            self._known = {row[1]: row[2] for row in rows}
        return self._known.get(id_) if self._report == report else None


Writer = Callable[[Iterable["Record"], BinaryIO, Happenings], None]
FolderWriter = Callable[[Iterable["Record"], Path, Happenings], None]

_WITHDRAWN: Final = "denied"
_NO_MORE: Final = "~"  # after all ids, which are hexadecimal


class Parts:
    """A record with its actors and statements by their ids."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._actors = {actor.id: actor for actor in record.actors}
        self._statements = {statement.id: statement for statement in record.statements}

    def actors(self, ids: Iterable[str]) -> list[Actor]:
        """The actors of these ids."""
        return [self._actors[id_] for id_ in ids]

    def rests_on(self, event: Event) -> list[Statement]:
        """The statements on which an event rests, the innermost first."""
        return [self._statements[id_] for id_ in event.according_to]

    def denials(self, event: Event) -> list[Statement]:
        """The statements that deny an event."""
        told = self.record.statements
        return [s for s in told if s.stance == "denies" and event.id in s.about]

    def holder(self, statement: Statement) -> Actor | None:
        """Who says it, None where the report does not tell."""
        return None if statement.holder is None else self._actors[statement.holder]

    def words(self, span: Span) -> str:
        """The report's words at a place, as one line."""
        return one_line(self.record.report.text[slice(*span)])

    def named(self, actor: Actor, span: Span) -> str | None:
        """How the report names an actor nearest to a place, None if it has no mention."""
        if not actor.mentions:
            return None
        return self.words(min(actor.mentions, key=lambda m: (abs(m[0] - span[0]), m)))


def one_line(text: str) -> str:
    """A text without tabs and line breaks, which part columns and rows."""
    return " ".join(text.split())


def coder(record: Record) -> str | None:
    """What made a record, in a line."""
    made_by = record.made_by
    return None if made_by is None else f"memcon {made_by.memcon}, weights {made_by.weights}"


def is_done(event: Event, known: InLedger | None) -> bool:
    """Whether an event has taken place: what is denied, supposed or only planned has not.

    A promise or a threat that has been made is an event of its own.
    """
    if known is not None and (known.struck or known.standing == _WITHDRAWN):
        return False
    promised = event.modality == "future" and event.event in codes()["promises"]
    return event.modality == "actual" or promised


def the_day(event: Event) -> date | None:
    """The day of an event, None where the report does not tell a single one."""
    start, end = event.date.start, event.date.end
    return start if start == end else None


@contextmanager
def text_to(out: BinaryIO) -> Iterator[TextIO]:
    """UTF-8 text over an open binary stream, which stays open."""
    text = TextIOWrapper(out, "utf-8", newline="")
    try:
        yield text
        text.flush()
    finally:
        text.detach()


@cache
def codes() -> dict[str, Any]:
    """The tables of codes.toml."""
    return tomllib.loads(_data("codes.toml"))


@cache
def countries() -> dict[str, tuple[str, str]]:
    """FIPS 10-4 and Correlates of War codes by ISO 3166-1 alpha-3, each "" where there is none."""
    rows = [row.split("\t") for row in _data("countries.tsv").splitlines() if row[0] != "#"]
    return {code: (fips, cow) for code, fips, cow in rows[1:]}


def _data(name: str) -> str:
    return (files("memcon.export") / "data" / name).read_text("utf-8")
