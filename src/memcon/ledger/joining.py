"""Which events of several reports are one happening.

An event with a sharp date (a day or two) tells one occasion from the next. Sharp events that agree
are joined; every other event goes with the sharp one that suits it best, and those that suit none
are joined among themselves. Each step looks only at events that share a party and a time, and none
depends on the order in which they came: any order of adding gives the same, and adding a report
changes only its neighbourhood.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from memcon.ledger.copies import likeness
from memcon.ledger.facts import Fact, Who
from memcon.ledger.identity import acting_for, is_vague, keys, may_be, might_be
from memcon.ledger.plans import plans
from memcon.ledger.tables import word_list

WINDOW: Final = 10
"""Days from an occasion, within which a report that gives no date may mean it."""
FRESH: Final = 4
"""Days between two reports without a date, within which they may mean one occasion."""
ALIKE: Final = 0.3
"""From this share of common words on, two passages may tell of one thing if a party is missing."""

BITS: Final = 62
MUTUAL: Final = word_list("mutual")
_VERBAL: Final = word_list("verbal")
_PROMISES: Final = frozenset(plans())


class Neighbours(Protocol):
    """The events of a ledger around a given one: of its type, with a key and a time in common."""

    def expect(self, looks: Iterable[Look]) -> None:
        """Be told which neighbours will be asked for, so that one look is enough."""

    def sharp(self, fact: Fact, days: int) -> Iterable[Fact]:
        """Sharp ones at most so many days away."""

    def loose(self, fact: Fact, days: int) -> Iterable[Fact]:
        """Those that are not sharp, at most so many days away."""

    def place(self, uid: str) -> Place | None:
        """Where an event was put before; None for a new one."""

    def members(self, groups: Collection[str]) -> Iterable[Fact]:
        """The events that were put into some groups before and are there still."""


class Look(NamedTuple):
    """Whose neighbours are asked for: those at most so many days away, sharp ones or the others."""

    fact: Fact
    days: int
    sharp: bool


class Place(NamedTuple):
    """Where an event belongs."""

    group: str
    """The name of its group: the first of the names of the group's events."""
    home: str | None
    """The sharp event that it goes with; None for sharp ones, and for those that suit none."""


def fact_keys(fact: Fact) -> list[str]:
    """What an event is filed under: its type with each key of each party."""
    return sorted({f"{fact.event} {key}" for who in fact.whos for key in _keys(who)})


@lru_cache(50_000)
def bits(who: Who) -> int:
    """The keys of an actor, each as one of some bits: two that might be one share a bit."""
    if is_vague(who):
        return (1 << BITS) - 1
    found = 0
    for key in filter(None, (*keys(who), acting_for(who))):
        found |= 1 << zlib.crc32(key.encode("utf-8", "surrogatepass")) % BITS
    return found


@lru_cache(50_000)
def _keys(who: Who) -> tuple[str, ...]:
    return tuple(keys(who))


def agree(one: Fact, other: Fact) -> bool:
    """Whether two events may be one happening, by type, time, parties and words, and report."""
    return not _apart(one, other) and _may_be_one(one, other)


def join(added: Iterable[Fact], removed: Iterable[Fact], ledger: Neighbours) -> dict[str, Place]:
    """The places of all events that may have moved when some came and some went.

    The ledger holds those that came, and no more those that went; one that was read anew did both.
    """
    joining = _Joining(list(added), list(removed), ledger)
    joining.place_sharp()
    joining.place_loose()
    return joining.placed


class _Joining:
    def __init__(self, added: list[Fact], removed: list[Fact], ledger: Neighbours) -> None:
        self._added, self._removed, self._ledger = added, removed, ledger
        self._likenesses = _Likenesses()
        self._sharp: dict[str, Fact] = {}
        self._homeless: set[str] = set()
        self.placed: dict[str, Place] = {}

    def place_sharp(self) -> None:
        """Join the sharp events that agree with one that came or went, directly or not."""
        self._ledger.expect(
            look for f in (*self._added, *self._removed) for look in _first_looks(f)
        )
        added = (f for f in self._added if f.sharp)
        removed = (f for f in self._removed if f.sharp)
        self._sharp = self._closure(added, removed, sharp=True)
        self._place(self._sharp.values())

    def place_loose(self) -> None:
        """Find the others a home among the sharp ones, and join those that have none."""
        touched = self._touched()
        self._ledger.expect(Look(fact, WINDOW, sharp=True) for fact in touched.values())
        for fact in touched.values():
            if home := self._home(fact):
                self.placed[fact.uid] = Place(self._group(home), home)
            else:
                self._homeless.add(fact.uid)
        self._follow()
        left = self._once_with(touched.values())
        astray = (f for f in (*touched.values(), *left) if f.uid not in self.placed)
        removed = (f for f in self._removed if not f.sharp)
        self._place(self._closure(astray, removed, sharp=False).values())

    def _touched(self) -> dict[str, Fact]:
        """The events without a sharp date that may find or lose their home."""
        found = {fact.uid: fact for fact in self._added if not fact.sharp}
        sharp = [fact for fact in (*self._added, *self._removed) if fact.sharp]
        for fact in sharp:
            around = self._ledger.loose(fact, WINDOW)
            found.update((f.uid, f) for f in around if self._likenesses.enough(fact, f))
        return found

    def _once_with(self, facts: Iterable[Fact]) -> list[Fact]:
        """The events without a home that events without one were joined with before."""
        places = [place for fact in facts if (place := self._ledger.place(fact.uid)) is not None]
        groups = {place.group for place in places if place.home is None}
        return [member for member in self._ledger.members(groups) if not member.sharp]

    def _follow(self) -> None:
        """Move the events whose home has got into another group."""
        groups = {p.group for uid in self._sharp if (p := self._ledger.place(uid)) is not None}
        for fact in self._ledger.members(groups):
            place = self._ledger.place(fact.uid)
            settled = fact.uid in self.placed or fact.uid in self._homeless
            if not settled and place is not None and place.home is not None:
                self.placed[fact.uid] = Place(self._group(place.home), place.home)

    def _home(self, fact: Fact) -> str | None:
        around = (
            sharp
            for sharp in self._ledger.sharp(fact, WINDOW)
            if not _apart(fact, sharp) and self._likenesses.enough(fact, sharp)
        )
        best = min(
            around, key=lambda sharp: (-self._likenesses.suit(sharp, fact), sharp.uid), default=None
        )
        return best.uid if best is not None else None

    def _group(self, uid: str) -> str:
        place = self.placed.get(uid) or self._ledger.place(uid)
        assert place is not None, f"sharp event {uid} has no group"
        return place.group

    def _place(self, facts: Iterable[Fact]) -> None:
        for cluster in clusters(facts, self._likenesses):
            name = min(fact.uid for fact in cluster)
            self.placed.update((fact.uid, Place(name, None)) for fact in cluster)

    def _around(self, facts: list[Fact], *, sharp: bool) -> Iterable[tuple[Fact, Fact]]:
        """Each event with each of those that it may be joined with."""
        days = 0 if sharp else WINDOW
        self._ledger.expect(Look(fact, days, sharp) for fact in facts)
        for fact in facts:
            if sharp:
                yield from ((fact, other) for other in self._ledger.sharp(fact, days))
            else:
                around = self._ledger.loose(fact, days)
                yield from ((fact, other) for other in around if self._astray(other))

    def _astray(self, fact: Fact) -> bool:
        place = self.placed.get(fact.uid) or self._ledger.place(fact.uid)
        return fact.uid in self._homeless or place is None or place.home is None

    def _closure(
        self, seeds: Iterable[Fact], removed: Iterable[Fact], *, sharp: bool
    ) -> dict[str, Fact]:
        """The seeds and all events that may be one with them, directly or through others.

        Those that are no more in the ledger lead on, but are left out. Of events that say the same
        one leads on for all.
        """
        found = {fact.uid: fact for fact in seeds}
        waiting = [*found.values(), *removed]
        seen: set[int] = set()
        while waiting:
            kinds = {self._likenesses.kind(fact): fact for fact in waiting}
            leading = [fact for kind, fact in kinds.items() if kind not in seen]
            seen.update(kinds)
            waiting = []
            for fact, other in self._around(leading, sharp=sharp):
                alike = self._likenesses.kind(other) == self._likenesses.kind(fact)
                if other.uid not in found and (alike or self._likenesses.enough(fact, other)):
                    found[other.uid] = other
                    waiting.append(other)
        return found


class _Likenesses:
    """How events compare that say the same but for their report: each pair is looked at once."""

    def __init__(self) -> None:
        self._kinds: dict[object, int] = {}
        self._kind_of: dict[int, tuple[int, Fact]] = {}
        self._bits: dict[int, tuple[tuple[int, ...], ...]] = {}
        self._enough: dict[tuple[int, int], bool] = {}
        self._suit: dict[tuple[int, int], float] = {}

    def kind(self, fact: Fact) -> int:
        """A number that events have in common that say the same."""
        # By the object, which is kept: one that was read anew is there as it was and as it is.
        if id(fact) not in self._kind_of:
            said = (
                fact.event, fact.mode, fact.modality, fact.start, fact.end, fact.published,
                tuple((p.role, p.who.name, p.who.kind, p.who.country, p.who.sector, p.who.office,
                       p.who.outlet) for p in fact.parties),
                fact.passage,
            )  # fmt: skip
            kind = self._kinds.setdefault(said, len(self._kinds))
            self._kind_of[id(fact)] = kind, fact
            if kind not in self._bits:
                self._bits[kind] = tuple(tuple(map(bits, side)) for side in _sides(fact))
        return self._kind_of[id(fact)][0]

    def enough(self, one: Fact, other: Fact) -> bool:
        """Whether two may be one happening, whatever reports they are of."""
        pair = self._pair(one, other)
        if pair not in self._enough:
            self._enough[pair] = self._share_keys(*pair) and _may_be_one(one, other)
        return self._enough[pair]

    def _share_keys(self, one: int, other: int) -> bool:
        """Whether the parties' keys allow that two are one: a look that spares most of the work."""
        return all(map(_may_cover, self._bits[one], self._bits[other]))

    def suit(self, one: Fact, other: Fact) -> float:
        """How well two go together."""
        pair = self._pair(one, other)
        if pair not in self._suit:
            self._suit[pair] = _suits(one, other)
        return self._suit[pair]

    def _pair(self, one: Fact, other: Fact) -> tuple[int, int]:
        first, second = self.kind(one), self.kind(other)
        return (first, second) if first <= second else (second, first)


def _first_looks(fact: Fact) -> Iterator[Look]:
    """What is asked about an event that came or went, whatever is found."""
    if fact.sharp:
        yield Look(fact, 0, sharp=True)
    yield Look(fact, WINDOW, not fact.sharp)


def clusters(facts: Iterable[Fact], likenesses: _Likenesses | None = None) -> list[list[Fact]]:
    """Events grouped: the likeliest pairs first, and never two in one group that stand apart."""
    likenesses = likenesses or _Likenesses()
    groups = _sayings(facts, likenesses)
    holding = [_Holding(group, [i]) for i, group in enumerate(groups)]
    pairs = []
    for i, k in _sharing_a_key([group[0] for group in groups]):
        one, other = groups[i][0], groups[k][0]
        if likenesses.enough(one, other):
            pairs.append((-likenesses.suit(one, other), one.uid, other.uid, i, k))
    for _, _, _, i, k in sorted(pairs):
        mine, theirs = holding[i], holding[k]
        if mine is theirs or _parted(mine.facts, theirs.facts):
            continue
        mine.facts.extend(theirs.facts)
        mine.numbers.extend(theirs.numbers)
        for number in theirs.numbers:
            holding[number] = mine
    return list({id(held): held.facts for held in holding}.values())


class _Holding(NamedTuple):
    """A group that grows, and the numbers of those that went into it."""

    facts: list[Fact]
    numbers: list[int]


def _sharing_a_key(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """The pairs of events, by their numbers, that are filed under one key: no others are one."""
    filed: dict[str, list[int]] = {}
    found: set[tuple[int, int]] = set()
    for number, fact in enumerate(facts):
        for key in fact_keys(fact):
            found.update((other, number) for other in filed.get(key, ()))
            filed.setdefault(key, []).append(number)
    return sorted(found)


def _sayings(facts: Iterable[Fact], likenesses: _Likenesses) -> list[list[Fact]]:
    """Events of different reports that say the same, each as a group of their own to begin with.

    Those of hidden parties only are never one, not even in the same words.
    """
    found: dict[tuple[int, int], list[Fact]] = {}
    twins: dict[tuple[int, str], int] = {}
    for fact in sorted(facts, key=lambda f: f.uid):
        kind = likenesses.kind(fact)
        nth = twins[kind, fact.report] = twins.get((kind, fact.report), -1) + 1
        nth = nth if likenesses.enough(fact, fact) else len(found)
        found.setdefault((kind, nth), []).append(fact)
    return sorted(found.values(), key=lambda group: group[0].uid)


def _parted(some: list[Fact], others: list[Fact]) -> bool:
    """Whether two groups hold events that one report, or their dates, keep apart."""
    few, many = sorted((some, others), key=len)
    of_report: dict[str, list[Fact]] = {}
    for fact in few:
        of_report.setdefault(fact.report, []).append(fact)
    if any(_apart(mine, fact) for fact in many for mine in of_report.get(fact.report, ())):
        return True
    dates = [{(f.start, f.end): f for f in group if f.start}.values() for group in (few, many)]
    return any(not _same_time(one, other) for one in dates[0] for other in dates[1])


def _apart(one: Fact, other: Fact) -> bool:
    """Whether one report tells two as two.

    What is denied may stand beside what is asserted; of two sharp ones only the channel tells.
    """
    if one.report != other.report or one.uid == other.uid:
        return False
    if (one.modality == "negated") != (other.modality == "negated"):
        return False
    return not (one.sharp and other.sharp) or _channels_differ(one, other)


def _may_be_one(one: Fact, other: Fact) -> bool:
    return one.event == other.event and _same_time(one, other) and _same_parties(one, other)


def _same_time(one: Fact, other: Fact) -> bool:
    if one.start and other.start:
        return one.start <= other.end_day and other.start <= one.end_day
    if one.day is None or other.day is None:
        return one.day is other.day
    days = WINDOW if one.start or other.start else FRESH
    gap = max(one.day, other.day) - min(one.end_day, other.end_day)
    return gap <= timedelta(days=days)


def _same_parties(one: Fact, other: Fact) -> bool:
    sides = list(zip(_sides(one), _sides(other), strict=True))
    surely = all(_covers(mine, theirs, may_be) for mine, theirs in sides)
    if not surely and not _perhaps(sides):
        return False
    shared = sum(min(len(mine), len(theirs)) for mine, theirs in sides)
    whole = all(len(mine) == len(theirs) for mine, theirs in sides)
    day = _one_day(one, other)
    telling = one.event not in _VERBAL or (day and one.event in _PROMISES)
    if shared > 1 and telling and ((surely and whole) or (day and (surely or whole))):
        return True
    return shared > 0 and likeness(one.passage, other.passage) >= ALIKE


def _one_day(one: Fact, other: Fact) -> bool:
    return one.sharp and other.sharp and one.start == other.start


def _perhaps(sides: Sequence[tuple[tuple[Who, ...], tuple[Who, ...]]]) -> bool:
    """Whether the parties might be the same, of which one at least is."""
    if not any(may_be(who, other) for mine, theirs in sides for who in mine for other in theirs):
        return False
    return all(_covers(mine, theirs, might_be) for mine, theirs in sides)


def _sides(fact: Fact) -> tuple[tuple[Who, ...], ...]:
    """The parties of an event, all as one side where what it does is mutual."""
    return (fact.whos,) if fact.event in MUTUAL else (fact.side("actor"), fact.side("recipient"))


def _may_cover(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether each of the fewer actors, by the bits of its keys, may be one of the more."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return all(any(mine & theirs for theirs in many) for mine in few)


def _covers(
    one: tuple[Who, ...], other: tuple[Who, ...], alike: Callable[[Who, Who], bool]
) -> bool:
    """Whether each of the fewer actors is one of the more; none are covered by any."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if len(few) < 2:
        return all(any(alike(who, another) for another in many) for who in few)
    of: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        """Find an actor his own among the more, making room where another has a choice."""
        for at, who in enumerate(many):
            if at not in tried and alike(few[number], who):
                tried.add(at)
                if at not in of or place(of[at], tried):
                    of[at] = number
                    return True
        return False

    return all(place(number, set()) for number in range(len(few)))


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
