"""The axis: to scale, in order, with breaks where nothing happens, and labels apart."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from memcon.pictures.axis import MOST_BREAKS, TICKS_APART, Axis

days = st.lists(st.integers(1, date.max.toordinal()), min_size=1, max_size=60)


@given(days)
def test_days_stand_in_their_order_within_the_axis(given_: list[int]) -> None:
    axis = Axis(given_, 100, 900)
    places = [axis.x(day) for day in sorted(given_)]
    assert all(before <= after for before, after in pairwise(places))
    assert places[0] >= 100
    assert places[-1] <= 900 + 1e-6


@given(days)
def test_labels_are_apart_and_breaks_few(given_: list[int]) -> None:
    axis = Axis(given_, 100, 900)
    ticks = [tick.x for tick in axis.ticks()]
    assert ticks
    assert all(after - before >= TICKS_APART - 1e-6 for before, after in pairwise(ticks))
    assert len(axis.breaks()) <= MOST_BREAKS


def test_the_last_fortnight_keeps_its_room_beside_a_day_years_ago() -> None:
    now = date(2031, 3, 1).toordinal()
    axis = Axis([now - 3000, *range(now, now + 14)], 0, 1000)
    assert axis.x(now + 13) - axis.x(now) > 500
    assert len(axis.breaks()) == 1


def test_every_day_has_its_label_where_there_is_room() -> None:
    first = date(2031, 3, 1).toordinal()
    labels = [tick.upper for tick in Axis([first, first + 4], 0, 1000).ticks()]
    assert labels == ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar"]
