"""Actors in the ledger: their names, their offices as reports gave them, whom they dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from memcon.ledger import schema
from memcon.ledger.happening import Named
from memcon.ledger.queries import forms_named, named


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
    among: int | None = None,
) -> Iterator[LedgerActor]:
    """The actors of that name, or all whom reports name, those of most reports first.

    Each of those asked for by name comes with its offices, and up to `partners` others that it
    dealt with most. `among`: offices by its last so many mentions, dealings in so many happenings.
    """
    table = schema.form
    query = (
        select(table.c.entry, func.sum(table.c.uses).label("uses"))
        .where(table.c.kind != "unnamed", table.c.uses > 0)
        .group_by(table.c.entry)
        .order_by(func.sum(table.c.uses).desc(), table.c.entry)
        .limit(limit)
    )
    if name is not None:
        forms = forms_named(connection, name)
        entries = select(table.c.entry).where(table.c.id.in_(sorted(forms))).distinct()
        query = query.where(table.c.entry.in_(entries))
    rows = connection.execute(query).all()
    for row in rows:
        yield _actor(connection, row.entry, row.uses, partners if name is not None else None, among)


def _actor(
    connection: Connection, entry: str, uses: int, partners: int | None, among: int | None
) -> LedgerActor:
    table = schema.form
    forms = connection.execute(
        select(table).where(table.c.entry == entry).order_by(table.c.id)
    ).all()
    who = named(connection, [forms[0].id])[forms[0].id]
    ids = [form.id for form in forms]
    first = min(forms, key=lambda form: (-form.uses, form.id))
    return LedgerActor(
        id=who.id,
        name=who.name,
        names=who.names,
        kind=first.kind,
        country=next((form.country for form in forms if form.country is not None), None),
        reports=int(uses),
        offices=() if partners is None else tuple(offices(connection, ids, among)),
        dealt_with=()
        if partners is None
        else tuple(_dealings(connection, who, ids, partners, among)),
    )


def offices(
    connection: Connection, forms: Sequence[str], among: int | None = None
) -> Iterator[Office]:
    """The offices and sectors that reports gave the bearer of some names, the first first."""
    table, reading, report = schema.actor, schema.reading, schema.report
    last = select(table).where(table.c.form.in_(forms)).order_by(table.c.pk.desc()).limit(among)
    actor = last.subquery()
    query = (
        select(
            actor.c.office,
            actor.c.sector,
            func.min(report.c.published),
            func.max(report.c.published),
            func.count(),
        )
        .join(reading, reading.c.pk == actor.c.reading)
        .join(report, report.c.id == reading.c.report)
        .group_by(actor.c.office, actor.c.sector)
        .order_by(func.min(report.c.published), actor.c.office, actor.c.sector)
    )
    yield from (Office(*row) for row in connection.execute(query))


def _dealings(
    connection: Connection, who: Named, forms: Sequence[str], limit: int, among: int | None
) -> Iterator[Dealing]:
    party, theirs, form = schema.happening_party, schema.happening_party.alias(), schema.form
    mine = select(party.c.happening).where(party.c.form.in_(forms)).limit(among).subquery()
    query = (
        select(form.c.entry, func.count(theirs.c.happening.distinct()).label("together"))
        .select_from(mine)
        .join(theirs, theirs.c.happening == mine.c.happening)
        .join(form, form.c.id == theirs.c.form)
        .where(form.c.entry != who.id)
        .group_by(form.c.entry)
        .order_by(func.count(theirs.c.happening.distinct()).desc(), form.c.entry)
        .limit(limit)
    )
    found = connection.execute(query).all()
    by_entry = {entry: _one_form(connection, entry) for entry, _ in found}
    names = named(connection, by_entry.values())
    for entry, together in found:
        yield Dealing(entry, names[by_entry[entry]].name, together)


def _one_form(connection: Connection, entry: str) -> str:
    table = schema.form
    query = select(table.c.id).where(table.c.entry == entry).order_by(table.c.id).limit(1)
    return str(connection.execute(query).scalar_one())
