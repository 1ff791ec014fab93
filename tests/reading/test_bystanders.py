"""Places, and whoever a noun only speaks of: pronouns mean them, and no party in their place."""

from __future__ import annotations

import pytest

from reading.build import Heard, analysis, deeds, read
from reading.test_voices import same

MINERS = "The miners left."
THEY = "They thanked Norway."


def test_people_whom_a_noun_speaks_of_are_an_actor_once_they_take_part() -> None:
    assert deeds(read(MINERS, THEY)) == ["miners: SUPPORT Norway"]
    assert [a.name for a in read(MINERS).actors] == []


def test_they_are_those_of_whom_was_spoken_last() -> None:
    record = read("Egypt and Qatar rejected the plan.", "Xi met Biden.", MINERS, THEY)
    assert deeds(record)[-1] == "miners: SUPPORT Norway"


def test_the_same_noun_with_an_article_means_the_same_people() -> None:
    assert same(analysis(MINERS, "Xi met Biden.", MINERS), ("miners", 1), ("miners", 2))


def test_a_place_is_one_by_its_name_and_it_may_mean_it() -> None:
    text = analysis("Russia left Bakhmut.", "Bakhmut fell.", "It fell.")
    assert same(text, ("Bakhmut", 1), ("Bakhmut", 2), ("It", 1))
    record = read("Russia left Bakhmut.", "Bakhmut fell.", "It fell.")
    assert [a.name for a in record.actors] == ["Russia"]


def test_what_somebody_is_said_to_be_is_nobody_else() -> None:
    assert deeds(read("Putin is a friend.", "He thanked the king."))[-1].startswith("Putin:")


def test_nobody_is_no_antecedent() -> None:
    record = read("Assad said no soldier attacked Lebanon.", "He thanked the king.")
    assert deeds(record)[-1].startswith("Assad:")


def test_a_building_stands_for_its_owner() -> None:
    heard = [Heard("stoned", "PROTEST", 0.95, ("Gunmen",), ("consulate",))]
    record = read("Gunmen stoned the French consulate.", heard=heard)
    assert deeds(record) == ["Gunmen: PROTEST France"]


def test_some_of_those_named_are_a_group() -> None:
    record = read("Police arrested 34 of the strikers.")
    assert deeds(record) == ["Police: COERCE 34 of the strikers"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Scholz rejected it.", "Scholz: REJECT"), ("It condemned Norway.", "Russia: ACCUSE Norway")],
)
def test_it_is_no_party_where_it_is_a_matter_unless_it_acts(sentence: str, expected: str) -> None:
    assert deeds(read("Russia thanked Iran.", sentence))[1:] == [expected]


def test_a_name_of_something_that_happens_is_no_actor() -> None:
    assert [a.name for a in read("Scholz rejected Brexit.").actors] == ["Scholz"]
