"""Which events are chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cli.records import disputed_record, seed_record
from exporting import composed_record
from memcon.export.selecting import Selection


def chosen(**asked: Any) -> list[str]:
    found = Selection(**asked).of([composed_record()])
    return [event.id for record in found for event in record.events]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_without_questions_all_records_stay_as_they_are() -> None:
    records = [composed_record(), disputed_record()]
    assert list(Selection().of(records)) == records


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2023-05-03"}, ["e1", "e6"]),
        ({"since": "2023-05-04"}, ["e6"]),
        ({"until": "2023-05-03"}, ["e1", "e5"]),
        ({"since": "2021-06-01", "until": "2021-06-30"}, ["e5"]),
    ],
)
def test_times_take_what_may_have_been_in_them_and_is_dated(
    asked: dict[str, str], found: list[str]
) -> None:
    assert chosen(**{name: day(value) for name, value in asked.items()}) == found


def test_types_and_confidence() -> None:
    assert chosen(events=frozenset({"CONSULT", "AGREE"})) == ["e1", "e3"]
    assert chosen(min_confidence=0.5) == ["e1", "e2", "e3", "e4", "e7"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Keld",), ["e1", "e2"]),
        (("keld", "United Nations"), ["e2"]),
        (("Kel",), []),
        (("DNK",), ["e1", "e2", "e3", "e6", "e7"]),
        (("dnk",), []),
        (("NOR", "Denmark"), ["e6", "e7"]),
    ],
)
def test_participants_are_told_by_words_of_their_names_or_their_countrys_code(
    names: tuple[str, ...], found: list[str]
) -> None:
    assert chosen(participants=names) == found


def test_a_record_without_such_events_is_left_out_and_no_statement_dangles() -> None:
    asked = Selection(events=frozenset({"CONSULT"}))
    records = list(asked.of([composed_record(), disputed_record(), seed_record()]))
    assert len(records) == 3
    for record in records:
        kept = {event.id for event in record.events}
        assert all(set(statement.about) <= kept for statement in record.statements)
    assert list(Selection(events=frozenset({"PROTEST"})).of([composed_record()])) == []
