"""From paths, folders, globs and standard input to reports; each bad input is one clear line."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyarrow import Codec

from memcon.errors import SourceError, UsageError
from memcon.sources import ReportFields, parse_columns, read_sources

if TYPE_CHECKING:
    from conftest import Reading, WriteFile

USER_SAYS = ReportFields(title="A title", publisher="A paper", published=date(2024, 11, 11))


def packed(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(data)
    compressed: bytes = Codec("zstd").compress(data, asbytes=True)
    return compressed


def test_plain_text_is_kept_and_takes_what_the_user_says(
    write: WriteFile, reading: type[Reading], story: str
) -> None:
    report = reading(write("a.txt", story), defaults=USER_SAYS).report
    assert report.text == story
    assert (report.title, report.publisher) == ("A title", "A paper")
    assert report.published == date(2024, 11, 11)
    assert report.url is None


def test_a_text_without_a_date_is_read_without_one(
    write: WriteFile, reading: type[Reading], story: str
) -> None:
    assert reading(write("a.txt", story)).report.published is None


@pytest.mark.parametrize("name", ["report", "report.2024-11-11", "REPORT.TXT", "notes.md"])
def test_names_that_tell_nothing_are_read_as_text(
    name: str, write: WriteFile, reading: type[Reading], story: str
) -> None:
    assert reading(write(name, story)).report.text == story


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty; there is nothing to read in it"),
        (b" \n \n", "holds only blanks"),
        (b"%PDF-1.4 and so on", "is a PDF, not text"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG picture"),
        (b"some\0thing", "is binary, not text: byte 4 is NUL"),
        ("Le café".encode("latin-1"), "byte 0xE9 at offset 6 is not UTF-8"),
        (b"Der Kanzler hat mit dem Minister nicht gesprochen.", "is in German"),
        (b"All is well. " * 800_000, "is larger than 10 MB"),
    ],
    ids=["empty", "blank", "pdf", "picture", "binary", "encoding", "german", "large"],
)
def test_a_bad_file_is_one_line_that_names_it(
    content: bytes, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    path = write("bad.txt", content)
    error = reading(path).error
    assert error.startswith(f"{path}: ")
    assert says in error


def test_what_is_not_there(tmp_path: Path, reading: type[Reading]) -> None:
    missing = tmp_path / "missing.txt"
    assert reading(missing).error == f"{missing}: is not there; check the path"


def test_a_file_that_may_not_be_read(
    write: WriteFile, reading: type[Reading], story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("secret.txt", story)

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    # chmod does not keep root out, so the refusal is played.
    monkeypatch.setattr(Path, "open", refuse)
    assert reading(path).error == f"{path}: may not be read; check its permissions"


def test_a_bad_document_does_not_end_the_batch(
    write: WriteFile, reading: type[Reading], story: str, tmp_path: Path
) -> None:
    first, last = write("1.txt", story), write("3.txt", "The last one. It is short.")
    result = reading(first, tmp_path / "2.txt", last)
    assert [isinstance(item, SourceError) for item in result.items] == [False, True, False]
    assert result.reports[1].text == "The last one. It is short."


def test_a_folder_is_read_through_in_the_order_of_its_paths(
    write: WriteFile, reading: type[Reading], tmp_path: Path
) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a.jsonl"):
        content = f'{{"text": "{name}"}}' if name.endswith("jsonl") else name
        write(f"in/{name}", content)
    write("in/.hidden.txt", "hidden")
    write("in/.git/config", "hidden")
    result = reading(tmp_path / "in")
    assert [report.text for report in result.reports] == [
        "a/b/c.txt",
        "a/z.txt",
        "a.jsonl",
        "b.txt",
    ]
    assert result.errors == []


def test_a_folder_tells_of_what_it_cannot_read(
    write: WriteFile, reading: type[Reading], tmp_path: Path, story: str
) -> None:
    write("in/a.pdf", b"%PDF-1.4")
    write("in/b.txt", story)
    (tmp_path / "in" / "c.txt").symlink_to(tmp_path / "nowhere")
    result = reading(tmp_path / "in")
    assert len(result.reports) == 1
    assert "a.pdf: is a PDF" in result.errors[0]
    assert "c.txt: is not there" in result.errors[1]


def test_an_empty_folder_is_told(tmp_path: Path, reading: type[Reading]) -> None:
    assert reading(tmp_path).error == f"{tmp_path}: is a folder without files"


def test_a_glob_is_spread_out_in_order(
    write: WriteFile, reading: type[Reading], tmp_path: Path
) -> None:
    for name in ("b.txt", "a.txt", "c.html", "deep/d.txt"):
        write(name, f"{name} tells this.")
    texts = [report.text for report in reading(tmp_path / "*.txt").reports]
    assert texts == ["a.txt tells this.", "b.txt tells this."]
    assert len(reading(f"{tmp_path}/**/*.txt").reports) == 3


def test_a_glob_that_matches_nothing_is_told(tmp_path: Path, reading: type[Reading]) -> None:
    assert "matches no file" in reading(tmp_path / "*.txt").error


def test_a_file_whose_name_looks_like_a_glob_is_a_file(
    write: WriteFile, reading: type[Reading], story: str
) -> None:
    assert reading(write("[draft].txt", story)).report.text == story


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"text": "One report."}\n'),
        ("a.csv", "text\nOne report.\n"),
        ("a.txt", "One report."),
        ("plain", "One report."),
    ],
)
def test_compressed_files_are_unpacked(
    name: str, content: str, suffix: str, write: WriteFile, reading: type[Reading]
) -> None:
    path = write(name + suffix, packed(content.encode(), suffix))
    assert reading(path).report.text == "One report."


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_of_a_compressed_file_cut_short_the_lines_before_the_cut_are_read(
    suffix: str, write: WriteFile, reading: type[Reading]
) -> None:
    lines = "".join(f'{{"text": "Report {n}: {n * n * 7919}."}}\n' for n in range(40_000))
    whole = packed(lines.encode(), suffix)
    result = reading(write("a.jsonl" + suffix, whole[: len(whole) // 2]))
    assert len(result.reports) > 1000
    assert result.reports[0].text == "Report 0: 0."
    assert len(result.errors) == 1
    assert "cut short" in str(result.items[-1])


def test_of_a_short_file_cut_short_nothing_before_the_cut_is_lost(
    write: WriteFile, reading: type[Reading]
) -> None:
    packed_lines = [gzip.compress(f'{{"text": "Report {n}."}}\n'.encode()) for n in range(3)]
    result = reading(write("a.jsonl.gz", b"".join(packed_lines)[:-9]))
    assert [report.text for report in result.reports][:2] == ["Report 0.", "Report 1."]
    assert "cut short" in result.errors[-1]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_file_that_is_not_compressed_as_its_name_says_is_told(
    suffix: str, write: WriteFile, reading: type[Reading]
) -> None:
    path = write("a.jsonl" + suffix, '{"text": "One report."}')
    assert "is damaged or cut short" in reading(path).error


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (b"One report.\n", "One report.\n"),
        (b"<!DOCTYPE html><p>The envoys met in Lisbon on Thursday, they said.</p>", "The envoys"),
    ],
)
def test_standard_input_is_text_or_a_page(
    given: bytes, text: str, reading: type[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert reading("-").report.text.startswith(text)


def test_an_empty_standard_input_is_told(
    reading: type[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert reading("-").error.startswith("standard input: is empty")


def test_reading_starts_with_the_first_report_asked_for(write: WriteFile, story: str) -> None:
    items = read_sources([write("a.txt", story), "/nowhere"])
    assert next(items).text == story  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("inputs", "columns", "says"),
    [
        ([], {}, "no input"),
        ("a.txt", {}, "not one string"),
        (["a.csv"], {"body": "text"}, "has no field 'body'; it has text, title"),
    ],
)
def test_wrong_use_is_told_at_once(inputs: list[str], columns: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_sources(inputs, columns=columns)


def test_column_assignments_are_parsed() -> None:
    assert parse_columns(["text=body", "title = head line"]) == {
        "text": "body",
        "title": "head line",
    }


@pytest.mark.parametrize(
    ("assignment", "says"), [("text", "text=body"), ("=x", "text=body"), ("words=x", "no field")]
)
def test_a_wrong_column_assignment_is_told(assignment: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse_columns([assignment])


def test_a_wrong_date_of_the_user_is_told() -> None:
    assert ReportFields.of(published="2024-11-11") == ReportFields(published=date(2024, 11, 11))
    with pytest.raises(UsageError, match=r"'last week' is no ISO 8601 date"):
        ReportFields.of(published="last week")
