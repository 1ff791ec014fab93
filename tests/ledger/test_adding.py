"""What is added is there, once, as it was; read again, the newest reading is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger.conftest import NewLedger, Scratch
from ledger.made import VERSIONS, Writing, call, day, told, told_by
from ledger.news import reports, rereadings
from ledger.test_order import EXAMPLES, several
from memcon.ledger import Ledger
from memcon.ledger.adding import add, add_all
from memcon.record import Record

NEWS = [
    call("The Post", by=("sources", "unnamed")),
    call("The Herald", words="Putin and Trump talked on Thursday."),
    call("The Daily", by=("Dmitry Peskov", "person"), stance="denies", on=None),
]


def test_added_is_there_as_it_was(ledger: Ledger) -> None:
    ids = [ledger.add(record) for record in NEWS]

    assert [ledger.record(id_) for id_ in ids] == NEWS
    assert sorted(ids) == [record.report.id for record in ledger.records()]
    assert ledger.record("0" * 16) is None


def test_added_together_is_as_added_one_by_one(new_ledger: NewLedger) -> None:
    one_by_one, together = new_ledger(), new_ledger()
    for record in NEWS:
        one_by_one.add(record)

    assert together.add_all(iter(NEWS)) == [record.report.id for record in NEWS]
    assert told_by(together) == told_by(one_by_one)


def test_added_twice_is_there_once(ledger: Ledger) -> None:
    ledger.add_all(NEWS)
    before = ledger.summary(), told_by(ledger)

    ledger.add_all(NEWS)

    assert (ledger.summary(), told_by(ledger)) == before


def test_added_together_is_added_whole_or_not_at_all(ledger: Ledger) -> None:
    def breaks_off() -> Iterator[Record]:
        yield NEWS[0]
        raise OSError("the source is gone")

    with pytest.raises(OSError, match="the source is gone"):
        ledger.add_all(breaks_off())

    assert ledger.summary().reports == 0


def test_a_newer_reading_is_shown_and_the_older_kept(ledger: Ledger) -> None:
    old, new = call(on="2024-11-07"), call(on="2024-11-08", memcon="0.2.0")
    ledger.add(old)
    ledger.add(new)

    assert ledger.record(old.report.id) == new
    assert [h.date["start"] for h in ledger.happenings()] == ["2024-11-08"]
    assert (ledger.summary().reports, ledger.summary().readings) == (1, 2)
    assert ledger.has(old.report.id, {**VERSIONS, "memcon": "0.1.0"})
    assert not ledger.has(old.report.id, {**VERSIONS, "memcon": "0.3.0"})


@pytest.mark.parametrize(
    ("older", "newer"),
    [("0.9.0", "0.10.0"), ("1.0.0.dev1", "1.0.0"), ("1.0.0rc1", "1.0.0"), ("0.1", "0.1.1")],
)
def test_an_older_reading_that_comes_late_is_not_shown(
    ledger: Ledger, older: str, newer: str
) -> None:
    ledger.add(call(on="2024-11-08", memcon=newer))
    ledger.add(call(on="2024-11-07", memcon=older))

    assert [h.date["start"] for h in ledger.happenings()] == ["2024-11-08"]
    assert ledger.summary().readings == 2


def test_who_is_named_in_an_older_reading_only_is_not_known(new_ledger: NewLedger) -> None:
    again, once = new_ledger(), new_ledger()
    old = Writing("The Post", "2024-11-10")
    at = old.passage("Putin spoke with Zelensky.")
    old.event("CONSULT", at, [old.actor("Putin"), old.actor("Zelensky")])
    new = Writing("The Post", "2024-11-10")
    new.event("CONSULT", new.passage("Putin spoke with Zelensky."), [new.actor("Putin")])

    again.add_all([old.record(), new.record(memcon="0.2.0")])
    once.add(new.record(memcon="0.2.0"))

    assert told_by(again) == told_by(once)
    assert again.actors("Zelensky") == []


def test_a_day_that_is_read_anew_leaves_its_neighbours_as_if_it_had_been_read_so_at_once(
    new_ledger: NewLedger,
) -> None:
    again, once = new_ledger(), new_ledger()
    others = [call("The Herald"), call("The Daily", on=None, published="2024-11-09")]
    for moved_to in ("2024-11-20", None):
        new = call(on=moved_to, memcon="0.2.0")
        again.add_all([*others, call(), new])
        once.add_all([*others, new])

        assert told_by(again) == told_by(once)


STRANGE = {
    "quotes": 'D\'Arcy "Q" O’Neill',
    "wildcards": "100% _ * ? [a-z]",
    "control characters": "Bell\x07 Tab\t New\nLine \x1b[31mRed",
    "NUL": "Nul\x00 Character",
    "right to left": "\u202eMaria\u202c محمد",
    "beyond the basic plane": "𝔄da 👩‍💻 Lovelace",
    "only marks": "!!!",
    "digits": "007",
    "blank": " ",
    "very long": " ".join(f"Word{number}" for number in range(400)),
    "very long without blanks": "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(3_000)),
    "SQL": "Robert'); DROP TABLE report; --",
}


@pytest.mark.parametrize("name", STRANGE.values(), ids=STRANGE.keys())
def test_strange_names_are_kept_and_can_be_asked_for(ledger: Ledger, name: str) -> None:
    writing = Writing(publisher=name, published="2024-11-10")
    at = writing.passage(f"{name} said that it had met Ada.")
    ada = writing.actor("Ada Lovelace")
    for kind in ("person", "organisation", "state", "group", "unnamed"):
        who = writing.actor(name, kind, office=name)
        said = writing.statement(who, at, about=[f"e{writing.events + 1}"])
        fields = {"date": day("2024-11-07"), "place": {"text": name}, "according_to": [said]}
        writing.event("CONSULT", at, [who, ada], **fields)
    record = writing.record()

    ledger.add(record)

    assert list(ledger.records()) == [record]
    assert {r for h in ledger.happenings() for r in h.reports} == {record.report.id}
    assert sum(len(h.events) for h in ledger.happenings()) == 5
    for asked in (name, f"{name}%"):
        ask(ledger, asked)


@pytest.mark.parametrize(
    "asked", ["%", "_", "*", '"', "'", "\\", "", " ", "\x00", "\ud800", "NEAR"]
)
def test_anything_can_be_asked_for(ledger: Ledger, asked: str) -> None:
    ledger.add_all(NEWS)

    assert ask(ledger, asked) == [[], [], [], [], None, None, []]


def ask(ledger: Ledger, asked: str) -> list[object]:
    return [
        ledger.happenings(participants=[asked]),
        ledger.actors(asked),
        ledger.statements(by=asked),
        ledger.statements(text=asked),
        ledger.happening(asked),
        ledger.record(asked),
        ledger.statements(about=asked),
    ]


@several(EXAMPLES)
@given(news=reports(max_size=6), read=rereadings(), at=st.integers(0, 6))
def test_all_at_once_tells_the_same_as_one_by_one(
    scratch: Scratch, news: Sequence[Record], read: tuple[Record, Record], at: int
) -> None:
    records = [*news[:at], read[0], *news[at:], read[1], *news[:1]]

    def one_by_one(connection: Connection) -> None:
        for record in records:
            add(connection, record)

    assert _told(scratch, lambda c: add_all(c, records)) == _told(scratch, one_by_one)


def _told(scratch: Scratch, adding: Callable[[Connection], object]) -> list[str]:
    with scratch() as connection:
        adding(connection)
        return told(connection)
