"""Killed at any moment while adding, a ledger holds whole reports, and all that it said it has.

MEMCON_KILLS says how often each database's is killed; 200 take some minutes.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from ledger.adder import adding, heard
from ledger.conftest import NewUrl
from ledger.made import call, told_by
from memcon.ledger import Ledger, open_ledger
from memcon.ledger.opening import ledger_url as address
from memcon.ledger.opening import open_engine
from memcon.record import Record

KILLS = int(os.environ.get("MEMCON_KILLS", "6"))
NEWS = [
    call(
        f"Outlet {number % 7}",
        f"2024-11-{10 + number % 5}",
        f"Trump and Putin spoke about the war; {number} people were said to know of it.",
        on=(None, "2024-11-07", "2024-11-08")[number % 3],
        by=(("sources", "unnamed"), ("Dmitry Peskov", "person"), None)[number % 3],
        stance=("asserts", "denies")[number % 5 == 0],
    )
    for number in range(24)
]


@pytest.fixture
def moments() -> Iterator[float]:
    """Moments to kill at, in seconds after the first report was begun."""
    rng = random.Random(0)
    return iter(lambda: rng.uniform(0, 0.15), None)


def test_a_ledger_survives_being_killed(new_url: NewUrl, moments: Iterator[float]) -> None:
    uninterrupted = made_at_once(new_url())
    kills = 0
    while kills < KILLS:
        url, acknowledged = new_url(), set[str]()
        while kills < KILLS and len(acknowledged) < len(NEWS):
            acknowledged.update(killed_after(next(moments), url, acknowledged))
            kills += 1
            check(url, acknowledged)
        assert made_at_once(url) == uninterrupted


def killed_after(seconds: float, url: str, acknowledged: set[str]) -> list[str]:
    process, hears = adding(url, [r for r in NEWS if r.report.id not in acknowledged])
    hears.poll(30)  # the first report is there: now it is in full swing
    time.sleep(seconds)
    process.kill()
    ids = heard(hears)
    process.join()
    process.close()
    hears.close()
    return ids


def made_at_once(url: str) -> list[str]:
    with open_ledger(url, create=False) as ledger:
        ledger.add_all(NEWS)
        return told_by(ledger)


def check(url: str, acknowledged: set[str]) -> None:
    with open_ledger(url, create=False) as ledger:
        there = list(ledger.records())
        assert acknowledged <= {record.report.id for record in there}
        assert all(record in NEWS for record in there)
        assert len(there) == ledger.summary().reports == ledger.summary().readings
        assert_whole(ledger, there)
    engine = open_engine(address(url), create=False)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def assert_whole(ledger: Ledger, there: list[Record]) -> None:
    """No report is there in part: all that was read in it is in the tables, and told."""
    parts = {"events": "events", "statements": "statements", "actors": "actors"}
    for view, field in parts.items():
        _, *rows = ledger.sql(f"SELECT report, id FROM {view}")
        expected = [(r.report.id, part.id) for r in there for part in getattr(r, field)]
        assert Counter(map(tuple, rows)) == Counter(expected)
    told = Counter(uid for h in ledger.happenings(struck=True) for uid in h.events)
    _, *rows = ledger.sql("SELECT uid FROM events")
    assert told == Counter(uid for (uid,) in rows)
