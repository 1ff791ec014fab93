"""What came into the ledger last: reports, what they changed, what a reviewer should look at.

All of it walks backwards from the last row, so that it takes no longer on a large ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from memcon.ledger import schema
from memcon.ledger.facts import Fact
from memcon.ledger.happening import Happening, tell
from memcon.ledger.queries import happenings_of

HEADLINE: Final = 400
"""Characters of a title that are read: some are as long as a book."""
OPENING: Final = 90
_AT_ONCE: Final = 400
"""Events that are looked through together."""
_WINDOW: Final = 20_000
"""Events that one answer looks through at most."""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report without its text."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    opening: str
    """Its first words, for one without a title."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that came in, and the number of its reading, which grows with time."""

    number: int
    head: ReportHead
    added: datetime
    events: int


@dataclass(frozen=True, slots=True)
class Change:
    """A happening that new reports told of, and how it stood before they did."""

    happening: Happening
    before: str | None
    """None: nobody had told of it."""


def arrivals(connection: Connection, before: int | None, limit: int) -> list[Arrival]:
    """The reports that came in last, the last first."""
    reading, report, event = schema.reading, schema.report, schema.event
    counted = select(func.count()).where(event.c.reading == reading.c.pk).scalar_subquery()
    query = (
        select(reading.c.pk, report.c.added, counted.label("events"), *_head())
        .join(report, report.c.id == reading.c.report)
        .where(reading.c.current)
        .order_by(reading.c.pk.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(reading.c.pk < before)
    return [
        Arrival(number, ReportHead(*head), added, events)
        for number, added, events, *head in connection.execute(query)
    ]


def changes(connection: Connection, arrived: Iterable[Arrival]) -> list[Change]:
    """The happenings that arrivals tell of, the last told first."""
    event = schema.event
    readings = [arrival.number for arrival in arrived]
    told = event.c.reading.in_(readings) & event.c.happening.is_not(None)
    query = select(event.c.pk, event.c.happening).where(told)
    rows = connection.execute(query.order_by(event.c.pk.desc())).all()
    names = list(dict.fromkeys(row.happening for row in rows))
    before = _standings_before(connection, readings, names)
    found = happenings_of(connection, names)
    return [Change(one, before.get(one.id)) for one in found]


def undecided(
    connection: Connection, sure_below: float, before: int | None, limit: int
) -> tuple[list[Happening], int | None]:
    """Happenings, disputed or unsure, that nobody has decided on; and where to go on from."""
    found: dict[str, Happening] = {}
    last = before
    for _ in range(_WINDOW // _AT_ONCE):
        rows = _events_before(connection, last)
        names = [name for _, name in rows if name not in found]
        doubtful = _doubtful(connection, names, sure_below)
        by_name = {one.id: one for one in doubtful}
        for number, name in rows:
            last = number
            if name in by_name:
                found.setdefault(name, by_name[name])
            if len(found) >= limit:
                return list(found.values()), last
        if len(rows) < _AT_ONCE:
            return list(found.values()), None
    return list(found.values()), last


def reports(connection: Connection, ids: Iterable[str]) -> dict[str, ReportHead]:
    """What reports are called, by their ids."""
    query = select(*_head()).where(schema.report.c.id.in_(sorted(set(ids))))
    return {row[0]: ReportHead(*row) for row in connection.execute(query)}


def homes(connection: Connection, report: str) -> dict[str, tuple[str, str, bool]]:
    """Of each event of a report by its id: happening, standing, and whether it was struck."""
    event, happening = schema.event, schema.happening
    query = (
        select(event.c.id, happening.c.id, happening.c.standing, happening.c.struck)
        .join(happening, happening.c.id == event.c.happening)
        .where(event.c.report == report)
    )
    return {id_: (name, stands, struck) for id_, name, stands, struck in connection.execute(query)}


def _head() -> tuple[ColumnElement[Any], ...]:
    table = schema.report
    return (
        table.c.id,
        func.substr(table.c.title, 1, HEADLINE),
        func.substr(table.c.publisher, 1, HEADLINE),
        table.c.published,
        table.c.url,
        func.substr(table.c.text, 1, OPENING),
    )


def _standings_before(
    connection: Connection, readings: Sequence[int], happenings: Sequence[str]
) -> dict[str, str]:
    """How happenings stand by the events of all other readings, where there are any."""
    table = schema.event
    query = select(table.c.happening, table.c.fact).where(
        table.c.happening.in_(happenings), table.c.reading.not_in(readings)
    )
    facts: dict[str, list[Fact]] = {}
    for name, fact in connection.execute(query):
        facts.setdefault(name, []).append(Fact.from_json(fact))
    return {name: tell(known).fields["standing"] for name, known in facts.items()}


def _events_before(connection: Connection, number: int | None) -> Sequence[tuple[int, str]]:
    table = schema.event
    query = select(table.c.pk, table.c.happening).where(table.c.happening.is_not(None))
    if number is not None:
        query = query.where(table.c.pk < number)
    rows = connection.execute(query.order_by(table.c.pk.desc()).limit(_AT_ONCE))
    return [(row.pk, row.happening) for row in rows]


def _doubtful(connection: Connection, names: Sequence[str], sure_below: float) -> list[Happening]:
    table = schema.happening
    # By their names alone: an index of another column would lead past all happenings there are.
    columns = (table.c.id, table.c.struck, table.c.confidence, table.c.standing)
    rows = connection.execute(select(*columns).where(table.c.id.in_(sorted(set(names)))))
    doubted = [
        row.id
        for row in rows
        if not row.struck and (row.confidence < sure_below or row.standing == "disputed")
    ]
    found = happenings_of(connection, doubted)
    return [one for one in found if not one.decisions]
