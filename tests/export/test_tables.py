"""A record as rows of four tables, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.records import disputed_record, seed_record
from memcon.export.tables import TABLES, rows, schema, table_of, tables_of
from memcon.record import Record, Report

RECORDS = [seed_record(), seed_record(published=None), disputed_record()]


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def date_of(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row.pop(f"date_{name}") for name in ("start", "end", "text", "basis")}


def spans_of(found: list[dict[str, int]]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in found]


def statement_of(row: dict[str, Any]) -> dict[str, Any]:
    row = {**row, "date": date_of(row)}
    row = without(row, "report_id", *(f"date_{n}" for n in ("start", "end", "text", "basis")))
    start, end = row.pop("holder_span_start"), row.pop("holder_span_end")
    row["holder_span"] = None if start is None else (start, end)
    return row | {name: spans_of(row[name]) for name in ("cue_spans", "content_spans")}


def event_of(row: dict[str, Any]) -> dict[str, Any]:
    row = {**row, "date": date_of(row)}
    row = without(row, "report_id", *(f"date_{n}" for n in ("start", "end", "text", "basis")))
    text, country = row.pop("place_text"), row.pop("place_country")
    row["place"] = None if text is None else {"text": text, "country": country}
    row["span"] = (row.pop("span_start"), row.pop("span_end"))
    return row


def record_of(found: dict[str, list[dict[str, Any]]]) -> Record:
    """The record that four tables of one report hold."""
    (report,) = found["reports"]
    made_by = {name: report[f"made_by_{name}"] for name in ("memcon", "weights", "ontology")}
    made_by["registry"] = report["made_by_registry"]
    return Record.model_validate(
        {
            "schema": report["schema"],
            "report": {name: report[name] for name in Report.model_fields},
            "actors": [
                without(row, "report_id") | {"mentions": spans_of(row["mentions"])}
                for row in found["actors"]
            ],
            "statements": [statement_of(row) for row in found["statements"]],
            "events": [event_of(row) for row in found["events"]],
            "made_by": made_by if made_by["memcon"] else None,
        }
    )


@pytest.mark.parametrize("record", RECORDS, ids=["seed", "undated", "disputed"])
def test_parquet_holds_the_whole_record(record: Record, tmp_path: Path) -> None:
    read_back = {}
    for name, table in tables_of([record]).items():
        pq.write_table(table, tmp_path / name)
        read_back[name] = pq.read_table(tmp_path / name).to_pylist()
    assert record_of(read_back) == record


@pytest.mark.parametrize("record", RECORDS, ids=["seed", "undated", "disputed"])
def test_rows_have_the_columns_of_their_schema_in_order(record: Record) -> None:
    for name, its_rows in rows(record).items():
        assert {tuple(row) for row in its_rows} == {tuple(schema(name).names)}


def test_what_may_not_be_null_never_is() -> None:
    for name, table in tables_of(RECORDS).items():
        for field in table.schema:
            assert field.nullable or table[field.name].null_count == 0, (name, field.name)


def test_no_rows_are_a_table_all_the_same() -> None:
    assert all(table_of(name, []).schema == schema(name) for name in TABLES)
    assert all(table.num_rows == 0 for table in tables_of([]).values())


def test_tables_of_batches_can_be_joined() -> None:
    halves = [tables_of(RECORDS[:1])["events"], tables_of(RECORDS[1:])["events"]]
    assert pa.concat_tables(halves) == tables_of(RECORDS)["events"]


def test_codes_and_ids_are_strings() -> None:
    for name in ("event", "mode", "cameo", "id", "report_id"):
        assert schema("events").field(name).type == pa.string()


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no table 'evnets'; there are reports, actors"):
        schema("evnets")


def test_a_record_without_versions_has_none() -> None:
    record = seed_record().model_copy(update={"made_by": None})
    assert rows(record)["reports"][0]["made_by_weights"] is None
