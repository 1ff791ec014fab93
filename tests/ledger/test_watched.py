"""What is remembered of what is watched: in a ledger of before, for sources that come and go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from memcon.ledger import Ledger, migrations, open_ledger
from memcon.record import Report
from memcon.watch import Feed, standing
from memcon.watch.entries import Contents, Entry
from memcon.watch.memory import Memory
from watch.conftest import read

NOW = datetime(2024, 11, 8, 12, tzinfo=UTC)
FEED = Feed("https://example.org/feed", "Wire")
OTHER = Feed("https://example.org/other")
ONE = Entry("1" * 16, "https://example.org/1", "One")
SAME = Entry("2" * 16, "https://example.org/1#part", "The same page")
REPORT = Report.of("They met in Oslo.")


@pytest.fixture
def memory(ledger: Ledger) -> Memory:
    made = Memory(ledger)
    made.know([FEED, OTHER])
    return made


def look(memory: Memory, feed: Feed, *entries: Entry, **tags: str) -> None:
    memory.looked(feed.id, NOW, feed.every, Contents("Title", entries), **tags)


def waiting(memory: Memory, feed: Feed) -> list[Entry]:
    return [one.entry for one in memory.waiting(feed.id)]


def test_a_ledger_of_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with open_ledger(path, create=False) as opened:
        Memory(opened).know([FEED])
        assert [state.address for state in standing(opened)] == [FEED.url]


def test_an_entry_waits_until_its_report_is_added(memory: Memory, ledger: Ledger) -> None:
    look(memory, FEED, ONE, etag='"a"')
    assert waiting(memory, FEED) == [ONE]
    assert memory.add(FEED.id, ONE, read(REPORT))
    assert waiting(memory, FEED) == []
    assert not memory.add(FEED.id, ONE, read(REPORT))
    look(memory, FEED, ONE)
    assert waiting(memory, FEED) == []
    assert ledger.summary().readings == 1


def test_a_page_that_another_feed_brought_is_not_added_again(memory: Memory) -> None:
    look(memory, FEED, ONE)
    look(memory, OTHER, SAME)
    memory.add(FEED.id, ONE, read(REPORT))
    assert memory.is_settled(OTHER.id, SAME)
    assert waiting(memory, OTHER) == []


def test_a_page_that_another_feed_gave_up_is_tried(memory: Memory) -> None:
    look(memory, FEED, ONE)
    look(memory, OTHER, SAME)
    memory.give_up(FEED.id, ONE, "has no text\0\ud800")
    assert not memory.is_settled(OTHER.id, SAME)


def test_what_has_not_changed_keeps_its_tags(memory: Memory) -> None:
    look(memory, FEED, etag='"a"', modified="then")
    memory.looked(FEED.id, NOW + timedelta(hours=1), FEED.every)
    state = memory.states()[FEED.id]
    assert (state.etag, state.modified, state.title) == ('"a"', "then", "Title")
    assert state.looked == NOW + timedelta(hours=1)
    assert state.due == NOW + timedelta(hours=1) + FEED.every


def test_failures_are_counted_until_one_goes_well(memory: Memory) -> None:
    for _ in range(2):
        memory.failed(FEED.id, NOW, timedelta(hours=1), "down", held=True)
    state = memory.states()[FEED.id]
    assert (state.failures, state.problem) == (2, "down")
    assert state.held == state.due == NOW + timedelta(hours=1)
    look(memory, FEED)
    state = memory.states()[FEED.id]
    assert (state.failures, state.problem, state.held) == (0, None, None)


def test_many_entries_at_once(memory: Memory) -> None:
    many = [Entry(f"{n:016}") for n in range(1200)]
    look(memory, FEED, *many)
    look(memory, FEED, *many)
    assert len(waiting(memory, FEED)) == 1200


def test_sources_stand_in_the_order_they_are_named(memory: Memory, ledger: Ledger) -> None:
    look(memory, FEED, ONE)
    never = Feed("https://example.org/never")
    states = standing(ledger, [never, OTHER, FEED])
    assert [state.address for state in states] == [never.url, OTHER.url, FEED.url]
    assert [state.waiting for state in states] == [0, 0, 1]
    assert len(standing(ledger)) == 2


def test_a_name_that_is_changed_is_changed(memory: Memory) -> None:
    memory.know([Feed(FEED.url, "Another")])
    assert memory.states()[FEED.id].name == "Another"
