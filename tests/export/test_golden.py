"""The files of two records, byte for byte, as looked at by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporting import RECORDS, TEXT_FORMATS, exported, golden


@pytest.mark.parametrize("format", TEXT_FORMATS)
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_written_as_ever(name: str, format: str) -> None:
    expected = golden(name, format).read_bytes()
    assert exported(RECORDS[name](), format) == expected, "run tests/exporting.py and look"


def test_no_golden_file_is_left_over() -> None:
    expected = {golden(name, format) for name in RECORDS for format in TEXT_FORMATS}
    assert set(Path(golden("seed", "csv")).parent.iterdir()) == expected
