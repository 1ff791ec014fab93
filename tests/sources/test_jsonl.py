"""JSON Lines: fields by name or mapping; a bad line is told with its number, the rest is read."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from memcon.sources import ReportFields

if TYPE_CHECKING:
    from conftest import Reading, WriteFile


def test_fields_are_read_by_their_names(
    write: WriteFile, reading: type[Reading], story: str
) -> None:
    line = {
        "text": story,
        "title": " Envoys  meet ",
        "publisher": "The Harbour Post",
        "url": "https://harbour.example/1",
        "published": "2024-11-11T08:00:00Z",
        "language": "en-GB",
        "section": "world",
    }
    report = reading(write("a.jsonl", json.dumps(line))).report
    assert report.model_dump(exclude={"id"}) == {
        "title": "Envoys meet",
        "publisher": "The Harbour Post",
        "url": "https://harbour.example/1",
        "published": date(2024, 11, 11),
        "language": "en",
        "text": story,
    }


def test_columns_are_mapped(write: WriteFile, reading: type[Reading]) -> None:
    path = write("a.jsonl", '{"body": "One report.", "day": "2024-11-11", "text": "not this"}')
    report = reading(path, columns={"text": "body", "published": "day"}).report
    assert (report.text, report.published) == ("One report.", date(2024, 11, 11))


def test_the_user_fills_only_what_a_line_leaves_open(
    write: WriteFile, reading: type[Reading]
) -> None:
    path = write("a.jsonl", '{"text": "One report.", "publisher": "The Post", "title": " "}')
    says = ReportFields("A title", "Another paper", date(2024, 11, 11))
    report = reading(path, defaults=says).report
    assert (report.title, report.publisher) == ("A title", "The Post")
    assert report.published == date(2024, 11, 11)


GOOD = '{"text": "A good report."}'


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "no end', "line 2: is no JSON: Unterminated string"),
        ("[" * 100_000, "line 2: is no JSON"),
        ("42", "line 2: is no JSON object but int"),
        ("{}", "line 2: has no key 'text' for the text; its keys are: none; name the right one"),
        ('{"body": "x"}', "its keys are: body; name the right one with --column text=KEY"),
        ('{"text": null}', "line 2: has no text; there is nothing"),
        ('{"text": 7}', "line 2: has no text but int"),
        ('{"text": " "}', "line 2: holds only blanks"),
        ('{"text": "a\\u0000b"}', "line 2: is binary, not text: character 1 is NUL"),
        ('{"text": "a\\ud83d"}', "line 2: character 1 of it is half of a character"),
        ('{"text": "x", "published": "soon"}', "line 2: date of publication: 'soon' is no ISO"),
        ('{"text": "x", "published": 20241111}', "line 2: date of publication: 20241111 is no"),
        ('{"text": "x", "language": "de"}', "line 2: is marked as 'de'; memcon reads English only"),
        ('{"text": "Он сказал, что едет."}', "line 2: is written mostly in Cyrillic letters"),
        ('{"text": "x", "title": "a\\u0000b"}', "line 2: is binary"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(
    line: str, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    path = write("a.jsonl", f"{GOOD}\n{line}\n\n{GOOD}\n")
    result = reading(path)
    assert [report.text for report in result.reports] == ["A good report."] * 2
    assert len(result.errors) == 1
    assert says in result.errors[0]
    assert result.errors[0].startswith(f"{path}, ")


def test_a_line_in_a_wrong_encoding_is_told_with_its_byte(
    write: WriteFile, reading: type[Reading]
) -> None:
    result = reading(write("a.jsonl", f"{GOOD}\n".encode() + b'{"text": "caf\xe9"}\n'))
    assert len(result.reports) == 1
    assert "line 2: byte 0xE9 at character 3 of it is not UTF-8" in result.errors[0]


@pytest.mark.parametrize("document", ['[\n{"text": "x"}\n]', '{\n "text": "x"\n}', "[{\n}]"])
def test_a_whole_json_document_is_told_once(
    document: str, write: WriteFile, reading: type[Reading]
) -> None:
    assert "is one JSON document over many lines" in reading(write("a.json", document)).error


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "is empty"), (b"\n\n", "is empty"), (b"PK\x03\x04", "a ZIP")]
)
def test_a_file_of_no_lines_is_told_once(
    content: bytes, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    assert says in reading(write("a.jsonl", content)).error


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(
    write: WriteFile, reading: type[Reading]
) -> None:
    content = b"\xef\xbb\xbf" + b'{"text": "One."}\r\n{"text": "Two\\r\\nthree."}\r\n'
    texts = [report.text for report in reading(write("a.ndjson", content)).reports]
    assert texts == ["One.", "Two\nthree."]
