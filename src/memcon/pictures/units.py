"""The calendar's units, for ticks and for putting many days together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its name, about how many days it has, where the one around a day begins."""

    name: str
    days: float
    begins: Callable[[date], date]
    upper: str
    lower: str

    def span(self, day: int) -> tuple[int, int]:
        """The first and the last day of the unit around a day; days are counted from the year 1."""
        first = self.begins(date.fromordinal(day))
        return first.toordinal(), self._after(first) - 1

    def starts(self, first: int, last: int) -> Iterator[int]:
        """The days on which the unit begins, from one day to another."""
        day = self.begins(date.fromordinal(first)).toordinal()
        while day <= last:
            if day >= first:
                yield day
            day = self._after(date.fromordinal(day))

    def _after(self, first: date) -> int:
        """The beginning of the next unit: what lies a unit and some more ahead belongs to it."""
        ahead = first.toordinal() + int(self.days * 1.4)
        if ahead > _LAST:
            return _LAST + 1
        return self.begins(date.fromordinal(ahead)).toordinal()


def _of_years(count: int) -> Unit:
    def begins(day: date) -> date:
        return date(min(max(1, day.year // count * count), MAXYEAR), 1, 1)

    name = "year" if count == 1 else f"span of {count} years"
    return Unit(name, count * 365.25, begins, "{0.year}", "")


def _of_months(count: int, name: str) -> Unit:
    def begins(day: date) -> date:
        return date(day.year, (day.month - 1) // count * count + 1, 1)

    return Unit(name, count * 30.44, begins, "{0:%b}", "{0.year}")


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


UNITS = (
    Unit("day", 1, lambda day: day, "{0.day} {0:%b}", "{0.year}"),
    Unit("week", 7, _monday, "{0.day} {0:%b}", "{0.year}"),
    _of_months(1, "month"),
    _of_months(3, "quarter"),
    _of_years(1),
    *map(_of_years, (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)
