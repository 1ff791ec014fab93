"""Coding a corpus: what is there already is left, the rest goes through an engine to the disk."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.corpus.dataset import Dataset
from memcon.corpus.local import LocalEngine
from memcon.corpus.recipe import SHARD_REPORTS, Recipe
from memcon.corpus.units import Unit, UnitRead, inputs_of, units_of
from memcon.corpus.worker import Worker
from memcon.errors import UsageError
from memcon.language.model import cores

if TYPE_CHECKING:
    from memcon.corpus.engine import Engine, Progress
    from memcon.corpus.worker import MakeCoder
    from memcon.sources.base import ReportFields

ENGINES = ("local", "ray")


@dataclass(frozen=True)
class Summary:
    """What a data set holds: rows by table, and whether this run had anything to do."""

    rows: Mapping[str, int]
    duplicates: int
    was_complete: bool


def code(
    inputs: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    workers: int | None = None,
    engine: str = "local",
    address: str | None = None,
    defaults: ReportFields | None = None,
    columns: Mapping[str, str] | None = None,
    registry: str | Path | None = None,
    leave_out: Sequence[str] = (),
    shard_reports: int = SHARD_REPORTS,
    progress: Progress | None = None,
) -> Summary:
    """Code a corpus into the data set at `out`, or go on with it where a run was stopped.

    `inputs` are files, folders, globs and addresses. `workers` is by default one a core, on a
    cluster one a core of all its nodes. `address` is a running Ray cluster's. `leave_out` names
    kinds of reports that are not coded.

    Raises UsageError for a folder that holds something else, SourceError for an input that is not
    there, CodingError where a run had to stop, which then goes on from there.
    """
    recipe = Recipe.of(
        defaults=defaults,
        columns=columns,
        registry=registry,
        leave_out=leave_out,
        shard_reports=shard_reports,
    )
    chosen = _engine(engine, address, workers, partial(Worker, recipe))
    return run(inputs, Dataset(out), recipe, chosen, progress)


def _engine(name: str, address: str | None, workers: int | None, make: MakeCoder) -> Engine:
    if name not in ENGINES:
        raise UsageError(f"no engine {name!r}; there are {' and '.join(ENGINES)}")
    if workers is not None and workers < 1:
        raise UsageError(f"workers is {workers}; give 1 or more")
    if name == "ray":
        from memcon.corpus.cluster import RayEngine

        return RayEngine(make, workers, address)
    if address is not None:
        raise UsageError("an address is that of a Ray cluster: give the engine ray with it")
    return LocalEngine(make, workers or cores())


def run(
    named: Sequence[str | os.PathLike[str]],
    dataset: Dataset,
    recipe: Recipe,
    engine: Engine,
    progress: Progress | None = None,
) -> Summary:
    """Code what `dataset` lacks of the inputs by this engine."""
    inputs = inputs_of(named)
    told = {**recipe.told(), "inputs": inputs}
    with dataset.lock():
        manifest = dataset.claim(told)
        if manifest["complete"]:
            return Summary(manifest["rows"], manifest["duplicates"], was_complete=True)
        _write_all(dataset, list(units_of(inputs)), recipe, engine, progress)
        rows: Counter[str] = Counter()
        duplicates = 0
        for note in dataset.notes():
            rows.update(note["rows"])
            duplicates += note["duplicates"]
        dataset.complete(manifest, rows=dict(rows), duplicates=duplicates)
        return Summary(dict(rows), duplicates, was_complete=False)


def _write_all(
    dataset: Dataset,
    units: Sequence[Unit],
    recipe: Recipe,
    engine: Engine,
    progress: Progress | None,
) -> None:
    """Let the engine code what is not there yet, write it as it comes, note each unit's end."""
    noted = dataset.units()
    left = [unit for unit in units if unit.name not in noted]
    written = set(dataset.shards())
    ended: list[UnitRead] = []
    for coded in engine.run(left, recipe, frozenset(written), progress):
        if isinstance(coded, UnitRead):
            ended.append(coded)
        else:
            dataset.write(coded.shard, coded.tables)
            written.add(coded.shard.name)
        whole = [read for read in ended if written.issuperset(name for _, name in read.shards)]
        for read in whole:
            ended.remove(read)
            dataset.finish_unit(read, _counts(dataset, read))
    assert not ended


def _counts(dataset: Dataset, read: UnitRead) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for month, name in read.shards:
        counts.update(dataset.rows(month, name))
    return dict(counts)
