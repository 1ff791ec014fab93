"""Answers from the ledger: happenings, statements, actors."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    func,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.sql.elements import ColumnElement

from memcon.ledger import schema
from memcon.ledger.counting import entries_of
from memcon.ledger.facts import Who
from memcon.ledger.happening import Happening, Named, Said
from memcon.ledger.identity import fold, keys, words_of
from memcon.ledger.origins import Origin
from memcon.ledger.several import one_of
from memcon.registry import Registry

FIRST_DAY: Final = schema.NO_DAY + timedelta(days=1)
"""What has no day lies before it, and is not asked for by days."""
_AT_ONCE: Final = 500
"""Happenings whose actors are looked up together."""
MOST_PARTS: Final = 100
"""SQLite takes no more than 500 queries in one."""
_MOST_VALUES: Final = 10_000
"""And no more than 32,766 values."""
_LISTED: Final = {
    "sqlite": text("SELECT value FROM json_each(:listed)"),
    "postgresql": text("SELECT json_array_elements_text(CAST(:listed AS json))"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which happenings are asked for; what is None is not asked."""

    participants: Sequence[str] = ()
    event: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    standing: Sequence[str] = ()
    min_confidence: float = 0.0
    struck: bool = False
    """Those too that a reviewer found wrong."""
    newest: bool = False
    """The newest first, not the oldest."""
    limit: int | None = None
    offset: int = 0


def happenings(connection: Connection, wanted: Wanted) -> Iterator[Happening]:
    """The happenings that are asked for, in the order of their days, then of their names."""
    query = _chosen(connection, wanted, wanted.limit, wanted.offset)
    ids = [id_ for _, id_ in connection.execute(query)] if query is not None else []
    for first in range(0, len(ids), _AT_ONCE):
        yield from _whole(connection, ids[first : first + _AT_ONCE])


def count_happenings(connection: Connection, wanted: Wanted, most: int | None = None) -> int:
    """How many happenings are asked for, without limit and offset; counted up to `most`."""
    query = _chosen(connection, wanted, most, 0)
    if query is None:
        return 0
    counted = select(func.count()).select_from(query.subquery())
    return int(connection.execute(counted).scalar_one())


def happenings_of(connection: Connection, ids: Sequence[str]) -> list[Happening]:
    """The happenings of these names that there are, in the order of the names given."""
    return list(_whole(connection, list(dict.fromkeys(ids))))


def happening(connection: Connection, id_: str) -> Happening | None:
    """The happening of that name, or the one that an event of that name has come to belong to."""
    event = schema.event
    of_event = select(event.c.happening).where(event.c.uid == id_).scalar_subquery()
    found = connection.execute(select(of_event)).scalar_one()
    return next(_whole(connection, [found]), None) if found is not None else None


@dataclass(frozen=True, slots=True)
class Meant:
    """All actors that somebody who says a name may mean."""

    forms: frozenset[str]
    """All forms of those that are known beyond a report."""
    passing: str | None
    """The name, if actors of single reports have it: "sources", "protesters"."""

    def __bool__(self) -> bool:
        return bool(self.forms) or self.passing is not None


def meant_by(connection: Connection, name: str) -> Meant:
    """Whom somebody may mean who says a name, or a ledger's id."""
    table, key = schema.form, schema.form_key
    of_id = frozenset(connection.execute(select(table.c.id).where(table.c.entry == name)).scalars())
    if of_id:
        return Meant(of_id, None)
    spoken = _spoken(name)
    wanted = {k for who in spoken for k in keys(who)}
    near = select(key.c.form).where(key.c.key.in_(sorted(wanted)))
    alike = select(table.c.id).where(table.c.folded == name.casefold())
    query = select(table.c.entry, table.c.name, table.c.kind, table.c.country).where(
        table.c.id.in_(union(near, alike.where(table.c.lasting.is_(True))))
    )
    entries = {
        entry
        for entry, said, kind, country in connection.execute(query)
        if any(_means(who, Who(said, kind, country)) for who in spoken)
    }
    forms = {form for of in _forms_of(connection, entries).values() for form in of}
    passing = connection.execute(alike.where(table.c.lasting.is_(False)).limit(1)).first()
    return Meant(frozenset(forms), None if passing is None else name.casefold())


def is_meant(
    connection: Connection, column: ColumnElement[Any], meant: Meant
) -> ColumnElement[bool]:
    """The condition that a column has a form, or an entry, of those that are meant."""
    if meant.passing is None:
        return among(connection, column, meant.forms)
    form = schema.form.alias()
    alike = (form.c.folded == meant.passing) & form.c.lasting.is_(False)
    passing = select(form.c.id).where(form.c.id == column, alike).exists()
    return or_(among(connection, column, meant.forms), passing) if meant.forms else passing


def named(connection: Connection, forms: Iterable[str]) -> dict[str, Named]:
    """The ledger's actor for each form: its name, and all names that reports gave it."""
    entries = entries_of(connection, set(forms))
    actors = actors_of(connection, entries.values())
    return {form: actors[entry] for form, entry in entries.items()}


def actors_of(connection: Connection, entries: Iterable[str]) -> dict[str, Named]:
    """The ledger's actors by their entries."""
    return {e: _actor(list(of.values())) for e, of in _forms_of(connection, entries).items()}


def _forms_of(connection: Connection, entries: Iterable[str]) -> dict[str, dict[str, Row[Any]]]:
    """The forms of entries, each by its id, in the order of these."""
    table = schema.form
    found: dict[str, dict[str, Row[Any]]] = {}
    query = select(table).where(one_of(table.c.entry, "entries")).order_by(table.c.id)
    for row in connection.execute(query, {"entries": sorted(set(entries))}):
        found.setdefault(row.entry, {})[row.id] = row
    return found


def _chosen(
    connection: Connection, wanted: Wanted, limit: int | None, offset: int
) -> Select[Any] | None:
    """Days and names of the happenings that are asked for, in order; None if none can be.

    What is asked for is looked for in parts that have an index each in just this order, of which
    each gives no more than are wanted of all: else all that a much reported name has would have to
    be looked at to find the first of it.
    """
    names = [meant_by(connection, name) for name in wanted.participants]
    if not all(names):
        return None
    known = [meant for meant in names if meant.passing is None]
    table = schema.happening_party if known else schema.happening
    parts = _parts_named(connection, names) if known else _parts(wanted)
    if not known:
        also = [_takes_part(connection, table.c.id, meant) for meant in names]
        parts = [[*part, *also] for part in parts]
    asked = _asked(table, wanted)
    return in_order(
        [
            _part(table, [*part, *asked], _most(limit, offset), newest=wanted.newest)
            for part in parts
        ],
        limit,
        offset,
        newest=wanted.newest,
    )


def in_order(
    parts: Sequence[Select[Any]], limit: int | None, offset: int, *, newest: bool
) -> Select[Any]:
    """All that several queries give, each once, in the order of their columns, or against it."""
    if len(parts) == 1:
        return parts[0].limit(limit).offset(offset or None)
    rows = union(*(select(part.subquery()) for part in parts)).subquery()
    return select(rows).order_by(*by(rows.c, newest=newest)).limit(limit).offset(offset or None)


def by(columns: Iterable[ColumnElement[Any]], *, newest: bool) -> list[ColumnElement[Any]]:
    """An order by columns; the newest first goes against it."""
    return [column.desc() if newest else column for column in columns]


def among(
    connection: Connection, column: ColumnElement[Any], values: Collection[str]
) -> ColumnElement[bool]:
    """The condition that a column has one of some values, however many."""
    if len(values) <= _MOST_VALUES:
        return column.in_(sorted(values))
    listed: BindParameter[str] = bindparam("listed", json.dumps(sorted(values)), unique=True)
    return column.in_(_LISTED[connection.dialect.name].bindparams(listed).columns(value=Text))


def _most(limit: int | None, offset: int) -> int | None:
    return None if limit is None else limit + offset


def _part(
    table: Table, conditions: Sequence[ColumnElement[bool]], most: int | None, *, newest: bool
) -> Select[Any]:
    id_ = table.c.happening if table is schema.happening_party else table.c.id
    query = select(table.c.day, id_.label("id")).where(*conditions)
    if table is schema.happening_party:
        query = query.distinct()  # who has many names in one part may take part by several
    return query.order_by(*by((table.c.day, id_), newest=newest)).limit(most)


def _asked(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions that a happening's row, or one of a party of it, has to meet."""
    found: list[ColumnElement[bool]] = []
    if not wanted.struck:
        found.append(table.c.struck.is_(False))
    if wanted.until is not None:
        found.append(table.c.day.between(FIRST_DAY, wanted.until))
    if wanted.min_confidence > 0:
        found.append(table.c.confidence >= wanted.min_confidence)
    if table is schema.happening:
        return found
    if wanted.event:
        found.append(table.c.event.in_(wanted.event))
    if wanted.standing:
        found.append(table.c.standing.in_(wanted.standing))
    if wanted.since is not None:
        found.append(table.c.end_day >= wanted.since)
    return found


def _parts(wanted: Wanted) -> list[list[ColumnElement[bool]]]:
    """One for each type and standing, and for what began before a time that is asked for."""
    table = schema.happening
    types = [[table.c.event == event] for event in dict.fromkeys(wanted.event)] or [[]]
    standings = [[table.c.standing == s] for s in dict.fromkeys(wanted.standing)] or [[]]
    since = wanted.since
    times: list[list[ColumnElement[bool]]] = [[]]
    if since is not None:
        lasting = [table.c.end_day > table.c.day, table.c.end_day >= since, table.c.day < since]
        times = [[table.c.day >= since], lasting]
    return [[*a, *b, *c] for a, b, c in product(types, standings, times)]


def _parts_named(connection: Connection, names: Sequence[Meant]) -> list[list[ColumnElement[bool]]]:
    """One for each form of the name that reports have least; the others take part in it too."""
    party = schema.happening_party
    known = [meant for meant in names if meant.passing is None]
    least = min(known, key=lambda meant: (_uses(connection, meant.forms), sorted(meant.forms)))
    also = [
        _takes_part(connection, party.c.happening, meant) for meant in names if meant is not least
    ]
    if len(least.forms) > MOST_PARTS:
        return [[among(connection, party.c.form, least.forms), *also]]
    return [[party.c.form == form, *also] for form in sorted(least.forms)]


def _takes_part(
    connection: Connection, happening: ColumnElement[Any], meant: Meant
) -> ColumnElement[bool]:
    party = schema.happening_party.alias()
    of_it = select(party.c.form).where(party.c.happening == happening)
    return of_it.where(is_meant(connection, party.c.form, meant)).exists()


def _uses(connection: Connection, forms: Collection[str]) -> int:
    table = schema.form
    query = select(func.coalesce(func.sum(table.c.uses), 0)).where(one_of(table.c.id, "forms"))
    return int(connection.execute(query, {"forms": sorted(forms)}).scalar_one())


def _whole(connection: Connection, ids: Sequence[str]) -> Iterator[Happening]:
    table = schema.happening
    query = select(table.c.id, table.c.document).where(table.c.id.in_(ids))
    found = {id_: json.loads(document) for id_, document in connection.execute(query)}
    documents = [(id_, found[id_]) for id_ in ids if id_ in found]
    forms = {f for _, d in documents for p in d["participants"] for f in p["forms"]}
    actors = named(connection, forms)
    links = _links(connection, ids)
    for id_, document in documents:
        plan_of, planned_by = links.get(id_, ((), ()))
        yield _happening(id_, document, actors, plan_of, planned_by)


def _happening(
    id_: str,
    fields: Mapping[str, Any],
    actors: Mapping[str, Named],
    plan_of: Sequence[str],
    planned_by: Sequence[str],
) -> Happening:
    sides: dict[str, dict[str, Named]] = {"actor": {}, "recipient": {}}
    for participant in fields["participants"]:
        actor = actors[participant["forms"][0]]
        called = dict.fromkeys([*actor.names, *participant["names"]])
        actor = replace(actor, names=tuple(called))
        sides[participant["role"]].setdefault(actor.id, actor)
    return Happening(
        id=id_,
        event=fields["event"],
        mode=fields["mode"],
        context=tuple(fields["context"]),
        modality=fields["modality"],
        date=fields["date"],
        place=fields["place"],
        actor=tuple(sides["actor"].values()),
        recipient=tuple(sides["recipient"].values()),
        standing=fields["standing"],
        reasons=tuple(fields["reasons"]),
        origins=tuple(Origin(**origin) for origin in fields["origins"]),
        asserted_by=tuple(Said(**said) for said in fields["asserted_by"]),
        denied_by=tuple(Said(**said) for said in fields["denied_by"]),
        reports=tuple(fields["reports"]),
        plan_of=tuple(plan_of),
        planned_by=tuple(planned_by),
        confidence=fields["confidence"],
        decisions=tuple(fields["decisions"]),
        events=tuple(fields["events"]),
    )


def _links(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[list[str], list[str]]]:
    """For each happening the deeds that it planned, and the plans that it carried out."""
    table = schema.plan
    query = (
        select(table.c.plan, table.c.deed)
        .where(or_(table.c.plan.in_(ids), table.c.deed.in_(ids)))
        .order_by(table.c.plan, table.c.deed)
    )
    links: dict[str, tuple[list[str], list[str]]] = {}
    for plan, deed in connection.execute(query):
        links.setdefault(plan, ([], []))[0].append(deed)
        links.setdefault(deed, ([], []))[1].append(plan)
    return links


def _spoken(name: str) -> list[Who]:
    """What somebody may mean who says a name: a state, a person, a body."""
    country = Registry.default().country(name)
    states = [Who(name, "state", country.code)] if country is not None else []
    return [*states, Who(name, "person"), Who(name, "organisation")]


def _means(spoken: Who, who: Who) -> bool:
    if spoken.name.casefold() == who.name.casefold():
        return True
    if spoken.kind == "state":
        return who.kind == "state" and who.country == spoken.country
    if spoken.kind == "person":
        return who.kind == "person" and set(words_of(spoken.name)) <= set(words_of(who.name))
    return who.kind not in ("state", "person") and fold(spoken.name) == fold(who.name)


def _actor(rows: Sequence[Any]) -> Named:
    """The actor of some forms: known by the name that is fullest and most used."""
    best = min(
        rows,
        key=lambda r: (_describes(r), len(r.name.split()) < 2, -r.uses, -len(r.name), r.name),
    )
    name = best.name
    if best.kind == "state" and best.country is not None:
        name = Registry.country_name(best.country) or name
    names = dict.fromkeys([name, *sorted(row.name for row in rows)])
    return Named(id=rows[0].entry, name=name, names=tuple(names))


def _describes(row: Row[Any]) -> bool:
    return not row.name[:1].isupper()
