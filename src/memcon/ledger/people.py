"""Actors in the ledger: their names, their offices as reports gave them, whom they dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from memcon.ledger import schema
from memcon.ledger.counting import entries_of
from memcon.ledger.queries import actors_of, is_meant, meant_by

_AT_ONCE: Final = 500
"""Actors that are looked up together."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office or sector as reports gave it, from the first report to the last."""

    office: str | None
    sector: str | None
    since: date | None
    until: date | None
    reports: int


@dataclass(frozen=True, slots=True)
class Dealing:
    """With whom an actor dealt, and in how many happenings."""

    id: str
    name: str
    happenings: int


@dataclass(frozen=True, slots=True)
class LedgerActor:
    """One person, state or body across all reports."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str | None
    reports: int
    offices: tuple[Office, ...] = ()
    dealt_with: tuple[Dealing, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The actor as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "names": list(self.names),
            "kind": self.kind,
            "country": self.country,
            "reports": self.reports,
            "offices": [
                {
                    "office": o.office,
                    "sector": o.sector,
                    "since": o.since.isoformat() if o.since else None,
                    "until": o.until.isoformat() if o.until else None,
                    "reports": o.reports,
                }
                for o in self.offices
            ],
            "dealt_with": [
                {"id": d.id, "name": d.name, "happenings": d.happenings} for d in self.dealt_with
            ],
        }


def actors(
    connection: Connection,
    name: str | None = None,
    *,
    limit: int | None = None,
    partners: int = 20,
) -> Iterator[LedgerActor]:
    """The actors of that name, or all whom reports name, those of most reports first.

    Each of those asked for by name comes with its offices, and up to `partners` others that it
    dealt with most.
    """
    table = schema.entry
    query = select(table).order_by(table.c.uses.desc(), table.c.id).limit(limit)
    if name is not None:
        meant = meant_by(connection, name)
        entries = frozenset(entries_of(connection, meant.forms).values())
        query = query.where(is_meant(connection, table.c.id, replace(meant, forms=entries)))
    rows = connection.execute(query).all()
    for first in range(0, len(rows), _AT_ONCE):
        of_them = rows[first : first + _AT_ONCE]
        yield from _actors(connection, of_them, partners if name is not None else None)


def _actors(
    connection: Connection, rows: Sequence[Row[Any]], partners: int | None
) -> Iterator[LedgerActor]:
    entries = [row.id for row in rows]
    forms: dict[str, list[Row[Any]]] = {}
    table = schema.form
    query = select(table).where(table.c.entry.in_(entries)).order_by(table.c.id)
    for form in connection.execute(query):
        forms.setdefault(form.entry, []).append(form)
    names = actors_of(connection, entries)
    held = {} if partners is None else offices(connection, entries)
    dealings = {} if partners is None else _dealings(connection, entries, partners)
    for row in rows:
        mine, who = forms[row.id], names[row.id]
        first = min(mine, key=lambda form: (-form.uses, form.id))
        yield LedgerActor(
            id=who.id,
            name=who.name,
            names=who.names,
            kind=first.kind,
            country=next((form.country for form in mine if form.country is not None), None),
            reports=int(row.uses),
            offices=tuple(held.get(row.id, ())),
            dealt_with=tuple(dealings.get(row.id, ())),
        )


def offices(connection: Connection, entries: Sequence[str]) -> dict[str, list[Office]]:
    """Of each actor the offices and sectors that reports gave it, the earliest first."""
    actor, form, sample = schema.actor, schema.form, schema.actor.alias()
    first = func.min(actor.c.day)
    posts = (
        select(
            form.c.entry,
            func.min(actor.c.pk).label("sample"),
            first.label("since"),
            func.max(actor.c.day).label("until"),
            func.count().label("reports"),
        )
        .join(actor, actor.c.form == form.c.id)
        .where(form.c.entry.in_(entries))
        .group_by(form.c.entry, actor.c.post)
        .subquery()
    )
    query = (
        select(posts.c.entry, sample.c.office, sample.c.sector, *list(posts.c)[2:])
        .join(sample, sample.c.pk == posts.c.sample)
        .order_by(posts.c.since, sample.c.office, sample.c.sector)
    )
    found: dict[str, list[Office]] = {}
    for entry, *office in connection.execute(query):
        found.setdefault(entry, []).append(Office(*office))
    return found


def _dealings(
    connection: Connection, entries: Sequence[str], limit: int
) -> dict[str, list[Dealing]]:
    """Of each actor those that it dealt with most."""
    table = schema.dealing
    order = (table.c.happenings.desc(), table.c.other)
    place = func.row_number().over(partition_by=table.c.entry, order_by=order)
    placed = select(table, place.label("place")).where(table.c.entry.in_(entries)).subquery()
    query = select(placed.c.entry, placed.c.other, placed.c.happenings)
    query = query.where(placed.c.place <= limit).order_by(placed.c.entry, placed.c.place)
    rows = connection.execute(query).all()
    names = actors_of(connection, (row.other for row in rows))
    found: dict[str, list[Dealing]] = {}
    for entry, other, together in rows:
        found.setdefault(entry, []).append(Dealing(other, names[other].name, together))
    return found
