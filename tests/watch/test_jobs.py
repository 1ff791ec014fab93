"""Jobs: one at a time for each host, and none that holds up the others."""

from __future__ import annotations

from threading import Event
from typing import Any

from memcon.watch.jobs import MOST, Job, Jobs


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def finish(jobs: Jobs, steps: int = 100) -> None:
    for _ in range(steps):
        if jobs.idle:
            return
        jobs.step(0.05)
    raise AssertionError("they do not come to an end")


def test_what_a_job_gives_or_raises_is_passed_on() -> None:
    jobs, got = Jobs(lambda _: 0.0, 10), list[Any]()
    jobs.put(Job("a", lambda: 1, got.append))
    jobs.put(Job("b", lambda: 1 // 0, got.append))
    finish(jobs)
    assert 1 in got
    assert any(isinstance(one, ZeroDivisionError) for one in got)


def test_a_host_has_one_job_at_a_time_and_a_pause_between() -> None:
    clock, began = Clock(), list[int]()
    jobs = Jobs(lambda _: 5.0, 100, clock)
    for number in range(2):
        jobs.put(Job("a", lambda n=number: began.append(n), lambda _: None))  # type: ignore[misc]
    jobs.step(5)
    jobs.step(0.01)
    assert began == [0]
    clock.time = 5.0
    finish(jobs)
    assert began == [0, 1]


def test_a_host_that_is_held_waits_alone() -> None:
    clock, began = Clock(), list[str]()
    jobs = Jobs(lambda _: 0.0, 100, clock)
    jobs.hold("a", 60)
    for host in ("a", "b"):
        jobs.put(Job(host, lambda h=host: began.append(h), lambda _: None))  # type: ignore[misc]
    jobs.step(5)
    assert began == ["b"]
    dropped = list[str]()
    jobs.put(Job("a", lambda: None, lambda _: None, dropped=lambda: dropped.append("a")))
    jobs.drop("a")
    assert dropped == ["a"]
    assert jobs.idle


def test_a_job_that_does_not_end_is_given_up_and_its_host_left_alone() -> None:
    clock, over, got = Clock(), Event(), list[Any]()
    jobs = Jobs(lambda _: 0.0, 30, clock)
    jobs.put(Job("a", over.wait, got.append))
    jobs.put(Job("a", lambda: "next", got.append))
    jobs.step(0.01)
    clock.time = 31.0
    jobs.step(0.01)
    assert [type(one) for one in got] == [TimeoutError]
    jobs.step(0.01)
    assert len(got) == 1
    over.set()
    finish(jobs)
    assert got[1:] == ["next"]


def test_jobs_that_hang_do_not_take_all_places() -> None:
    clock, over, got = Clock(), Event(), list[Any]()
    jobs = Jobs(lambda _: 0.0, 30, clock)
    for number in range(MOST):
        jobs.put(Job(f"host {number}", over.wait, lambda _: None))
    jobs.put(Job("good", lambda: "good", got.append))
    jobs.step(0.01)
    assert got == []
    clock.time = 31.0
    jobs.step(0.01)
    finish(jobs)
    assert got == ["good"]
    over.set()


def test_what_is_not_wanted_any_more_does_not_begin() -> None:
    jobs, got = Jobs(lambda _: 0.0, 10), list[Any]()
    jobs.put(Job("a", lambda: 1, got.append, wanted=lambda: False))
    finish(jobs)
    assert got == []


def test_those_that_failed_before_go_last() -> None:
    jobs, began = Jobs(lambda _: 0.0, 10), list[int]()
    for rank in (3, 0, 1):
        jobs.put(Job("a", lambda r=rank: began.append(r), lambda _: None, rank=rank))  # type: ignore[misc]
    finish(jobs)
    assert began == [0, 1, 3]
