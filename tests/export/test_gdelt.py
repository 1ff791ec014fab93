"""GDELT 2.0's columns."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from cli.records import Book, disputed_record, seed_record
from exporting import composed_record, known_of
from memcon.export import InLedger, export
from memcon.export.base import Happenings
from memcon.export.gdelt import COLUMNS, _fraction
from memcon.record import Record, Report


def rows(*records: Record, known: Happenings | None = None) -> list[dict[str, str]]:
    out = BytesIO()
    export(records, "gdelt", out, happenings=known)
    lines = out.getvalue().decode().splitlines()
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def row_of(*, country: str | None, sector: str | None, **fields: Any) -> dict[str, str]:
    book = Book(Report.of("They met.", published="2024-11-11"))
    actor = book.actor("They", "group", country=country, sector=sector)
    book.event("CONSULT", "met", actor=[actor], **fields)
    (row,) = rows(book.record())
    return row


def test_there_are_sixty_one_columns_of_the_codebook() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 61
    place = {COLUMNS.index(name): name for name in ("EventCode", "QuadClass", "SOURCEURL")}
    assert place == {26: "EventCode", 29: "QuadClass", 60: "SOURCEURL"}


def test_there_is_no_header_and_no_quotation_mark() -> None:
    out = BytesIO()
    export([composed_record(), seed_record()], "gdelt", out)
    assert b"GLOBALEVENTID" not in out.getvalue()
    assert b'"' not in out.getvalue()


def test_each_actor_stands_with_each_recipient() -> None:
    record = composed_record()
    pairs = [(row["Actor1Name"], row["Actor2Name"]) for row in rows(record)]
    assert pairs == [
        ("ADA KELD", "OLEK BILAN"),
        ("UNITED NATIONS", "ADA KELD"),
        ("UNITED NATIONS", "OLEK BILAN"),
        ("DENMARK", ""),
        ("SOLDIERS", ""),
        ("NORWAY", ""),
        ("DENMARK", ""),
        ("SOLDIERS", ""),
    ]


def test_those_who_meet_stand_both_ways_and_those_who_arm_do_not() -> None:
    found = [(row["Actor1Name"], row["Actor2Name"]) for row in rows(disputed_record())]
    assert found == [("NORLAND", "SUDRIA"), ("SUDRIA", "NORLAND")]


def test_numbers_of_events_are_whole_their_own_and_the_same_again() -> None:
    records = [composed_record(), disputed_record(), seed_record()]
    numbers = [int(row["GLOBALEVENTID"]) for row in rows(*records)]
    assert len(set(numbers)) == len(numbers)
    assert all(0 <= number < 2**63 for number in numbers)
    assert [int(row["GLOBALEVENTID"]) for row in rows(*reversed(records))] != numbers
    again = {int(row["GLOBALEVENTID"]) for row in rows(*reversed(records))}
    assert again == set(numbers)


def test_what_has_not_taken_place_is_left_out() -> None:
    record = composed_record()
    assert {row["EventRootCode"] for row in rows(record)} == {"04", "02", "03", "19", "15"}
    assert "19" not in {row["EventRootCode"] for row in rows(record, known=known_of(record))}


def test_a_happening_of_several_reports_stands_once_with_its_origins() -> None:
    first, second = disputed_record(), composed_record()
    known = {
        (first.report.id, "e1"): InLedger("h1", "disputed", 3),
        (second.report.id, "e1"): InLedger("h1", "disputed", 3),
    }
    found = [row for row in rows(first, second, known=known) if row["EventRootCode"] == "04"]
    assert [row["Actor1Name"] for row in found] == ["NORLAND", "SUDRIA"]
    assert {row["NumSources"] for row in found} == {"3"}


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2024-11-07", "2024-11-07", ("20241107", "202411", "2024", "2024.8410")),
        ("2024-11-01", "2024-11-30", ("", "202411", "2024", "")),
        ("2024-10-28", "2024-11-03", ("", "", "2024", "")),
        ("2024-12-30", "2025-01-05", ("", "", "", "")),
    ],
)
def test_dates_are_as_exact_as_the_report(start: str, end: str, found: tuple[str, ...]) -> None:
    row = row_of(country="NOR", sector=None, day=(start, end))
    assert tuple(row[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")) == found


def test_the_day_of_publication_is_no_date_of_an_event() -> None:
    row = row_of(country="NOR", sector=None)
    assert (row["SQLDATE"], row["Year"], row["DATEADDED"]) == ("", "", "20241111000000")


@pytest.mark.parametrize(
    ("day", "fraction"),
    [
        ("2014-02-02", "2014.0876"),  # as GDELT's own files have it
        ("2024-01-01", "2024.0027"),
        ("2024-12-31", "2024.9890"),
    ],
)
def test_fractions_of_years_are_counted_as_gdelt_does(day: str, fraction: str) -> None:
    assert _fraction(date.fromisoformat(day)) == fraction


@pytest.mark.parametrize(
    ("country", "sector", "found"),
    [
        ("NOR", None, ("NOR", "NOR", "", "", "")),
        ("NOR", "GOV", ("NORGOV", "NOR", "", "GOV", "")),
        ("NOR", "MED", ("NORHLH", "NOR", "", "HLH", "")),
        ("NOR", "JRN", ("NORMED", "NOR", "", "MED", "")),
        ("NOR", "SOC", ("NOR", "NOR", "", "", "")),
        (None, "REB", ("REB", "", "", "REB", "")),
        ("UNO", None, ("IGOUNO", "", "UNO", "IGO", "")),
        ("UNO", "MIL", ("IGOUNOMIL", "", "UNO", "IGO", "MIL")),
        ("EUR", None, ("EUR", "EUR", "", "", "")),
        ("NGO", "MED", ("NGOHLH", "", "", "NGO", "HLH")),
        ("ISM", None, ("", "", "", "", "")),
        (None, None, ("", "", "", "", "")),
    ],
)
def test_actors_have_cameos_codes(
    country: str | None, sector: str | None, found: tuple[str, ...]
) -> None:
    row = row_of(country=country, sector=sector)
    names = ("Code", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")
    assert tuple(row[f"Actor1{name}"] for name in names) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"cameo": "0333"}, ("0333", "033", "03", "1", "4.0")),
        ({"cameo": "041"}, ("041", "041", "04", "1", "1.0")),
        ({"cameo": "04"}, ("040", "040", "04", "1", "1.0")),
        ({"cameo": "087"}, ("087", "087", "08", "2", "5.0")),
        ({"cameo": "112"}, ("112", "112", "11", "3", "-2.0")),
        ({"cameo": "190"}, ("190", "190", "19", "4", "-10.0")),
        ({"mode": "phone"}, ("041", "041", "04", "1", "1.0")),
        ({}, ("040", "040", "04", "1", "1.0")),
    ],
)
def test_acts_have_cameos_codes_and_weights(fields: dict[str, Any], found: tuple[str, ...]) -> None:
    row = row_of(country="NOR", sector=None, **fields)
    names = ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale")
    assert tuple(row[name] for name in names) == found


def test_a_concession_that_lies_ahead_is_an_intent() -> None:
    book = Book(Report.of("They will ease the ban."))
    book.event(
        "CONCEDE", "ease", cameo="081", actor=[book.actor("They", "group")], modality="future"
    )
    (row,) = rows(book.record())
    assert (row["EventCode"], row["QuadClass"]) == ("035", "1")


def test_places_are_told_by_country_only() -> None:
    visit, *others = rows(composed_record())
    assert [visit[f"ActionGeo_{part}"] for part in ("Type", "FullName", "CountryCode")] == [
        "1", "Ukraine", "UP",
    ]  # fmt: skip
    assert visit["ActionGeo_Lat"] == ""
    assert {row["ActionGeo_Type"] for row in others} == {""}


def test_events_of_the_first_paragraph_are_roots() -> None:
    assert [row["IsRootEvent"] for row in rows(composed_record())] == [*"111", *"00000"]


def test_a_report_without_an_address_is_named_by_its_id() -> None:
    record = disputed_record()
    assert {row["SOURCEURL"] for row in rows(record)} == {f"memcon:{record.report.id}"}
