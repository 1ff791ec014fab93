"""The events of a ledger around a given one, found by their keys and days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, select, update

from memcon.ledger.facts import Fact
from memcon.ledger.joining import Place, fact_keys
from memcon.ledger.schema import NO_DAY, event, event_key


class Neighbourhood:
    """What joining asks of the ledger, in one transaction; what it has read it reads once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts: dict[str, Fact] = {}
        self._places: dict[str, Place | None] = {}
        self._asked: dict[object, list[Fact]] = {}

    def sharp(self, fact: Fact, days: int) -> list[Fact]:
        return self._around(fact, days, sharp=True)

    def loose(self, fact: Fact, days: int) -> list[Fact]:
        return self._around(fact, days, sharp=False)

    def place(self, uid: str) -> Place | None:
        if uid not in self._places:
            self._remember(event.c.uid == uid)
            self._places.setdefault(uid, None)
        return self._places[uid]

    def members(self, group: str) -> list[Fact]:
        return self._remember(event.c.machine_group == group)

    def put(self, places: Mapping[str, Place]) -> None:
        """Write down where events belong."""
        moved = [
            {"of": uid, "group": place.group, "to": place.home}
            for uid, place in sorted(places.items())
            if self.place(uid) != place
        ]
        if moved:
            self._connection.execute(
                update(event)
                .where(event.c.uid == bindparam("of"))
                .values(machine_group=bindparam("group"), home=bindparam("to")),
                moved,
            )

    def _around(self, fact: Fact, days: int, *, sharp: bool) -> list[Fact]:
        first, last = _window(fact, days)
        keys = tuple(fact_keys(fact))
        asked = (keys, first, last, sharp)
        if asked not in self._asked:
            self._asked[asked] = self._find(*asked)
        return self._asked[asked]

    def _find(self, keys: tuple[str, ...], first: date, last: date, sharp: bool) -> list[Fact]:
        keyed = (
            select(event_key.c.event)
            .where(
                event_key.c.key.in_(keys),
                event_key.c.sharp == sharp,
                event_key.c.day <= last,
                event_key.c.end_day >= first,
            )
            .distinct()
        )
        return self._remember(event.c.pk.in_(keyed))

    def _remember(self, which: object) -> list[Fact]:
        columns = (event.c.uid, event.c.fact, event.c.machine_group, event.c.home)
        query = select(*columns).where(which).order_by(event.c.uid)  # type: ignore[arg-type]
        found = []
        for uid, text, group, home in self._connection.execute(query):
            if uid not in self._facts:
                self._facts[uid] = Fact.from_json(text)
                self._places[uid] = Place(group, home) if group is not None else None
            found.append(self._facts[uid])
        return found


def around(first: date, days: int, last: date | None = None) -> tuple[date, date]:
    """The days that lie at most so many from a day, or from the first to the last of several."""
    margin, last = timedelta(days=days), last or first
    return (
        first - margin if first - date.min > margin else date.min,
        last + margin if date.max - last > margin else date.max,
    )


def _window(fact: Fact, days: int) -> tuple[date, date]:
    if fact.day is None:
        return NO_DAY, NO_DAY
    return around(fact.day, days, fact.end_day)
