"""The engine of a cluster: Ray Data reads units and codes shards on all nodes; one process writes.

The same worker as on one machine, and kept the same way: each actor of the pool has a process of
its own for it, so that a document which kills it costs a row of `errors` here, too. What Ray sees
to is nodes: work of one that is lost is done by another.
"""

from __future__ import annotations

import logging
import pickle
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from memcon.corpus.engine import Coded, Progress, State
from memcon.corpus.pool import Pool, join, tasks_of
from memcon.corpus.units import UnitRead, UnitReader
from memcon.errors import CodingError, MemconError, UsageError

if TYPE_CHECKING:
    from memcon.corpus.recipe import Recipe
    from memcon.corpus.units import Shard, Unit
    from memcon.corpus.worker import MakeCoder

Batch = dict[str, Any]
_COLUMN = "pickled"
_READERS_SHARE = 4
"""Of so many workers' units one is read at a time: reading takes far less than coding."""


class RayEngine:
    """Codes on a Ray cluster: the one at `address`, or one that is started on this machine."""

    def __init__(self, make: MakeCoder, workers: int | None, address: str | None) -> None:
        self._make, self._workers, self._address = make, workers, address

    def run(
        self,
        units: Sequence[Unit],
        recipe: Recipe,
        done: frozenset[str],
        progress: Progress | None,
    ) -> Iterator[Coded | UnitRead]:
        """The coded shards that are not `done`, and each unit's end, in any order."""
        if not units:
            return
        state = State(bytes_in_all=sum(unit.bytes for unit in units))
        with _connected(self._address) as ray:
            cores = int(ray.cluster_resources().get("CPU", 1))
            for coded in self._coded(units, recipe, done, self._workers or max(1, cores)):
                state = _moved(state, coded)
                if progress:
                    progress(state)
                yield coded

    def _coded(
        self, units: Sequence[Unit], recipe: Recipe, done: frozenset[str], workers: int
    ) -> Iterator[Coded | UnitRead]:
        from ray.data import ActorPoolStrategy, TaskPoolStrategy, from_items
        from ray.exceptions import RayError

        items = [{_COLUMN: pickle.dumps(unit)} for unit in units]
        read = from_items(items, override_num_blocks=len(items)).map_batches(
            _read,
            fn_kwargs={"recipe": recipe, "done": done},
            batch_size=1,
            num_cpus=0,  # or a pool of workers on all cores would leave none to read
            compute=TaskPoolStrategy(size=max(1, workers // _READERS_SHARE)),
        )
        coded = read.map_batches(
            _Keeper,
            fn_constructor_kwargs={"make": self._make},
            batch_size=1,
            num_cpus=1,
            compute=ActorPoolStrategy(
                min_size=1, max_size=workers, max_tasks_in_flight_per_actor=2
            ),
        )
        try:
            for row in coded.iter_rows():
                yield _unpickled(row[_COLUMN])
        except RayError as error:
            raise _stopped(error) from error


def _read(batch: Batch, recipe: Recipe, done: frozenset[str]) -> Iterator[Batch]:
    """On a node: read a unit, and give its shards that are to be coded, and its end."""
    for pickled in batch[_COLUMN]:
        for thing in UnitReader(pickle.loads(pickled), recipe):  # noqa: S301 (we made it)
            if isinstance(thing, UnitRead) or thing.name not in done:
                yield _pickled(thing)


class _Keeper:
    """On a node: keeps a worker in a process of its own and codes shard after shard."""

    def __init__(self, make: MakeCoder) -> None:
        self._pool = Pool(make, 1)

    def __call__(self, batch: Batch) -> Iterator[Batch]:
        for pickled in batch[_COLUMN]:
            thing: Shard | UnitRead = pickle.loads(pickled)  # noqa: S301 (we made it)
            if isinstance(thing, UnitRead):
                yield _pickled(thing)
            else:
                tables = join(self._pool.run(tasks_of(thing)))
                yield _pickled(Coded(replace(thing, documents=()), tables))


def _pickled(thing: object) -> Batch:
    return {_COLUMN: [pickle.dumps(thing)]}


def _unpickled(pickled: bytes) -> Coded | UnitRead:
    return pickle.loads(pickled)  # type: ignore[no-any-return]  # noqa: S301 (a node of ours made it)


def _moved(state: State, coded: Coded | UnitRead) -> State:
    """How far the run has come with this, too."""
    if isinstance(coded, UnitRead):
        return replace(state, bytes_read=state.bytes_read + coded.unit.bytes)
    errors = coded.tables["errors"].num_rows
    documents = coded.tables["reports"].num_rows + errors
    return replace(
        state,
        coded=state.coded + documents,
        read=state.read + documents,
        errors=state.errors + errors,
    )


@contextmanager
def _connected(address: str | None) -> Iterator[Any]:
    """Ray, connected to a cluster; one that was begun for this ends with it."""
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError("the engine ray needs Ray: pip install 'memcon[cluster]'") from None
    ours = not ray.is_initialized()
    if ours:
        _knock(address)
        ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    before = context.target_max_block_size, context.enable_progress_bars
    # A block a shard: larger ones would bring all shards of a unit to one worker.
    context.target_max_block_size, context.enable_progress_bars = 1, False
    try:
        yield ray
    finally:
        context.target_max_block_size, context.enable_progress_bars = before
        if ours:
            ray.shutdown()


def _knock(address: str | None) -> None:
    """Raise CodingError where nobody answers: Ray itself would try for minutes."""
    host, colon, port = (address or "").rpartition("://")[2].rpartition(":")
    if not (colon and port.isdecimal()):
        return
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CodingError(f"{address}: no Ray cluster answers: {reason}; start it first") from None


def _stopped(error: Exception) -> MemconError:
    """What stopped a run: an error of ours from a node as it is, or what Ray says."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemconError):
            return cause
        cause = getattr(cause, "cause", None) or cause.__cause__
    line = str(error).strip().splitlines()[-1]
    return CodingError(f"the cluster stopped: {line}; see to it, then run the same again")
