"""The events of a ledger around given ones, found by their keys, their days and their parties."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, select, text

from memcon.ledger.columns import filed
from memcon.ledger.facts import Fact
from memcon.ledger.joining import BITS, MUTUAL, Look, Place, bits, fact_keys
from memcon.ledger.schema import NO_DAY, event
from memcon.ledger.several import as_json, one_of, update_all

SHARP: Final = 0
"""The reach of an event with a sharp date."""
_REACHES: Final = {SHARP: 1, 1: 10, 2: 31, 3: 366, 4: None}
"""How many days after its first an event of each reach ends at most; None: any."""
_WHOLE: Final = 1 << BITS
"""Set in `parties` where an event has two or more of whom any other must have two in common."""
_COMPARED: Final = 3
"""Parties of an event that are looked for by their bits; one of more is looked for by its keys."""

_COLUMNS: Final = (event.c.uid, event.c.fact, event.c.machine_group, event.c.home)
_BY_PK: Final = select(event.c.pk, *_COLUMNS).where(one_of(event.c.pk, "pks"))
_BY_UID: Final = select(event.c.pk, *_COLUMNS).where(one_of(event.c.uid, "uids"))
_BY_GROUP: Final = (
    select(event.c.pk, *_COLUMNS)
    .where(one_of(event.c.machine_group, "groups"))
    .order_by(event.c.uid)
)

# All that is looked for goes in as one JSON array, so that the statement stays the same, prepared,
# however much that is; the joins go from it into the index of event_key, never the other way.
_AROUND: Final = {
    "sqlite": text("""
        SELECT DISTINCT json_extract(w.value, '$[0]'), k.event
        FROM json_each(:wanted) w CROSS JOIN event_key k
        WHERE k.key = json_extract(w.value, '$[1]')
        AND k.reach = json_extract(w.value, '$[2]')
        AND k.day >= json_extract(w.value, '$[3]') AND k.day <= json_extract(w.value, '$[4]')
        AND k.end_day >= json_extract(w.value, '$[5]')
        AND (k.parties < 4611686018427387904
             OR (k.parties & json_extract(w.value, '$[6]') <> 0)
              + (k.parties & json_extract(w.value, '$[7]') <> 0)
              + (k.parties & json_extract(w.value, '$[8]') <> 0) >= 2)"""),
    "postgresql": text("""
        SELECT DISTINCT w.n, k.event
        FROM (SELECT (v->>0)::int AS n, v->>1 AS key, (v->>2)::smallint AS reach,
                     (v->>3)::date AS low, (v->>4)::date AS high, (v->>5)::date AS first,
                     (v->>6)::bigint AS a, (v->>7)::bigint AS b, (v->>8)::bigint AS c
              FROM json_array_elements(CAST(:wanted AS json)) v) w
        JOIN event_key k ON k.key = w.key AND k.reach = w.reach
        AND k.day >= w.low AND k.day <= w.high AND k.end_day >= w.first
        AND (k.parties < 4611686018427387904
             OR (k.parties & w.a <> 0)::int + (k.parties & w.b <> 0)::int
              + (k.parties & w.c <> 0)::int >= 2)"""),
}


class _Asked(NamedTuple):
    """What is asked of the ledger about an event; those that ask the same are answered alike."""

    keys: tuple[str, ...]
    bits: tuple[int, ...]
    first: date
    last: date
    sharp: bool


class Neighbourhood:
    """What joining asks of the ledger, in one transaction; what it has read it reads once."""

    def __init__(self, connection: Connection, added: Iterable[Fact] = ()) -> None:
        """`added` are events that the ledger holds since this transaction, without a place."""
        self._connection = connection
        self._facts: dict[str, Fact] = {}
        self._numbers: dict[int, str] = {}
        self._places: dict[str, Place | None] = {}
        self._answers: dict[_Asked, list[Fact]] = {}
        for fact in added:
            self._facts[fact.uid], self._places[fact.uid] = fact, None

    def expect(self, looks: Iterable[Look]) -> None:
        """Look up the neighbours of several events at once, that will be asked for."""
        wanted = dict.fromkeys(_asked(*look) for look in looks)
        self._answer([asked for asked in wanted if asked not in self._answers])

    def sharp(self, fact: Fact, days: int) -> list[Fact]:
        return self._around(fact, days, sharp=True)

    def loose(self, fact: Fact, days: int) -> list[Fact]:
        return self._around(fact, days, sharp=False)

    def place(self, uid: str) -> Place | None:
        if uid not in self._places:
            self._remember(_BY_UID, {"uids": [uid]})
            self._places.setdefault(uid, None)
        return self._places[uid]

    def members(self, groups: Collection[str]) -> list[Fact]:
        return self._remember(_BY_GROUP, {"groups": sorted(groups)}) if groups else []

    def put(self, places: Mapping[str, Place]) -> set[str]:
        """Write down where events belong; gives the groups that one came into or left."""
        moved = {uid: place for uid, place in places.items() if self.place(uid) != place}
        rows = (
            {"uid": uid, "machine_group": place.group, "home": place.home}
            for uid, place in sorted(moved.items())
        )
        update_all(self._connection, event, "uid", rows)
        left = {place.group for uid in moved if (place := self.place(uid)) is not None}
        return left | {place.group for place in moved.values()}

    def _around(self, fact: Fact, days: int, *, sharp: bool) -> list[Fact]:
        asked = _asked(fact, days, sharp)
        if asked not in self._answers:
            self._answer([asked])
        return self._answers[asked]

    def _answer(self, wanted: list[_Asked]) -> None:
        rows = [row for n, asked in enumerate(wanted) for row in _looked_for(n, asked)]
        found: list[list[int]] = [[] for _ in wanted]
        if rows:
            query = _AROUND[self._connection.dialect.name]
            for n, pk in self._connection.execute(query, {"wanted": as_json(rows)}).all():
                found[n].append(pk)
        self._load({pk for pks in found for pk in pks})
        for asked, pks in zip(wanted, found, strict=True):
            uids = sorted(self._numbers[pk] for pk in pks)
            self._answers[asked] = [self._facts[uid] for uid in uids]

    def _load(self, pks: set[int]) -> None:
        missing = sorted(pks - self._numbers.keys())
        if missing:
            self._remember(_BY_PK, {"pks": missing})

    def _remember(self, query: Select[Any], wanted: dict[str, Any]) -> list[Fact]:
        found = []
        for pk, uid, fact, group, home in self._connection.execute(query, wanted).all():
            if uid not in self._facts:
                self._facts[uid] = Fact.from_json(fact)
                self._places[uid] = Place(group, home) if group is not None else None
            self._numbers[pk] = uid
            found.append(self._facts[uid])
        return found


def key_rows(fact: Fact, number: int) -> Iterator[dict[str, Any]]:
    """The rows that an event is found by."""
    day = fact.day or NO_DAY
    end_day = fact.end_day if fact.day else NO_DAY
    same = {"reach": _reach(fact), "day": day, "end_day": end_day, "event": number}
    same["parties"] = _parties(fact)
    for key in fact_keys(fact):
        yield {"key": key, **same}


def around(first: date, days: int, last: date | None = None) -> tuple[date, date]:
    """The days that lie at most so many from a day, or from the first to the last of several."""
    margin, last = timedelta(days=days), last or first
    return (
        first - margin if first - date.min > margin else date.min,
        last + margin if date.max - last > margin else date.max,
    )


def _asked(fact: Fact, days: int, sharp: bool) -> _Asked:
    first, last = (NO_DAY, NO_DAY) if fact.day is None else around(fact.day, days, fact.end_day)
    parties = tuple(map(bits, fact.whos))
    few = _is_whole(fact) and len(parties) <= _COMPARED
    # Of what any other may have one party of, all are looked for: every bit is that of one.
    compared = (*parties, 0)[:_COMPARED] if few else (_WHOLE, _WHOLE, 0)
    return _Asked(tuple(fact_keys(fact)), compared, first, last, sharp)


def _looked_for(number: int, asked: _Asked) -> Iterator[tuple[Any, ...]]:
    """The ranges of event_key in which the events lie that are asked for."""
    first, last = asked.first.isoformat(), asked.last.isoformat()
    for reach in [SHARP] if asked.sharp else [r for r in _REACHES if r != SHARP]:
        low = _before(asked.first, _REACHES[reach]).isoformat()
        for key in asked.keys:
            yield number, filed(key), reach, low, last, first, *asked.bits


def _before(day: date, days: int | None) -> date:
    return date.min if days is None or day - date.min < timedelta(days) else day - timedelta(days)


def _reach(fact: Fact) -> int:
    if fact.sharp:
        return SHARP
    days = (fact.end_day - fact.day).days if fact.day is not None else 0
    return next(r for r, most in _REACHES.items() if r != SHARP and (most is None or days <= most))


def _parties(fact: Fact) -> int:
    found = _WHOLE if _is_whole(fact) else 0
    for who in fact.whos:
        found |= bits(who)
    return found


def _is_whole(fact: Fact) -> bool:
    """Whether what is one with it, and whole itself, has two parties at least in common with it.

    So have mutual events of two parties; of others those in which both sides are told.
    """
    if fact.event in MUTUAL:
        return len(fact.parties) > 1
    return len({party.role for party in fact.parties}) > 1
