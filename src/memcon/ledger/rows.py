"""From a record to the rows of the ledger's tables, and back from them to the record."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    delete,
    func,
    select,
    update,
)

from memcon.ledger import schema
from memcon.ledger.columns import storable
from memcon.ledger.counting import count_entries, forms_around, update_entries
from memcon.ledger.entries import Form, form_keys, form_of
from memcon.ledger.facts import Fact, Who
from memcon.ledger.filing import facts
from memcon.ledger.neighbourhood import key_rows
from memcon.ledger.schema import NO_DAY
from memcon.ledger.several import insert_all, one_of, update_all
from memcon.record import Actor, MadeBy, Record, Report, Statement

_UNKNOWN: Final = MadeBy(memcon="0", weights="", ontology="", registry="")


_VERSIONS: Final = tuple(MadeBy.model_fields)
_READINGS: Final = (
    select(*(schema.reading.c[name] for name in ("report", "pk", "current", *_VERSIONS)))
    .where(one_of(schema.reading.c.report, "reports"))
    .order_by(schema.reading.c.pk)
)
_LAST: Final = {
    table: select(func.coalesce(func.max(table.c.pk), 0))
    for table in (schema.reading, schema.event)
}
_KNOWN_FORMS: Final = select(schema.form.c.id, schema.form.c.entry, schema.form.c.uses).where(
    one_of(schema.form.c.id, "ids")
)


def insert_reports(connection: Connection, reports: Iterable[Report]) -> None:
    """Reports that the ledger does not have."""
    added = datetime.now(UTC)
    insert_all(connection, schema.report, ({**r.model_dump(), "added": added} for r in reports))


def readings_of(connection: Connection, reports: Iterable[str]) -> Sequence[RowMapping]:
    """The readings of reports: by which versions, and which of them is shown."""
    return connection.execute(_READINGS, {"reports": list(reports)}).mappings().all()


def made_by(record: Record) -> dict[str, str]:
    """The versions that made a record, as columns."""
    return (record.made_by or _UNKNOWN).model_dump()


def insert_readings(
    connection: Connection, records: Sequence[Record], *, current: bool
) -> list[int]:
    """The readings with all that was read in them; gives their numbers."""
    first = 1 + int(connection.execute(_LAST[schema.reading]).scalar_one())
    numbers = list(range(first, first + len(records)))
    insert_all(
        connection,
        schema.reading,
        (_reading(pk, r, current=current) for pk, r in zip(numbers, records, strict=True)),
    )
    return numbers


def show_readings(connection: Connection, readings: Mapping[int, Record]) -> list[Fact]:
    """Fill the tables that are queried from readings; gives the facts of their events."""
    forms = {
        pk: {actor.id: form_of(_who(actor), record.report.id) for actor in record.actors}
        for pk, record in readings.items()
    }
    _insert_forms(connection, [form for of in forms.values() for form in of.values()])
    insert_all(
        connection,
        schema.actor,
        (_actor(pk, a, forms[pk][a.id], r) for pk, r in readings.items() for a in r.actors),
    )
    insert_all(
        connection,
        schema.statement,
        (_statement(pk, s, r, forms[pk]) for pk, r in readings.items() for s in r.statements),
    )
    filed = {pk: facts(record) for pk, record in readings.items()}
    first = 1 + int(connection.execute(_LAST[schema.event]).scalar_one())
    numbered = list(enumerate((f for of in filed.values() for f in of), first))
    events = (row for pk, record in readings.items() for row in _events(pk, record, filed[pk]))
    insert_all(connection, schema.event, ({"pk": n, **row} for n, row in enumerate(events, first)))
    insert_all(
        connection, schema.event_key, (row for n, fact in numbered for row in key_rows(fact, n))
    )
    return [fact for _, fact in numbered]


def _events(pk: int, record: Record, filed: Sequence[Fact]) -> Iterator[dict[str, Any]]:
    by_id = {event.id: event for event in record.events}
    text = record.report.text
    for fact in filed:
        event = by_id[fact.id]
        yield {
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
    count_uses(connection, {form: -uses for form, uses in used})
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
    around = {
        near.id: near
        for form in unused.values()
        for near in forms_around(connection, [form])[form.id]
    }
    connection.execute(delete(schema.form_key).where(schema.form_key.c.form.in_(unused)))
    connection.execute(delete(table).where(table.c.id.in_(unused)))
    moved = update_entries(connection, [n for id_, n in around.items() if id_ not in unused])
    count_entries(connection, set(chain(*moved.values())))


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


def _insert_forms(connection: Connection, used: Sequence[Form]) -> None:
    """Names that the ledger has not met, each with the actor it stands for; all are counted."""
    wanted = {form.id: form for form in used}
    known = _known(connection, wanted)
    new = [form for id_, form in sorted(wanted.items()) if id_ not in known]
    insert_all(connection, schema.form, map(_form, new))
    keyed = ({"key": key, "form": form.id} for form in new for key in form_keys(form))
    insert_all(connection, schema.form_key, keyed)
    known.update((form.id, (form.id, 0)) for form in new)
    moved = update_entries(connection, [form for form in new if form_keys(form)])
    known.update((f, (moved[f][1], known[f][1])) for f in known.keys() & moved.keys())
    _count_uses(connection, known, Counter(form.id for form in used), chain(*moved.values()))


def count_uses(connection: Connection, more: Mapping[str, int]) -> None:
    """Names are used so many times more, or less."""
    _count_uses(connection, _known(connection, more), more)


def _count_uses(
    connection: Connection,
    known: Mapping[str, tuple[str, int]],
    more: Mapping[str, int],
    moved: Iterable[str] = (),
) -> None:
    rows = [{"id": id_, "uses": known[id_][1] + n} for id_, n in sorted(more.items())]
    update_all(connection, schema.form, "id", rows)
    count_entries(connection, {*moved, *(known[id_][0] for id_ in more)})


def _known(connection: Connection, forms: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Of names that the ledger has met, whom they mean, and how often they are used."""
    rows = connection.execute(_KNOWN_FORMS, {"ids": sorted(forms)}).all()
    return {id_: (entry, uses) for id_, entry, uses in rows}


def _who(actor: Actor) -> Who:
    return Who(actor.name, actor.kind, actor.country)


def _form(form: Form) -> dict[str, Any]:
    return {
        "id": form.id,
        "name": form.name,
        "folded": form.name.casefold(),
        "lasting": not form.of_one_report,
        "kind": form.kind,
        "country": form.country,
        "uses": 0,
        "entry": form.id,
    }


def _reading(pk: int, record: Record, *, current: bool) -> dict[str, Any]:
    document = record.to_dict()
    document["report"] = _unlike_its_row(document["report"])
    return {
        "pk": pk,
        "report": record.report.id,
        **made_by(record),
        "current": current,
        "document": json.dumps(document, ensure_ascii=False, separators=(",", ":")),
    }


def _actor(pk: int, actor: Actor, form: Form, record: Record) -> dict[str, Any]:
    return {
        "reading": pk,
        "id": actor.id,
        "form": form.id,
        "sector": actor.sector,
        "office": actor.office,
        "post": _post(actor.sector, actor.office),
        "day": record.report.published,
    }


@lru_cache(10_000)
def _post(sector: str | None, office: str | None) -> str:
    """The name of a sector and an office together, which may be long and are not indexed."""
    named = repr((sector, office)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(named).hexdigest()[:16]


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
