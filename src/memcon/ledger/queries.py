"""Answers from the ledger: happenings, statements, actors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from memcon.ledger import schema
from memcon.ledger.columns import storable
from memcon.ledger.facts import Who
from memcon.ledger.happening import Happening, Named, Said
from memcon.ledger.identity import fold, keys, words_of
from memcon.ledger.origins import Origin
from memcon.registry import Registry

FIRST_DAY: Final = schema.NO_DAY + timedelta(days=1)
"""What has no day lies before it, and is not asked for by days."""
_AT_ONCE: Final = 500
"""Happenings whose actors are looked up together."""
_RARE: Final = 2_000
"""Who takes part in fewer happenings is found by his own; others come by soon, day by day."""


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
    table = schema.happening
    conditions = _conditions(connection, wanted)
    if conditions is None:
        return
    order = (table.c.day, table.c.id)
    query = (
        select(table.c.id, table.c.document)
        .where(*conditions)
        .order_by(*(column.desc() for column in order) if wanted.newest else order)
        .limit(wanted.limit)
        .offset(wanted.offset or None)
    )
    rows = connection.execute(query).all()
    for first in range(0, len(rows), _AT_ONCE):
        yield from _whole(connection, rows[first : first + _AT_ONCE])


def count_happenings(connection: Connection, wanted: Wanted, most: int | None = None) -> int:
    """How many happenings are asked for, without limit and offset; counted up to `most`."""
    conditions = _conditions(connection, wanted)
    if conditions is None:
        return 0
    found = select(schema.happening.c.id).where(*conditions).limit(most).subquery()
    query = select(func.count()).select_from(found)
    return int(connection.execute(query).scalar_one())


def happenings_of(connection: Connection, ids: Sequence[str]) -> list[Happening]:
    """The happenings of these names that there are, in the order of the names given."""
    table = schema.happening
    query = select(table.c.id, table.c.document).where(table.c.id.in_(sorted(set(ids))))
    found = {h.id: h for h in _whole(connection, connection.execute(query).all())}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


def happening(connection: Connection, id_: str) -> Happening | None:
    """The happening of that name, or the one that an event of that name has come to belong to."""
    event = schema.event
    of_event = select(event.c.happening).where(event.c.uid == id_).scalar_subquery()
    table = schema.happening
    query = select(table.c.id, table.c.document).where(table.c.id == of_event)
    rows = connection.execute(query).all()
    return next(_whole(connection, rows), None)


def forms_named(connection: Connection, name: str) -> set[str]:
    """The forms of all actors that somebody who says a name, or a ledger's id, may mean."""
    table, key = schema.form, schema.form_key
    of_id = set(connection.execute(select(table.c.id).where(table.c.entry == name)).scalars())
    if of_id:
        return of_id
    spoken = _spoken(name)
    wanted = {k for who in spoken for k in keys(who)}
    near = select(key.c.form).where(key.c.key.in_(sorted(wanted)))
    query = select(table.c.entry, table.c.name, table.c.kind, table.c.country).where(
        or_(table.c.id.in_(near), func.lower(table.c.name) == storable(name.casefold()))
    )
    entries = {
        entry
        for entry, said, kind, country in connection.execute(query)
        if any(_means(who, Who(said, kind, country)) for who in spoken)
    }
    of_entries = select(table.c.id).where(table.c.entry.in_(sorted(entries)))
    return set(connection.execute(of_entries).scalars())


def named(connection: Connection, forms: Iterable[str]) -> dict[str, Named]:
    """The ledger's actor for each form: its name, and all names that reports gave it."""
    table = schema.form
    mine = table.alias()
    query = (
        select(mine.c.id.label("of"), table)
        .join(table, table.c.entry == mine.c.entry)
        .where(mine.c.id.in_(sorted(set(forms))))
        .order_by(table.c.id)
    )
    by_form: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        by_form.setdefault(row.of, []).append(row)
    return {form: _actor(rows) for form, rows in by_form.items()}


def _conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]] | None:
    """The conditions on a happening's row; None if none can meet them."""
    table = schema.happening
    found: list[ColumnElement[bool]] = []
    with_them = [_with(connection, name) for name in wanted.participants]
    if None in with_them:
        return None
    found += [one.condition for one in with_them if one is not None]
    is_struck: ColumnElement[bool] = table.c.struck
    if any(one is not None and one.is_rare for one in with_them):
        # Hidden from the index by day, which leads past all others before it comes to these.
        is_struck = func.coalesce(table.c.struck, False)
    if not wanted.struck:
        found.append(is_struck.is_(False))
    if wanted.event:
        found.append(table.c.event.in_(wanted.event))
    if wanted.standing:
        found.append(table.c.standing.in_(wanted.standing))
    if wanted.since is not None:
        found.append(func.coalesce(table.c.date_end, table.c.day) >= wanted.since)
    if wanted.until is not None:
        found.append(table.c.day.between(FIRST_DAY, wanted.until))
    if wanted.min_confidence > 0:
        found.append(table.c.confidence >= wanted.min_confidence)
    return found


@dataclass(frozen=True, slots=True)
class _With:
    """That somebody takes part, and whether he does so in few happenings."""

    condition: ColumnElement[bool]
    is_rare: bool


def _with(connection: Connection, name: str) -> _With | None:
    """The condition that somebody of that name takes part; None if there is nobody."""
    forms = forms_named(connection, name)
    if not forms:
        return None
    party = schema.happening_party
    theirs = select(party.c.happening).where(party.c.form.in_(sorted(forms)))
    some = connection.execute(select(func.count()).select_from(theirs.limit(_RARE).subquery()))
    return _With(schema.happening.c.id.in_(theirs), some.scalar_one() < _RARE)


def _whole(connection: Connection, rows: Sequence[tuple[str, str]]) -> Iterator[Happening]:
    documents = [(id_, json.loads(document)) for id_, document in rows]
    forms = {f for _, d in documents for p in d["participants"] for f in p["forms"]}
    actors = named(connection, forms)
    links = _links(connection, [id_ for id_, _ in rows])
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
