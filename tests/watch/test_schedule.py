"""When sources are looked at next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memcon.watch.durations import duration, in_words
from memcon.watch.schedule import LONGEST, wait

QUARTER = timedelta(minutes=15)


def test_never_sooner_than_its_interval_and_little_later() -> None:
    waits = {wait(QUARTER, f"feed {n}") for n in range(50)}
    assert QUARTER <= min(waits) < max(waits) <= QUARTER * 1.1
    assert len(waits) > 40


def test_the_jitter_is_the_same_in_every_run() -> None:
    assert wait(QUARTER, "feed") == wait(QUARTER, "feed")


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    waits = [wait(QUARTER, "feed", failures) for failures in range(12)]
    assert waits[:6] == sorted(waits[:6])
    assert 8 * QUARTER <= waits[3] <= 8 * QUARTER * 1.1
    assert LONGEST <= waits[11] <= LONGEST * 1.1
    assert wait(QUARTER, "feed", 10_000) <= LONGEST * 1.1


def test_a_long_interval_is_not_made_shorter_by_failures() -> None:
    assert wait(timedelta(days=3), "feed", 5) >= timedelta(days=3)


@pytest.mark.parametrize(
    ("asked", "least"), [(10.0, QUARTER), (7200.0, timedelta(hours=2)), (1e9, LONGEST)]
)
def test_a_server_is_left_alone_as_long_as_it_asks(asked: float, least: timedelta) -> None:
    assert least <= wait(QUARTER, "feed", retry_after=asked) <= least * 1.1


@pytest.mark.parametrize(
    ("words", "seconds"), [("90s", 90), ("15m", 900), ("6 h", 21_600), ("1d", 86_400), ("0s", 0)]
)
def test_spans_are_read(words: str, seconds: int) -> None:
    assert duration(words).total_seconds() == seconds


@pytest.mark.parametrize("words", ["", "15", "m", "-5m", "1w", "15m5s", 15, None, "400d", "9" * 40])
def test_what_is_no_span_is_refused(words: object) -> None:
    with pytest.raises(ValueError, match=r"span of time|longer than a year"):
        duration(words)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "0s"), (59, "59s"), (900, "15m"), (5400, "2h"), (200_000, "2d")]
)
def test_spans_are_said(seconds: float, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words
