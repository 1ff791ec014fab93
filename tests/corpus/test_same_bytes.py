"""One data set, whoever makes it, in whichever order, and however often it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.fakes import HereEngine, coded, content, corpus, fake_worker, pooled, recipe
from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    return corpus(tmp_path / "in")


def test_any_order_of_the_inputs(inputs: list[Path], tmp_path: Path) -> None:
    coded(inputs, tmp_path / "a")
    coded([*inputs[::-1], inputs[0]], tmp_path / "b")
    coded([inputs[0].parent], tmp_path / "c")
    coded([inputs[0].parent / "*.jsonl"], tmp_path / "d")
    first = content(tmp_path / "a")
    assert len(first) > 5
    for other in "bcd":
        assert content(tmp_path / other) == first


@pytest.mark.parametrize("workers", [1, 2])
def test_any_number_of_workers(inputs: list[Path], tmp_path: Path, workers: int) -> None:
    coded(inputs, tmp_path / "a")
    pooled(inputs, tmp_path / "b", workers)
    assert content(tmp_path / "b") == content(tmp_path / "a")


def test_stopped_after_every_shard_and_begun_again(inputs: list[Path], tmp_path: Path) -> None:
    coded(inputs, tmp_path / "a")
    made = recipe()
    stops = 0
    while True:
        engine = HereEngine(fake_worker(made), stops_after=1)
        try:
            run(inputs, Dataset(tmp_path / "b"), made, engine)
            break
        except KeyboardInterrupt:
            stops += 1
    assert stops > 5
    assert content(tmp_path / "b") == content(tmp_path / "a")


def test_a_second_run_does_nothing(inputs: list[Path], tmp_path: Path) -> None:
    coded(inputs, tmp_path / "a")
    before = {path: path.stat() for path in (tmp_path / "a").rglob("*")}
    assert coded(inputs, tmp_path / "a").coded == []
    assert {path: path.stat().st_mtime_ns for path in before} == {
        path: stat.st_mtime_ns for path, stat in before.items()
    }


@pytest.mark.parametrize("allowed", [0, 1, 3, 7, 9])
def test_stopped_between_two_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    """So many files get their names before the run ends, as if killed there."""
    inputs = corpus(tmp_path / "in", files=1, stories=5)
    coded(inputs, tmp_path / "a")
    real = Path.replace
    left = [*range(allowed)]

    def replace(self: Path, target: Path) -> Path:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            coded(inputs, tmp_path / "b")
    coded(inputs, tmp_path / "b")
    assert content(tmp_path / "b") == content(tmp_path / "a")
