"""What a time expression means, as a small tree, and how the tree becomes days of the calendar.

The leaves are what the words give (`Given`, `Vague`) or lean on (`Published`, `Reference`);
the other nodes count on from a leaf (`Shifted`), pick one of what comes round every week or year
(`Recurring`), or put two together (`Range`, `AtTime`). "two days before last Tuesday" is
`Shifted(Recurring(Weekly("day", 1), "last", Published()), "day", -2)`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from memcon.reading.tables import table

Tense = Literal["past", "future", "present"]
Unit = Literal[
    "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"
]
Which = Literal["tense", "last", "next", "back", "forth", "within"]

# Months a unit lasts, and the month (from 0) that one of them begins in. The 20th century begins
# in 1901, so a century is counted from the year 1.
_MONTHS: dict[Unit, tuple[int, int]] = {
    "month": (1, 0),
    "quarter": (3, 0),
    "season": (3, 2),
    "half": (6, 0),
    "year": (12, 0),
    "decade": (120, 0),
    "century": (1200, 12),
}
_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# What lies nearer than this on the other side is meant: its twin would be told with its year.
_NEAR = timedelta(days=35)
# Leap years lie up to eight years apart (1896 and 1904).
_OFFSETS = range(-8, 9)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days that an expression names; all None where it names none."""

    start: date | None
    end: date | None
    basis: Literal["explicit", "relative", "none"]
    value: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `unit` is None where it is no calendar unit.

    `timex` is the value where the words tell something else than the days: "an hour later".
    """

    start: date
    end: date
    unit: Unit | None = None
    clock: str | None = None
    timex: str | None = None

    @property
    def value(self) -> str:
        """The TIMEX3 value; a stretch without a unit is an ISO 8601 interval."""
        if self.timex is not None:
            return self.timex
        year, month = f"{self.start.year:04}", self.start.month
        match self.unit:
            case "day":
                return self.start.isoformat() + (f"T{self.clock}" if self.clock else "")
            case "week" | "weekend":
                iso = self.start.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}" + ("-WE" * (self.unit == "weekend"))
            case "month":
                return f"{year}-{month:02}"
            case "quarter":
                return f"{year}-Q{month // 3 + 1}"
            case "half":
                return f"{year}-H{month // 6 + 1}"
            case "season":
                return f"{year}-{_SEASON_CODES[month]}"
            case "year":
                return year
            case "decade":
                return year[:3] + "X"
            case "century":
                return year[:2] + "XX"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


def around(day: date, unit: Unit) -> Period:
    """The whole calendar unit that a day lies in (for a weekend: in the day's week).

    Raises ValueError or OverflowError where that leaves the calendar.
    """
    if unit == "day":
        return Period(day, day, unit)
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday())
        first = monday + timedelta(days=5 if unit == "weekend" else 0)
        return Period(first, monday + timedelta(days=6), unit)
    size, offset = _MONTHS[unit]
    count = _count_months(day)
    begin = count - (count - offset) % size
    return Period(_month(begin), _month(begin + size) - timedelta(days=1), unit)


def shift(day: date, unit: Unit, count: int) -> Period:
    """The calendar unit that lies `count` units after the one around a day; raises as `around`."""
    if unit == "day":
        return around(day + timedelta(days=count), unit)
    if unit in ("week", "weekend"):
        return around(day + timedelta(days=7 * count), unit)
    return around(_month(_count_months(day) + count * _MONTHS[unit][0]), unit)


def _count_months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


class Cycle(ABC):
    """Something that comes round: a weekday, a month, a holiday."""

    @abstractmethod
    def near(self, day: date, offset: int) -> Period | None:
        """The occurrence `offset` rounds after the round that the day lies in, if there is one."""


@dataclass(frozen=True, slots=True)
class Weekly(Cycle):
    """A weekday (0 is Monday) or the weekend."""

    unit: Literal["day", "weekend"]
    weekday: int

    def near(self, day: date, offset: int) -> Period | None:
        return around(day + timedelta(days=7 * offset + self.weekday - day.weekday()), self.unit)


@dataclass(frozen=True, slots=True)
class Monthly(Cycle):
    """A day of the month: "the 31st"."""

    day: int

    def near(self, day: date, offset: int) -> Period | None:
        return around(_month(_count_months(day) + offset).replace(day=self.day), "day")


class Yearly(Cycle):
    """What comes once a year."""

    __slots__ = ()

    def near(self, day: date, offset: int) -> Period | None:
        return self.in_year(day.year + offset)

    @abstractmethod
    def in_year(self, year: int) -> Period | None: ...


@dataclass(frozen=True, slots=True)
class CalendarPart(Yearly):
    """The unit that begins on, or for a day is, this day of the year."""

    unit: Unit
    month: int
    day: int = 1

    def in_year(self, year: int) -> Period | None:
        return around(date(year, self.month, self.day), self.unit)


@dataclass(frozen=True, slots=True)
class NthWeekday(Yearly):
    """The nth such weekday of a month, or so many days after it."""

    month: int
    weekday: int
    nth: int
    plus: int = 0

    def in_year(self, year: int) -> Period | None:
        first = date(year, self.month, 1)
        days = (self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1) + self.plus
        return around(first + timedelta(days=days), "day")


@dataclass(frozen=True, slots=True)
class FromEaster(Yearly):
    """So many days after (or before) Easter Sunday of the western churches."""

    days: int

    def in_year(self, year: int) -> Period | None:
        from dateutil.easter import easter  # type: ignore[import-untyped]

        return around(easter(year) + timedelta(days=self.days), "day")


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression may lean on; `country` is the one whose fiscal year is meant."""

    published: date | None
    tense: Tense
    reference: Resolved | None = None
    country: str | None = None


class Meaning(ABC):
    """A node of the tree."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[Meaning, ...]:
        """The nodes this one is made of."""
        return ()

    @property
    def value(self) -> str | None:
        """The TIMEX3 value where no days can be found."""
        return None

    @abstractmethod
    def find(self, context: Context) -> Period | None:
        """The days meant, None where the context does not tell; raises as `around`."""


class Based(Meaning):
    """A node whose days are found from those of another one, its `base`."""

    __slots__ = ()
    base: Meaning

    @property
    def parts(self) -> tuple[Meaning, ...]:
        return (self.base,)

    def find(self, context: Context) -> Period | None:
        base = self.base.find(context)
        return self.found(base, context.tense) if base is not None else None

    @abstractmethod
    def found(self, base: Period, tense: Tense, /) -> Period | None:
        """The days meant, once those of the base are known; raises as `around`."""


@dataclass(frozen=True, slots=True)
class Published(Meaning):
    """The day of publication."""

    def find(self, context: Context) -> Period | None:
        return around(context.published, "day") if context.published else None


@dataclass(frozen=True, slots=True)
class Reference(Meaning):
    """The date of the happening told before, or named right after."""

    def find(self, context: Context) -> Period | None:
        known = context.reference
        if known is None or known.start is None or known.end is None:
            return None
        return Period(known.start, known.end)


@dataclass(frozen=True, slots=True)
class Given(Meaning):
    """A period that the words give in full."""

    day: date
    unit: Unit

    def find(self, _: Context) -> Period | None:
        return around(self.day, self.unit)


@dataclass(frozen=True, slots=True)
class Vague(Meaning):
    """A duration, a set, "now": a value and no days."""

    timex: str

    @property
    def value(self) -> str | None:
        return self.timex

    def find(self, _: Context) -> Period | None:
        return None


@dataclass(frozen=True, slots=True)
class FiscalYear(Meaning):
    """A fiscal year by the one calendar year, or the two, that it is named after, or its part."""

    year: int
    last: int | None = None
    part: CalendarPart | None = None

    @property
    def value(self) -> str:
        """A TIMEX3 value; that of two years names both."""
        years = f"FY{self.year}" + (f"-{self.last % 100:02}" if self.last is not None else "")
        if self.part is None:
            return years
        return f"{years}-{around(date(self.year, self.part.month, 1), self.part.unit).value[5:]}"

    def find(self, context: Context) -> Period | None:
        begins = table("fiscal_years").get(context.country or "", {})
        year = self._begun_in(begins) if begins else None
        if year is None:
            return None
        first = _count_months(date(year, begins["month"], 1))
        last = first + 12
        if self.part is not None:
            first += self.part.month - 1
            last = first + _MONTHS[self.part.unit][0]
        return Period(_month(first), _month(last) - timedelta(days=1), timex=self.value)

    def _begun_in(self, begins: dict[str, Any]) -> int | None:
        """The calendar year that it began in, None where the years do not tell."""
        if begins["month"] == 1:
            return self.year if self.last is None else None
        if self.last is not None or begins.get("named") == "begin":
            return self.year
        return self.year - 1 if begins.get("named") == "end" else None


@dataclass(frozen=True, slots=True)
class Shifted(Based):
    """So many units after the unit that the base lies in: last week, two days later."""

    base: Meaning
    unit: Unit
    count: int

    def found(self, base: Period, _: Tense, /) -> Period | None:
        # "the next day" after something that happened "in July" is no day one could name.
        if around(base.start, self.unit).end < base.end:
            return None
        return shift(base.start, self.unit, self.count)


@dataclass(frozen=True, slots=True)
class Recurring(Based):
    """One of what comes round, chosen from where the base stands.

    `back` and `forth`: the latest that has begun, the earliest that is not over; `last` and
    `next`: the latest that is over, the earliest not begun; `within`: that of the base's own week
    or year; `tense`: `back` in the past, else `forth`, since a present tense with a date speaks of
    what is arranged ("they meet on Friday"). What lies nearly a year off gives way to its near
    twin: a report of Jan. 6 that "set a deadline of Jan. 14" speaks of the coming one.
    """

    cycle: Cycle
    which: Which
    base: Meaning

    def found(self, base: Period, tense: Tense, /) -> Period | None:
        which = self.which
        match which:
            case "within":
                return self.cycle.near(base.start, 0)
            case "tense":
                return self._by_tense(base, tense)
        return self._choose(base, which)

    def _by_tense(self, base: Period, tense: Tense) -> Period | None:
        ways: tuple[Which, Which] = ("back", "forth") if tense == "past" else ("forth", "back")
        first, other = (self._choose(base, way) for way in ways)
        if other and isinstance(self.cycle, Yearly) and abs(other.start - base.start) < _NEAR:
            # Told in April, "they will vote in March" still looks ahead.
            return other if tense == "past" or other.unit == "day" else first
        return first

    def _choose(self, base: Period, which: Which) -> Period | None:
        rounds = [near for offset in _OFFSETS if (near := self._round(base.start, offset))]
        match which:
            case "back":
                return max((r for r in rounds if r.start <= base.start), key=_start, default=None)
            case "last":
                return max((r for r in rounds if r.end < base.start), key=_start, default=None)
            case "forth":
                return min((r for r in rounds if r.end >= base.end), key=_start, default=None)
        return min((r for r in rounds if r.start > base.end), key=_start, default=None)

    def _round(self, day: date, offset: int) -> Period | None:
        """A round, None where it lies outside the calendar."""
        try:
            return self.cycle.near(day, offset)
        except (ValueError, OverflowError):
            return None


def _start(period: Period) -> date:
    return period.start


@dataclass(frozen=True, slots=True)
class Ahead(Meaning):
    """What "in two weeks" says: two weeks on where the tense is future, else how long it took."""

    shifted: Shifted
    duration: str

    @property
    def parts(self) -> tuple[Meaning, ...]:
        return (self.shifted,)

    @property
    def value(self) -> str | None:
        return self.duration

    def find(self, context: Context) -> Period | None:
        return self.shifted.find(context) if context.tense == "future" else None


@dataclass(frozen=True, slots=True)
class Portion(Based):
    """Some days of a longer stretch, counted from 0 or, below it, from the end."""

    base: Meaning
    first: int
    last: int

    def found(self, base: Period, _: Tense, /) -> Period | None:
        days = range(base.start.toordinal(), base.end.toordinal() + 1)
        return Period(date.fromordinal(days[self.first]), date.fromordinal(days[self.last]))


@dataclass(frozen=True, slots=True)
class SameDay(Meaning):
    """What "an hour later" says: the day of what was told before, unless that was an evening."""

    duration: str
    later: bool

    @property
    def parts(self) -> tuple[Meaning, ...]:
        return (Reference(),)

    @property
    def value(self) -> str | None:
        return self.duration

    def find(self, context: Context) -> Period | None:
        told = Reference().find(context)
        if told is None or told.start != told.end or (self.later and _is_late(context)):
            return None
        return Period(told.start, told.end, "day", timex=self.duration)


def _is_late(context: Context) -> bool:
    """Whether what was told before was in the evening: hours later may be the next day."""
    value = context.reference.value if context.reference else None
    return value is not None and value.endswith(("TEV", "TNI"))


@dataclass(frozen=True, slots=True)
class AtTime(Based):
    """A time of day: TIMEX3's "MO", "AF", "EV", "NI" or a clock's "10:35"."""

    base: Meaning
    clock: str

    def found(self, base: Period, _: Tense, /) -> Period | None:
        return Period(base.start, base.end, base.unit, self.clock)


@dataclass(frozen=True, slots=True)
class Range(Meaning):
    """From the first to the last day of two."""

    first: Meaning
    second: Meaning

    @property
    def parts(self) -> tuple[Meaning, ...]:
        return (self.first, self.second)

    def find(self, context: Context) -> Period | None:
        first, second = self.first.find(context), self.second.find(context)
        if first is None or second is None or first.start > second.end:
            return None
        return Period(first.start, second.end)


def leans_on(meaning: Meaning, leaf: type[Meaning]) -> bool:
    """Whether a leaf of this kind is somewhere in the tree."""
    return isinstance(meaning, leaf) or any(leans_on(part, leaf) for part in meaning.parts)
