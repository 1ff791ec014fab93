"""What the ledger teaches the registry: who is who, as the reports gave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from memcon.ledger import schema
from memcon.ledger.happening import Named
from memcon.ledger.people import Office, offices
from memcon.ledger.queries import named


def lessons(connection: Connection, least: int) -> Iterator[dict[str, Any]]:
    """Entries for a user's registry: people and bodies that so many reports at least speak of.

    Each has the fields of a line of such a file. An office is held from the first report that
    gives it; until the last one only if a later report gives another.
    """
    table = schema.form
    query = (
        select(table.c.entry, func.min(table.c.id), func.min(table.c.kind))
        .where(table.c.kind.in_(["person", "organisation"]), table.c.country.is_not(None))
        .group_by(table.c.entry)
        .having(func.sum(table.c.uses) >= least)
        .order_by(table.c.entry)
    )
    for entry, form, kind in connection.execute(query).all():
        who = named(connection, [form])[form]
        ids = connection.execute(
            select(table.c.id, table.c.country).where(table.c.entry == entry).order_by(table.c.id)
        ).all()
        country = next(row.country for row in ids if row.country is not None)
        held = [o for o in offices(connection, [entry]).get(entry, ()) if o.sector or o.office]
        yield from _lines(who, kind, country, held)


def _lines(who: Named, kind: str, country: str, held: Sequence[Office]) -> Iterator[dict[str, Any]]:
    if len(who.name.split()) < 2:
        return  # a surname alone names too many
    offices_ = [o for o in held if o.office] or held
    last = max((o.until for o in offices_ if o.until is not None), default=None)
    for office in offices_ or [Office(None, None, None, None, 0)]:
        over = office.until is not None and office.until != last
        yield {
            "name": who.name,
            "kind": kind,
            "country": country,
            "sector": office.sector,
            "aliases": [name for name in who.names if name != who.name and " " in name],
            "office": office.office,
            "from": office.since.isoformat() if office.since else None,
            "until": office.until.isoformat() if over and office.until else None,
        }
