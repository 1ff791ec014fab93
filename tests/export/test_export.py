"""The one function that writes all formats: where to, what it refuses, how much it holds."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from cli.records import disputed_record
from exporting import composed_record
from memcon.errors import UsageError
from memcon.export import FOLDERS, FORMATS, export
from memcon.export.tables import TABLES
from memcon.record import Record


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_and_a_stream_get_the_same_bytes_each_time(format: str, tmp_path: Path) -> None:
    first, second = BytesIO(), BytesIO()
    export([composed_record()], format, first)
    export(iter([composed_record()]), format, second)
    export([composed_record()], format, tmp_path / "out")
    assert first.getvalue() == second.getvalue() == (tmp_path / "out").read_bytes() != b""
    assert not first.closed


@pytest.mark.parametrize("format", FORMATS)
def test_no_records_make_a_file_all_the_same(format: str) -> None:
    out = BytesIO()
    export([], format, out)
    assert len(out.getvalue().splitlines()) == (1 if format in ("csv", "polecat") else 0) or (
        format == "parquet"
    )


@pytest.mark.parametrize("format", FOLDERS)
def test_a_folder_gets_all_tables(format: str, tmp_path: Path) -> None:
    export([composed_record()], format, f"{tmp_path}/new/")
    found = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert found == sorted(f"{table}.{format}" for table in TABLES)
    export([composed_record()], format, tmp_path / "new")  # it exists now, so no slash is needed


def test_a_format_of_one_file_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder, but gdelt is one file"):
        export([], "gdelt", tmp_path)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="no format 'xls'; there are plover-jsonl, csv"):
        export([], "xls", BytesIO())


def test_a_file_that_cannot_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file or directory; name another file"):
        export([], "csv", tmp_path / "nowhere" / "out.csv")


def test_an_export_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def broken() -> Iterator[Record]:
        yield composed_record()
        raise RuntimeError("the ledger is gone")

    out = tmp_path / "out.csv"
    out.write_text("before")
    with pytest.raises(RuntimeError):
        export(broken(), "csv", out)
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"parquet"}))
def test_records_are_not_held(format: str) -> None:
    alive: list[weakref.ref[Record]] = []
    held = 0

    def many() -> Iterator[Record]:
        nonlocal held
        for _ in range(20):
            record = disputed_record()
            alive.append(weakref.ref(record))
            yield record
            del record
            held = max(held, sum(ref() is not None for ref in alive))

    export(many(), format, BytesIO())
    assert len(alive) == 20
    assert held <= 2
