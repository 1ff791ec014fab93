"""A happening as pictures need it, from the plain dict of the contract."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon import wording
from memcon.pictures.style import modalities, standings
from memcon.record import day_of

# What XML cannot hold, and what turns the direction of all that follows: names come from anybody.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Keeps an arrow between two names pointing from the first to the second, whatever their script.
_LEFT_TO_RIGHT = "\u200e"
ARROW = f"{_LEFT_TO_RIGHT} → {_LEFT_TO_RIGHT}"
DASH = f"{_LEFT_TO_RIGHT} – {_LEFT_TO_RIGHT}"


def clean(text: object) -> str:
    """A text on one line, without characters that break the file or turn the line around."""
    words = _UNFIT.sub("\ufffd", str(text))
    return " ".join(_TURNING.sub("", words).split())


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: the ledger's id, which makes two the same, and the name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What a picture shows of a happening; `given` is all that is known of it."""

    id: str
    event: str
    what: str
    modality: str
    standing: str
    start: date | None
    end: date | None
    when: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    given: Mapping[str, Any]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Happening:
        """The happening that a dict by the record contract holds.

        Raises ValueError for a standing, modality or date that the contract does not know.
        """
        start, end = _days(given.get("date") or {})
        return cls(
            id=str(given["id"]),
            event=str(given["event"]),
            what=wording.label(given["event"], given.get("mode")),
            modality=_one_of(modalities(), given.get("modality") or "actual"),
            standing=_one_of(standings(), given["standing"]),
            start=start,
            end=end,
            when=clean(wording.when(start, end, (given.get("date") or {}).get("text"))),
            actors=_parties(given.get("actor")),
            recipients=_parties(given.get("recipient")),
            given=given,
        )

    @property
    def sort_key(self) -> tuple[bool, date, date, str]:
        """By date, the undated last; the id decides, so that the order of the input does not."""
        latest = date.max
        return (self.start is None, self.start or latest, self.end or latest, self.id)

    @property
    def manner(self) -> tuple[int, int]:
        """Standing and modality as ranks, firmest first."""
        return standings().index(self.standing), modalities().index(self.modality)

    @property
    def parties(self) -> tuple[Party, ...]:
        """All who take part, each once."""
        unique = {party.id: party for party in (*self.actors, *self.recipients)}
        return tuple(unique.values())

    @property
    def who(self) -> str:
        """The parties on a line: who → whom, or who – who."""
        actors, recipients = (_listed(side) for side in (self.actors, self.recipients))
        if actors and recipients:
            return f"{actors}{ARROW}{recipients}"
        if recipients:
            return f"?{ARROW}{recipients}"
        return DASH.join(party.name for party in self.actors)

    @property
    def sentence(self) -> str:
        """The happening in a line: who, what, when, how sure."""
        sure = self.standing if self.modality == "actual" else f"{self.standing}, {self.modality}"
        return f"{self.who}: {self.what}, {self.when} ({sure})"


def _days(given: Mapping[str, Any]) -> tuple[date, date] | tuple[None, None]:
    if given.get("start") is None or given.get("end") is None:
        return None, None
    start, end = sorted((day_of(given["start"]), day_of(given["end"])))
    return start, end


def _parties(given: Sequence[Mapping[str, Any]] | None) -> tuple[Party, ...]:
    return tuple(Party(str(one["id"]), clean(one.get("name") or "?")) for one in given or ())


def _one_of(known: Sequence[str], value: str) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return value


def _listed(parties: Sequence[Party]) -> str:
    return ", ".join(party.name for party in parties)
