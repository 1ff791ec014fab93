"""Parquet: the same mapping as CSV; a broken file is one line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Reading, WriteFile


def table(path: Path, **columns: list[Any]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize(
    "published", [date(2024, 11, 11), datetime(2024, 11, 11, 9, tzinfo=UTC), "2024-11-11"]
)
def test_rows_are_reports(published: object, tmp_path: Path, reading: type[Reading]) -> None:
    path = table(
        tmp_path / "a.parquet",
        text=["First report.", "Second report."],
        publisher=["The Post", None],
        published=[published, None],
        extra=[1, 2],
    )
    first, second = reading(path).reports
    assert (first.text, first.publisher) == ("First report.", "The Post")
    assert first.published == date(2024, 11, 11)
    assert (second.publisher, second.published) == (None, None)


def test_a_bad_row_is_told_and_the_others_are_read(tmp_path: Path, reading: type[Reading]) -> None:
    path = table(tmp_path / "a.parquet", text=["One.", None, "  ", "Four."])
    result = reading(path)
    assert [report.text for report in result.reports] == ["One.", "Four."]
    assert result.errors[0].startswith(f"{path}, row 2: has no text")
    assert result.errors[1].startswith(f"{path}, row 3: holds only blanks")


def test_columns_are_mapped_and_missing_ones_told(tmp_path: Path, reading: type[Reading]) -> None:
    path = table(tmp_path / "a.parquet", body=["One report."], n=[1])
    assert reading(path, columns={"text": "body"}).report.text == "One report."
    assert "has no column 'text' for the text; its columns are: body, n" in reading(path).error


def test_a_broken_file_is_told(tmp_path: Path, write: WriteFile, reading: type[Reading]) -> None:
    whole = table(tmp_path / "a.parquet", text=["One report."] * 100).read_bytes()
    for broken in (b"no parquet at all", whole[: len(whole) // 2], whole[:4], b""):
        assert "is no whole Parquet file" in reading(write("b.parquet", broken)).error


def test_damage_inside_keeps_what_stands_before_it(tmp_path: Path, reading: type[Reading]) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"Report {n} on {n * 7919}." for n in range(2000)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=500, use_dictionary=False)
    data = bytearray(path.read_bytes())
    place = data.index(b"Report 1700 ") if b"Report 1700 " in data else len(data) * 3 // 5
    data[place : place + 2000] = b"\xff" * 2000
    path.write_bytes(bytes(data))
    result = reading(path)
    assert len(result.reports) >= 500
    assert result.errors
