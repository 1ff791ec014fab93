"""SIGKILL: of the whole run, of a worker, and of each worker that begins one document.

A few kills here; MEMCON_KILLS=100 for as many as that, which takes some minutes. Keep the sources
as they are meanwhile: every run begins with what they are then.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from corpus.fakes import coded, content, corpus, fake_worker, pooled, recipe, story
from memcon.corpus import pool
from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset
from memcon.corpus.local import LocalEngine

KILLS = int(os.environ.get("MEMCON_KILLS", "3"))
PROGRAM = """
import sys
from corpus.fakes import fake_worker, recipe
from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset
from memcon.corpus.local import LocalEngine
if __name__ == "__main__":
    made = recipe()
    engine = LocalEngine(fake_worker(made, 0.05), 2)
    run(sys.argv[2:], Dataset(sys.argv[1]), made, engine)
"""


def started(out: Path, inputs: list[Path], program: Path, *options: str) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(
        [sys.executable, program, out, *options, *inputs],
        env={**os.environ, "PYTHONPATH": paths},
        stderr=subprocess.PIPE,
    )


def files_in(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_a_run_that_is_killed_at_random_moments(tmp_path: Path) -> None:
    """Killed when so many files are there, and up to a fiftieth of a second later."""
    inputs = corpus(tmp_path / "in", files=2)
    coded(inputs, tmp_path / "a")
    program, out = tmp_path / "program.py", tmp_path / "b"
    program.write_text(PROGRAM)
    moments = random.Random(7)
    kills = 0
    while kills < KILLS:
        process = started(out, inputs, program)
        files = moments.randint(0, files_in(out) + 25)
        while process.poll() is None and files_in(out) < files:
            time.sleep(0.002)
        time.sleep(moments.uniform(0, 0.02))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
        process.communicate()
        manifest = Dataset(out).manifest
        if manifest is not None and manifest["complete"]:
            assert content(out) == content(tmp_path / "a")
            shutil.rmtree(out)
    process = started(out, inputs, program)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert content(out) == content(tmp_path / "a")


# Forks one run after the other off a process that has everything imported but done nothing. Each
# is killed right before it does its so-many-th thing with a file of the data set: opens it, renames
# it, makes a folder, looks into one.
KILLED_AT_FILES = """
import os, random, signal, sys
from corpus.fakes import HereEngine, fake_worker, recipe
from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset

out, kills, *inputs = sys.argv[1:]
moments, done = random.Random(7), 0
while int(kills) > 0:
    left = moments.randint(1, 150)
    child = os.fork()
    if child == 0:
        def watch(event, args):
            global left
            if event.startswith(("open", "os.")) and args and str(args[0]).startswith(out):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(watch)
        made = recipe()
        run(inputs, Dataset(out), made, HereEngine(fake_worker(made)))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if status == 0:
        os.rename(out, f"{out}-{done}")
        done += 1
    else:
        assert status == signal.SIGKILL, status
        kills = int(kills) - 1
made = recipe()
run(inputs, Dataset(out), made, HereEngine(fake_worker(made)))
"""


def test_a_run_that_is_killed_at_any_file(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=1, stories=5)
    coded(inputs, tmp_path / "a")
    program = tmp_path / "program.py"
    program.write_text(KILLED_AT_FILES)
    process = started(tmp_path / "b", inputs, program, str(max(KILLS, 8)))
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    found = sorted(path for path in tmp_path.iterdir() if path.name.startswith("b"))
    assert len(found) > 1
    for each in found:
        assert content(each) == content(tmp_path / "a")


def errors_of(out: Path) -> list[dict[str, Any]]:
    paths = sorted(out.glob("errors/*/*.parquet"))
    return [row for path in paths for row in pq.read_table(path, partitioning=None).to_pylist()]


def test_a_document_that_kills_is_given_up_and_the_rest_is_coded(tmp_path: Path) -> None:
    stories = [story(number) for number in range(1, 12)]
    stories[4]["text"] = "This KILLS whoever reads it, and it is news of the capital."
    lines = tmp_path / "in.jsonl"
    lines.write_text("\n".join(map(json.dumps, stories)))
    pooled([lines], tmp_path / "out", 2)
    [error] = errors_of(tmp_path / "out")
    assert error["stage"] == "worker"
    assert error["problem"] == "cannot be read: every worker that begins it kills it (SIGKILL)"
    assert Dataset(tmp_path / "out").manifest["rows"]["reports"] == 10  # type: ignore[index]


def test_a_worker_killed_from_outside_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    coded(inputs, tmp_path / "a")
    begin = pool._Process.begin
    begun: list[object] = []

    def begin_and_kill(self: pool._Process, task: pool.Task) -> None:
        begin(self, task)
        begun.append(task)
        if len(begun) in (1, 3):
            self._process.kill()

    monkeypatch.setattr(pool._Process, "begin", begin_and_kill)
    pooled(inputs, tmp_path / "b", 1)
    assert content(tmp_path / "b") == content(tmp_path / "a")


def test_a_document_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "LONGEST_SECONDS", 0.1)
    monkeypatch.setattr(pool, "DEATHS", 1)
    lines = tmp_path / "in.jsonl"
    lines.write_text(json.dumps(story(1)))
    made = recipe()
    run([lines], Dataset(tmp_path / "out"), made, LocalEngine(fake_worker(made, 60.0), 1))
    [error] = errors_of(tmp_path / "out")
    assert "takes longer than a worker may" in error["problem"]
