"""Time expressions: which words are found, what they resolve to, and that nothing breaks them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.reading.dates import Resolved, Tense, TimeExpression, find_times, resolve
from memcon.reading.tables import table
from memcon.record import COUNTRIES

MONDAY = date(2024, 11, 11)
TENSES: tuple[Tense, ...] = ("past", "future", "present")
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def only(text: str) -> TimeExpression:
    """The one expression of a text."""
    (expression,) = find_times(text)
    return expression


def days(
    text: str,
    tense: Tense = "past",
    published: date | None = MONDAY,
    reference: Resolved | None = None,
) -> tuple[str | None, str | None]:
    """First and last day of a text's one expression, as in a record."""
    found = resolve(only(text), published=published, tense=tense, reference=reference)
    return tuple(day.isoformat() if day else None for day in (found.start, found.end))  # type: ignore[return-value]


def on(first: str, last: str | None = None) -> Resolved:
    """The date of a happening told before."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Resolved(start, end, "explicit", None)


# ---------------------------------------------------------------- found, and not


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("They met on Thursday in Geneva.", ["Thursday"]),
        ("They met late on Monday evening.", ["Monday evening"]),
        ("He said that Friday's strike was a mistake.", ["Friday"]),
        ("on March 5, 2022, and in July 2022", ["March 5, 2022", "July 2022"]),
        ("the 5th of March, 5 May 2021, Sept. 3", ["the 5th of March", "5 May 2021", "Sept. 3"]),
        ("in the spring of last year", ["spring of last year"]),
        ("the third quarter of 2023", ["the third quarter of 2023"]),
        ("by early 2023 or mid-March", ["early 2023", "mid-March"]),
        ("the early 1990s and the '80s", ["early 1990s", "'80s"]),
        ("Friday, Nov. 8, at 9 a.m.", ["Friday, Nov. 8, at 9 a.m."]),
        ("at 10:35 a.m. EST on Tuesday", ["10:35 a.m. EST on Tuesday"]),
        ("from 28 to 30 March 2022", ["28 to 30 March 2022"]),
        ("two days before the call", ["two days before"]),
        ("The day before last Tuesday's hearing", ["The day before last Tuesday"]),
        ("after a 16-hour flight and three days of talks", ["16-hour", "three days"]),
        ("a decades-long quarrel", ["decades-long"]),
        ("daily, every two weeks, on Sundays", ["daily", "every two weeks", "Sundays"]),
        ("July\n2022 and two\n  days later", ["July\n2022", "two\n  days later"]),
        ("THURSDAY in MARCH", ["THURSDAY", "MARCH"]),
        ("Sun, Nov 3", ["Sun, Nov 3"]),
        ("the May summit", ["May"]),
        ("ended in 2000 and again in 2016", ["2000", "2016"]),
        ("moved the vote from Monday to Friday", ["Monday", "Friday"]),
        ("resigned on the 31st, from the 3rd floor", ["the 31st"]),
        ("the last week of May", ["the last week of May"]),
        ("24 hours a day for weeks", ["weeks"]),
        ("On the day of the vote, the month of July", ["the day of", "July"]),
    ],
)
def test_finds_the_words_without_preposition(text: str, expressions: list[str]) -> None:
    assert [expression.text for expression in find_times(text)] == expressions


@pytest.mark.parametrize(
    "text",
    [
        "May said she may march.",
        "Criticised by May, the March on Rome went on.",
        "In May's cabinet nobody spoke.",
        "Theresa May met June Smith.",
        "They march on the capital. March with us!",
        "The Sun and the Sunday Times on Bloody Sunday",
        "a second round for the second man",
        "a six-year-old boy, 60 years old",
        "2,022 people, $2022, No. 2022, some 2016 people",
        "under Resolution 1701 and resolutions 1559 and 1680",
        "1600 soldiers in a C-130",
        "on 7/10/2023",
        "the fall of Aleppo, a spring in his step",
        "the last day of the summit",
        "during Ramadan",
        "a quarter of them",
        "In March 5,000 of 2024.5 were 13/13/2023"[9:],
        "31/02/2023",
        "May\n\n28",
    ],
)
def test_finds_no_date_where_there_is_none(text: str) -> None:
    assert find_times(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("within 48 hours", "duration", "PT48H"),
        ("for 5 1/2 hours", "duration", "PT5H30M"),
        ("half an hour", "duration", "PT30M"),
        ("a seven-day truce", "duration", "P7D"),
        ("two more weeks", "duration", "P2W"),
        ("twenty-one months", "duration", "P21M"),
        ("two decades of war", "duration", "P20Y"),
        ("several days", "duration", "PXD"),
        ("in recent weeks", "duration", "PXW"),
        ("over the past two months", "duration", "P2M"),
        ("over the next year", "duration", "P1Y"),
        ("the coming week", "duration", "P1W"),
        ("a daylong siege", "duration", "P1D"),
        ("pledged to end the war in a day", "duration", "P1D"),
        ("a few hours ago", "duration", "PTXH"),
        ("years ago", "duration", "PXY"),
        ("more than a decade ago", "duration", "P10Y"),
        ("over two years ago", "duration", "P2Y"),
        ("queued for days", "duration", "PXD"),
        ("every day", "set", "P1D"),
        ("twice a week", "set", "P1W"),
        ("annually", "set", "P1Y"),
        ("every Friday", "set", "XXXX-WXX-5"),
        ("each morning", "set", "XXXX-XX-XXTMO"),
        ("now", "date", "PRESENT_REF"),
        ("in the near future", "date", "FUTURE_REF"),
        ("the current cabinet", "date", "PRESENT_REF"),
        ("in fiscal 2023", "date", "FY2023"),
        ("in FY24", "date", "FY2024"),
        ("in the 2013-14 fiscal year", "date", "FY2013-14"),
        ("aid for fiscal 2013", "date", "FY2013"),
        ("in the second quarter of fiscal 2013", "date", "FY2013-Q2"),
        ("in fiscal years 2012-2015", "date", "FY2012"),
    ],
)
def test_values_that_are_no_days(text: str, kind: str, value: str) -> None:
    expression = only(text)
    resolved = resolve(expression, published=MONDAY, tense="past")
    assert expression.kind == kind
    assert resolved == Resolved(None, None, "none", value)


@pytest.mark.parametrize(
    ("text", "country", "start", "end"),
    [
        ("in fiscal 2013", "USA", "2012-10-01", "2013-09-30"),
        ("In the fiscal year 2013", "IND", "2012-04-01", "2013-03-31"),
        ("in the fiscal year 2013", "JPN", "2013-04-01", "2014-03-31"),
        ("in financial year 2012-13", "GBR", "2012-04-01", "2013-03-31"),
        ("during the 2012/13 financial year", "AUS", "2012-07-01", "2013-06-30"),
        ("in FY2024", "PAK", "2023-07-01", "2024-06-30"),
        ("in FY24", "RUS", "2024-01-01", "2024-12-31"),
        ("in FY2024-25", "IND", "2024-04-01", "2025-03-31"),
        ("in Japan's fiscal 2013", "JPN", "2013-04-01", "2014-03-31"),
        ("in the first quarter of fiscal 2013", "USA", "2012-10-01", "2012-12-31"),
        ("in the second half of FY2013", "PAK", "2013-01-01", "2013-06-30"),
    ],
)
def test_a_fiscal_year_has_its_states_days(text: str, country: str, start: str, end: str) -> None:
    resolved = resolve(only(text), published=MONDAY, tense="past", country=country)
    assert (str(resolved.start), str(resolved.end), resolved.basis) == (start, end, "explicit")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("in fiscal 2013", None),
        ("in fiscal 2013", "GBR"),  # of two years the one that both are named by is not told
        ("in fiscal 2013", "IRN"),
        ("in fiscal 2012-13", "RUS"),
        ("a budget for fiscal 2013", "USA"),
        ("signed the fiscal 2013 budget", "USA"),
    ],
)
def test_a_fiscal_year_without_days(text: str, country: str | None) -> None:
    resolved = resolve(only(text), published=MONDAY, tense="past", country=country)
    assert (resolved.start, resolved.end, resolved.basis) == (None, None, "none")


def test_fiscal_years_are_those_of_states_and_begin_on_a_day_of_the_year() -> None:
    entries = table("fiscal_years")
    assert set(entries) <= set(COUNTRIES)
    for begins in entries.values():
        assert set(begins) <= {"month", "named"}
        assert 1 <= begins["month"] <= 12
        assert begins.get("named") in (None, "begin", "end")


# ---------------------------------------------------------------- what the words give in full


@pytest.mark.parametrize(
    ("text", "start", "end", "value"),
    [
        ("2023-03-03", "2023-03-03", "2023-03-03", "2023-03-03"),
        ("25/12/2023", "2023-12-25", "2023-12-25", "2023-12-25"),
        ("12/25/2023", "2023-12-25", "2023-12-25", "2023-12-25"),
        ("7/7/2023", "2023-07-07", "2023-07-07", "2023-07-07"),
        ("5.12.2020", "2020-12-05", "2020-12-05", "2020-12-05"),
        ("Oct. 7, 2023", "2023-10-07", "2023-10-07", "2023-10-07"),
        ("Thursday, 28 March 2019", "2019-03-28", "2019-03-28", "2019-03-28"),
        ("July 2022", "2022-07-01", "2022-07-31", "2022-07"),
        ("Sept 2022", "2022-09-01", "2022-09-30", "2022-09"),
        ("in 2018", "2018-01-01", "2018-12-31", "2018"),
        ("late 2018", "2018-01-01", "2018-12-31", "2018"),
        ("Q3 2023", "2023-07-01", "2023-09-30", "2023-Q3"),
        ("first half of 2023", "2023-01-01", "2023-06-30", "2023-H1"),
        ("winter of 2021", "2021-12-01", "2022-02-28", "2021-WI"),
        ("the 1990s", "1990-01-01", "1999-12-31", "199X"),
        ("the 20th century", "1901-01-01", "2000-12-31", "19XX"),
        ("Christmas Eve 2023", "2023-12-24", "2023-12-24", "2023-12-24"),
        ("Good Friday 2024", "2024-03-29", "2024-03-29", "2024-03-29"),
        ("Thanksgiving 1999", "1999-11-25", "1999-11-25", "1999-11-25"),
        ("Election Day 2016", "2016-11-08", "2016-11-08", "2016-11-08"),
        ("first week of May 2021", "2021-05-01", "2021-05-07", "2021-05-01/2021-05-07"),
        ("second half of May 2021", "2021-05-16", "2021-05-31", "2021-05-16/2021-05-31"),
        ("last week of May 2021", "2021-05-25", "2021-05-31", "2021-05-25/2021-05-31"),
        ("the 9/11 attacks", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("the week of March 6, 2000", "2000-03-06", "2000-03-12", "2000-W10"),
        ("2014-16", "2014-01-01", "2016-12-31", "2014-01-01/2016-12-31"),
        ("from 2014 to 2016", "2014-01-01", "2016-12-31", "2014-01-01/2016-12-31"),
        ("from 28 to 30 March 2022", "2022-03-28", "2022-03-30", "2022-03-28/2022-03-30"),
        ("between 28 March and 2 April 2022", "2022-03-28", "2022-04-02", "2022-03-28/2022-04-02"),
        ("from Dec. 28 to Jan. 3, 2022", "2021-12-28", "2022-01-03", "2021-12-28/2022-01-03"),
        ("9 a.m. on May 5, 2021", "2021-05-05", "2021-05-05", "2021-05-05T09:00"),
        ("noon on May 5, 2021", "2021-05-05", "2021-05-05", "2021-05-05T12:00"),
    ],
)
def test_explicit_dates_need_no_publication_date(
    text: str, start: str, end: str, value: str
) -> None:
    expected = Resolved(date.fromisoformat(start), date.fromisoformat(end), "explicit", value)
    for tense in TENSES:
        assert resolve(only(text), published=None, tense=tense) == expected


# ---------------------------------------------------------------- from the day of publication


@pytest.mark.parametrize(
    ("text", "tense", "published", "start", "end"),
    [
        # weekdays: the nearest one, the day of publication included
        ("Thursday", "past", "2024-11-11", "2024-11-07", "2024-11-07"),
        ("Thursday", "future", "2024-11-11", "2024-11-14", "2024-11-14"),
        ("Thursday", "present", "2024-11-11", "2024-11-14", "2024-11-14"),
        ("Monday", "past", "2024-11-11", "2024-11-11", "2024-11-11"),
        ("Monday", "future", "2024-11-11", "2024-11-11", "2024-11-11"),
        ("Monday evening", "past", "2021-11-16", "2021-11-15", "2021-11-15"),
        ("last Thursday", "past", "2023-12-12", "2023-12-07", "2023-12-07"),
        ("last Tuesday", "past", "2023-05-21", "2023-05-16", "2023-05-16"),
        ("last Monday", "past", "2024-11-11", "2024-11-04", "2024-11-04"),
        ("next Tuesday", "future", "2023-03-03", "2023-03-07", "2023-03-07"),
        ("next Monday", "future", "2024-11-11", "2024-11-18", "2024-11-18"),
        ("Friday last week", "past", "2024-11-11", "2024-11-08", "2024-11-08"),
        ("this coming Friday", "future", "2024-11-11", "2024-11-15", "2024-11-15"),
        ("Friday, Nov. 8", "past", "2024-11-11", "2024-11-08", "2024-11-08"),
        # whole calendar units
        ("last week", "past", "2022-04-22", "2022-04-11", "2022-04-17"),
        ("next week", "future", "2023-09-12", "2023-09-18", "2023-09-24"),
        ("earlier this month", "past", "2022-03-30", "2022-03-01", "2022-03-31"),
        ("last month", "past", "2024-01-05", "2023-12-01", "2023-12-31"),
        ("this year", "future", "2023-02-09", "2023-01-01", "2023-12-31"),
        ("late last year", "past", "2023-02-09", "2022-01-01", "2022-12-31"),
        ("last quarter", "past", "2024-01-05", "2023-10-01", "2023-12-31"),
        ("the end of the year", "future", "2024-11-11", "2024-01-01", "2024-12-31"),
        ("over the weekend", "past", "2024-11-11", "2024-11-09", "2024-11-10"),
        ("over the weekend", "future", "2024-11-11", "2024-11-16", "2024-11-17"),
        ("last weekend", "past", "2024-11-10", "2024-11-02", "2024-11-03"),
        # what comes once a year, by tense
        ("in July", "past", "2024-12-16", "2024-07-01", "2024-07-31"),
        ("in July", "past", "2024-07-02", "2024-07-01", "2024-07-31"),
        ("in July", "future", "2022-03-30", "2022-07-01", "2022-07-31"),
        ("in March", "future", "2024-04-05", "2025-03-01", "2025-03-31"),
        ("last November", "past", "2024-08-26", "2023-11-01", "2023-11-30"),
        ("last November", "past", "2024-11-11", "2023-11-01", "2023-11-30"),
        ("next March", "future", "2024-03-11", "2025-03-01", "2025-03-31"),
        ("March 5", "past", "2024-03-12", "2024-03-05", "2024-03-05"),
        ("on March 18", "future", "2023-03-03", "2023-03-18", "2023-03-18"),
        ("28 March", "past", "2022-03-30", "2022-03-28", "2022-03-28"),
        ("Feb. 29", "past", "2023-07-01", "2020-02-29", "2020-02-29"),
        ("from 7 to 10 March", "past", "2022-03-30", "2022-03-07", "2022-03-10"),
        ("between 3 and 5 May", "past", "2022-06-01", "2022-05-03", "2022-05-05"),
        ("March 5 and 6 in Oslo", "past", "2022-06-01", "2022-03-05", "2022-03-06"),
        ("from Monday to Wednesday", "past", "2024-11-11", "2024-11-04", "2024-11-06"),
        ("last summer", "past", "2024-11-11", "2024-06-01", "2024-08-31"),
        ("the third quarter", "past", "2024-11-11", "2024-07-01", "2024-09-30"),
        ("July of last year", "past", "2024-11-11", "2023-07-01", "2023-07-31"),
        ("Christmas Day", "future", "2024-11-11", "2024-12-25", "2024-12-25"),
        # counted
        ("today", "past", "2023-02-09", "2023-02-09", "2023-02-09"),
        ("yesterday", "past", "2023-02-09", "2023-02-08", "2023-02-08"),
        ("tomorrow morning", "future", "2023-02-09", "2023-02-10", "2023-02-10"),
        ("overnight", "past", "2023-02-09", "2023-02-09", "2023-02-09"),
        ("last night", "past", "2023-02-09", "2023-02-08", "2023-02-08"),
        ("the day before yesterday", "past", "2023-02-09", "2023-02-07", "2023-02-07"),
        ("two days ago", "past", "2023-02-09", "2023-02-07", "2023-02-07"),
        ("two weeks ago", "past", "2024-11-11", "2024-10-28", "2024-11-03"),
        ("three years ago", "past", "2024-11-11", "2021-01-01", "2021-12-31"),
        ("a decade ago", "past", "2024-11-11", "2014-01-01", "2014-12-31"),
        ("in two weeks", "future", "2024-11-11", "2024-11-25", "2024-12-01"),
        ("in two weeks' time", "future", "2024-11-11", "2024-11-25", "2024-12-01"),
        ("on the 31st", "past", "2024-11-11", "2024-10-31", "2024-10-31"),
        ("on the 3rd", "future", "2024-11-11", "2024-12-03", "2024-12-03"),
        ("Easter week", "past", "2024-04-05", "2024-03-25", "2024-03-31"),
        ("three days after Christmas", "past", "2024-01-05", "2023-12-28", "2023-12-28"),
    ],
)
def test_relative_dates(text: str, tense: Tense, published: str, start: str, end: str) -> None:
    resolved = resolve(only(text), published=date.fromisoformat(published), tense=tense)
    assert (resolved.start, resolved.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert resolved.basis == "relative"
    assert days(text, tense, published=None) == (None, None)


def test_in_some_weeks_is_how_long_it_took_in_the_past() -> None:
    assert days("the second attack in two weeks", "past") == (None, None)


@pytest.mark.parametrize(
    ("text", "tense", "published", "start"),
    [
        ("set a deadline of Jan. 14", "past", "2000-01-06", "2000-01-14"),
        ("the Dec. 30 attack", "future", "2000-01-06", "1999-12-30"),
        ("repayments due in May", "past", "2022-03-30", "2022-05-01"),
    ],
)
def test_what_is_a_year_off_gives_way_to_its_near_twin(
    text: str, tense: Tense, published: str, start: str
) -> None:
    assert days(text, tense, date.fromisoformat(published))[0] == start


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Monday evening", MONDAY, "2024-11-11TEV"),
        ("last night", MONDAY, "2024-11-10TNI"),
        ("9 a.m. EST Tuesday", MONDAY, "2024-11-05T09:00"),
        ("last week", date(2024, 1, 3), "2023-W52"),
        ("this weekend", date(2024, 1, 7), "2024-W01-WE"),
        ("last autumn", MONDAY, "2023-FA"),
        ("the last decade", MONDAY, "201X"),
    ],
)
def test_timex_values(text: str, published: date, value: str) -> None:
    assert resolve(only(text), published=published, tense="past").value == value


# ---------------------------------------------------------------- from another happening


@pytest.mark.parametrize(
    ("text", "reference", "start", "end"),
    [
        ("the same day", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("The same day", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("later that day", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("that evening", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("the same evening", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("at midnight", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("the next day", on("2023-02-28"), "2023-03-01", "2023-03-01"),
        ("the following day", on("2023-03-02"), "2023-03-03", "2023-03-03"),
        ("the day after", on("2023-03-02"), "2023-03-03", "2023-03-03"),
        ("the previous day", on("2023-03-02"), "2023-03-01", "2023-03-01"),
        ("the day before the call", on("2023-03-02"), "2023-03-01", "2023-03-01"),
        ("two days later", on("2021-11-24"), "2021-11-26", "2021-11-26"),
        ("a day later", on("2021-11-24"), "2021-11-25", "2021-11-25"),
        ("two days before the call", on("2023-03-03"), "2023-03-01", "2023-03-01"),
        ("the following week", on("2023-03-02"), "2023-03-06", "2023-03-12"),
        ("the same month", on("2022-03-01", "2022-03-31"), "2022-03-01", "2022-03-31"),
        ("the following month", on("2023-03-02"), "2023-04-01", "2023-04-30"),
        ("the next year", on("2015-10-01", "2015-10-31"), "2016-01-01", "2016-12-31"),
        ("a year earlier", on("2023-03-02"), "2022-01-01", "2022-12-31"),
        ("the following Monday", on("2023-03-02"), "2023-03-06", "2023-03-06"),
        ("the following March", on("2023-03-02"), "2024-03-01", "2024-03-31"),
        ("on the day of the ruling", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("hours later", on("2023-03-02"), "2023-03-02", "2023-03-02"),
        ("twenty minutes earlier", on("2023-03-02"), "2023-03-02", "2023-03-02"),
    ],
)
def test_anaphoric_dates(text: str, reference: Resolved, start: str, end: str) -> None:
    assert only(text).anaphoric
    assert days(text, reference=reference) == (start, end)
    assert days(text) == (None, None)


def test_an_hour_later_is_the_same_day_and_keeps_its_own_value() -> None:
    found = resolve(
        only("an hour later"), published=MONDAY, tense="past", reference=on("2023-03-02")
    )
    assert (found.start, found.value) == (date(2023, 3, 2), "PT1H")


def test_hours_after_an_evening_may_be_the_next_day() -> None:
    evening = resolve(only("Monday evening"), published=MONDAY, tense="past")
    assert days("hours later", reference=evening) == (None, None)


def test_no_day_counts_from_a_month() -> None:
    assert days("two days later", reference=on("2022-07-01", "2022-07-31")) == (None, None)


def test_inverse_dates_what_the_words_after_name() -> None:
    # "A expelled the envoy on Tuesday, a day after B took them in": B's date, given A's
    expression = only("a day after").inverse()
    resolved = resolve(expression, published=MONDAY, tense="past", reference=on("2022-12-20"))
    assert resolved.start == date(2022, 12, 19)
    assert only("Thursday").inverse() == only("Thursday")


# ---------------------------------------------------------------- bounds, plans, datelines


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("has lasted since 2022", True),
        ("Since last Thursday", True),
        ("since the early 1990s", True),
        ("until next week", True),
        ("by the end of October", True),
        ("before Christmas", True),
        ("by early 2023", True),
        ("before noon on Friday", False),
        ("since the invasion in 2022", False),
        ("since Friday's attack", False),
    ],
)
def test_a_bound_is_no_date_of_the_happening(text: str, bound: bool) -> None:
    resolved = resolve(only(text), published=MONDAY, tense="past")
    assert only(text).bound is bound
    assert (resolved.start is None) is bound
    assert resolved.value is not None


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("leaves as early as Friday", True),
        ("put off the vote until Friday", True),
        ("a hearing scheduled for Friday", True),
        ("stayed until Friday", False),
        ("delayed since Friday", False),
        ("blamed for Friday's attack", False),
    ],
)
def test_words_before_it_tell_that_a_date_lies_ahead(text: str, ahead: bool) -> None:
    assert only(text).ahead is ahead


@pytest.mark.parametrize(
    "text",
    [
        "LUANDA, Dec 16 (AFP) - The two met.",
        "LIMA, 21 Dec (EFE) - The two met.",
        "Headline here\n\nNew York, Dec. 16, 2024 (Reuters) -- The two met.",
        "WASHINGTON, Dec. 16, 2024 /Newswire/ -- The two met.",
        "UNITED NATIONS, March 12 — The two met.",
    ],
)
def test_the_date_at_the_head_is_a_dateline(text: str) -> None:
    assert only(text).dateline


@pytest.mark.parametrize(
    "text",
    [
        "In Paris, May 3 - a Friday of sorts",
        "KYIV, Ukraine — On March 3 – the day of the vote",
        "They met in LUANDA, Dec 16 and left.",
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(text: str) -> None:
    assert not any(expression.dateline for expression in find_times(text))


# ---------------------------------------------------------------- whatever comes


@pytest.mark.parametrize(
    "text",
    ["9999 years later", "5000 years ago", "Feb. 30", "9000 years from now", "Feb. 29, 2023"],
)
def test_days_outside_the_calendar_are_none(text: str) -> None:
    assert days(text, reference=on("2023-03-02")) == (None, None)


WORDS = """two 28 2022 30 the same last next that this in of on from to and between before after ago
    later since early mid- May March Jan. Sept Sunday Thursday, Fri week months year day evening
    weekend summer quarter first second half Christmas tomorrow today 9 a.m. noon , - – . 's ’
    1990s century every daily a an few $ / (AP)"""
PIECES = st.sampled_from(WORDS.split()) | st.sampled_from([" ", "\n", "\n\n", "\u00a0"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))
DAYS = st.dates()
REFERENCES = st.none() | st.tuples(DAYS, DAYS).map(
    lambda two: Resolved(min(two), max(two), "explicit", None)
)


@given(TEXTS)
def test_offsets_give_the_text_in_order(text: str) -> None:
    end = 0
    for expression in find_times(text):
        assert end <= expression.start < expression.end
        assert text[expression.start : expression.end] == expression.text
        end = expression.end


@given(TEXTS, st.none() | DAYS, st.sampled_from(TENSES), REFERENCES)
def test_resolving_never_fails(
    text: str, published: date | None, tense: Tense, reference: Resolved | None
) -> None:
    for expression in find_times(text):
        found = resolve(expression, published=published, tense=tense, reference=reference)
        if found.start is None or found.end is None:
            assert (found.start, found.end, found.basis) == (None, None, "none")
        else:
            assert found.start <= found.end
            assert found.basis != "none"


@given(
    st.sampled_from(WEEKDAYS),
    st.sampled_from(["", "last ", "next ", "this "]),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(-500, 500),
    st.sampled_from(TENSES),
)
def test_weekdays_move_with_the_week_of_publication(
    weekday: str, shift: str, published: date, weeks: int, tense: Tense
) -> None:
    expression, moved = only(shift + weekday), timedelta(weeks=weeks)
    here = resolve(expression, published=published, tense=tense)
    there = resolve(expression, published=published + moved, tense=tense)
    assert here.start is not None
    assert there.start == here.start + moved
    assert here.start.weekday() == WEEKDAYS.index(weekday)
    assert abs(here.start - published) <= timedelta(days=7)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(TENSES))
def test_a_written_date_is_read_back(day: date, tense: Tense) -> None:
    month = day.strftime("%B")
    for text in (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", str(day)):
        found = resolve(only(text), published=None, tense=tense)
        assert (found.start, found.end) == (day, day)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 365), st.integers(1, 365))
def test_days_before_and_after_are_counted(day: date, back: int, forth: int) -> None:
    reference = on(day.isoformat())
    earlier = days(f"{back} days earlier", reference=reference)[0]
    later = days(f"{forth} days later", reference=reference)[0]
    assert earlier == (day - timedelta(days=back)).isoformat()
    assert later == (day + timedelta(days=forth)).isoformat()


@pytest.mark.parametrize(
    "text", ["7" * 1_000_000, " " * 1_000_000, "12  " * 100_000, "a " * 100_000]
)
def test_long_runs_are_read_in_one_pass(text: str) -> None:
    assert find_times(text) == []
