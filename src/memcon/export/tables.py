"""Records as tables: what `memcon code` writes and what Parquet and CSV files are made of.

Four tables with the record's own field names; what is nested in the record is laid flat (`date` as
`date_start`, `date_end`, `date_text`, `date_basis`). Ids of actors, statements and events count
inside their report, so `report_id` and `id` together are the key.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from memcon.record import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from memcon.record import Actor, DateRange, Event, Record, Span, Statement

Row = dict[str, Any]

TABLES: Final = ("reports", "actors", "statements", "events")


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table; a ValueError names the tables there are.

    A column is nullable if the record's field is; lists are empty, never null.
    """
    import pyarrow as pa

    if table not in TABLES:
        raise ValueError(f"no table {table!r}; there are {', '.join(TABLES)}")
    columns = {
        "reports": _report_fields,
        "actors": _actor_fields,
        "statements": _statement_fields,
        "events": _event_fields,
    }[table]()
    return pa.schema(columns, metadata={"memcon.schema": SCHEMA, "memcon.table": table})


def rows(record: Record) -> dict[str, list[Row]]:
    """The rows of a record by table, in the record's order, each with all columns of its schema."""
    report = record.report.id
    return {
        "reports": [_report_row(record)],
        "actors": [_actor_row(report, actor) for actor in record.actors],
        "statements": [_statement_row(report, statement) for statement in record.statements],
        "events": [_event_row(report, event) for event in record.events],
    }


def table_of(name: str, its_rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table with the schema of that name."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(its_rows), schema=schema(name))


def tables_of(records: Iterable[Record]) -> dict[str, pa.Table]:
    """All four tables of a batch of records, which is held in memory."""
    collected: dict[str, list[Row]] = {name: [] for name in TABLES}
    for record in records:
        for name, its_rows in rows(record).items():
            collected[name] += its_rows
    return {name: table_of(name, its_rows) for name, its_rows in collected.items()}


def _field(name: str, kind: pa.DataType, *, null: bool = False) -> pa.Field:
    import pyarrow as pa

    return pa.field(name, kind, nullable=null)


def _texts(*names: str, null: bool = False) -> list[pa.Field]:
    import pyarrow as pa

    return [_field(name, pa.string(), null=null) for name in names]


def _text_lists(*names: str) -> list[pa.Field]:
    import pyarrow as pa

    return [_field(name, pa.list_(_field("item", pa.string()))) for name in names]


def _span_lists(*names: str) -> list[pa.Field]:
    import pyarrow as pa

    span = pa.struct([_field("start", pa.int32()), _field("end", pa.int32())])
    return [_field(name, pa.list_(_field("item", span))) for name in names]


def _date_fields() -> list[pa.Field]:
    import pyarrow as pa

    return [
        _field("date_start", pa.date32(), null=True),
        _field("date_end", pa.date32(), null=True),
        *_texts("date_text", null=True),
        *_texts("date_basis"),
    ]


def _span_fields(name: str, *, null: bool = False) -> list[pa.Field]:
    import pyarrow as pa

    return [_field(f"{name}_{end}", pa.int32(), null=null) for end in ("start", "end")]


def _report_fields() -> list[pa.Field]:
    import pyarrow as pa

    return [
        *_texts("id"),
        *_texts("title", "publisher", "url", null=True),
        _field("published", pa.date32(), null=True),
        *_texts("language", "text", "schema"),
        *_texts(*(f"made_by_{part}" for part in _PARTS), null=True),
    ]


def _actor_fields() -> list[pa.Field]:
    return [
        *_texts("report_id", "id", "name", "kind"),
        *_texts("country", "sector", "office", null=True),
        *_span_lists("mentions"),
    ]


def _statement_fields() -> list[pa.Field]:
    import pyarrow as pa

    return [
        *_texts("report_id", "id"),
        *_texts("holder", null=True),
        *_span_fields("holder_span", null=True),
        *_span_lists("cue_spans", "content_spans"),
        *_texts("quote"),
        *_texts("addressee", null=True),
        *_texts("stance"),
        *_texts("within", "origin", null=True),
        *_text_lists("about"),
        *_date_fields(),
        _field("confidence", pa.float64()),
    ]


def _event_fields() -> list[pa.Field]:
    import pyarrow as pa

    return [
        *_texts("report_id", "id", "event"),
        *_texts("mode", null=True),
        *_text_lists("context"),
        *_texts("cameo", null=True),
        *_text_lists("actor", "recipient"),
        *_texts("modality"),
        *_date_fields(),
        *_texts("place_text", "place_country", null=True),
        *_text_lists("according_to"),
        *_span_fields("span"),
        _field("confidence", pa.float64()),
    ]


_PARTS: Final = ("memcon", "weights", "ontology", "registry")


def _report_row(record: Record) -> Row:
    versions = {f"made_by_{part}": getattr(record.made_by, part, None) for part in _PARTS}
    return {**dict(record.report), "schema": record.schema_version, **versions}


def _actor_row(report: str, actor: Actor) -> Row:
    return {"report_id": report, **dict(actor), "mentions": _spans(actor.mentions)}


def _statement_row(report: str, statement: Statement) -> Row:
    row = {"report_id": report, **dict(statement), **_date(statement.date)}
    start, end = statement.holder_span or (None, None)
    row |= {"holder_span_start": start, "holder_span_end": end}
    row |= {name: _spans(row[name]) for name in ("cue_spans", "content_spans")}
    return _only(row, "statements") | {"about": list(statement.about)}


def _event_row(report: str, event: Event) -> Row:
    row = {"report_id": report, **dict(event), **_date(event.date)}
    row |= {name: list(row[name]) for name in ("context", "actor", "recipient", "according_to")}
    row |= {
        "place_text": event.place and event.place.text,
        "place_country": event.place and event.place.country,
    }
    row["span_start"], row["span_end"] = event.span
    return _only(row, "events")


def _only(row: Row, table: str) -> Row:
    """The columns of a table in its order: what was laid flat is left out."""
    return {name: row[name] for name in schema(table).names}


def _date(date: DateRange) -> Row:
    return {f"date_{name}": value for name, value in date}


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [{"start": start, "end": end} for start, end in spans]
