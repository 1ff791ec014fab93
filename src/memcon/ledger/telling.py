"""Writing happenings down: groups of events, reviewers' decisions over them, what they tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from memcon.ledger import schema
from memcon.ledger.decisions import Decision, Group, decided, standing_decisions
from memcon.ledger.entries import Form, form_keys
from memcon.ledger.facts import Fact
from memcon.ledger.happening import Told, tell
from memcon.ledger.neighbourhood import around
from memcon.ledger.plans import SOON, Outline, carried_out, counterparts
from memcon.record import MODES


def retell(connection: Connection, groups: Iterable[str], gone: Iterable[str] = ()) -> None:
    """Tell the happenings of some of the machine's groups anew, and their plans and deeds.

    `gone` are happenings that lost all their events.
    """
    _Telling(connection).retell(set(groups), set(gone))


def decisions_about(connection: Connection, events: Iterable[str]) -> list[Decision]:
    """The decisions about events that stand, with all events that each is about."""
    about = schema.decision_event
    query = select(about.c.decision).where(about.c.event.in_(list(events))).distinct()
    return standing_decisions(load_decisions(connection, connection.execute(query).scalars()))


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
        self._days: dict[str, date] = {}

    def retell(self, groups: set[str], gone: set[str]) -> None:
        decisions = self._gather(groups | self._left_in(gone))
        self._delete(gone | self._forget())
        machine: dict[str, list[str]] = {}
        for uid, name in sorted(self._machine.items()):
            machine.setdefault(name, []).append(uid)
        told = [(group, self._told(group)) for group in decided(machine.values(), decisions)]
        for group, happening in told:
            self._insert(group, happening)
        for group, happening in told:
            if not group.struck:
                self._link(happening)

    def _gather(self, groups: set[str]) -> list[Decision]:
        """Load the groups, and those that decisions tie them to."""
        table = schema.event
        loaded: set[str] = set()
        decisions: list[Decision] = []
        while new := sorted(groups - loaded):
            loaded.update(new)
            columns = (table.c.uid, table.c.machine_group, table.c.fact)
            query = select(*columns).where(table.c.machine_group.in_(new))
            for uid, group, fact in self._connection.execute(query):
                self._machine[uid] = group
                self._facts[uid] = Fact.from_json(fact)
            decisions = decisions_about(self._connection, self._machine)
            tied = {uid for d in decisions if d.kind == "merge" for uid in d.sides}
            groups |= self._groups_of(table.c.uid, tied - set(self._machine))
            groups |= self._left_in(self._until_now())
        return decisions

    def _left_in(self, happenings: Iterable[str]) -> set[str]:
        """The groups of the events of some happenings: what is told anew of one, is of all."""
        return self._groups_of(schema.event.c.happening, happenings)

    def _groups_of(self, column: ColumnElement[Any], values: Iterable[str]) -> set[str]:
        query = select(schema.event.c.machine_group).where(column.in_(sorted(values))).distinct()
        return set(self._connection.execute(query).scalars())

    def _until_now(self) -> set[str]:
        """The happenings that the events belonged to until now."""
        table = schema.event
        mine = table.c.uid.in_(list(self._machine))
        query = select(table.c.happening).where(mine, table.c.happening.is_not(None)).distinct()
        return set(self._connection.execute(query).scalars())

    def _forget(self) -> set[str]:
        """Take the events out of their happenings; gives those."""
        table = schema.event
        happenings = self._until_now()
        self._connection.execute(
            update(table).where(table.c.happening.in_(sorted(happenings))).values(happening=None)
        )
        return happenings

    def _delete(self, happenings: set[str]) -> None:
        ids = sorted(happenings)
        for column in (
            schema.happening_party.c.happening,
            schema.plan.c.plan,
            schema.plan.c.deed,
            schema.happening.c.id,
        ):
            self._connection.execute(delete(column.table).where(column.in_(ids)))

    def _told(self, group: Group) -> Told:
        told = tell([self._facts[uid] for uid in group.events])
        for decision in group.decisions:
            if decision.kind == "set":
                assert decision.field is not None
                told.fields[decision.field] = decision.value
        if told.fields["mode"] not in MODES[told.fields["event"]]:
            told.fields["mode"] = None  # a reviewer set a type that has no such mode
        told.fields["decisions"] = [d.to_dict() for d in group.decisions]
        return told

    def _insert(self, group: Group, told: Told) -> None:
        fields = told.fields
        start, end = fields["date"]["start"], fields["date"]["end"]
        days = [f.published for uid in group.events if (f := self._facts[uid]).published]
        self._days[told.id] = _day(start) or min(days, default=schema.NO_DAY)
        document = {
            **fields,
            "participants": [
                {"role": p.role, "forms": [form.id for form in p.forms]} for p in told.participants
            ],
        }
        self._connection.execute(
            insert(schema.happening).values(
                id=told.id,
                event=fields["event"],
                mode=fields["mode"],
                modality=fields["modality"],
                date_start=_day(start),
                date_end=_day(end),
                day=self._days[told.id],
                standing=fields["standing"],
                origins=sum(origin["counts"] for origin in fields["origins"]),
                reports=len(fields["reports"]),
                confidence=fields["confidence"],
                struck=group.struck,
                document=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
            )
        )
        self._insert_parties(told)
        table = schema.event
        self._connection.execute(
            update(table).where(table.c.uid.in_(group.events)).values(happening=told.id)
        )

    def _insert_parties(self, told: Told) -> None:
        rows = {
            form.id: {
                "happening": told.id,
                "form": form.id,
                "role": participant.role,
                "position": position,
            }
            for position, participant in enumerate(told.participants)
            for form in participant.forms
        }
        if rows:
            self._connection.execute(insert(schema.happening_party), list(rows.values()))

    def _link(self, told: Told) -> None:
        """Tie a happening to its plans and its deeds."""
        mine = self._outline(told)
        links = set()
        for id_, other in self._counterparts(told, mine):
            if carried_out(mine, other):
                links.add((told.id, id_))
            elif carried_out(other, mine):
                links.add((id_, told.id))
        table = schema.plan
        about = or_(table.c.plan == told.id, table.c.deed == told.id)
        known = self._connection.execute(select(table.c.plan, table.c.deed).where(about))
        rows = sorted(links - {(plan, deed) for plan, deed in known})
        if rows:
            self._connection.execute(insert(table), [{"plan": p, "deed": d} for p, d in rows])

    def _outline(self, told: Told) -> Outline:
        fields = told.fields
        return Outline(
            fields["event"],
            fields["modality"],
            _day(fields["date"]["start"]),
            _day(fields["date"]["end"]),
            self._days[told.id],
            self._parties([told.id]).get(told.id, ()),
        )

    def _counterparts(self, told: Told, mine: Outline) -> Iterator[tuple[str, Outline]]:
        """The happenings that may be its plans or its deeds."""
        types = counterparts(mine.event)
        if not types or len(mine.parties) < 2 or mine.day == schema.NO_DAY:
            return
        table, party, key = schema.happening, schema.happening_party, schema.form_key
        with_it = (
            select(party.c.happening)
            .join(key, key.c.form == party.c.form)
            .where(key.c.key.in_(self._rarest(mine.parties)))
        )
        columns = (table.c.id, table.c.event, table.c.modality, table.c.date_start)
        query = select(*columns, table.c.date_end, table.c.day).where(
            table.c.id != told.id,
            table.c.id.in_(with_it),
            table.c.event.in_(types),
            table.c.struck.is_(False),
            table.c.day.between(*around(mine.day, SOON)),
        )
        rows = self._connection.execute(query.order_by(table.c.id)).all()
        parties = self._parties([row.id for row in rows])
        for row in rows:
            of = parties.get(row.id, ())
            yield (
                row.id,
                Outline(row.event, row.modality, row.date_start, row.date_end, row.day, of),
            )

    def _parties(self, happenings: Sequence[str]) -> dict[str, tuple[Form, ...]]:
        """The parties of happenings that have a name beyond their report, each by one name."""
        party, form = schema.happening_party, schema.form
        query = (
            select(
                party.c.happening,
                party.c.position,
                form.c.id,
                form.c.name,
                form.c.kind,
                form.c.country,
            )
            .join(form, form.c.id == party.c.form)
            .where(party.c.happening.in_(happenings))
            .order_by(party.c.happening, party.c.position, form.c.id)
        )
        first: dict[str, dict[int, Form]] = {}
        for happening, position, *columns in self._connection.execute(query):
            one = Form(*columns)
            if not one.of_one_report:
                first.setdefault(happening, {}).setdefault(position, one)
        return {happening: tuple(of.values()) for happening, of in first.items()}

    def _rarest(self, parties: Iterable[Form]) -> list[str]:
        """The keys of the party that reports name least: a plan and its deed have all in common."""
        form, key = schema.form, schema.form_key
        counted = []
        for party in parties:
            keys = form_keys(party)
            query = (
                select(func.coalesce(func.sum(form.c.uses), 0))
                .join(key, key.c.form == form.c.id)
                .where(key.c.key.in_(keys))
            )
            counted.append((self._connection.execute(query).scalar_one(), keys))
        return min(counted)[1]


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
