"""CSV: quoted line breaks, other delimiters, mappings; each bad row is told by its line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Reading, WriteFile


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_all_dialects(
    delimiter: str, encoding: str, write: WriteFile, reading: type[Reading]
) -> None:
    rows = [
        ["title", "published", "text", "publisher"],
        ["Envoys meet", "2024-11-11", '"They spoke, ""briefly"";\r\nthen’ left."', "The Post"],
    ]
    table = "".join(delimiter.join(row) + "\r\n" for row in rows)
    report = reading(write("a.csv", table.encode(encoding))).report
    assert report.text == 'They spoke, "briefly";\nthen’ left.'
    assert (report.title, report.publisher) == ("Envoys meet", "The Post")
    assert report.published == date(2024, 11, 11)


def test_a_missing_column_is_told_with_those_there_are(
    write: WriteFile, reading: type[Reading]
) -> None:
    path = write("a.csv", "id,body\n1,One report.\n")
    assert reading(path).error == (
        f"{path}: has no column 'text' for the text; its columns are: id, body; "
        "name the right one with --column text=COLUMN"
    )


def test_columns_are_mapped(write: WriteFile, reading: type[Reading]) -> None:
    path = write("a.csv", "id,body,when\n1,One report.,2024-11-11\n")
    report = reading(path, columns={"text": "body", "published": "when"}).report
    assert (report.text, report.published) == ("One report.", date(2024, 11, 11))


def test_a_mapped_column_must_be_there(write: WriteFile, reading: type[Reading]) -> None:
    path = write("a.csv", "text\nOne report.\n")
    error = reading(path, columns={"publisher": "outlet"}).error
    assert "has no column 'outlet' for the publisher; its columns are: text" in error


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("7", "line 4: has no text; there is nothing"),
        ("7,", "line 4: has an empty text"),
        ('7,"a"b', "line 4: is no CSV: ',' expected after '\"'"),
        ("7,a\0b", "line 4: is binary, not text: character 1 is NUL|line 4: is no CSV: line con"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(
    row: str, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    result = reading(write("a.csv", f'id,text\n1,"One\nreport."\n{row}\n8,Another.\n'))
    assert [report.text for report in result.reports] == ["One\nreport.", "Another."]
    assert len(result.errors) == 1
    assert any(words in result.errors[0] for words in says.split("|"))


def test_a_row_in_a_wrong_encoding_is_told_with_its_byte(
    write: WriteFile, reading: type[Reading]
) -> None:
    result = reading(write("a.csv", b"text\ncaf\xe9 talks\nGood talks.\n"))
    assert [report.text for report in result.reports] == ["Good talks."]
    assert "line 2: byte 0xE9 at character 3 of it is not UTF-8" in result.errors[0]


def test_a_quotation_mark_never_closed_is_told(write: WriteFile, reading: type[Reading]) -> None:
    result = reading(write("a.csv", 'text\nGood.\n"open\nto the end\n'))
    assert [report.text for report in result.reports] == ["Good."]
    assert "line 3: is no CSV: unexpected end of data" in result.errors[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b'"text\nx\n', "has no first line of columns' names"),
        (b"PK\x03\x04\0\0", "is a ZIP archive (as DOCX and XLSX files are)"),
    ],
)
def test_what_is_no_table_is_told(
    content: bytes, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    assert says in reading(write("a.csv", content)).error


def test_blank_rows_are_passed_over(write: WriteFile, reading: type[Reading]) -> None:
    assert reading(write("a.tsv", "title\ttext\n\n\t\nA\tOne report.\n")).report.title == "A"


def test_a_long_cell_is_read(write: WriteFile, reading: type[Reading]) -> None:
    text = "All is well with the talks. " * 20_000
    assert reading(write("a.csv", f"text\n{text}\n")).report.text == text
