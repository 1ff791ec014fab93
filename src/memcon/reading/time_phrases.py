"""The short phrases that time expressions are made of, and what each means.

A rule is one or more templates (see `time_words`) and a function that reads what they match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from memcon.reading.time_meanings import (
    Ahead,
    AtTime,
    CalendarPart,
    Cycle,
    FiscalYear,
    FromEaster,
    Given,
    Meaning,
    Monthly,
    NthWeekday,
    Portion,
    Published,
    Range,
    Recurring,
    Reference,
    SameDay,
    Shifted,
    Unit,
    Vague,
    Weekly,
)
from memcon.reading.time_words import (
    anywhere,
    followed,
    month_number,
    number,
    pattern,
    plain,
    preceded,
    singulars,
    weekday_number,
    words,
)

Kind = Literal["date", "time", "duration", "set"]


class Reading(NamedTuple):
    """What a phrase means. Weak ones count only beside others ("7" before "March")."""

    kind: Kind
    meaning: Meaning
    weak: bool = False
    opens: bool = False  # a date right after it is what it counts from: "two days before"


class Phrase(NamedTuple):
    """A phrase and where it stands."""

    start: int
    end: int
    reading: Reading


def find_phrases(text: str) -> Iterator[Phrase]:
    """The phrases of a text in order, at each place the longest."""
    places, rules = _compiled()
    position = 0
    while place := places.search(text, position):
        start = place.start()
        matches = [(match, read) for rule, read in rules if (match := rule.match(text, start))]
        match, read = max(matches, key=lambda found: found[0].end())
        reading = read(match)
        if reading:
            yield Phrase(start, match.end(), reading)
        position = match.end() if reading else start + 1


_Read = Callable[[re.Match[str]], Reading | None]
_RULES: list[tuple[str, _Read]] = []


def _rule(*templates: str) -> Callable[[_Read], _Read]:
    def add(read: _Read) -> _Read:
        _RULES.extend((template, read) for template in templates)
        return read

    return add


@cache
def _compiled() -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], _Read]]]:
    """One pattern that finds a place where a rule matches, and the rules by themselves."""
    rules = [(re.compile(pattern(template)), read) for template, read in _RULES]
    return anywhere(template for template, _ in _RULES), rules


# ---------------------------------------------------------------- dates given in figures


@_rule("{name}")
def _name(_: re.Match[str]) -> Reading:
    """A name: found so that nothing is found inside it."""
    return Reading("date", Vague(""), weak=True)


@_rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
@_rule(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>{year})")
def _figures(match: re.Match[str]) -> Reading | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


@_rule(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>{year})")
def _slashes(match: re.Match[str]) -> Reading | None:
    """Day and month, or month and day, where only one of the two can be."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first != second and max(first, second) <= 12:
        return None
    return _day(year, min(first, second), max(first, second))


def _day(year: int, month: int, day: int) -> Reading | None:
    try:
        return Reading("date", Given(date(year, month, day), "day"))
    except ValueError:
        return None


# ---------------------------------------------------------------- months, weekdays, seasons


@_rule(
    r"(?P<month>{month}) (?:{the} )?(?P<day>{day})"
    r"(?:(?:{dash}| to | through | until )(?P<last>{day})"
    r"| and (?P<next>{day})(?= (?:in|at|on|with|to|for|by|when|as) |[.,;:)]|\Z))?"
    r"(?![.:]\d|,\d{3}(?!\d)|-(?:year|month|week|day|hour)| (?:{counted})(?!\w))"
)
def _month_day(match: re.Match[str]) -> Reading:
    last = match["last"] or match["next"]
    days = (match["day"], last) if last else (match["day"],)
    return Reading("date", _days(month_number(match["month"]), *days))


@_rule(
    r"(?:{the} )?(?:(?P<first>{day})(?:{dash}| to | and | through | until ))?"
    r"(?P<day>{day})(?: of)? (?P<month>{month})"
)
def _day_month(match: re.Match[str]) -> Reading:
    days = (match["first"], match["day"]) if match["first"] else (match["day"],)
    return Reading("date", _days(month_number(match["month"]), *days))


def _days(month: int, *days: str) -> Meaning:
    """One day of a month, or the days from the first, the one before the last, to the last."""
    parts = [CalendarPart("day", month, int(re.sub(r"\D", "", day))) for day in days]
    last = Recurring(parts[-1], "tense", Published())
    return last if len(parts) == 1 else Range(Recurring(parts[0], "back", last), last)


@_rule("(?:(?P<part>{part}){gap})?(?P<month>{fullmonth})", "(?P<part>)(?P<month>{month})")
def _month(match: re.Match[str]) -> Reading:
    name = match["month"].title()
    sure = bool(match["part"]) or _reads_as_month(match, name)
    month = CalendarPart("month", month_number(name))
    return Reading("date", Recurring(month, "tense", Published()), weak=not sure)


def _reads_as_month(match: re.Match[str], name: str) -> bool:
    if name not in words()["months"]:
        return False
    cue = words()["ambiguous_months"].get(name)
    if cue is None:
        return True
    if name == "May" and followed(match, "'s"):
        return False
    if preceded(match.string, match.start(), cue):
        return True
    # "the May summit", but not "the March on Washington"
    article = preceded(match.string, match.start(), words()["cues"]["article"])
    return article and followed(match, " (?!on|for|against|of|to|from|by|through)[a-z]")


@_rule(r"{the} (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))(?! [a-z]{3}| [A-Z]|-)")
def _day_of_month(match: re.Match[str]) -> Reading | None:
    if not preceded(match.string, match.start(), words()["cues"]["day_of_month"]):
        return None
    day = Monthly(int(match["day"][:-2]))
    return Reading("date", Recurring(day, "tense", Published()))


@_rule(
    "(?:{the} )?(?P<nth>{ordinal}|last) (?P<unit>{week|half}) of (?P<month>{month})"
    "(?: (?P<year>{year}))?"
)
def _part_of_month(match: re.Match[str]) -> Reading | None:
    month = CalendarPart("month", month_number(match["month"]))
    base = Recurring(month, "tense", Published())
    if match["year"]:
        base = Recurring(month, "within", _given_year(int(match["year"])))
    days = words()["portions"][match["unit"].lower()].get(match["nth"].lower())
    return Reading("date", Portion(base, *days)) if days else None


@_rule("(?P<weekday>{weekday})(?: (?P<daypart>{daypart}))?")
def _weekday(match: re.Match[str]) -> Reading:
    name = match["weekday"].rstrip(".").title()
    meaning = Recurring(_weekly(name), "tense", Published())
    return _at_daypart(meaning, match, weak=name not in words()["weekdays"])


def _weekly(name: str) -> Weekly:
    return Weekly("day", weekday_number(name))


def _at_daypart(meaning: Meaning, match: re.Match[str], *, weak: bool = False) -> Reading:
    """The meaning at the time of day that the match names, if it names one."""
    part = match["daypart"]
    if not part:
        return Reading("date", meaning, weak)
    return Reading("time", AtTime(meaning, words()["dayparts"][part.lower()]), weak)


@_rule("(?:(?P<part>{part}){gap})?(?P<season>{season})")
def _season(match: re.Match[str]) -> Reading:
    season = match["season"]
    sure = match["part"] or (
        season.islower()
        and season != "fall"  # "in the fall of Aleppo"
        and preceded(match.string, match.start(), words()["cues"]["season"])
    )
    return Reading("date", Recurring(_season_of(season), "tense", Published()), weak=not sure)


def _season_of(name: str) -> CalendarPart:
    return CalendarPart("season", words()["seasons"][name.lower()])


@_rule("(?P<holiday>{holiday}) (?P<unit>{week|weekend})")
def _holiday_week(match: re.Match[str]) -> Reading:
    holiday = Recurring(_holiday_of(match["holiday"]), "tense", Published())
    return Reading("date", Shifted(holiday, _calendar_unit(match["unit"].lower()), 0))


@_rule("(?P<holiday>{holiday})")
def _holiday(match: re.Match[str]) -> Reading:
    return Reading("date", Recurring(_holiday_of(match["holiday"]), "tense", Published()))


def _holiday_of(name: str) -> Cycle:
    return _holidays()[plain(name)]


@cache
def _holidays() -> dict[str, Cycle]:
    found: dict[str, Cycle] = {}
    for entry in words()["holidays"]:
        if "on" in entry:
            cycle: Cycle = CalendarPart("day", **entry["on"])
        elif "nth" in entry:
            cycle = NthWeekday(**entry["nth"])
        else:
            cycle = FromEaster(entry["easter"])
        found.update((plain(name), cycle) for name in entry["words"])
    return found


@_rule("(?:{the} )?(?P<ordinal>{ordinal}){gap}quarter", "(?P<ordinal>Q[1-4])")
def _quarter(match: re.Match[str]) -> Reading:
    name = match["ordinal"].lower()
    number = int(name[1]) if name[0] == "q" else words()["ordinals"][name]
    quarter = CalendarPart("quarter", 3 * number - 2)
    return Reading("date", Recurring(quarter, "tense", Published()), weak=name[0] == "q")


@_rule("(?:{the} )?(?P<ordinal>{first|second}) half")
def _half(match: re.Match[str]) -> Reading:
    half = CalendarPart("half", 1 if match["ordinal"].lower() == "first" else 7)
    return Reading("date", Recurring(half, "tense", Published()), weak=True)


# ---------------------------------------------------------------- years and longer


@_rule(
    r"(?:(?P<part>{part}){gap}|(?<![$€£¥#/.,:-]))(?P<year>{year})"
    r"(?!%|[.,:/]\d|-\w)"
)
def _year(match: re.Match[str]) -> Reading:
    sure = bool(match["part"]) or _reads_as_year(match)
    return Reading("date", _given_year(int(match["year"])), weak=not sure)


def _reads_as_year(match: re.Match[str]) -> bool:
    """News sets thousands off with a comma: a bare figure is a year unless words speak against."""
    cues = words()["cues"]
    # "Resolutions 1559 and 1701"
    before = match.string[max(0, match.start() - 40) : match.start()]
    before = re.sub(r"(?:\d{4},? (?:and |or )?){1,3}\Z", "", before)
    if preceded(before, len(before), cues["no_year"]):
        return False
    if followed(match, rf" (?:{cues['counted']})(?!\w)"):
        return False
    if not match["year"].endswith("00"):
        return True
    named = preceded(match.string, match.start(), cues["round_year"])
    return named and not followed(match, r" [a-z]{3,20}s\b")


def _given_year(year: int) -> Given:
    return Given(date(year, 1, 1), "year")


@_rule(r"(?P<first>{year})(?:{dash}|/)(?P<last>{year}|\d\d)")
def _years(match: re.Match[str]) -> Reading | None:
    first, last = match["first"], match["last"]
    last = first[: 4 - len(last)] + last
    if int(first) >= int(last):
        return None
    return Reading("date", Range(_given_year(int(first)), _given_year(int(last))))


@_rule(
    r"(?:{the} )?{fiscal|financial}(?: years?)? (?P<year>{year})"
    r"(?:(?:{dash}|/)(?P<last>{year}|\d\d))?",
    r"(?:{the} )?(?P<year>{year})(?:(?:{dash}|/)(?P<last>{year}|\d\d))? {fiscal|financial} year",
    r"FY ?(?P<year>{year}|\d\d)(?:(?:{dash}|/)(?P<last>{year}|\d\d))?",
)
def _fiscal_year(match: re.Match[str]) -> Reading:
    """Fiscal years begin in other months in other places: the state tells the days."""
    year = "20"[: 4 - len(match["year"])] + match["year"]
    if not match["last"]:
        return Reading("date", FiscalYear(int(year)))
    last = year[: 4 - len(match["last"])] + match["last"]
    if int(last) != int(year) + 1:  # several years
        return Reading("date", Vague(f"FY{year}"))
    return Reading("date", FiscalYear(int(year), int(last)))


@_rule(
    "(?:(?P<part>{part}){gap})?(?P<decade>(?:1[5-9]|20)[0-9]0)s",
    "(?:(?P<part>{part}){gap})?'(?P<decade>[2-9]0)s",
)
def _decade(match: re.Match[str]) -> Reading:
    year = int("19"[: 4 - len(match["decade"])] + match["decade"])
    return Reading("date", Given(date(year, 1, 1), "decade"))


@_rule(r"(?:{the} )?(?:(?P<figure>1\d|2[01])(?:th|st)|(?P<word>{century})){gap}century")
def _century(match: re.Match[str]) -> Reading:
    figure, word = match["figure"], match["word"]
    number = int(figure) if figure else words()["centuries"][word.lower()]
    return Reading("date", Given(date(number * 100 - 99, 1, 1), "century"))


# ---------------------------------------------------------------- as seen from a day


@_rule("(?P<phrase>{phrase})(?: (?P<daypart>{daypart}))?")
def _fixed_phrase(match: re.Match[str]) -> Reading:
    entry = _phrases()[plain(match["phrase"])]
    if "value" in entry:
        return Reading("date", Vague(entry["value"]))
    if "day" in entry:
        return Reading("date", Given(date.fromisoformat(entry["day"]), "day"))
    shift = entry["shift"]
    day = Shifted(_base(shift), shift["unit"], shift["count"])
    if "daypart" in entry:
        return Reading("time", AtTime(day, entry["daypart"]))
    return _at_daypart(day, match)


@cache
def _phrases() -> dict[str, dict[str, Any]]:
    return {plain(name): entry for entry in words()["phrases"] for name in entry["words"]}


def _base(shift: dict[str, Any]) -> Meaning:
    return Published() if shift["from"] == "published" else Reference()


@_rule("(?:(?P<part>{part}){gap})?(?P<shift>{shift}|{the last}) (?P<unit>{calendar})(?!-)")
def _shifted_unit(match: re.Match[str]) -> Reading | None:
    name, unit = plain(match["shift"]), match["unit"].lower()
    shift = words()["shifts"][name.removeprefix("the ") if name == "the last" else name]
    stretch = name in ("the next", "the last") and preceded(
        match.string, match.start(), words()["cues"]["stretch"]
    )
    if stretch or "count" not in shift:
        return Reading("duration", Vague(_length(1, unit)))
    if unit == "day" and shift["from"] == "published":  # "the last day of the summit"
        return None
    return Reading("date", Shifted(_base(shift), _calendar_unit(unit), shift["count"]))


def _calendar_unit(name: str) -> Unit:
    unit: Unit = name  # type: ignore[assignment]  # the pattern lets only units through
    return unit


@_rule("(?P<shift>{shift}) (?P<daypart>{daypart})(?!-)")
def _shifted_daypart(match: re.Match[str]) -> Reading | None:
    shift = words()["shifts"][plain(match["shift"])]
    if "count" not in shift:
        return None
    return _at_daypart(Shifted(_base(shift), "day", shift["count"]), match)


@_rule(
    "(?P<shift>{shift}) (?P<weekend>weekend)",
    "(?P<shift>{nameshift}) (?:(?P<weekday>{fullweekday})(?: (?P<daypart>{daypart}))?"
    "|(?P<month>{fullmonth})|(?P<season>{season})|(?P<holiday>{holiday}))",
)
def _shifted_cycle(match: re.Match[str]) -> Reading:
    shift = words()["shifts"][plain(match["shift"])]
    groups = match.groupdict()
    if groups.get("weekday"):
        weekday = _weekly(groups["weekday"])
        return _at_daypart(Recurring(weekday, shift["which"], _base(shift)), match)
    if groups.get("month"):
        cycle: Cycle = CalendarPart("month", month_number(groups["month"]))
    elif groups.get("season"):
        cycle = _season_of(groups["season"])
    elif groups.get("holiday"):
        cycle = _holiday_of(groups["holiday"])
    else:
        cycle = Weekly("weekend", 5)
    return Reading("date", Recurring(cycle, shift["which"], _base(shift)))


@_rule("{the} weekend")
def _weekend(_: re.Match[str]) -> Reading:
    return Reading("date", Recurring(Weekly("weekend", 5), "tense", Published()))


@_rule(
    "(?:{the} )?{end|start|beginning|middle|rest|close} of (?P<shift>the|this|last|next)"
    " (?P<unit>week|month|quarter|year|decade|century)",
    "(?P<shift>)(?P<unit>[Yy]ear)(?:'s |-)end",
)
def _part_of_unit(match: re.Match[str]) -> Reading:
    count = {"last": -1, "next": 1}.get(match["shift"].lower(), 0)
    return Reading("date", Shifted(Published(), _calendar_unit(match["unit"].lower()), count))


@_rule("(?:{the} )?{week} (?:of|beginning|starting|ending)")
def _week_of(_: re.Match[str]) -> Reading:
    return Reading("date", Shifted(Reference(), "week", 0), weak=True, opens=True)


@_rule("{the} (?P<unit>{day|week|month|year}) of")
def _unit_of(match: re.Match[str]) -> Reading | None:
    """ "on the day of the ruling", but not "the last day of the summit" nor "the month of May"."""
    cues = words()["cues"]
    named = followed(match, f" (?:{cues['article']})(?!\\w)")
    if not named or not preceded(match.string, match.start(), cues["on"]):
        return None
    unit = _calendar_unit(match["unit"].lower())
    return Reading("date", Shifted(Reference(), unit, 0), opens=True)


@_rule("{the} (?:(?P<unit>{calendar})|(?P<daypart>{daypart})) (?P<way>before|after|earlier)")
def _unit_before(match: re.Match[str]) -> Reading | None:
    if preceded(match.string, match.start(), "in"):  # "later in the day before returning home"
        return None
    count = 1 if match["way"].lower() == "after" else -1
    unit: Unit = _calendar_unit((match["unit"] or "day").lower())
    return _at_daypart(Shifted(Reference(), unit, count), match)._replace(opens=True)


# ---------------------------------------------------------------- amounts of time


@_rule(
    "(?P<amount>{amount}) (?P<unit>{unit})(?:'s?(?= time))? (?P<way>{way})(?!-)",
    "(?P<amount>)(?P<unit>{units}) (?P<way>ago|earlier|later|from now)",
    "(?P<amount>)(?P<unit>{hours|minutes}) (?P<way>before|after)",
)
def _away(match: re.Match[str]) -> Reading | None:
    length = _read_length(match)
    if length is None:
        return None
    way = words()["ways"][plain(match["way"])]
    unit, count = _whole_units(match)
    if way["from"] == "reference" and _within_a_day(match):
        opens = plain(match["way"]) in ("before", "after")
        return Reading("duration", SameDay(length, way["count"] > 0), opens=opens)
    vague = preceded(match.string, match.start(), words()["cues"]["vague"])
    if not count or vague or preceded(match.string, match.start(), "for"):
        return Reading("duration", Vague(length))
    opens = match["way"].lower() in ("before", "after")
    return Reading("date", Shifted(_base(way), unit, way["count"] * count), opens=opens)


@_rule(
    "(?P<amount>{amount})(?: (?:more|other|full|whole|long|straight|consecutive|additional))?"
    "{gap}(?P<unit>{unit})(?:{gap}long)?(?!{gap}olds?(?!\\w)| of age|-(?!long))",
    "(?:{the} )?{past|last|next|coming|first|previous|following} (?P<amount>{amount})"
    " (?P<unit>{unit})",
    "(?:{the} )?{recent|coming|past} (?P<amount>)(?P<unit>{units})",
    "(?P<amount>)(?P<unit>{unit})-long",
)
def _duration(match: re.Match[str]) -> Reading | None:
    length = _read_length(match)
    if length is None:
        return None
    unit, count = _whole_units(match)
    # "in a day" tells how fast; for the date one says tomorrow.
    if not count or (unit, count) == ("day", 1) or plain(match[0]).startswith("the "):
        return Reading("duration", Vague(length))
    if not preceded(match.string, match.start(), words()["cues"]["in"]):
        return Reading("duration", Vague(length))
    return Reading("duration", Ahead(Shifted(Published(), unit, count), length))


@_rule("(?P<amount>{amount}) (?P<unit>{unit}) (?:a|per|every|each) {unit}")
def _rate(_: re.Match[str]) -> Reading:
    """ "24 hours a day": how much of each, found so that nothing is found inside it."""
    return Reading("set", Vague(""), weak=True)


@_rule("(?P<units>{units})(?!-)")
def _open_number(match: re.Match[str]) -> Reading | None:
    """ "for weeks"."""
    if not preceded(match.string, match.start(), words()["cues"]["lasting"]):
        return None
    return Reading("duration", Vague(_length(0, singulars()[match["units"].lower()])))


@_rule("(?P<long>{long})")
def _long_unit(match: re.Match[str]) -> Reading:
    return Reading("duration", Vague(words()["long"][match["long"].lower()]))


def _read_length(match: re.Match[str]) -> str | None:
    """The TIMEX3 duration of an amount and a unit, None where they make none ("a second")."""
    amount, unit = match["amount"], match["unit"].lower()
    singular = singulars()[unit]
    if not amount:
        long = match[0].lower().endswith("long")
        if unit == singular and not long:
            return None
        return _length(1 if unit == singular else 0, singular)
    article = plain(amount) in ("a", "an")
    if article and (unit != singular or singular == "second"):  # "a decades-long quarrel"
        return None
    if singular == "second" and unit == singular:
        return None
    return _length(number(amount), singular)


def _length(count: float, unit: str) -> str:
    entry = words()["units"][unit]
    code = entry["code"]
    prefix, letter = ("PT", code[1]) if code[0] == "T" else ("P", code)
    if not count:
        return f"{prefix}X{letter}"
    total = count * entry.get("times", 1)
    if letter == "H" and total % 1 == 0.5:
        return f"PT{int(total)}H30M" if total > 1 else "PT30M"
    return f"{prefix}{total:g}{letter}"


def _within_a_day(match: re.Match[str]) -> bool:
    """Whether an amount is one of minutes or of hours that fit into a day."""
    code = words()["units"][singulars()[match["unit"].lower()]]["code"]
    return code in ("TS", "TM", "TH") and (not match["amount"] or number(match["amount"]) < 24)


def _whole_units(match: re.Match[str]) -> tuple[Unit, int]:
    """The calendar unit and how many of it; 0 where the number is open or no whole one."""
    entry = words()["units"][singulars()[match["unit"].lower()]]
    count = number(match["amount"]) if match["amount"] else 0
    whole = int(count * entry.get("times", 0)) if count % 1 == 0 else 0
    return _calendar_unit(entry.get("unit", "day")), whole


# ---------------------------------------------------------------- again and again, by the clock


@_rule(
    "{every|each} (?:(?P<amount>{amount}) )?(?P<unit>{unit})(?!{gap}olds?(?!\\w))",
    "(?:{once|twice}|(?:{number}|{figure}) times) (?:a|per|every|each)"
    "(?P<amount>) (?P<unit>{unit})",
)
def _every(match: re.Match[str]) -> Reading:
    count = number(match["amount"]) if match["amount"] else 1
    return Reading("set", Vague(_length(count, singulars()[match["unit"].lower()])))


@_rule("{every|each} (?P<weekday>{fullweekday})", "(?P<weekday>{fullweekday})s")
def _every_weekday(match: re.Match[str]) -> Reading:
    return Reading("set", Vague(f"XXXX-WXX-{_weekly(match['weekday']).weekday + 1}"))


@_rule("{every|each} (?P<daypart>{daypart})")
def _every_daypart(match: re.Match[str]) -> Reading:
    return Reading("set", Vague(f"XXXX-XX-XXT{words()['dayparts'][match['daypart'].lower()]}"))


@_rule("(?P<set>{set})")
def _set(match: re.Match[str]) -> Reading:
    return Reading("set", Vague(words()["sets"][match["set"]]))


@_rule(
    r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.m\.?|[ap]m|AM|PM)"
    r"{zone}(?: \(\d{4} (?:GMT|UTC)\))?"
)
def _twelve_hours(match: re.Match[str]) -> Reading:
    afternoon = match["half"][0] in "pP"
    return _clock(int(match["hour"]) % 12 + 12 * afternoon, int(match["minute"] or 0))


@_rule(
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d){zone}(?![:\d])",
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) (?:GMT|UTC)",
)
def _twenty_four_hours(match: re.Match[str]) -> Reading:
    told = match[0][-1].isalpha() or preceded(match.string, match.start(), words()["cues"]["clock"])
    return _clock(int(match["hour"]), int(match["minute"]))._replace(weak=not told)


@_rule(
    r"(?P<hour>1[0-2]|[1-9]|{number})(?: o'clock(?: in the (?P<daypart>{daypart}))?"
    r"| in the (?P<part>{daypart}))"
)
def _oclock(match: re.Match[str]) -> Reading | None:
    hour = int(number(match["hour"]))
    if hour > 12:
        return None
    part = (match["daypart"] or match["part"] or "morning").lower()
    return _clock(hour % 12 + 12 * (part != "morning"), 0)


@_rule("(?P<word>{clock})")
def _clock_word(match: re.Match[str]) -> Reading:
    hour, minute = words()["clock"][match["word"].lower()].split(":")
    return _clock(int(hour), int(minute))


def _clock(hour: int, minute: int) -> Reading:
    """A time of the day that is spoken of."""
    return Reading("time", AtTime(Shifted(Reference(), "day", 0), f"{hour:02}:{minute:02}"))
