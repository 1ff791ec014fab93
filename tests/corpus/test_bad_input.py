"""What cannot be coded ends in `errors` with its reason; what must stop a run says what to do."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from corpus.fakes import coded, content, corpus, fake_worker, recipe, story
from memcon.corpus.coding import code, run
from memcon.corpus.dataset import Dataset
from memcon.corpus.local import LocalEngine
from memcon.corpus.units import inputs_of
from memcon.errors import CodingError, SourceError, UnreachableError, UsageError


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    paths = sorted(out.glob(f"{table}/*/*.parquet"))
    return [row for path in paths for row in pq.ParquetFile(path).read().to_pylist()]


GOOD = json.dumps(story(1)).encode()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "' + b"a " * 25_000_000 + b'"}', "is larger than 1 MB"),
        (b'{"text": "Tomas \xff met nobody."}', "byte 0xFF at character 6 of it is not UTF-8"),
        (b'{"text": "Tomas \\u0000 met nobody."}', "is binary, not text: character 6 is NUL"),
        (b"\0\0\0\0", "is no JSON"),
        (b'{"text": "' + b"minister " * 1_000_000 + b'"}', "is larger than 1 MB"),
        (b'{"text": ""}', "has an empty text"),
        (b'{"text": "This is a FAULT of memcon and not of the news."}', "ZeroDivisionError"),
    ],
    ids=["50 MB", "UTF-8", "NUL", "NULs", "one word", "empty", "fault"],
)
def test_a_bad_line_is_a_row_of_errors(tmp_path: Path, line: bytes, says: str) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_bytes(b"\n".join([GOOD, line, json.dumps(story(2)).encode()]))
    coded([lines], tmp_path / "out")
    [error] = rows(tmp_path / "out", "errors")
    assert says in error["problem"]
    assert error["source"] == str(lines)
    assert len(rows(tmp_path / "out", "reports")) == 2
    assert Dataset(tmp_path / "out").manifest["rows"]["errors"] == 1  # type: ignore[index]


def test_one_report_in_several_places_of_a_unit_is_coded_once(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(GOOD)
    coded([tmp_path / "in"], tmp_path / "out")
    assert len(rows(tmp_path / "out", "reports")) == 1
    assert Dataset(tmp_path / "out").manifest["duplicates"] == 1  # type: ignore[index]


def test_a_damaged_archive_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    import gzip

    lines = b"\n".join(json.dumps({**story(n), "title": str(n)}).encode() for n in range(1, 400))
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(lines)[:-200])
    coded([packed], tmp_path / "out")
    found = Dataset(tmp_path / "out").manifest["rows"]  # type: ignore[index]
    assert found["reports"] > 300
    assert "is damaged or cut short" in str(rows(tmp_path / "out", "errors"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"shard_reports": 5}, "of other options (shard_reports was 4, is 5)"),
        ({"columns": {"title": "head"}}, "of other options (columns was {}, is {'title': 'head'})"),
    ],
)
def test_a_folder_of_other_options_is_refused(
    tmp_path: Path, options: dict[str, Any], says: str
) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    coded(inputs, tmp_path / "out")
    before = content(tmp_path / "out")
    with pytest.raises(UsageError) as refused:
        coded(inputs, tmp_path / "out", **options)
    assert says in str(refused.value)
    assert content(tmp_path / "out") == before


def test_a_folder_of_other_inputs_is_refused(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=2)
    coded(inputs, tmp_path / "out")
    with pytest.raises(UsageError, match=r"other inputs \(1 gone: .*news-1"):
        coded(inputs[:1], tmp_path / "out")
    inputs[0].write_bytes(GOOD)
    with pytest.raises(UsageError, match=r"other inputs \(1 changed: .*news-0"):
        coded(inputs, tmp_path / "out")


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    coded(inputs, tmp_path / "out")
    manifest = tmp_path / "out" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["made_by"]["weights"] = "older"
    manifest.write_text(json.dumps(told))
    with pytest.raises(UsageError, match=r"of other made_by \(weights was 'older', is "):
        coded(inputs, tmp_path / "out")


@pytest.mark.parametrize("name", ["thesis.doc", "manifest.json"])
def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path, name: str) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("{}")
    with pytest.raises(UsageError, match=r"no data set|no manifest"):
        coded(inputs, tmp_path / "out")
    assert list(content(tmp_path / "out")) == [name]


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    with (
        Dataset(tmp_path / "out").lock(),
        pytest.raises(CodingError, match="another run is at work"),
    ):
        coded(inputs, tmp_path / "out")


def test_no_space_left_stops_the_run_and_room_lets_it_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    coded(inputs, tmp_path / "a")
    room = [*range(8)]
    real = os.fsync

    def fsync(handle: int) -> None:
        if not room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        room.pop()
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(CodingError, match="no space left; make room, then run the same again"):
            coded(inputs, tmp_path / "b")
    assert not [name for name in content(tmp_path / "b") if name.endswith(".part")]
    coded(inputs, tmp_path / "b")
    assert content(tmp_path / "b") == content(tmp_path / "a")


@pytest.mark.parametrize("name", ["missing.jsonl", "*.warc"])
def test_an_input_that_is_not_there_ends_before_the_folder_is_made(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(SourceError, match=r"is not there|matches no file"):
        coded([tmp_path / name], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_standard_input_and_no_input_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard input"):
        inputs_of(["-"])
    with pytest.raises(UsageError, match="no input"):
        coded([], tmp_path / "out")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"engine": "spark"}, "no engine 'spark'"),
        ({"workers": 0}, "workers is 0"),
        ({"address": "auto"}, "give the engine ray"),
    ],
)
def test_wrong_use(tmp_path: Path, options: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        code([tmp_path], tmp_path / "out", **options)


def test_a_file_that_cannot_be_read_any_more_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    real = Path.open
    opened: list[Path] = []

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        if self == inputs[0]:
            opened.append(self)
        if len(opened) > 1:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreachableError, match="may not be read"):
        coded(inputs, tmp_path / "out")


def test_workers_that_cannot_begin_end_the_run(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    made = recipe()
    object.__setattr__(made, "made_by", {"memcon": "0.0"})
    with pytest.raises(CodingError, match="this machine has other versions"):
        run(inputs, Dataset(tmp_path / "out"), made, LocalEngine(fake_worker(made), 1))
