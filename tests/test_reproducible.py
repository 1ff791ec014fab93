"""The same report gives the same bytes: on any number of workers and cores, any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import memcon
from memcon.record import Report

SEED = (Path(__file__).resolve().parents[1] / "examples" / "seed.txt").read_text("utf-8")
LINES = SEED.splitlines()


def reports() -> Iterator[Report | dict[str, str]]:
    """Reports of very different lengths, so that the last to begin is not the last to end."""
    yield Report.of(SEED, published="2024-11-11")
    for line in LINES:
        yield {"text": line, "published": "2024-11-11"}
    yield {"text": "Russia attacked Ukraine.", "title": "War"}
    yield {"text": SEED * 3}


@pytest.fixture(scope="module")
def alone() -> list[str]:
    """What one worker makes of the reports."""
    return [record.to_json() for record in memcon.Reader(workers=1).read_many(reports())]


def test_two_workers_give_the_same_bytes_in_the_same_order(alone: list[str]) -> None:
    assert [r.to_json() for r in memcon.Reader(workers=2).read_many(reports())] == alone


def test_order_is_that_of_the_reports(alone: list[str]) -> None:
    texts = [memcon.Record.from_json(document).report.text for document in alone]
    assert texts == [SEED, *LINES, "Russia attacked Ukraine.", SEED * 3]


def test_what_was_read_before_changes_nothing(alone: list[str]) -> None:
    reader = memcon.Reader()
    backwards = [r.to_json() for r in reader.read_many(reversed(list(reports())))]
    assert backwards[::-1] == alone


PROGRAM = (
    "import sys, memcon\n"
    "text = sys.stdin.buffer.read().decode()\n"
    "sys.stdout.buffer.write(memcon.read(text, published='2024-11-11').to_json().encode())\n"
)


def test_hash_seeds_change_nothing() -> None:
    bytes_of_seeds = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=SEED.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    }
    assert bytes_of_seeds == {memcon.read(SEED, published="2024-11-11").to_json().encode()}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lends a process fewer cores")
def test_the_number_of_cores_changes_nothing() -> None:
    program = "import os; os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])\n" + PROGRAM
    text = "\n".join([*LINES, *reversed(LINES)] * 3)
    on_one = subprocess.run(
        [sys.executable, "-c", program], input=text.encode(), capture_output=True, check=True
    )
    assert on_one.stdout == memcon.read(text, published="2024-11-11").to_json().encode()


@pytest.mark.parametrize("workers", [0, -1])
def test_less_than_one_worker_is_refused(workers: int) -> None:
    with pytest.raises(ValueError, match="give 1 or more"):
        memcon.Reader(workers=workers)
