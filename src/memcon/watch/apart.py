"""Reading what strangers wrote in processes of their own, which can be ended.

A page or feed can be written so that a parser works on it for hours, deaf to everything, with all
of Python waiting; or so that it wants all the memory there is. Neither must cost more than that one
page.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any, Final, ParamSpec, Protocol, TypeVar

LIMIT_S: Final = 30.0
MEMORY: Final = 2_000_000_000
"""The bytes that a process may have, where the system lets one say so."""
PROCESSES: Final = 2

Given = ParamSpec("Given")
Gives = TypeVar("Gives")


class DiedError(Exception):
    """The process that did it died, of what it did or of something else, which may pass."""

    passing = True


class Call(Protocol):
    """Something that calls a function for us."""

    def __call__(
        self, work: Callable[Given, Gives], /, *given: Given.args, **named: Given.kwargs
    ) -> Gives: ...


def here(work: Callable[Given, Gives], /, *given: Given.args, **named: Given.kwargs) -> Gives:
    """Call a function in this process."""
    return work(*given, **named)


class Apart:
    """Calls functions in other processes, each for so many seconds at the most.

    May be called by several threads; each waits for a process that is free.
    """

    def __init__(self, limit: float = LIMIT_S) -> None:
        self._workers = [_Worker(limit) for _ in range(PROCESSES)]
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __call__(
        self, work: Callable[Given, Gives], /, *given: Given.args, **named: Given.kwargs
    ) -> Gives:
        """What the function gives or raises. Raises TimeoutError or DiedError, too."""
        worker = self._free.get()
        try:
            given_or_raised = worker.do((work, given, named))
        finally:
            self._free.put(worker)
        if isinstance(given_or_raised, Exception):
            raise given_or_raised
        result: Gives = given_or_raised
        return result

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.close()
        with contextlib.suppress(Empty):
            while True:  # those that are at something see to it themselves
                self._free.get_nowait().end()


class _Worker:
    """A process that is begun when there is something to do for it."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._process: Any = None
        self._connection: Connection | None = None
        self._closed = False
        # Held while a process begins: one that is ended then complains.
        self._lock = Lock()

    def do(self, what: tuple[Any, ...]) -> Any:  # noqa: ANN401 - what the function gives
        problem: Exception = TimeoutError(f"takes longer than {self._limit:g} seconds to read")
        try:
            connection = self._begun()
            connection.send(what)
            if connection.poll(self._limit):
                return connection.recv()
        except (EOFError, OSError):
            problem = DiedError("cannot be read: the process that did died")
        self.end()
        return problem

    def close(self) -> None:
        """End what it is at, and begin nothing any more."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join()
            if self._connection is not None:
                self._connection.close()
            self._process = self._connection = None

    def _begun(self) -> Connection:
        with self._lock:
            if self._closed:
                raise EOFError
            if self._connection is None:
                # Started afresh: a copy of a process with threads may hang.
                context = get_context("spawn")
                self._connection, theirs = context.Pipe()
                self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
                self._process.start()
                theirs.close()
            return self._connection


def _serve(connection: Connection) -> None:
    """Do what is asked for until nobody is there to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks sees to it
    _limit_memory()
    while True:
        try:
            work, given, named = connection.recv()
        except (EOFError, OSError):
            return
        try:
            outcome = work(*given, **named)
        except Exception as error:
            outcome = error
        try:
            connection.send(outcome)
        except OSError:
            return


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
