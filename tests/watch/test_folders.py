"""Folders: what is new, what has changed, and what is still being written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from memcon.ledger import Ledger
from memcon.watch import folders
from memcon.watch.folders import Found, look
from watch.conftest import Once, folder

TEXT = "Ana Duarte met the envoy in {}, a source said."
Write = Callable[..., Path]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


@pytest.fixture
def write(inbox: Path) -> Write:
    """Writes a report into the folder; the files are of one hour, so that no clock matters."""

    def write(name: str, text: str, at: int = 1_700_000_000) -> Path:
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (at, at))
        return path

    return write


def test_new_files_come_in_once(inbox: Path, write: Write, once: Once) -> None:
    write("a.txt", TEXT.format("Oslo"))
    write("deep/b.txt", TEXT.format("Bern"))
    done = once(folder(inbox, publisher="Desk"))
    assert [(r.text, r.publisher) for r in done.reports] == [
        (TEXT.format("Oslo"), "Desk"),
        (TEXT.format("Bern"), "Desk"),
    ]
    assert once(folder(inbox, publisher="Desk")).reports == []
    write("c.txt", TEXT.format("Lima"))
    assert [r.text for r in once(folder(inbox)).reports] == [TEXT.format("Lima")]


def test_a_changed_file_is_read_again(inbox: Path, write: Write, once: Once) -> None:
    write("a.txt", TEXT.format("Oslo"))
    once(folder(inbox))
    write("a.txt", TEXT.format("Bern"), at=1_700_000_001)
    assert [r.text for r in once(folder(inbox)).reports] == [TEXT.format("Bern")]


def test_a_file_that_was_only_touched_is_no_new_report(
    inbox: Path, write: Write, once: Once, ledger: Ledger
) -> None:
    write("a.txt", TEXT.format("Oslo"))
    once(folder(inbox))
    write("a.txt", TEXT.format("Oslo"), at=1_700_000_001)
    assert once(folder(inbox)).reports == []
    assert ledger.summary().readings == 1


def test_lines_that_are_added_to_a_file_come_in(inbox: Path, write: Write, once: Once) -> None:
    lines = [json.dumps({"text": TEXT.format(place)}) for place in ("Oslo", "Bern", "Lima")]
    write("all.jsonl", "\n".join(lines[:2]))
    assert len(once(folder(inbox)).reports) == 2
    write("all.jsonl", "\n".join(lines))
    assert [r.text for r in once(folder(inbox)).reports] == [TEXT.format("Lima")]


def test_a_table_by_its_columns(inbox: Path, write: Write, once: Once) -> None:
    write("t.csv", f'body\n"{TEXT.format("Oslo")}"\n')
    done = once(folder(inbox, columns=(("text", "body"),)))
    assert [r.text for r in done.reports] == [TEXT.format("Oslo")]


def test_more_reports_in_a_file_than_are_held_at_once(
    inbox: Path, write: Write, once: Once
) -> None:
    lines = [json.dumps({"text": TEXT.format(n)}) for n in range(2 * folders.BATCH + 1)]
    write("all.jsonl", "\n".join(lines))
    assert len(once(folder(inbox)).reports) == len(lines)


def test_hidden_and_unfinished_files_are_left_alone(inbox: Path, write: Write, once: Once) -> None:
    for name in (".a.txt", ".git/b.txt", "c.txt.part", "d.txt.tmp", "e.txt~", ".f.txt.swp"):
        write(name, TEXT.format("Oslo"))
    assert once(folder(inbox)).reports == []


def test_what_cannot_be_read_is_told_once(inbox: Path, write: Write, once: Once) -> None:
    write("a.txt", "\0")
    write("b.txt", TEXT.format("Oslo"))
    done = once(folder(inbox))
    assert (len(done.reports), len(done.told)) == (1, 1)
    assert done.told[0].startswith(f"{inbox}/a.txt: is binary")
    assert once(folder(inbox)).told == []
    write("a.txt", TEXT.format("Bern"))
    assert len(once(folder(inbox)).reports) == 1


@pytest.mark.parametrize("problem", [MemoryError(), TimeoutError("it is not done"), OSError(5)])
def test_a_file_whose_reading_broke_off_is_read_again(
    problem: Exception, inbox: Path, write: Write, once: Once, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("many.jsonl", "".join(json.dumps({"text": TEXT.format(n)}) + "\n" for n in range(30)))
    whole = folders.batches

    def breaks_off(*given: Any) -> Iterator[Any]:
        yield next(whole(*given))
        raise problem

    with monkeypatch.context() as broken:
        broken.setattr(folders, "batches", breaks_off)
        assert len(once(folder(inbox)).reports) == 20
    assert len(once(folder(inbox)).reports) == 10
    assert once(folder(inbox)).told == []


def test_a_file_whose_reading_breaks_off_each_time_is_left_in_the_end(
    inbox: Path, write: Write, once: Once, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("one.txt", TEXT.format("Oslo"))

    def breaks_off(*_: Any) -> Iterator[Any]:
        yield from ()
        raise ZeroDivisionError

    monkeypatch.setattr(folders, "batches", breaks_off)
    assert [len(once(folder(inbox)).told) for _ in range(5)] == [1, 1, 1, 0, 0]
    write("one.txt", TEXT.format("Bern"), at=1_700_000_001)
    assert len(once(folder(inbox)).told) == 1


def test_a_report_of_a_file_that_could_not_be_read_for_a_while_is_read(
    inbox: Path, write: Write, once: Once
) -> None:
    write("one.txt", TEXT.format("Oslo"))
    assert once(folder(inbox), read=lambda _: None).reports == []
    assert len(once(folder(inbox)).reports) == 1


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, once: Once) -> None:
    done = once(folder(tmp_path / "none"))
    assert done.told == [f"{tmp_path}/none: is no folder; make it, or mend its path"]


def test_a_file_that_grows_is_left_for_another_round(inbox: Path, write: Write) -> None:
    old, grows = write("old.txt", "Old."), write("new.txt", "Half")

    def now() -> float:
        return 1_700_000_001.0

    def wait(_: float) -> None:
        write("new.txt", "Half a report", at=1_700_000_001)

    os.utime(old, (1_600_000_000, 1_600_000_000))
    settling = folder(inbox, settle=2)
    assert [f.path for f in look(settling, {}, now=now, wait=wait)] == [old]
    settled = look(settling, {}, now=now, wait=lambda _: None)
    assert [f.path for f in settled] == [grows, old]


def test_a_file_of_tomorrow_is_looked_at_twice(inbox: Path, write: Write) -> None:
    write("a.txt", "All.", at=4_000_000_000)
    waited: list[float] = []
    assert len(look(folder(inbox, settle=2), {}, now=lambda: 0.0, wait=waited.append)) == 1
    assert waited == [2.0]


def test_what_is_known_by_its_mark_is_not_found(inbox: Path, write: Write) -> None:
    write("a.txt", "All.")
    (found,) = look(folder(inbox), {})
    assert isinstance(found, Found)
    assert look(folder(inbox), {found.name: found.marked}) == []


def test_a_file_that_goes_away_is_no_trouble(inbox: Path, write: Write, once: Once) -> None:
    path = write("a.txt", TEXT.format("Oslo"))
    once(folder(inbox))
    path.unlink()
    done = once(folder(inbox))
    assert (done.reports, done.told) == ([], [])


def test_no_pipe_is_waited_for(inbox: Path, write: Write, once: Once) -> None:
    os.mkfifo(inbox / "pipe.txt")
    write("a.txt", TEXT.format("Oslo"))
    assert len(once(folder(inbox)).reports) == 1
