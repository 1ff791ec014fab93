"""What all formats ask: what has taken place, which day, which words; and the tables of codes."""

from __future__ import annotations

from typing import Any

import pycountry
import pytest

from cli.records import disputed_record
from exporting import composed_record
from memcon.export.base import (
    ByReport,
    InLedger,
    Parts,
    codes,
    countries,
    is_done,
    one_line,
    the_day,
)
from memcon.ontology import EVENT_TYPES, SECTORS, cameo_codes
from memcon.record import BEYOND_STATES, Event


def event(**fields: Any) -> Event:
    base = {"id": "e1", "event": "CONSULT", "actor": ["a1"], "span": (0, 1), "confidence": 1.0}
    return Event.model_validate(base | fields)


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({}, True),
        ({"modality": "negated"}, False),
        ({"modality": "hypothetical"}, False),
        ({"modality": "future"}, False),
        ({"modality": "future", "event": "AGREE"}, True),
        ({"modality": "future", "event": "CONCEDE"}, True),
        ({"modality": "future", "event": "MOBILIZE"}, False),
        ({"modality": "hypothetical", "event": "AGREE"}, False),
    ],
)
def test_only_what_took_place_is_done(fields: dict[str, Any], done: bool) -> None:
    assert is_done(event(**fields), None) is done


@pytest.mark.parametrize(
    ("standing", "done"), [("disputed", True), ("reported", True), ("denied", False)]
)
def test_what_only_denials_are_left_of_is_not_done(standing: str, done: bool) -> None:
    assert is_done(event(), InLedger("h1", standing, 1)) is done


def test_what_a_reviewer_struck_is_not_done() -> None:
    assert not is_done(event(), InLedger("h1", "reported", 1, struck=True))


def test_a_ledger_tells_of_one_report_after_the_other() -> None:
    one, two, four = (InLedger(f"h{n}", "reported", n) for n in (1, 2, 4))
    known = ByReport([("0a", "e1", one), ("0a", "e2", two), ("b4", "e1", four)])
    assert known.get(("0a", "e2")) == two
    assert known.get(("0a", "e1")) == one
    assert known.get(("0a", "e3")) is None
    assert known.get(("97", "e1")) is None
    assert known.get(("b4", "e1")) == four
    assert known.get(("ff", "e1")) is None
    assert known.get(("0a", "e1")) is None


def test_a_day_is_one_that_the_report_tells() -> None:
    met, _, _, _, shelled, *_ = composed_record().events
    assert str(the_day(met)) == "2023-05-03"
    assert the_day(shelled) is None
    assert the_day(event()) is None


def test_denials_are_those_about_the_event() -> None:
    parts = Parts(disputed_record())
    met, closed, _ = parts.record.events
    assert [statement.id for statement in parts.denials(met)] == ["s3"]
    assert parts.denials(closed) == []


def test_an_actor_is_named_as_nearest_to_the_event() -> None:
    parts = Parts(composed_record())
    keld, *_, norway, _, _ = parts.record.actors
    assert parts.named(keld, (57, 60)) == "Ada Keld"
    assert parts.named(keld, (169, 184)) == "Keld"
    assert parts.named(norway, (0, 1)) is None


def test_a_text_is_one_line() -> None:
    assert one_line("a\tb\r\n c\u2028d") == "a b c d"


def test_every_code_of_other_programs_belongs_to_one_of_ours() -> None:
    table = codes()
    assert set(table["quad"]) == {kind.quad for kind in EVENT_TYPES.values()}
    assert set(table["promises"]) <= set(EVENT_TYPES)
    assert set(table["promised"]) <= set(table["promises"])
    assert set(table["promised"].values()) <= set(cameo_codes())
    assert set(table["goldstein"]) == {code for code in cameo_codes() if len(code) == 2}
    assert set(table["type"]) == set(SECTORS) - {"PRM", "REL", "SOC"}
    assert set(table["beyond_states"]) == set(BEYOND_STATES)


def test_countries_are_in_iso_and_their_codes_their_own() -> None:
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    assert set(countries()) <= known
    for column in (0, 1):
        found = [row[column] for row in countries().values() if row[column]]
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("code", "fips", "cow"),
    [
        ("DEU", "GM", "255"),
        ("UKR", "UP", "369"),
        ("RUS", "RS", "365"),
        ("USA", "US", "2"),
        ("GBR", "UK", "200"),
        ("CHN", "CH", "710"),
        ("CHE", "SZ", "225"),
        ("VNM", "VM", "816"),
        ("YEM", "YM", "679"),
        ("SRB", "RI", "345"),
        ("XKX", "KV", "347"),
        ("SSD", "OD", "626"),
        ("PSE", "", ""),
    ],
)
def test_countries_have_the_codes_of_fips_and_of_the_correlates_of_war(
    code: str, fips: str, cow: str
) -> None:
    assert countries().get(code, ("", "")) == (fips, cow)
