"""The local engine: processes side by side, each with a worker; one that dies is replaced.

A worker has one task at a time and the next is made while it works, not before: a corpus of any
size takes the same memory. Documents of a task whose worker died are tried one by one, and one that
no worker survives ends as a row of `errors`.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from memcon.corpus.worker import failed
from memcon.errors import CodingError, MemconError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from memcon.corpus.units import Document, Shard
    from memcon.corpus.worker import MakeCoder, Tables

TASK_DOCUMENTS = 8
TASK_CHARACTERS = 50_000
DEATHS = 3
"""Workers that may die of a document before it is given up; the first ones may have been killed."""
LONGEST_SECONDS = 900.0
"""A task that takes longer hangs: a text of the largest size that is read takes minutes."""

_CONTEXT = get_context("spawn")  # the encoder's threads do not survive a fork


@dataclass(frozen=True)
class Task:
    """Some documents of a shard, from number `at` on, and how many workers died of them."""

    shard: Shard
    at: int
    documents: tuple[Document, ...]
    deaths: int = 0

    def apart(self) -> list[Task]:
        """The same work after a worker died of it: document by document."""
        if len(self.documents) == 1:
            return [Task(self.shard, self.at, self.documents, self.deaths + 1)]
        return [Task(self.shard, self.at + i, (one,)) for i, one in enumerate(self.documents)]


@dataclass(frozen=True)
class Done:
    """What a task gave."""

    task: Task
    tables: Tables


def tasks_of(shard: Shard) -> Iterator[Task]:
    """The work of a shard in pieces of a second or so, in order."""
    start = size = 0
    for number, document in enumerate(shard.documents):
        full = number - start == TASK_DOCUMENTS or size + document.size > TASK_CHARACTERS
        if full and number > start:
            yield Task(shard, start, shard.documents[start:number])
            start, size = number, 0
        size += document.size
    yield Task(shard, start, shard.documents[start:])


class Pool:
    """Worker processes and what they are at."""

    def __init__(self, make: MakeCoder, workers: int) -> None:
        self._make = make
        self._dead_on_arrival = 0
        self._workers = [_Process(make) for _ in range(workers)]

    def run(self, tasks: Iterator[Task | None]) -> Iterator[Done]:
        """What the tasks give, in the order of their coming; None is: no task yet, ask again.

        Raises CodingError where workers die before they have begun.
        """
        again: deque[Task] = deque()
        coming = True
        while True:
            for worker in self._workers:
                if worker.is_idle and (again or coming):
                    task = again.popleft() if again else next(tasks, _END)
                    if isinstance(task, _End):
                        coming = False
                    elif task is not None:
                        worker.begin(task)
            busy = any(worker.task for worker in self._workers)
            if not (busy or again or coming):
                return
            yield from self._results(again, patience=1.0 if not coming else 0.05)

    def _results(self, again: deque[Task], patience: float) -> Iterator[Done]:
        """What workers have to tell by now; the work of those that died goes to `again`."""
        ready = wait([worker.connection for worker in self._workers], patience)
        for number, worker in enumerate(self._workers):
            if worker.connection in ready:
                try:
                    yield from self._told(worker)
                    continue
                except (EOFError, OSError):
                    pass
            elif not worker.hangs:
                continue
            yield from self._mourn(worker, again)
            self._workers[number] = _Process(self._make)

    def _told(self, worker: _Process) -> Iterator[Done]:
        kind, what = worker.connection.recv()
        if kind == "failed":
            raise what
        self._dead_on_arrival = 0
        worker.is_ready = True
        if kind == "coded" and worker.task:
            task, worker.task = worker.task, None
            yield Done(task, what)

    def _mourn(self, worker: _Process, again: deque[Task]) -> Iterator[Done]:
        """Bury a worker, and see to what it was at."""
        why = "takes longer than a worker may" if worker.hangs else f"kills it ({worker.end()})"
        worker.stop()
        if not worker.is_ready:
            self._dead_on_arrival += 1
            if self._dead_on_arrival == DEATHS:
                raise CodingError(
                    f"workers die before they have begun ({worker.end()}); "
                    "see whether memory is short, or take fewer workers"
                )
        for task in worker.task.apart() if worker.task else []:
            if task.deaths < DEATHS:
                again.append(task)
            else:
                problem = f"cannot be read: every worker that begins it {why}"
                [document] = task.documents
                yield Done(task, failed(document, problem, "please report it with its text"))

    def close(self) -> None:
        """Stop all workers at once."""
        for worker in self._workers:
            worker.stop()


class _End:
    """No further tasks."""


_END = _End()


class _Process:
    """A process with a worker, and the pipe to it."""

    def __init__(self, make: MakeCoder) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.task: Task | None = None
        self.is_ready = False
        self._since = time.monotonic()
        self._process: SpawnProcess = _CONTEXT.Process(
            target=_serve, args=(theirs, make), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.task is None

    @property
    def hangs(self) -> bool:
        """Whether it is at its task for longer than any takes."""
        return self.task is not None and time.monotonic() - self._since > LONGEST_SECONDS

    def begin(self, task: Task) -> None:
        """Give it a task; that it is dead already, `wait` will tell."""
        self.task, self._since = task, time.monotonic()
        with contextlib.suppress(OSError):
            self.connection.send(task.documents)

    def end(self) -> str:
        """How the process ended."""
        self._process.join(5)
        code = self._process.exitcode
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit status {code}"

    def stop(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, make: MakeCoder) -> None:
    """The life of a worker process; it ends with the process that started it."""
    # Control-C goes to all processes of the terminal; the one that started this one sees to it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        worker = make()
    except MemconError as error:
        connection.send(("failed", error))
        return
    with contextlib.suppress(EOFError, OSError):
        connection.send(("ready", None))
        while True:
            connection.send(("coded", worker.code(connection.recv())))


def join(parts: Iterable[Done]) -> dict[str, object]:
    """The tables of a shard of what its tasks gave, in whichever order they came."""
    import pyarrow as pa

    ordered = sorted(parts, key=lambda done: done.task.at)
    names = ordered[0].tables
    return {name: pa.concat_tables([part.tables[name] for part in ordered]) for name in names}
