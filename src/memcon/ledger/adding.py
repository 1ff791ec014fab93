"""Adding a report's record to the ledger: its reading, what it joins, what is told anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from packaging.version import InvalidVersion, Version
from sqlalchemy import Connection, RowMapping, select

from memcon.ledger import schema
from memcon.ledger.joining import join
from memcon.ledger.neighbourhood import Neighbourhood
from memcon.ledger.rows import (
    drop_unused_forms,
    forms_of,
    hide_reading,
    insert_readings,
    insert_reports,
    made_by,
    readings_of,
    show_readings,
)
from memcon.ledger.telling import retell
from memcon.record import Record

_AT_ONCE: Final = 500
"""Records that are added together: what they ask of the ledger is asked once for all."""


def add(connection: Connection, record: Record) -> bool:
    """Add a record, in the transaction of a connection; whether the ledger changed by it.

    The same report read by the same versions is there once. Read by others, it has a reading
    more; what is shown is the one of the newest memcon, of several the one added last.
    """
    return add_all(connection, [record]) == 1


def add_all(connection: Connection, records: Iterable[Record]) -> int:
    """Add records as `add` would one by one, but much faster; how many changed the ledger."""
    changed = 0
    waiting: dict[str, Record] = {}
    for record in records:
        if record.report.id in waiting or len(waiting) == _AT_ONCE:
            changed += _add_several(connection, list(waiting.values()))
            waiting.clear()
        waiting[record.report.id] = record
    return changed + _add_several(connection, list(waiting.values()))


def _add_several(connection: Connection, records: Sequence[Record]) -> int:
    """Add records of different reports: new ones together, those read before one by one."""
    before: dict[str, list[RowMapping]] = {record.report.id: [] for record in records}
    for reading in readings_of(connection, before):
        before[reading["report"]].append(reading)
    new = [record for record in records if not before[record.report.id]]
    if new:
        insert_reports(connection, (record.report for record in new))
        numbers = insert_readings(connection, new, current=True)
        _show(connection, dict(zip(numbers, new, strict=True)), None)
    again = [record for record in records if before[record.report.id]]
    return len(new) + sum(_add_again(connection, r, before[r.report.id]) for r in again)


def _add_again(connection: Connection, record: Record, before: Sequence[RowMapping]) -> bool:
    versions = made_by(record)
    if any(all(reading[name] == versions[name] for name in versions) for reading in before):
        return False
    shown = next((reading for reading in before if reading["current"]), None)
    newest = shown is None or _version(versions["memcon"]) >= _version(shown["memcon"])
    [pk] = insert_readings(connection, [record], current=newest)
    if newest:
        _show(connection, {pk: record}, shown)
    return True


def _show(connection: Connection, readings: Mapping[int, Record], shown: RowMapping | None) -> None:
    old_happenings = _happenings(connection, shown["pk"]) if shown is not None else set()
    old_groups = _groups(connection, shown["pk"]) if shown is not None else set()
    old_forms = forms_of(connection, shown["pk"]) if shown is not None else set()
    removed = hide_reading(connection, shown["pk"]) if shown is not None else []
    added = show_readings(connection, readings)
    neighbourhood = Neighbourhood(connection, added)
    places = join(added, removed, neighbourhood)
    changed = neighbourhood.put(places)
    retell(connection, changed | old_groups, old_happenings)
    if old_forms:
        drop_unused_forms(connection, old_forms)


def _groups(connection: Connection, reading: int) -> set[str]:
    table = schema.event
    query = select(table.c.machine_group).where(table.c.reading == reading).distinct()
    return {group for group in connection.execute(query).scalars() if group is not None}


def _happenings(connection: Connection, reading: int) -> set[str]:
    table = schema.event
    query = select(table.c.happening).where(table.c.reading == reading).distinct()
    return {happening for happening in connection.execute(query).scalars() if happening is not None}


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")
