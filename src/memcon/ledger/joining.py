"""Which events of several reports are one happening.

An event with a sharp date (a day or two) tells one occasion from the next. Sharp events that agree
are joined; every other event goes with the sharp one that suits it best, and those that suit none
are joined among themselves. Each step looks only at events that share a party and a time, and none
depends on the order in which they came: any order of adding gives the same, and adding a report
changes only its neighbourhood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import combinations
from typing import Final, NamedTuple, Protocol

from memcon.ledger.copies import likeness
from memcon.ledger.facts import Fact, Who
from memcon.ledger.identity import keys, same

WINDOW: Final = 10
"""Days from an occasion, within which a report that gives no date may mean it."""
FRESH: Final = 4
"""Days between two reports without a date, within which they may mean one occasion."""
ALIKE: Final = 0.3
"""From this share of common words on, two passages may tell of one thing if a party is missing."""

_MUTUAL: Final = frozenset({"CONSULT", "COOPERATE", "SUPPORT"})
_VERBAL: Final = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})


class Neighbours(Protocol):
    """The events of a ledger around a given one: of its type, with a key and a time in common."""

    def sharp(self, fact: Fact, days: int) -> Iterable[Fact]:
        """Sharp ones at most so many days away."""

    def loose(self, fact: Fact, days: int) -> Iterable[Fact]:
        """Those that are not sharp, at most so many days away."""

    def place(self, uid: str) -> Place | None:
        """Where an event was put before; None for a new one."""

    def members(self, group: str) -> Iterable[Fact]:
        """The events that were put into a group before and are there still."""


class Place(NamedTuple):
    """Where an event belongs."""

    group: str
    """The name of its group: the first of the names of the group's events."""
    home: str | None
    """The sharp event that it goes with; None for sharp ones, and for those that suit none."""


def fact_keys(fact: Fact) -> list[str]:
    """What an event is filed under: its type with each key of each party."""
    return sorted({f"{fact.event} {key}" for who in fact.whos for key in keys(who)})


def agree(one: Fact, other: Fact) -> bool:
    """Whether two events may be one happening, by type, report, time, parties and words."""
    return (
        one.event == other.event
        and not _apart(one, other)
        and _same_time(one, other)
        and _same_parties(one, other)
    )


def join(changed: Iterable[Fact], ledger: Neighbours) -> dict[str, Place]:
    """The places of all events that may have moved when some came or went.

    `changed` are those that the ledger holds since, and those that it held until now.
    """
    joining = _Joining(list(changed), ledger)
    joining.place_sharp()
    joining.place_loose()
    return joining.placed


class _Joining:
    def __init__(self, changed: list[Fact], ledger: Neighbours) -> None:
        self._changed, self._ledger = changed, ledger
        self._sharp: dict[str, Fact] = {}
        self._homeless: set[str] = set()
        self.placed: dict[str, Place] = {}

    def place_sharp(self) -> None:
        """Join the sharp events that agree with one that came or went, directly or not."""
        self._sharp = _closure(filter(_is_sharp, self._changed), self._sharp_links)
        self._place(self._sharp.values())

    def place_loose(self) -> None:
        """Find the others a home among the sharp ones, and join those that have none."""
        touched = self._touched()
        for fact in touched.values():
            if home := self._home(fact):
                self.placed[fact.uid] = Place(self._group(home), home)
            else:
                self._homeless.add(fact.uid)
        self._follow()
        left = [f for f in self._changed if not f.sharp] + [
            member for fact in touched.values() for member in self._once_with(fact)
        ]
        astray = [f for f in (*touched.values(), *left) if f.uid not in self.placed]
        self._place(_closure(astray, self._loose_links).values())

    def _touched(self) -> dict[str, Fact]:
        """The events without a sharp date that may find or lose their home."""
        found: dict[str, Fact] = {}
        for fact in self._changed:
            if fact.sharp:
                around = self._ledger.loose(fact, WINDOW)
                found.update((f.uid, f) for f in around if agree(fact, f))
            else:
                found.update((f.uid, f) for f in self._ledger.loose(fact, 0) if f.uid == fact.uid)
        return found

    def _once_with(self, fact: Fact) -> list[Fact]:
        """The events without a home that an event was joined with before."""
        place = self._ledger.place(fact.uid)
        if place is None or place.home is not None:
            return []
        return [member for member in self._ledger.members(place.group) if not member.sharp]

    def _follow(self) -> None:
        """Move the events whose home has got into another group."""
        groups = {p.group for uid in self._sharp if (p := self._ledger.place(uid)) is not None}
        for group in sorted(groups):
            for fact in self._ledger.members(group):
                place = self._ledger.place(fact.uid)
                if fact.uid not in self.placed and place is not None and place.home is not None:
                    self.placed[fact.uid] = Place(self._group(place.home), place.home)

    def _home(self, fact: Fact) -> str | None:
        around = [f for f in self._ledger.sharp(fact, WINDOW) if agree(fact, f)]
        best = min(around, key=lambda sharp: (-_suits(sharp, fact), sharp.uid), default=None)
        return best.uid if best is not None else None

    def _group(self, uid: str) -> str:
        place = self.placed.get(uid) or self._ledger.place(uid)
        assert place is not None, f"sharp event {uid} has no group"
        return place.group

    def _place(self, facts: Iterable[Fact]) -> None:
        for cluster in clusters(facts):
            name = min(fact.uid for fact in cluster)
            self.placed.update((fact.uid, Place(name, None)) for fact in cluster)

    def _sharp_links(self, fact: Fact) -> Iterator[Fact]:
        return (f for f in self._ledger.sharp(fact, 0) if f.uid == fact.uid or agree(fact, f))

    def _loose_links(self, fact: Fact) -> Iterator[Fact]:
        for other in self._ledger.loose(fact, WINDOW):
            if self._astray(other) and (other.uid == fact.uid or agree(fact, other)):
                yield other

    def _astray(self, fact: Fact) -> bool:
        place = self.placed.get(fact.uid) or self._ledger.place(fact.uid)
        return fact.uid in self._homeless or place is None or place.home is None


def clusters(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Events grouped: the likeliest pairs first, and never two in one group that stand apart."""
    by_uid = {fact.uid: fact for fact in sorted(facts, key=lambda f: f.uid)}
    pairs = [p for p in combinations(by_uid.values(), 2) if agree(*p)]
    pairs.sort(key=lambda pair: (-_suits(*pair), pair[0].uid, pair[1].uid))
    groups = {uid: [fact] for uid, fact in by_uid.items()}
    for one, other in pairs:
        mine, theirs = groups[one.uid], groups[other.uid]
        if mine is theirs or any(_part(a, b) for a in mine for b in theirs):
            continue
        mine.extend(theirs)
        groups.update((fact.uid, mine) for fact in theirs)
    return list({id(group): group for group in groups.values()}.values())


def _closure(seeds: Iterable[Fact], links: Callable[[Fact], Iterable[Fact]]) -> dict[str, Fact]:
    """All events in the ledger that links lead to from the seeds, directly or through others.

    A seed that is no more in the ledger is no link of its own, and so is left out.
    """
    found: dict[str, Fact] = {}
    waiting = list(seeds)
    seen: set[str] = set()
    while waiting:
        fact = waiting.pop()
        if fact.uid in seen:
            continue
        seen.add(fact.uid)
        for link in links(fact):
            found[link.uid] = link
            waiting.append(link)
    return found


def _is_sharp(fact: Fact) -> bool:
    return fact.sharp


def _part(one: Fact, other: Fact) -> bool:
    return _apart(one, other) or not _same_time(one, other)


def _apart(one: Fact, other: Fact) -> bool:
    """Whether one report tells two as two.

    What is denied may stand beside what is asserted; of two sharp ones only the channel tells.
    """
    if one.report != other.report or one.uid == other.uid:
        return False
    if (one.modality == "negated") != (other.modality == "negated"):
        return False
    return not (one.sharp and other.sharp) or _channels_differ(one, other)


def _same_time(one: Fact, other: Fact) -> bool:
    if one.start and other.start:
        return one.start <= other.end_day and other.start <= one.end_day
    if one.day is None or other.day is None:
        return one.day is other.day
    days = WINDOW if one.start or other.start else FRESH
    gap = max(one.day, other.day) - min(one.end_day, other.end_day)
    return gap <= timedelta(days=days)


def _same_parties(one: Fact, other: Fact) -> bool:
    if one.event in _MUTUAL:
        sides = [(one.whos, other.whos)]
    else:
        sides = [(one.side(role), other.side(role)) for role in ("actor", "recipient")]
    if not all(_covers(mine, theirs) for mine, theirs in sides):
        return False
    shared = sum(min(len(mine), len(theirs)) for mine, theirs in sides)
    whole = all(len(mine) == len(theirs) for mine, theirs in sides)
    alike = likeness(one.passage, other.passage) >= ALIKE
    if not whole or shared < 2 or one.event in _VERBAL:
        return shared > 0 and alike
    return True


def _covers(one: tuple[Who, ...], other: tuple[Who, ...]) -> bool:
    """Whether each of the fewer actors is one of the more; none are covered by any."""
    few, many = sorted((one, other), key=len)
    left = list(many)
    for who in few:
        match = next((m for m in left if same(who, m)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _channels_differ(one: Fact, other: Fact) -> bool:
    return one.mode is not None and other.mode is not None and one.mode != other.mode


def _suits(one: Fact, other: Fact) -> float:
    """How well two that agree go together: by words, channel, and how near they lie."""
    channel = 0.0 if one.mode is None or other.mode is None else 0.5
    channel = -channel if _channels_differ(one, other) else channel
    distance = 0
    if one.day is not None and other.day is not None:
        gap = max(one.day, other.day) - min(one.end_day, other.end_day)
        distance = max(0, gap.days)
    return round(likeness(one.passage, other.passage) + channel - distance / WINDOW, 6)
