"""Days on a line: to scale, with the long stretches in which nothing happens left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from memcon.pictures.units import UNITS, Unit

# A stretch is left out in part when it is longer than so many usual steps between dates,
LONG_STEPS = 8
SHORTEST_LEFT_OUT = 10
# if all that is left out is more than this share of the time, since each break costs the reader,
WORTH_BREAKING = 0.4
# and in the longest stretches only.
MOST_BREAKS = 6
TICKS_APART = 64


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with the day's label: above day and month, below the year."""

    x: float
    upper: str
    lower: str


class Axis:
    """Where a day lies between left and right; days are counted from the year 1."""

    def __init__(self, days: Iterable[int], left: float, right: float) -> None:
        self._days = sorted(set(days))
        gaps = [after - before for before, after in pairwise(self._days)]
        self._cap = _longest_kept(gaps)
        kept = [gap if gap <= self._cap else self._cap / 2 for gap in gaps]
        # Marks at the ends need a little room.
        inset = 14.0
        length = sum(kept)
        self.scale = (right - left - 2 * inset) / length if length else 0.0
        self._places = [left + inset if length else (left + right) / 2]
        for gap in kept:
            self._places.append(self._places[-1] + gap * self.scale)
        self._left, self._right = left, right

    @property
    def length(self) -> float:
        """How many days are drawn."""
        return (self._places[-1] - self._places[0]) / self.scale if self.scale else 0.0

    def x(self, day: int) -> float:
        """Where a day lies; one before the first or after the last as far off as it is."""
        i = bisect_right(self._days, day) - 1
        if i < 0:
            return self._places[0] - (self._days[0] - day) * self.scale
        if i == len(self._days) - 1:
            return self._places[i] + (day - self._days[i]) * self.scale
        share = (day - self._days[i]) / (self._days[i + 1] - self._days[i])
        return self._places[i] + share * (self._places[i + 1] - self._places[i])

    def breaks(self) -> list[float]:
        """The middles of the stretches that are left out in part."""
        return [
            (self._places[i] + self._places[i + 1]) / 2
            for i, (before, after) in enumerate(pairwise(self._days))
            if after - before > self._cap
        ]

    def ticks(self) -> list[Tick]:
        """Labelled days that do not run into each other, the first of each stretch among them."""
        unit = self._tick_unit()
        firsts = [after for before, after in pairwise(self._days) if after - before > self._cap]
        days = [*self._unit_starts(unit)] if self.scale else []
        chosen: list[int] = []
        for day in [self._days[0], *firsts, *days] if firsts or not days else days:
            if all(abs(self.x(day) - self.x(other)) >= TICKS_APART for other in chosen):
                chosen.append(day)
        by_day = UNITS[0] if firsts or not days else unit
        return list(_labelled(sorted(chosen), by_day, self))

    def _tick_unit(self) -> Unit:
        for unit in UNITS:
            if unit.days * self.scale >= TICKS_APART:
                return unit
        return UNITS[-1]

    def _unit_starts(self, unit: Unit) -> Iterator[int]:
        for before, after in pairwise(self._days):
            if after - before <= self._cap:
                yield from unit.starts(before, after)


def _longest_kept(gaps: list[int]) -> float:
    """The length to which long gaps are shortened."""
    if not gaps:
        return 0.0
    cap = max(SHORTEST_LEFT_OUT, LONG_STEPS * median(gaps))
    while sum(gap > cap for gap in gaps) > MOST_BREAKS:
        cap *= 1.5
    left_out = sum(gap - cap for gap in gaps if gap > cap)
    return float(cap) if left_out > WORTH_BREAKING * sum(gaps) else float(max(gaps))


def _labelled(days: list[int], unit: Unit, axis: Axis) -> Iterator[Tick]:
    """The year is written where it changes only."""
    last = ""
    for day in days:
        lower = unit.lower.format(date.fromordinal(day))
        yield Tick(axis.x(day), unit.upper.format(date.fromordinal(day)), lower * (lower != last))
        last = lower
