"""When: finds the time expressions of a text and resolves them to days.

Expressions, kinds and values follow TimeML's TIMEX3 (Pustejovsky et al. 2003; ISO 24617-1): dates,
times, durations and sets, without the preposition before them. A finder of one's own since the
libraries at hand (dateparser, dateutil, parsedatetime) give a moment where news means a stretch of
days, know no tense and nothing told before, and find dates in "May said" and "the March on".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from memcon.reading.time_meanings import (
    AtTime,
    CalendarPart,
    Context,
    FiscalYear,
    Given,
    Meaning,
    Published,
    Range,
    Recurring,
    Reference,
    Resolved,
    SameDay,
    Shifted,
    Tense,
    Vague,
    Weekly,
    Yearly,
    leans_on,
)
from memcon.reading.time_phrases import Kind, Phrase, Reading, find_phrases
from memcon.reading.time_words import preceded, words

__all__ = ["Resolved", "Tense", "TimeExpression", "find_times", "resolve"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time: "Thursday", "two days later", "from 7 to 10 March".

    `bound`: "since", "by" or "until" stands before it: not when it happened, but how late at most,
    or from when on.
    `ahead`: the words before it say that it lies ahead, whatever the verb ("as early as Monday").
    `dateline`: it is the date at the head of a report ("ANKARA, March 3 (Reuters) -").
    `opens`: what it counts from may come right after it ("two days before *the vote*").
    """

    start: int
    end: int
    text: str
    kind: Kind
    meaning: Meaning
    bound: bool = False
    dateline: bool = False
    ahead: bool = False
    opens: bool = False

    @property
    def anaphoric(self) -> bool:
        """Whether it counts from the date of another happening ("the next day")."""
        return leans_on(self.meaning, Reference)

    @property
    def fiscal(self) -> bool:
        """Whether its days depend on whose fiscal year is meant."""
        return isinstance(self.meaning, FiscalYear)

    @property
    def is_bare_clock(self) -> bool:
        """Whether it is an hour and no word tells of which day ("at noon")."""
        match self.meaning:
            case AtTime(base=Shifted(base=Reference(), count=0), clock=clock):
                return ":" in clock
        return False

    @property
    def tells_when(self) -> bool:
        """Whether it may date something; a duration or a set only tells how long, how often."""
        return self.kind in ("date", "time") or bool(self.meaning.parts)

    def inverse(self) -> TimeExpression:
        """The same distance the other way: what "a day after B" tells about B, given A's date."""
        match self.meaning:
            case Shifted(count=count) as shifted:
                return replace(self, meaning=replace(shifted, count=-count))
            case SameDay(later=later) as near:
                return replace(self, meaning=replace(near, later=not later))
        return self


def find_times(text: str) -> list[TimeExpression]:
    """The time expressions of a text, in order, none overlapping another."""
    phrases = list(find_phrases(text))
    for join in (_weekday_and_date, _part_and_whole, _day_and_clock, _offset_and_date, _range):
        phrases = _joined(text, phrases, join)
    return [_expression(text, phrase) for phrase in phrases if not phrase.reading.weak]


def resolve(
    expression: TimeExpression,
    *,
    published: date | None,
    tense: Tense,
    reference: Resolved | None = None,
    country: str | None = None,
) -> Resolved:
    """The days an expression names, in a clause of this tense.

    `reference` is the date of the happening told before it, or named by the words after it, for
    anaphoric expressions; `country` the one whose fiscal year is meant. Where the days stay open,
    `basis` is "none"; `value` may still say what the words mean ("P2D", "PRESENT_REF").
    """
    meaning = expression.meaning
    try:
        period = meaning.find(Context(published, tense, reference, country))
    except (ValueError, OverflowError):  # before the year 1, after 9999, or no such day
        period = None
    if period is None or expression.bound:
        return Resolved(None, None, "none", period.value if period else meaning.value)
    return Resolved(period.start, period.end, _basis(meaning), period.value)


def _basis(meaning: Meaning) -> Literal["explicit", "relative"]:
    relative = leans_on(meaning, Published) or leans_on(meaning, Reference)
    return "relative" if relative else "explicit"


def _expression(text: str, phrase: Phrase) -> TimeExpression:
    start, end, reading = phrase
    return TimeExpression(
        start,
        end,
        text[start:end],
        reading.kind,
        _dating(text, phrase),
        bound=_bounds(text, start, end, reading.kind),
        dateline=_in_dateline(text, start, end),
        ahead=_lies_ahead(text, start, end),
        opens=reading.opens,
    )


def _dating(text: str, phrase: Phrase) -> Meaning:
    """What a phrase means; money *for* a fiscal year, or its budget, is given at another time."""
    meaning = phrase.reading.meaning
    if isinstance(meaning, FiscalYear):
        within = preceded(text, phrase.start, words()["cues"]["fiscal"])
        return meaning if within else Vague(meaning.value)
    return meaning


def _bounds(text: str, start: int, end: int, kind: Kind) -> bool:
    """Whether something lasts since or until then; "since Friday's attack" dates the attack."""
    if text[end : end + 2] in ("'s", "’s"):
        return False
    decade = text.endswith("0s", start, end)
    cue = words()["cues"]["bound_time" if kind == "time" else "bound"]
    return preceded(text, start, cue) or (decade and preceded(text, start, f"(?:{cue}) the"))


def _lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether something is set for then: "postponed until Monday", "called a strike for Monday"."""
    if text[end : end + 2] in ("'s", "’s"):
        return False
    if preceded(text, start, words()["cues"]["ahead"]):
        return True
    return preceded(text, start, "to|for|until|till") and _is_moved(text, start)


def _is_moved(text: str, start: int) -> bool:
    """Whether words before it in its sentence tell that something was moved."""
    moved = re.compile(rf"\b(?:{words()['cues']['rescheduled']})\b[^.\n]{{0,60}}\Z")
    return bool(moved.search(text, max(0, start - 80), start))


# A place in capitals, or any place if an agency in brackets follows the date; then a dash.
_PLACE = re.compile(r"(?:\A|\n)[^\S\n]{0,8}((?!\d)\w[^\n\d()–—]{1,80}?),?[^\S\n]{1,4}\Z")
_AGENCY = re.compile(
    r"(?:,? \d{4})?\s{0,3}(\([^()\n]{2,40}\)|/[^/\n]{2,40}/)?\s{0,3}(?:-{1,2}|–|—|_|:)(?!\w)"
)


def _in_dateline(text: str, start: int, end: int) -> bool:
    place = _PLACE.search(text, max(0, start - 100), start)
    agency = _AGENCY.match(text, end)
    if not place or not agency or " -" in place[1]:
        return False
    return bool(agency[1]) or place[1].split(",")[0].isupper()


# ---------------------------------------------------------------- two phrases that make one


class _Pair(NamedTuple):
    """Two phrases next to each other, and the text between them."""

    text: str
    first: Phrase
    between: str
    second: Phrase

    @property
    def meanings(self) -> tuple[Meaning, Meaning]:
        return self.first.reading.meaning, self.second.reading.meaning

    def meaning(self, meaning: Meaning, kind: Kind = "date") -> Phrase:
        """The phrase that the two make."""
        return Phrase(self.first.start, self.second.end, Reading(kind, meaning))


def _joined(
    text: str, phrases: list[Phrase], join: Callable[[_Pair], Phrase | None]
) -> list[Phrase]:
    """The phrases with each pair that a join takes made into one."""
    result: list[Phrase] = []
    for phrase in phrases:
        whole = None
        if result and phrase.start - result[-1].end <= 30:
            between = text[result[-1].end : phrase.start]
            whole = join(_Pair(text, result[-1], between, phrase))
        if whole:
            result[-1] = whole
        else:
            result.append(phrase)
    return result


def _weekday_and_date(pair: _Pair) -> Phrase | None:
    """Of "Thursday, Nov. 7" the date tells more."""
    weekday, day = pair.meanings
    if isinstance(weekday, AtTime):
        weekday = weekday.base
    match weekday, day:
        case (
            Recurring(cycle=Weekly(), which="tense"),
            Given(unit="day") | Recurring(cycle=CalendarPart(unit="day")),
        ) if pair.between.strip() in ("", ",", "("):
            return pair.meaning(day)
    return None


def _part_and_whole(pair: _Pair) -> Phrase | None:
    """Joins "March 5, 2022", "July of last year", "Friday last week"."""
    part, whole = pair.meanings
    links = ("", "of", ",", ", of", "(") if isinstance(whole, Given) else ("", "of")
    if " ".join(pair.between.split()) not in links:
        return None
    meaning = _within(part, whole)
    return pair.meaning(meaning) if meaning else None


def _within(part: Meaning, whole: Meaning) -> Meaning | None:
    match part, whole:
        case (
            Recurring(cycle=CalendarPart(unit="quarter" | "half") as cycle, which="tense"),
            FiscalYear(part=None),
        ):
            return replace(whole, part=cycle)
        case Range(first=Recurring() as first, second=second), _:
            last = _within(second, whole)
            return Range(replace(first, base=last), last) if last else None
        case (
            Recurring(cycle=Yearly(), which="tense"),
            Given(unit="year") | Shifted(unit="year"),
        ) | (Recurring(cycle=Weekly(), which="tense"), Shifted(unit="week")):
            return replace(part, which="within", base=whole)
    return None


_AT = re.compile(r",?\s{1,4}(?:(?:at|around|about|by|from|before|after)\s{1,4})?\Z")
_ON = re.compile(r",?\s{1,4}(?:on\s{1,4})?\Z")


def _day_and_clock(pair: _Pair) -> Phrase | None:
    """Joins "Tuesday at 9 a.m." and "9 a.m. on Tuesday"."""
    match pair.meanings:
        case day, AtTime(base=Shifted(base=Reference()), clock=clock) if _AT.match(pair.between):
            pass
        case AtTime(base=Shifted(base=Reference()), clock=clock), day if _ON.match(pair.between):
            pass
        case _:
            return None
    if isinstance(day, AtTime):
        day = day.base
    return pair.meaning(AtTime(day, clock), "time") if _is_one_day(day) else None


def _is_one_day(meaning: Meaning) -> bool:
    match meaning:
        case Given(unit="day") | Shifted(unit="day"):
            return True
        case Recurring(cycle=CalendarPart(unit="day") | Weekly(unit="day")):
            return True
    return False


def _offset_and_date(pair: _Pair) -> Phrase | None:
    """Joins "two days before Christmas", "the week of March 6"."""
    offset, day = pair.meanings
    if not pair.first.reading.opens or pair.between.strip() not in ("", "the"):
        return None
    if not isinstance(offset, Shifted) or isinstance(day, Vague):
        return None
    return pair.meaning(replace(offset, base=day))


_OPENINGS = {"to": "from", "until": "from", "till": "from", "through": "from", "and": "between"}


def _range(pair: _Pair) -> Phrase | None:
    """Joins "from Monday to Wednesday", "between 28 March and 2 April", "Monday-Wednesday"."""
    start, end = pair.meanings
    if (pair.first.reading.kind, pair.second.reading.kind) != ("date", "date"):
        return None
    if isinstance(start, Vague) or isinstance(end, Vague):
        return None
    if pair.between not in ("-", "–", "—") and not _opened(pair):
        return None
    if isinstance(start, Recurring) and start.which == "tense":
        start = replace(start, which="back", base=end)
    return pair.meaning(Range(start, end))


def _opened(pair: _Pair) -> bool:
    """Whether "from" (or "between") stands before, unless it tells where a date was moved from."""
    start = pair.first.start
    opening = _OPENINGS.get(pair.between.strip())
    if not opening or not preceded(pair.text, start, opening):
        return False
    return not _is_moved(pair.text, start)
