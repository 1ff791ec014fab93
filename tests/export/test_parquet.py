"""Parquet: typed, whole, written in groups."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cli.records import disputed_record, seed_record
from exporting import composed_record, known_of
from memcon.export import events, export, parquet, tables

RECORDS = [composed_record(), disputed_record(), seed_record()]


def test_rows_come_back_as_they_were() -> None:
    record = composed_record()
    known, out = known_of(record), BytesIO()
    export([record], "parquet", out, happenings=known)
    assert pq.read_table(BytesIO(out.getvalue())).to_pylist() == list(events.rows(record, known))


def test_a_folder_holds_all_four_tables(tmp_path: Path) -> None:
    export(RECORDS, "parquet", f"{tmp_path}/")
    for name, table in tables.tables_of(RECORDS).items():
        found = pq.read_table(tmp_path / f"{name}.parquet")
        assert found.select(table.schema.names).to_pylist() == table.to_pylist()


def test_the_joined_events_begin_with_the_plain_ones() -> None:
    plain = tables.schema("events")
    assert list(events.schema())[: len(plain)] == list(plain)


def test_what_may_not_be_null_never_is() -> None:
    out = BytesIO()
    export(RECORDS, "parquet", out)
    table = pq.read_table(BytesIO(out.getvalue()))
    for field in table.schema:
        assert field.nullable or table[field.name].null_count == 0, field.name


def test_types_are_kept_and_lists_are_lists() -> None:
    out = BytesIO()
    export([], "parquet", out)
    schema = pq.read_schema(BytesIO(out.getvalue()))
    assert schema.field("date_start").type == pa.date32()
    assert schema.field("cameo").type == pa.string()
    assert pa.types.is_list(schema.field("holder_names").type)
    assert schema.metadata[b"memcon.schema"] == b"memcon/1"


def test_records_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_RECORDS_A_GROUP", 2)
    out = BytesIO()
    export(iter([*RECORDS, *RECORDS[:2]]), "parquet", out)
    assert pq.ParquetFile(BytesIO(out.getvalue())).num_row_groups == 3
