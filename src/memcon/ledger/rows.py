"""From a record to the rows of the ledger's tables, and back from them to the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from memcon.ledger import schema
from memcon.ledger.columns import storable
from memcon.ledger.entries import Form, entries, form_keys, form_of
from memcon.ledger.facts import Fact, Who
from memcon.ledger.filing import facts
from memcon.ledger.joining import fact_keys
from memcon.ledger.schema import NO_DAY
from memcon.record import Actor, MadeBy, Record, Report, Statement

_UNKNOWN: Final = MadeBy(memcon="0", weights="", ontology="", registry="")


def insert_report(connection: Connection, report: Report) -> None:
    """The report, if the ledger does not have it."""
    fields = report.model_dump()
    values = {**fields, "added": datetime.now(UTC)}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(schema.report).values(values).on_conflict_do_nothing())


def readings_of(connection: Connection, report: str) -> Sequence[RowMapping]:
    """The readings of a report: by which versions, and which of them is shown."""
    table = schema.reading
    query = select(table).where(table.c.report == report).order_by(table.c.pk)
    return connection.execute(query).mappings().all()


def made_by(record: Record) -> dict[str, str]:
    """The versions that made a record, as columns."""
    return (record.made_by or _UNKNOWN).model_dump()


def insert_reading(connection: Connection, record: Record, *, current: bool) -> int:
    """The reading with all that was read in it; gives its number."""
    document = record.to_dict()
    document["report"] = _unlike_its_row(document["report"])
    result = connection.execute(
        insert(schema.reading).values(
            report=record.report.id,
            **made_by(record),
            current=current,
            document=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def show_reading(connection: Connection, pk: int, record: Record) -> list[Fact]:
    """Fill the tables that are queried from a reading; gives the facts of its events."""
    forms = {actor.id: form_of(_who(actor), record.report.id) for actor in record.actors}
    _insert_forms(connection, forms.values())
    _insert_all(connection, schema.actor, (_actor(pk, a, forms[a.id]) for a in record.actors))
    _insert_all(
        connection, schema.statement, (_statement(pk, s, record, forms) for s in record.statements)
    )
    filed = facts(record)
    insert_events(connection, pk, record, filed)
    return list(filed)


def insert_events(connection: Connection, pk: int, record: Record, filed: Sequence[Fact]) -> None:
    """The events, each filed under its keys."""
    by_id = {event.id: event for event in record.events}
    text = record.report.text
    rows = []
    for fact in filed:
        event = by_id[fact.id]
        rows.append(
            {
                "uid": fact.uid,
                "reading": pk,
                "report": fact.report,
                "id": fact.id,
                "event": fact.event,
                "mode": fact.mode,
                "cameo": event.cameo,
                "modality": fact.modality,
                "date_start": fact.start,
                "date_end": fact.end,
                "place": fact.place,
                "place_country": fact.place_country,
                "words": text[slice(*event.span)],
                "confidence": fact.confidence,
                "fact": fact.to_json(),
            }
        )
    _insert_all(connection, schema.event, rows)
    numbers = dict(
        connection.execute(
            select(schema.event.c.uid, schema.event.c.pk).where(schema.event.c.reading == pk)
        ).all()
    )
    _insert_all(
        connection,
        schema.event_key,
        (row for fact in filed for row in _key_rows(fact, numbers[fact.uid])),
    )


def hide_reading(connection: Connection, pk: int) -> list[Fact]:
    """Take a reading out of the tables that are queried; gives the facts that it had filed."""
    event = schema.event
    query = select(event.c.fact).where(event.c.reading == pk).order_by(event.c.pk)
    filed = [Fact.from_json(text) for text in connection.execute(query).scalars()]
    numbers = select(event.c.pk).where(event.c.reading == pk)
    connection.execute(delete(schema.event_key).where(schema.event_key.c.event.in_(numbers)))
    used = connection.execute(
        select(schema.actor.c.form, func.count())
        .where(schema.actor.c.reading == pk)
        .group_by(schema.actor.c.form)
    )
    _count_uses(connection, {form: -uses for form, uses in used})
    for table in (schema.event, schema.statement, schema.actor):
        connection.execute(delete(table).where(table.c.reading == pk))
    connection.execute(
        update(schema.reading).where(schema.reading.c.pk == pk).values(current=False)
    )
    return filed


def forms_of(connection: Connection, reading: int) -> set[str]:
    """The names that a reading gives its actors, by their ids."""
    table = schema.actor
    query = select(table.c.form).where(table.c.reading == reading).distinct()
    return set(connection.execute(query).scalars())


def drop_unused_forms(connection: Connection, forms: Iterable[str]) -> None:
    """Drop those of some names that no reading shown has any more.

    What they told of others goes with them: a name that was one with another through one of these
    may stand apart again.
    """
    table = schema.form
    columns = (table.c.id, table.c.name, table.c.kind, table.c.country)
    query = select(*columns).where(table.c.id.in_(sorted(forms)), table.c.uses == 0)
    unused = {form.id: form for form in (Form(*row) for row in connection.execute(query))}
    around = {near.id: near for form in unused.values() for near in _forms_around(connection, form)}
    connection.execute(delete(schema.form_key).where(schema.form_key.c.form.in_(unused)))
    connection.execute(delete(table).where(table.c.id.in_(unused)))
    _update_entries(connection, [near for id_, near in around.items() if id_ not in unused])


def to_record(report: RowMapping, document: str) -> Record:
    """The record of a report's row and a reading's document."""
    fields = json.loads(document)
    of_report = {name: report[name] for name in Report.model_fields}
    return Record.model_validate({**fields, "report": {**of_report, **fields["report"]}})


def _unlike_its_row(report: dict[str, Any]) -> dict[str, str]:
    """The fields of a report that a database cannot hold as they are."""
    return {
        name: value
        for name, value in report.items()
        if isinstance(value, str) and storable(value) != value
    }


def _insert_forms(connection: Connection, used: Iterable[Form]) -> None:
    """Names that the ledger has not met, each with the actor that it stands for."""
    used = list(used)
    wanted = {form.id: form for form in used}
    table = schema.form
    known = set(
        connection.execute(select(table.c.id).where(table.c.id.in_(list(wanted)))).scalars()
    )
    new = [form for id_, form in sorted(wanted.items()) if id_ not in known]
    _insert_all(
        connection,
        table,
        (
            {
                "id": form.id,
                "name": form.name,
                "kind": form.kind,
                "country": form.country,
                "uses": 0,
                "entry": form.id,
            }
            for form in new
        ),
    )
    keyed = [{"key": key, "form": form.id} for form in new for key in form_keys(form)]
    _insert_all(connection, schema.form_key, keyed)
    counts: dict[str, int] = {}
    for form in used:
        counts[form.id] = counts.get(form.id, 0) + 1
    _count_uses(connection, counts)
    _update_entries(connection, [form for form in new if form_keys(form)])


def _update_entries(connection: Connection, new: list[Form]) -> None:
    if not new:
        return
    known: dict[str, list[Form]] = {}

    def around(form: Form) -> list[Form]:
        if form.id not in known:
            known[form.id] = _forms_around(connection, form)
        return known[form.id]

    moved = [{"of": id_, "to": entry} for id_, entry in sorted(entries(new, around).items())]
    table = schema.form
    connection.execute(
        update(table).where(table.c.id == bindparam("of")).values(entry=bindparam("to")), moved
    )


def _forms_around(connection: Connection, form: Form) -> list[Form]:
    table, key = schema.form, schema.form_key
    query = (
        select(table.c.id, table.c.name, table.c.kind, table.c.country)
        .join(key, key.c.form == table.c.id)
        .where(key.c.key.in_(form_keys(form)))
        .distinct()
        .order_by(table.c.id)
    )
    return [Form(*row) for row in connection.execute(query)]


def _count_uses(connection: Connection, counts: dict[str, int]) -> None:
    table = schema.form
    rows = [{"of": form, "more": more} for form, more in sorted(counts.items())]
    if rows:
        connection.execute(
            update(table)
            .where(table.c.id == bindparam("of"))
            .values(uses=table.c.uses + bindparam("more")),
            rows,
        )


def _insert_all(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    if rows:
        connection.execute(insert(table), rows)


def _who(actor: Actor) -> Who:
    return Who(actor.name, actor.kind, actor.country)


def _actor(pk: int, actor: Actor, form: Form) -> dict[str, Any]:
    return {
        "reading": pk,
        "id": actor.id,
        "form": form.id,
        "sector": actor.sector,
        "office": actor.office,
    }


def _statement(
    pk: int, statement: Statement, record: Record, forms: dict[str, Form]
) -> dict[str, Any]:
    text = record.report.text
    return {
        "reading": pk,
        "report": record.report.id,
        "id": statement.id,
        "holder": forms[statement.holder].id if statement.holder else None,
        "stance": statement.stance,
        "quote": statement.quote,
        "cue": " … ".join(text[start:end] for start, end in statement.cue_spans),
        "content": " … ".join(text[start:end] for start, end in statement.content_spans),
        "date_start": statement.date.start,
        "date_end": statement.date.end,
        "day": statement.date.start or record.report.published or NO_DAY,
        "confidence": statement.confidence,
    }


def _key_rows(fact: Fact, event: int) -> Iterator[dict[str, Any]]:
    day = fact.day or NO_DAY
    end_day = fact.end_day if fact.day else NO_DAY
    for key in fact_keys(fact):
        yield {"key": key, "sharp": fact.sharp, "day": day, "end_day": end_day, "event": event}
