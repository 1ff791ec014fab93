"""Writing happenings down: groups of events, reviewers' decisions over them, what they tell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, permutations
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    delete,
    exists,
    or_,
    select,
    text,
)

from memcon.ledger import schema
from memcon.ledger.columns import filed, storable
from memcon.ledger.counting import Pair, count_dealings, pairs
from memcon.ledger.decisions import Decision, Group, decided, standing_decisions
from memcon.ledger.entries import Form, form_keys
from memcon.ledger.facts import Fact
from memcon.ledger.happening import Told, tell
from memcon.ledger.neighbourhood import around
from memcon.ledger.plans import SOON, Outline, carried_out, counterparts
from memcon.ledger.several import as_json, insert_all, one_of, update_all
from memcon.record import MODES

_CHOSEN_BY: Final = ("day", "end_day", "event", "standing", "confidence", "struck")
_OUTLINED: Final = ("event", "modality", "date_start", "date_end", "day")

_event, _happening, _party = schema.event, schema.happening, schema.happening_party
_DECIDED: Final = exists().where(schema.decision_event.c.event == _event.c.uid)
_BY_GROUP: Final = select(
    _event.c.uid, _event.c.machine_group, _event.c.fact, _event.c.happening, _DECIDED
).where(one_of(_event.c.machine_group, "groups"))
_GROUPS_OF_EVENTS: Final = (
    select(_event.c.machine_group).where(one_of(_event.c.uid, "of")).distinct()
)
_GROUPS_OF_HAPPENINGS: Final = (
    select(_event.c.machine_group).where(one_of(_event.c.happening, "of")).distinct()
)
_DELETE: Final = [
    delete(column.table).where(one_of(column, "ids"))
    for column in (_party.c.happening, schema.plan.c.plan, schema.plan.c.deed, _happening.c.id)
]
_OUTLINES: Final = (
    select(
        _happening.c.id,
        *(_happening.c[name] for name in _OUTLINED),
        _party.c.position,
        *(schema.form.c[name] for name in ("id", "name", "kind", "country")),
    )
    .outerjoin(_party, _party.c.happening == _happening.c.id)
    .outerjoin(schema.form, schema.form.c.id == _party.c.form)
    .where(one_of(_happening.c.id, "ids"))
    .order_by(_happening.c.id, _party.c.position, schema.form.c.id)
)
_FORMS: Final = select(schema.form.c.id, schema.form.c.entry, schema.form.c.uses).where(
    one_of(schema.form.c.id, "forms")
)
# As in neighbourhood: all that is looked for in one array, joined into the indexes in its order,
# which PostgreSQL would not keep to by itself.
_COUNTERPARTS: Final = {
    "sqlite": text("""
        SELECT DISTINCT json_extract(w.value, '$[0]'), p.happening
        FROM json_each(:wanted) w CROSS JOIN form_key k CROSS JOIN happening_party p
        WHERE k.key = json_extract(w.value, '$[1]') AND p.form = k.form
        AND p.day >= json_extract(w.value, '$[3]') AND p.day <= json_extract(w.value, '$[4]')
        AND p.event = json_extract(w.value, '$[2]') AND NOT p.struck"""),
    "postgresql": text("""
        SELECT DISTINCT w.id, p.happening
        FROM (SELECT v->>0 AS id, v->>1 AS key, v->>2 AS event, (v->>3)::date AS first,
                     (v->>4)::date AS last
              FROM json_array_elements(CAST(:wanted AS json)) v) w
        CROSS JOIN LATERAL (SELECT form FROM form_key WHERE key = w.key OFFSET 0) k
        CROSS JOIN LATERAL (
            SELECT happening FROM happening_party
            WHERE form = k.form AND day BETWEEN w.first AND w.last AND event = w.event
            AND NOT struck OFFSET 0) p"""),
}


def retell(connection: Connection, groups: Iterable[str], gone: Iterable[str] = ()) -> None:
    """Tell the happenings of some of the machine's groups anew, and their plans and deeds.

    `gone` are happenings that lost all their events.
    """
    _Telling(connection).retell(set(groups), set(gone))


def decisions_about(connection: Connection, events: Iterable[str]) -> list[Decision]:
    """The decisions about events that stand, with all events that each is about."""
    about = schema.decision_event
    query = select(about.c.decision).where(one_of(about.c.event, "events")).distinct()
    numbers = connection.execute(query, {"events": sorted(events)}).scalars().all()
    return standing_decisions(load_decisions(connection, numbers))


def load_decisions(connection: Connection, numbers: Iterable[int]) -> list[Decision]:
    """Decisions by their numbers, with those that undo them, directly or through others."""
    table, about = schema.decision, schema.decision_event
    wanted = set(numbers)
    found: dict[int, Decision] = {}
    while wanted:
        query = select(table).where(or_(table.c.id.in_(wanted), table.c.undoes.in_(wanted)))
        rows = connection.execute(query.order_by(table.c.id)).mappings().all()
        sides: dict[int, dict[str, int]] = {}
        of_them = about.c.decision.in_([row["id"] for row in rows])
        for row in connection.execute(select(about).where(of_them)):
            sides.setdefault(row.decision, {})[row.event] = row.side
        new = {row["id"]: _decision(row, sides.get(row["id"], {})) for row in rows}
        wanted = set(new) - set(found) - wanted
        found.update(new)
    return [found[number] for number in sorted(found)]


class _Telling:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts: dict[str, Fact] = {}
        self._machine: dict[str, str] = {}
        self._before: dict[str, str | None] = {}
        """The happening that each event belonged to until now."""
        self._entries: dict[str, str] = {}
        """Whom the names mean that take part in what is told."""
        self._uses: dict[str, int] = {}

    def retell(self, groups: set[str], gone: set[str]) -> None:
        decisions = self._gather(groups | self._left_in(gone))
        machine: dict[str, list[str]] = {}
        for uid, name in sorted(self._machine.items()):
            machine.setdefault(name, []).append(uid)
        told = [self._told(group) for group in decided(machine.values(), decisions)]
        old = gone | self._until_now()
        before = pairs(self._connection, old)
        self._delete(old)
        insert_all(self._connection, schema.happening, (one.row for one in told))
        parties = [row for one in told for row in one.parties.values()]
        insert_all(self._connection, schema.happening_party, parties)
        self._assign(told)
        self._look_up({row["form"] for row in parties})
        count_dealings(self._connection, before, self._pairs(parties))
        self._link([one for one in told if not one.row["struck"]])

    def _gather(self, groups: set[str]) -> list[Decision]:
        """Load the groups, and those that decisions tie them to."""
        loaded: set[str] = set()
        about: set[str] = set()
        decisions: list[Decision] = []
        while new := sorted(groups - loaded):
            loaded.update(new)
            happenings: set[str] = set()
            rows = self._connection.execute(_BY_GROUP, {"groups": new}).all()
            for uid, group, fact, happening, is_decided in rows:
                self._machine[uid], self._before[uid] = group, happening
                self._facts[uid] = Fact.from_json(fact)
                happenings |= {happening} - {None}
                about |= {uid} if is_decided else set()
            decisions = decisions_about(self._connection, about) if about else []
            tied = {uid for d in decisions if d.kind == "merge" for uid in d.sides}
            groups |= self._groups_of(_GROUPS_OF_EVENTS, tied - set(self._machine))
            groups |= self._left_in(happenings)
        return decisions

    def _left_in(self, happenings: Iterable[str]) -> set[str]:
        """The groups of the events of some happenings: what is told anew of one, is of all."""
        return self._groups_of(_GROUPS_OF_HAPPENINGS, happenings)

    def _groups_of(self, query: Select[Any], values: Iterable[str]) -> set[str]:
        of = sorted(values)
        return set(self._connection.execute(query, {"of": of}).scalars()) if of else set()

    def _until_now(self) -> set[str]:
        """The happenings that the events belonged to until now."""
        return {happening for happening in self._before.values() if happening is not None}

    def _delete(self, happenings: set[str]) -> None:
        for query in _DELETE if happenings else ():
            self._connection.execute(query, {"ids": sorted(happenings)})

    def _told(self, group: Group) -> _Retold:
        told = tell([self._facts[uid] for uid in group.events])
        for decision in group.decisions:
            if decision.kind == "set":
                assert decision.field is not None
                told.fields[decision.field] = decision.value
        if told.fields["mode"] not in MODES[told.fields["event"]]:
            told.fields["mode"] = None  # a reviewer set a type that has no such mode
        told.fields["decisions"] = [d.to_dict() for d in group.decisions]
        published = [f.published for uid in group.events if (f := self._facts[uid]).published]
        first = min(published, default=schema.NO_DAY)
        return _Retold(told, group, _happening_row(told, first, struck=group.struck))

    def _assign(self, told: Iterable[_Retold]) -> None:
        """Put the events into their happenings, as far as they move."""
        now = {uid: one.row["id"] for one in told for uid in one.group.events}
        rows = (
            {"uid": uid, "happening": now.get(uid)}
            for uid, before in sorted(self._before.items())
            if before != now.get(uid)
        )
        update_all(self._connection, _event, "uid", rows)

    def _look_up(self, forms: set[str]) -> None:
        """Whom names mean, and how often they are used."""
        wanted = {"forms": sorted(forms)}
        for id_, entry, uses in self._connection.execute(_FORMS, wanted).all() if forms else ():
            self._entries[id_], self._uses[id_] = entry, uses

    def _pairs(self, parties: Sequence[dict[str, Any]]) -> Counter[Pair]:
        """Those who take part in the happenings together."""
        together: dict[str, set[str]] = {}
        for row in parties:
            together.setdefault(row["happening"], set()).add(self._entries[row["form"]])
        return Counter(pair for of in together.values() for pair in permutations(of, 2))

    def _link(self, told: Sequence[_Retold]) -> None:
        """Tie happenings to their plans and their deeds."""
        outlines = self._outlines(told)
        links = set()
        for mine, other in self._counterparts(outlines):
            if carried_out(outlines[mine], outlines[other]):
                links.add((mine, other))
            elif carried_out(outlines[other], outlines[mine]):
                links.add((other, mine))
        rows = [{"plan": plan, "deed": deed} for plan, deed in sorted(links)]
        insert_all(self._connection, schema.plan, rows)

    def _outlines(self, told: Iterable[_Retold]) -> dict[str, Outline]:
        """The outlines of those that may be plans or deeds."""
        outlines = {
            one.row["id"]: _outline([one.row[name] for name in _OUTLINED], one.named)
            for one in told
            if counterparts(one.row["event"]) and one.row["day"] != schema.NO_DAY
        }
        return {id_: mine for id_, mine in outlines.items() if len(mine.parties) > 1}

    def _counterparts(self, outlines: dict[str, Outline]) -> Iterator[tuple[str, str]]:
        """Pairs of happenings that may be plan and deed; the outlines of the others come in."""
        wanted = [
            (id_, filed(key), event, *(day.isoformat() for day in around(mine.day, SOON)))
            for id_, (mine, keys) in self._rarest(outlines).items()
            for key in keys
            for event in counterparts(mine.event)
        ]
        if not wanted:
            return
        query = _COUNTERPARTS[self._connection.dialect.name]
        found = self._connection.execute(query, {"wanted": as_json(wanted)}).all()
        outlines.update(self._told_before({other for _, other in found} - outlines.keys()))
        yield from sorted((mine, other) for mine, other in found if mine != other)

    def _told_before(self, happenings: set[str]) -> Iterator[tuple[str, Outline]]:
        """The outlines of happenings that are in the ledger."""
        wanted = {"ids": sorted(happenings)}
        rows = self._connection.execute(_OUTLINES, wanted).all() if happenings else []
        for id_, of_it in groupby(rows, key=lambda row: row[0]):
            first, *more = of_it
            parties = ((row[6], Form(*row[7:])) for row in (first, *more) if row[6] is not None)
            yield id_, _outline(first[1:6], _named(parties))

    def _rarest(self, outlines: dict[str, Outline]) -> dict[str, tuple[Outline, list[str]]]:
        """The keys of the party that reports name least: a plan and its deed have all in common."""
        return {
            id_: (
                mine,
                form_keys(min(mine.parties, key=lambda form: (self._uses[form.id], form.id))),
            )
            for id_, mine in outlines.items()
        }


@dataclass(frozen=True, slots=True)
class _Retold:
    """A happening told anew, ready to be written down."""

    told: Told
    group: Group
    row: dict[str, Any]

    @property
    def named(self) -> tuple[Form, ...]:
        """Its parties that have a name beyond their report, each by one name, as stored."""
        forms = {form.id: form for party in self.told.participants for form in party.forms}
        placed = sorted((row["position"], id_) for id_, row in self.parties.items())
        return _named(
            (at, replace(f, name=storable(f.name))) for at, id_ in placed for f in [forms[id_]]
        )

    @property
    def parties(self) -> dict[str, dict[str, Any]]:
        """Its parties' rows, with what happenings are chosen by; a name is in it once."""
        chosen = {name: self.row[name] for name in _CHOSEN_BY}
        return {
            form.id: {
                "happening": self.row["id"],
                "form": form.id,
                "role": participant.role,
                "position": position,
                **chosen,
            }
            for position, participant in enumerate(self.told.participants)
            for form in participant.forms
        }


def _happening_row(told: Told, published: date, *, struck: bool) -> dict[str, Any]:
    fields = told.fields
    start, end = _day(fields["date"]["start"]), _day(fields["date"]["end"])
    parties = [
        {"role": p.role, "forms": [form.id for form in p.forms], "names": p.names}
        for p in told.participants
    ]
    document = {**fields, "participants": parties}
    return {
        "id": told.id,
        "event": fields["event"],
        "mode": fields["mode"],
        "modality": fields["modality"],
        "date_start": start,
        "date_end": end,
        "day": start or published,
        "end_day": end or start or published,
        "standing": fields["standing"],
        "origins": sum(origin["counts"] for origin in fields["origins"]),
        "reports": len(fields["reports"]),
        "confidence": fields["confidence"],
        "struck": struck,
        "document": json.dumps(document, ensure_ascii=False, separators=(",", ":")),
    }


def _outline(fields: Sequence[Any], parties: tuple[Form, ...]) -> Outline:
    event, modality, start, end, day = fields
    return Outline(event, modality, start, end, day, parties)


def _named(parties: Iterable[tuple[int, Form]]) -> tuple[Form, ...]:
    """Of each party, by its place, the first name that has a meaning beyond its report."""
    first: dict[int, Form] = {}
    for position, form in parties:
        if not form.of_one_report:
            first.setdefault(position, form)
    return tuple(first.values())


def _decision(row: RowMapping, sides: dict[str, int]) -> Decision:
    return Decision(
        id=row["id"],
        at=row["decided"],
        by=row["reviewer"],
        reason=row["reason"],
        kind=row["kind"],
        field=row["field"],
        value=json.loads(row["value"]) if row["value"] is not None else None,
        undoes=row["undoes"],
        sides=sides,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
