"""Which two "both", "the pair", "the two presidents" mean."""

from __future__ import annotations

import pytest

from reading.build import deeds, read

MEETING = "Biden and Xi met on Monday."


@pytest.mark.parametrize("sentence", ["The pair thanked Iran.", "Both presidents thanked Norway."])
def test_a_pair_are_those_told_of_together_and_not_who_came_last(sentence: str) -> None:
    record = read(MEETING, "Orban declined to comment on the report.", sentence)
    assert deeds(record)[-1].startswith("Biden + Xi: SUPPORT")


def test_two_of_several_are_no_pair() -> None:
    record = read(MEETING, "Two of the miners thanked Norway.")
    assert "Biden + Xi: SUPPORT Norway" not in deeds(record)
