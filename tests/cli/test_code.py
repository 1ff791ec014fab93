"""memcon code: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.fakes import HereEngine, corpus, fake_worker, recipe, story
from memcon.cli import progress
from memcon.corpus import coding
from memcon.corpus.engine import State

if TYPE_CHECKING:
    from cli.conftest import Run


@pytest.fixture(autouse=True)
def _fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = HereEngine(fake_worker(recipe()))
    monkeypatch.setattr(coding, "_engine", lambda *_: engine)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.jsonl"
    path.write_text("\n".join(json.dumps(story(number)) for number in range(1, 6)))
    return path


def test_a_corpus_without_errors(run: Run, good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    counts = "5 reports, 5 actors, 0 statements, 5 events, 0 errors, 0 left out, 0 duplicates"
    assert run("code", str(good), "--out", str(out)) == (0, f"{out}: {counts}\n", "")
    again = run("code", str(good), "--out", str(out))
    assert again == (0, f"{out}: {counts} (was complete)\n", "")


def test_errors_are_counted_and_end_in_status_1(run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    outcome = run("code", *map(str, corpus(tmp_path / "in", files=2)), "--out", out, "--json")
    assert outcome.status == 1
    assert json.loads(outcome.stdout)["errors"] == 2
    said = f"memcon: 2 documents could not be coded; the table errors in {out} says why\n"
    assert outcome.stderr == said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--leave-out", "poetry"], "no kind 'poetry' to leave out; there are sport, weather"),
        (["--column", "text"], "--column text: write FIELD=COLUMN"),
        (["--published", "soon"], "date of publication"),
    ],
)
def test_wrong_use(run: Run, good: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    outcome = run("code", str(good), "--out", str(tmp_path / "out"), *arguments)
    assert outcome.status == 2
    assert says in outcome.stderr


def test_a_missing_input_fails(run: Run, tmp_path: Path) -> None:
    outcome = run("code", str(tmp_path / "none"), "--out", str(tmp_path / "out"))
    assert outcome == (1, "", f"memcon: {tmp_path / 'none'}: is not there; check the path\n")


def test_the_bar_tells_articles_a_second_errors_and_time_left() -> None:
    state = State(
        coded=1200, found=300, errors=3, read=2000, bytes_read=1_000_000, bytes_in_all=4_000_000
    )
    told = progress.described(state, 100.0)
    assert told == "1,200 articles, 12.0 a second, 3 errors, 0:09:02 left"
    assert progress.described(State(), 0.0) == "0 articles, 0.0 a second, 0 errors"
