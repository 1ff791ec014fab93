"""The engine of one machine: one process reads and writes, others code."""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from memcon.corpus.engine import Coded, Progress, State
from memcon.corpus.pool import Done, Pool, Task, join, tasks_of
from memcon.corpus.units import UnitRead, UnitReader

if TYPE_CHECKING:
    from memcon.corpus.recipe import Recipe
    from memcon.corpus.units import Unit
    from memcon.corpus.worker import MakeCoder

Thing = TypeVar("Thing")


class LocalEngine:
    """Codes on the cores of this machine."""

    def __init__(self, make: MakeCoder, workers: int) -> None:
        self._make, self._workers = make, workers

    def run(
        self,
        units: Sequence[Unit],
        recipe: Recipe,
        done: frozenset[str],
        progress: Progress | None,
    ) -> Iterator[Coded | UnitRead]:
        """The coded shards that are not `done`, and each unit's end, as they come."""
        if not units:
            return
        reading = _Reading(units, recipe, done)
        coming = _Ahead(iter(reading), 2 * self._workers)
        pool = Pool(self._make, self._workers)
        try:
            yield from _coded(pool, coming, reading, progress)
        finally:
            coming.stop()
            pool.close()


def _coded(
    pool: Pool, coming: _Ahead[Task | UnitRead], reading: _Reading, progress: Progress | None
) -> Iterator[Coded | UnitRead]:
    ended: list[UnitRead] = []
    parts: defaultdict[str, list[Done]] = defaultdict(list)
    coded = errors = 0
    for done in pool.run(_tasks(coming, ended)):
        coded += len(done.task.documents)
        errors += done.tables["errors"].num_rows
        shard = done.task.shard
        parts[shard.name].append(done)
        if sum(len(part.task.documents) for part in parts[shard.name]) == len(shard.documents):
            yield Coded(shard, join(parts.pop(shard.name)))
        while ended:
            yield ended.pop()
        if progress:
            progress(reading.state(coded, errors))
    yield from ended


def _tasks(coming: _Ahead[Task | UnitRead], ended: list[UnitRead]) -> Iterator[Task | None]:
    """The tasks as they are read, None where none is read yet; ends of units go to `ended`."""
    while True:
        try:
            thing = coming.get()
        except StopIteration:
            return
        if isinstance(thing, UnitRead):
            ended.append(thing)
        else:
            yield thing


@dataclass
class _Reading:
    """Reads units one after the other and gives tasks and units' ends."""

    units: Sequence[Unit]
    recipe: Recipe
    done: frozenset[str]
    found: int = 0
    _read: int = 0
    _bytes: int = 0
    _reader: UnitReader | None = field(default=None)

    def __iter__(self) -> Iterator[Task | UnitRead]:
        for unit in self.units:
            self._reader = reader = UnitReader(unit, self.recipe)
            for shard in reader:
                if isinstance(shard, UnitRead):
                    self._read += reader.documents
                    self._bytes += unit.bytes
                    self._reader = None
                    yield shard
                elif shard.name in self.done:
                    self.found += len(shard.documents)
                else:
                    yield from tasks_of(shard)

    def state(self, coded: int, errors: int) -> State:
        """How far the run has come."""
        reader = self._reader
        return State(
            coded,
            self.found,
            errors,
            self._read + (reader.documents if reader else 0),
            self._bytes + (reader.read if reader else 0),
            sum(unit.bytes for unit in self.units),
        )


class _Ahead(Generic[Thing]):
    """Things made by a thread of their own, a few ahead of those who take them."""

    def __init__(self, things: Iterator[Thing], size: int) -> None:
        self._things = things
        self._queue: queue.Queue[Callable[[], Thing]] = queue.Queue(size)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._make, daemon=True)
        self._thread.start()

    def get(self) -> Thing | None:
        """The next thing; None where none is made yet.

        Raises StopIteration at the end, and what making raised.
        """
        try:
            return self._queue.get_nowait()()
        except queue.Empty:
            return None

    def stop(self) -> None:
        """Make no more."""
        self._stopped.set()
        self._thread.join()

    def _make(self) -> None:
        try:
            for thing in self._things:
                if not self._put(partial(_given, thing)):
                    return
            self._put(partial(_raise, StopIteration()))
        except BaseException as error:
            self._put(partial(_raise, error))

    def _put(self, thing: Callable[[], Thing]) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(thing, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False


def _given(thing: Thing) -> Thing:
    return thing


def _raise(error: BaseException) -> NoReturn:
    raise error
