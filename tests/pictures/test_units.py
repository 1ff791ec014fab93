"""The calendar's units: they tile time without a gap, from the first day to the last."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.pictures.units import UNITS, Unit

LAST = date.max.toordinal()
each_unit = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)


@each_unit
@given(day=st.integers(1, LAST))
def test_a_day_lies_in_its_unit_and_the_next_one_begins_where_it_ends(unit: Unit, day: int) -> None:
    first, last = unit.span(day)
    assert first <= day <= last
    assert unit.span(first) == unit.span(last) == (first, last)
    if last < LAST:
        assert unit.span(last + 1)[0] == last + 1


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("day", "2031-03-05", "2031-03-05"),
        ("week", "2031-03-03", "2031-03-09"),
        ("month", "2031-03-01", "2031-03-31"),
        ("quarter", "2031-01-01", "2031-03-31"),
        ("year", "2031-01-01", "2031-12-31"),
        ("span of 5 years", "2030-01-01", "2034-12-31"),
    ],
)
def test_units_are_those_of_the_calendar(name: str, start: str, end: str) -> None:
    (unit,) = [unit for unit in UNITS if unit.name == name]
    span = unit.span(date(2031, 3, 5).toordinal())
    assert [date.fromordinal(day).isoformat() for day in span] == [start, end]


def test_starts_are_all_there_are() -> None:
    first = date(2031, 3, 1).toordinal()
    assert list(UNITS[0].starts(first, first + 5)) == list(range(first, first + 6))
    assert len(list(UNITS[2].starts(first, first + 366))) == 12 + 1
