"""CSV: what other programs read is what the record says, and no cell is a formula."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.records import disputed_record, seed_record
from exporting import composed_record, known_of
from memcon.export import events, export, tables
from memcon.export.csv import guarded, unguarded


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_cells_are_the_values_of_the_joined_table() -> None:
    record = composed_record()
    known, out = known_of(record), BytesIO()
    export([record], "csv", out, happenings=known)
    found = read(out.getvalue().decode())
    for cells, row in zip(found, events.rows(record, known), strict=True):
        assert list(cells) == events.schema().names
        for name, value in row.items():
            if isinstance(value, list):
                assert json.loads(cells[name]) == value
            else:
                assert unguarded(cells[name]) == ("" if value is None else str(value)), name


def test_a_folder_holds_the_whole_report(tmp_path: Path) -> None:
    records = [composed_record(), disputed_record(), seed_record()]
    export(records, "csv", f"{tmp_path}/")
    for name in ("reports", "actors", "statements"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        expected = [row for record in records for row in tables.rows(record)[name]]
        assert [row["id"] for row in found] == [row["id"] for row in expected]
        for cells, row in zip(found, expected, strict=True):
            texts = {key: value for key, value in row.items() if isinstance(value, str)}
            assert {key: unguarded(cells[key]) for key in texts} == texts


def test_ends_of_lines_are_the_same_everywhere() -> None:
    out = BytesIO()
    export([composed_record()], "csv", out)
    assert b"\r" not in out.getvalue()
    assert out.getvalue().endswith(b"\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''-x"])
def test_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'tis so", "a=b", "041", "–3", "(=1)"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet="'=+-@\t\r＝ab ") | st.text())
def test_a_guard_can_always_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_negative_numbers_are_no_formulas() -> None:
    out = BytesIO()
    export([composed_record()], "csv", out)
    assert "-9.5" in {row["score"] for row in read(out.getvalue().decode())}
