"""What is asked for, as it stands in a page's address: filters, and where in the list one is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from starlette.datastructures import QueryParams

from memcon.errors import UsageError
from memcon.ledger.standing import STANDINGS
from memcon.record import EVENT_TYPES, day_of

PAGE: Final = 40
"""Rows of a page."""
LAST_PAGE: Final = 250
"""No further back than that: filters find it faster."""
COUNTED: Final = 500
"""More than so many are not counted, which would take longer than it is worth."""
_NAMES: Final = 8
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class HappeningFilter:
    """Which happenings a page shows."""

    participants: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    sure: int = 0
    """Least confidence, in percent."""
    struck: bool = False
    page: int = 1

    @classmethod
    def of(cls, given: QueryParams) -> HappeningFilter:
        """The filter that an address holds. Raises UsageError for one that makes no sense."""
        return cls(
            participants=tuple(words(given.getlist("with")))[:_NAMES],
            event=_of(given.getlist("event"), EVENT_TYPES, "event type"),
            standing=_of(given.getlist("standing"), STANDINGS, "standing"),
            since=a_day(given, "since"),
            until=a_day(given, "until"),
            sure=a_number(given, "sure", 0, 0, 100),
            struck=given.get("struck") == "1",
            page=a_number(given, "page", 1, 1, LAST_PAGE),
        )

    def pairs(self, *, page: int | None = None) -> list[tuple[str, str]]:
        """The filter as it stands in an address; the same filter gives the same address."""
        return [
            *(("with", name) for name in self.participants),
            *(("event", type_) for type_ in self.event),
            *(("standing", stands) for stands in self.standing),
            *((n, day) for n, day in (("since", self.since), ("until", self.until)) if day),
            *([("sure", str(self.sure))] if self.sure else []),
            *([("struck", "1")] if self.struck else []),
            *([("page", str(page))] if page is not None and page > 1 else []),
        ]

    @property
    def is_empty(self) -> bool:
        return replace(self, page=1) == HappeningFilter()

    def asked(self) -> dict[str, Any]:
        """The filter as the ledger takes it, without limits."""
        return {
            "participants": self.participants,
            "event": self.event,
            "standing": self.standing,
            "since": self.since,
            "until": self.until,
            "min_confidence": self.sure / 100,
            "struck": self.struck,
        }


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements a page shows."""

    text: str | None = None
    by: str | None = None
    about: str | None = None
    stance: tuple[str, ...] = field(default=())
    since: str | None = None
    until: str | None = None
    page: int = 1

    @classmethod
    def of(cls, given: QueryParams) -> StatementFilter:
        """The filter that an address holds. Raises UsageError for one that makes no sense."""
        return cls(
            text=next(words(given.getlist("text")), None),
            by=next(words(given.getlist("by")), None),
            about=next(words(given.getlist("about")), None),
            stance=_of(given.getlist("stance"), STANCES, "stance"),
            since=a_day(given, "since"),
            until=a_day(given, "until"),
            page=a_number(given, "page", 1, 1, LAST_PAGE),
        )

    def pairs(self, *, page: int | None = None) -> list[tuple[str, str]]:
        """The filter as it stands in an address."""
        one = (("text", self.text), ("by", self.by), ("about", self.about))
        days = (("since", self.since), ("until", self.until))
        return [
            *((name, value) for name, value in one if value),
            *(("stance", stance) for stance in self.stance),
            *((name, value) for name, value in days if value),
            *([("page", str(page))] if page is not None and page > 1 else []),
        ]

    def asked(self) -> dict[str, Any]:
        """The filter as the ledger takes it, without limits."""
        return {
            "text": self.text,
            "by": self.by,
            "about": self.about,
            "stance": self.stance,
            "since": self.since,
            "until": self.until,
        }


STANCES: Final = ("asserts", "denies", "doubts", "declines")


def words(given: list[str]) -> Iterator[str]:
    """What was written into fields, those left empty left out."""
    return (kept for value in given if (kept := " ".join(value[:_LONGEST].split())))


def a_day(given: QueryParams, name: str) -> str | None:
    """The day in a field. Raises UsageError if it is none."""
    value = (given.get(name) or "").strip()
    if not value:
        return None
    try:
        return day_of(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{name}: {str(error)[:_LONGEST]}") from None


def a_number(given: QueryParams, name: str, default: int, least: int, most: int) -> int:
    """The number in a field, brought within its bounds. Raises UsageError if it is none."""
    value = (given.get(name) or "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(f"{name}: {value[:_LONGEST]} is no number from {least} to {most}")
    return min(max(int(value), least), most)


def _of(given: list[str], known: tuple[str, ...], what: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(value for value in given if value))
    for one in chosen:
        if one not in known:
            raise UsageError(f"{one[:_LONGEST]}: no {what}; there are {', '.join(known)}")
    return chosen
