"""What came in last, what it changed, what is left to decide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cli.records import disputed_record, seed_record
from desk.records import told_by
from memcon.errors import LedgerError
from memcon.ledger import Ledger, open_ledger


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with open_ledger(ledger_url) as opened:
        yield opened


def test_reports_come_the_last_first_and_go_on_where_one_was(ledger: Ledger) -> None:
    ids = ledger.add_all([told_by("A"), told_by("B"), told_by("C")])
    found = ledger.arrivals(limit=2)
    assert [one.head.id for one in found] == [ids[2], ids[1]]
    assert [one.events for one in found] == [1, 1]
    (first,) = ledger.arrivals(before=found[-1].number)
    assert first.head.publisher == "A"


def test_a_change_knows_how_it_stood_before(ledger: Ledger) -> None:
    ledger.add(told_by("A"))
    (change,) = ledger.changes(ledger.arrivals(limit=1))
    assert (change.before, change.happening.standing) == (None, "reported")
    ledger.add(told_by("B"))
    (change,) = ledger.changes(ledger.arrivals(limit=1))
    assert (change.before, change.happening.standing) == ("reported", "corroborated")
    ledger.add(told_by("C"))
    (change,) = ledger.changes(ledger.arrivals(limit=1))
    assert (change.before, change.happening.standing) == ("corroborated", "disputed")


def test_what_is_disputed_or_unsure_waits_until_it_is_decided(ledger: Ledger) -> None:
    ledger.add_all([disputed_record(), *map(told_by, "ABC")])
    waiting, further = ledger.undecided(sure_below=0.5)
    assert further is None
    assert {one.standing for one in waiting} == {"disputed", "reported"}
    assert all(one.standing == "disputed" or one.confidence < 0.5 for one in waiting)
    ledger.correct("confirm", waiting[0].id, by="A", reason="b")
    assert waiting[0].id not in {one.id for one in ledger.undecided(sure_below=0.5)[0]}


def test_what_waits_is_given_in_parts(ledger: Ledger) -> None:
    ledger.add_all([seed_record(), disputed_record()])
    whole = [one.id for one in ledger.undecided(sure_below=1)[0]]
    parts, before = [], None
    while True:
        some, before = ledger.undecided(sure_below=1, before=before, limit=3)
        parts += [one.id for one in some]
        if before is None:
            break
    assert parts == whole
    assert len(whole) > 6


def test_the_newest_come_first_if_asked(ledger: Ledger) -> None:
    ledger.add_all([seed_record(), disputed_record()])
    days = [one.id for one in ledger.happenings()]
    assert [one.id for one in ledger.happenings(newest=True)] == days[::-1]
    said = [(one.report, one.id) for one in ledger.statements()]
    assert [(one.report, one.id) for one in ledger.statements(newest=True)] == said[::-1]


def test_happenings_are_counted_as_far_as_asked(ledger: Ledger) -> None:
    ledger.add(seed_record())
    assert ledger.count() == len(ledger.happenings())
    assert ledger.count(most=2) == 2
    assert ledger.count(["Nobody"]) == 0


def test_an_actor_is_known_by_its_id(ledger: Ledger) -> None:
    ledger.add(seed_record())
    (trump,) = ledger.actors("Trump")
    assert ledger.actors(trump.id) == [trump]
    assert ledger.happenings([trump.id]) == ledger.happenings(["Trump"])


def test_happenings_by_name_come_in_the_order_asked(ledger: Ledger) -> None:
    ledger.add(seed_record())
    ids = [one.id for one in ledger.happenings()][:3]
    asked = [ids[2], "nothing", ids[0], ids[2]]
    assert [one.id for one in ledger.happenings_of(asked)] == [ids[2], ids[0]]


def test_reports_are_named_and_their_events_placed(ledger: Ledger) -> None:
    record = disputed_record()
    ledger.add(record)
    head = ledger.reports([record.report.id, "nothing"])[record.report.id]
    assert (head.title, head.publisher) == (record.report.title, record.report.publisher)
    homes = ledger.homes(record.report.id)
    assert set(homes) == {event.id for event in record.events}
    assert homes["e2"][1:] == ("reported", False)


def test_nothing_takes_longer_than_it_may(ledger: Ledger) -> None:
    ledger.add(seed_record())
    ledger.hurry(0.05)
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    from sqlalchemy import text

    from memcon.ledger.opening import looking

    with (
        pytest.raises(LedgerError, match="too long"),
        looking(ledger._engine) as connection,
    ):
        connection.execute(text(slow))


def test_the_last_decisions_alone(ledger: Ledger) -> None:
    ledger.add(told_by("A"))
    (it,) = ledger.happenings()
    for reason in ("one", "two", "three"):
        ledger.correct("confirm", it.id, by="A", reason=reason)
    assert [decision.reason for decision in ledger.decisions(last=2)] == ["two", "three"]
