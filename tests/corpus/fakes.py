"""A reader that needs no model, an engine that needs no process, and corpora to code with them."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset
from memcon.corpus.engine import Coded, Progress
from memcon.corpus.local import LocalEngine
from memcon.corpus.recipe import Recipe
from memcon.corpus.units import Unit, UnitRead, UnitReader
from memcon.corpus.worker import MakeCoder, Worker
from memcon.record import Record, Report

PEOPLE = ("Ana Duarte", "Tomas Brandl", "Ilse Korhonen", "Omar Haddad", "Grace Mbeki")


@dataclass
class FakeReader:
    """Gives a record with an actor and an event, or does what the report's text says."""

    seconds: float = 0.0

    def read(self, report: Report) -> Record:
        time.sleep(self.seconds)
        if "KILLS" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "FAULT" in report.text:
            raise ZeroDivisionError("two\nlines")
        end = report.text.index(" met ")
        event = {"id": "e1", "event": "CONSULT", "actor": ["a1"], "span": [end + 1, end + 4]}
        return Record.model_validate(
            {
                "report": report.model_dump(),
                "actors": [{"id": "a1", "name": report.text[:end], "kind": "person"}],
                "events": [{**event, "confidence": 0.5}],
            }
        )


def fake_worker(recipe: Recipe, seconds: float = 0.0) -> MakeCoder:
    return partial(Worker, recipe, FakeReader(seconds))


@dataclass
class HereEngine:
    """Codes in this process, one shard after the other; `stops_after` so many it is stopped."""

    make: MakeCoder
    stops_after: int | None = None
    coded: list[str] = field(default_factory=list)

    def run(
        self,
        units: Sequence[Unit],
        recipe: Recipe,
        done: frozenset[str],
        progress: Progress | None,  # noqa: ARG002
    ) -> Iterator[Coded | UnitRead]:
        worker = self.make()
        for unit in units:
            for shard in UnitReader(unit, recipe):
                if isinstance(shard, UnitRead):
                    yield shard
                elif shard.name not in done:
                    if len(self.coded) == self.stops_after:
                        raise KeyboardInterrupt
                    self.coded.append(shard.name)
                    yield Coded(shard, worker.code(shard.documents))


def recipe(**options: object) -> Recipe:
    return Recipe.of(**{"shard_reports": 4, **options})  # type: ignore[arg-type]


def coded(inputs: Sequence[str | Path], out: Path | str, **options: object) -> HereEngine:
    """Code inputs with the fake reader in this process."""
    made = recipe(**options)
    engine = HereEngine(fake_worker(made))
    run(inputs, Dataset(out), made, engine)
    return engine


def pooled(inputs: Sequence[str | Path], out: Path | str, workers: int) -> None:
    """Code inputs with the fake reader in processes."""
    made = recipe()
    run(inputs, Dataset(out), made, LocalEngine(fake_worker(made), workers))


def story(number: int) -> dict[str, object]:
    """A report of one sentence; three months, and some without a date."""
    who, whom = PEOPLE[number % 5], PEOPLE[(number + 2) % 5]
    day = None if number % 7 == 0 else f"2024-{number % 3 + 1:02}-{number % 28 + 1:02}"
    text = f"{who} met {whom} in the capital of the country on Monday for talks number {number}."
    return {"text": text, "published": day}


def corpus(folder: Path, files: int = 3, stories: int = 12) -> list[Path]:
    """Files of stories, no two alike, with a line in each that is no report."""
    paths = []
    for file in range(files):
        lines = [json.dumps(story(1000 * file + number)) for number in range(stories)]
        lines.insert(5, "{this is no JSON")
        paths.append(folder / f"news-{file}.jsonl")
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_text("\n".join(lines) + "\n")
    return paths


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included, with what it holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}
