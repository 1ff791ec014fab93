"""Writing happenings down: groups of events, reviewers' decisions over them, what they tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update

from memcon.ledger import schema
from memcon.ledger.decisions import Decision, Group, decided, standing_decisions
from memcon.ledger.facts import Fact, Who
from memcon.ledger.happening import Told, tell
from memcon.ledger.plans import SOON, Outline, carried_out, counterparts


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
        self._days: dict[str, date | None] = {}

    def retell(self, groups: set[str], gone: set[str]) -> None:
        decisions = self._gather(groups)
        old = gone | self._forget()
        self._delete(old)
        machine: dict[str, list[str]] = {}
        for uid, name in sorted(self._machine.items()):
            machine.setdefault(name, []).append(uid)
        told = [(group, self._told(group)) for group in decided(machine.values(), decisions)]
        for group, happening in told:
            self._insert(group, happening)
        for _, happening in told:
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
            if beyond := sorted(tied - set(self._machine)):
                query = select(table.c.machine_group).where(table.c.uid.in_(beyond))
                groups |= set(self._connection.execute(query.distinct()).scalars())
        return decisions

    def _forget(self) -> set[str]:
        """The happenings that the events belonged to until now."""
        table = schema.event
        mine = table.c.uid.in_(list(self._machine))
        query = select(table.c.happening).where(mine, table.c.happening.is_not(None)).distinct()
        return set(self._connection.execute(query).scalars())

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
        told.fields["decisions"] = [d.to_dict() for d in group.decisions]
        return told

    def _insert(self, group: Group, told: Told) -> None:
        fields = told.fields
        start, end = fields["date"]["start"], fields["date"]["end"]
        days = [f.published for uid in group.events if (f := self._facts[uid]).published]
        self._days[told.id] = _day(start) or min(days, default=None)
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
        fields, days = told.fields, self._days[told.id]
        return Outline(
            fields["event"],
            fields["modality"],
            _day(fields["date"]["start"]),
            _day(fields["date"]["end"]),
            days,
            tuple(p.who for p in told.participants),
        )

    def _counterparts(self, told: Told, mine: Outline) -> Iterator[tuple[str, Outline]]:
        """The happenings of its first party that may be its plans or its deeds."""
        types = counterparts(mine.event)
        if not types or mine.day is None or len(told.participants) < 2:
            return
        table, party, form = schema.happening, schema.happening_party, schema.form
        mates = form.alias()
        forms = [f.id for f in told.participants[0].forms]
        margin = timedelta(days=SOON)
        with_it = (
            select(party.c.happening)
            .join(form, form.c.id == party.c.form)
            .join(mates, mates.c.entry == form.c.entry)
            .where(mates.c.id.in_(forms))
        )
        columns = (table.c.id, table.c.event, table.c.modality, table.c.date_start)
        query = select(*columns, table.c.date_end, table.c.day).where(
            table.c.id.in_(with_it),
            table.c.event.in_(types),
            table.c.struck.is_(False),
            table.c.day <= (mine.end or mine.day) + margin,
            table.c.day >= mine.day - margin,
        )
        for row in self._connection.execute(query.order_by(table.c.id)).all():
            whos = self._whos(row.id)
            yield (
                row.id,
                Outline(row.event, row.modality, row.date_start, row.date_end, row.day, whos),
            )

    def _whos(self, happening: str) -> tuple[Who, ...]:
        """The parties of a happening, each by the first of its names."""
        party, form = schema.happening_party, schema.form
        query = (
            select(party.c.position, form.c.name, form.c.kind, form.c.country)
            .join(form, form.c.id == party.c.form)
            .where(party.c.happening == happening)
            .order_by(party.c.position, party.c.form)
        )
        first: dict[int, Who] = {}
        for position, *who in self._connection.execute(query):
            first.setdefault(position, Who(*who))
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
