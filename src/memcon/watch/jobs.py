"""Jobs on the network and on disks: side by side, but one at a time, and slowly, for each host."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

MOST: Final = 16
"""Jobs that run at once."""


@dataclass(eq=False, slots=True)
class Job:
    """Something to do away from the main thread, and what the main thread does of its outcome."""

    host: str
    work: Callable[[], Any]
    # Gets what `work` gave, or the exception that it raised.
    done: Callable[[Any], None]
    # Jobs of sources that failed last time go last.
    rank: int = 0
    # Asked just before it begins: whether it is still wanted.
    wanted: Callable[[], bool] = lambda: True
    # Told if it is dropped before it has begun.
    dropped: Callable[[], None] = lambda: None
    begun: float = field(default=0.0, init=False)
    given_up: bool = field(default=False, init=False)


@dataclass(slots=True)
class _Host:
    """When a host may be asked again; it is busy while a job of it runs."""

    free_at: float = 0.0
    busy: bool = False


class Jobs:
    """Runs jobs in threads; all but the work itself happens in the thread that calls.

    A job that runs longer than `limit` seconds is given up: its outcome is a TimeoutError, and
    its host is left alone until it ends after all.
    """

    def __init__(
        self, pause: Callable[[str], float], limit: float, clock: Callable[[], float] | None = None
    ) -> None:
        self._pause, self._limit = pause, limit
        self._clock = clock or time.monotonic
        self._hosts: dict[str, _Host] = {}
        self._waiting: list[Job] = []
        self._running: set[Job] = set()
        self._finished: SimpleQueue[tuple[Job, Any] | None] = SimpleQueue()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do and nothing being done."""
        return not self._waiting and not self._in_time()

    def put(self, job: Job) -> None:
        self._waiting.append(job)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        held = self._host(host)
        held.free_at = max(held.free_at, self._clock() + seconds)

    def wake(self) -> None:
        """End a `step` that waits; may be called by a handler of signals, or by any thread."""
        self._finished.put(None)

    def step(self, longest: float) -> None:
        """Begin what may begin, wait for an outcome for so long at the most, and see to it."""
        wait = min(longest, self._begin())
        try:
            finished = self._finished.get(timeout=max(0.0, wait))
        except Empty:
            finished = None
        if finished is not None:
            self._end(*finished)
        self._give_up()

    def drop(self, host: str) -> None:
        """Forget the jobs of a host that have not begun."""
        for job in [job for job in self._waiting if job.host == host]:
            self._waiting.remove(job)
            job.dropped()

    def _in_time(self) -> list[Job]:
        """The jobs that run and are not given up."""
        return [job for job in self._running if not job.given_up]

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())

    def _begin(self) -> float:
        """Begin what may begin; gives the seconds until there may be something else to do."""
        now = self._clock()
        self._waiting.sort(key=lambda job: job.rank)
        for job in list(self._waiting):
            if len(self._in_time()) >= MOST:
                break
            host = self._host(job.host)
            if host.busy or host.free_at > now:
                continue
            self._waiting.remove(job)
            if not job.wanted():
                return 0.0  # it may have been the last; there is another look in a moment
            host.busy, job.begun = True, now
            self._running.add(job)
            Thread(target=self._work, args=(job,), daemon=True).start()
        free = [self._host(job.host).free_at for job in self._waiting]
        ends = [job.begun + self._limit for job in self._in_time()]
        return min((at - now for at in (*free, *ends) if at > now), default=float("inf"))

    def _work(self, job: Job) -> None:
        try:
            outcome = job.work()
        except Exception as error:
            outcome = error
        self._finished.put((job, outcome))

    def _end(self, job: Job, outcome: object) -> None:
        self._running.discard(job)
        host = self._host(job.host)
        host.busy = False
        host.free_at = max(host.free_at, self._clock() + self._pause(job.host))
        if not job.given_up:
            job.done(outcome)

    def _give_up(self) -> None:
        now = self._clock()
        for job in [job for job in self._in_time() if now - job.begun >= self._limit]:
            job.given_up = True
            job.done(TimeoutError(f"it is not done after {self._limit:g} seconds"))
