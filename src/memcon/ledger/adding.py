"""Adding a report's record to the ledger: its reading, what it joins, what is told anew."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.version import InvalidVersion, Version
from sqlalchemy import Connection, RowMapping, select

from memcon.ledger import schema
from memcon.ledger.joining import Place, join
from memcon.ledger.neighbourhood import Neighbourhood
from memcon.ledger.rows import (
    drop_unused_forms,
    forms_of,
    hide_reading,
    insert_reading,
    insert_report,
    made_by,
    readings_of,
    show_reading,
)
from memcon.ledger.telling import retell
from memcon.record import Record


def add(connection: Connection, record: Record) -> bool:
    """Add a record, in the transaction of a connection; whether the ledger changed by it.

    The same report read by the same versions is there once. Read by others, it has a reading
    more; what is shown is the one of the newest memcon, of several the one added last.
    """
    insert_report(connection, record.report)
    versions = made_by(record)
    before = readings_of(connection, record.report.id)
    if any(all(reading[name] == versions[name] for name in versions) for reading in before):
        return False
    shown = next((reading for reading in before if reading["current"]), None)
    newest = shown is None or _version(versions["memcon"]) >= _version(shown["memcon"])
    pk = insert_reading(connection, record, current=newest)
    if newest:
        _show(connection, pk, record, shown)
    return True


def _show(connection: Connection, pk: int, record: Record, shown: RowMapping | None) -> None:
    old_happenings = _happenings(connection, shown["pk"]) if shown is not None else set()
    old_groups = _groups(connection, shown["pk"]) if shown is not None else set()
    old_forms = forms_of(connection, shown["pk"]) if shown is not None else set()
    removed = hide_reading(connection, shown["pk"]) if shown is not None else []
    added = show_reading(connection, pk, record)
    neighbourhood = Neighbourhood(connection)
    places = join(added, removed, neighbourhood)
    before = {p.group for uid in places if (p := neighbourhood.place(uid)) is not None}
    neighbourhood.put(places)
    retell(connection, before | old_groups | _names(places), old_happenings)
    drop_unused_forms(connection, old_forms)


def _names(places: Mapping[str, Place]) -> set[str]:
    return {place.group for place in places.values()}


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
