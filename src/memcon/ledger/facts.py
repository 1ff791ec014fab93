"""What the ledger keeps of an event, to join it by and to judge it by, apart from its record.

A record speaks in ids of its own; a fact has everything in itself, so that happenings, origins and
standing are functions of facts alone, whatever the order in which their reports came.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

Role = Literal["actor", "recipient"]

_HELD: Final = 10_000
"""Facts that are kept in memory: the neighbourhoods of reports that come together overlap."""

SHARP_DAYS: Final = 2
"""A date of at most so many days tells one occasion from the next; a week or a month does not."""


@dataclass(frozen=True, slots=True)
class Who:
    """An actor as one report gives it."""

    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    names: tuple[str, ...] = ()
    """All names that the report has for it, the fullest among them."""
    outlet: str | None = None
    """The registry's name of the news outlet that it is, if it is one."""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor's part in an event."""

    role: Role
    who: Who


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody on whose word an event rests, or who denies it, with those who pass the word on."""

    holder: Who | None
    """None: the report itself."""
    stance: str
    words: str
    """The very words: the piece of the statement that comes first in the report."""
    statement: str | None
    """The statement's id in its record."""
    through: tuple[Who, ...] = ()
    """Those who report the holder's word, innermost first, the report itself left out."""
    origin: str | None = None
    """The outlet that the report names as where this was first reported."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An event of one report."""

    uid: str
    report: str
    id: str
    publisher: str | None
    """The outlet whose report this is: an agency whose copy it is, else the publisher."""
    published: date | None
    event: str
    mode: str | None
    context: tuple[str, ...]
    modality: str
    start: date | None
    end: date | None
    date_text: str | None
    basis: str
    place: str | None
    place_country: str | None
    parties: tuple[Party, ...]
    voices: tuple[Voice, ...]
    passage: str
    """The paragraph that names the event, as far as it is near its words."""
    confidence: float

    @property
    def sharp(self) -> bool:
        """Whether its date tells one occasion from the next."""
        return (
            self.start is not None
            and self.end is not None
            and (self.end - self.start).days < SHARP_DAYS
        )

    @property
    def day(self) -> date | None:
        """The day that it is filed under: the first of its date, else that of publication."""
        return self.start or self.published

    def side(self, role: Role) -> tuple[Who, ...]:
        return tuple(party.who for party in self.parties if party.role == role)

    @property
    def whos(self) -> tuple[Who, ...]:
        return tuple(party.who for party in self.parties)

    @property
    def end_day(self) -> date:
        """The last of its days. Only for one that has a day."""
        day = self.end or self.day
        assert day is not None
        return day

    def to_json(self) -> str:
        """The fact as JSON, the same bytes each time."""
        return json.dumps(_plain(self), ensure_ascii=False, default=_plain, separators=(",", ":"))

    @staticmethod
    @lru_cache(_HELD)
    def from_json(source: str) -> Fact:
        """The fact that `to_json` wrote."""
        fields = json.loads(source)
        for name in ("published", "start", "end"):
            if fields[name] is not None:
                fields[name] = date.fromisoformat(fields[name])
        fields["context"] = tuple(fields["context"])
        fields["parties"] = tuple(Party(p["role"], _who(p["who"])) for p in fields["parties"])
        fields["voices"] = tuple(map(_voice, fields["voices"]))
        return Fact(**fields)


def event_uid(report: str, event: str, span: tuple[int, int], twins: int) -> str:
    """An event's name in the ledger: the same each time its words are read as the same type.

    `twins` counts the events of that type at those words that come before it.
    """
    named = f"{report} {event} {span[0]} {span[1]} {twins}"
    return hashlib.sha256(named.encode("ascii")).hexdigest()[:16]


def _plain(thing: object) -> object:
    """A thing as JSON can have it: a dataclass by its fields, in their order."""
    if isinstance(thing, Fact | Who | Party | Voice):
        return {name: getattr(thing, name) for name in thing.__slots__}
    return str(thing)


def _who(fields: dict[str, Any]) -> Who:
    return Who(**{**fields, "names": tuple(fields["names"])})


def _voice(fields: dict[str, Any]) -> Voice:
    holder = None if fields["holder"] is None else _who(fields["holder"])
    through = tuple(map(_who, fields["through"]))
    return Voice(**{**fields, "holder": holder, "through": through})


def outlets(voice: Voice) -> Iterator[str]:
    """The outlets that a voice comes through, innermost first."""
    for who in (voice.holder, *voice.through):
        if who is not None and who.outlet is not None:
            yield who.outlet
