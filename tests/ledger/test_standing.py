"""On whose word a happening rests, and how it stands: the contract's table, case by case."""

from __future__ import annotations

import pytest

from ledger.facts import ORBAN, PESKOV, POST, PUTIN, SOURCES, TRUMP, fact, says
from memcon.ledger.facts import Fact, Who
from memcon.ledger.happening import tell
from memcon.ledger.origins import Origin, origins, sources

COPIED = (
    "The two leaders spoke by phone on Thursday for half an hour, and agreed to talk again before "
    "the end of the year, two people who were told of the call said."
)


def standing(*facts: Fact) -> str:
    return str(tell(facts).fields["standing"])


def counting(*facts: Fact) -> list[str]:
    """The origins that count."""
    found: list[Origin] = origins(sources(facts, [(TRUMP,), (PUTIN,)]))
    return sorted(origin.origin for origin in found if origin.counts)


CASES = {
    "reported: one outlet": ("reported", [fact("The Herald")]),
    "reported: an outlet, and one that passes on its report": (
        "reported",
        [fact("The Washington Post"), fact("The Herald", says(POST))],
    ),
    "reported: a text, and its reprint": (
        "reported",
        [fact("The Herald", passage=COPIED), fact("The Globe", passage=COPIED)],
    ),
    "corroborated: two outlets, each with sources of its own": (
        "corroborated",
        [fact("The Herald", says(SOURCES)), fact("The Globe", says(SOURCES))],
    ),
    "confirmed: a participant's spokesman": ("confirmed", [fact("The Herald", says(PESKOV))]),
    "confirmed: a spokesman without a name": (
        "confirmed",
        [fact("The Herald", says(Who("a Kremlin spokesman", "unnamed", "RUS")))],
    ),
    "confirmed: an office that is named after a participant": (
        "confirmed",
        [fact("The Herald", says(Who("Mr Trump's office", "organisation")))],
    ),
    "confirmed: a ruling body's own report": (
        "confirmed",
        [fact("White House", says(Who("The White House", "organisation", "USA", "GOV")))],
    ),
    "reported: an official who does not want to be named": (
        "reported",
        [fact("The Herald", says(Who("a Kremlin official", "unnamed", "RUS", "GOV")))],
    ),
    "reported: an outlet that is named as where it was first reported": (
        "reported",
        [fact("The Herald", says(Who("Lenta", "organisation", "RUS"), origin="Lenta"))],
    ),
    "disputed: an outlet asserts, a participant's spokesman denies": (
        "disputed",
        [fact("The Washington Post"), fact("The Herald", says(PESKOV, "denies"))],
    ),
    "reported: one without knowledge of it denies": (
        "reported",
        [fact("The Washington Post"), fact("The Herald", says(ORBAN, "denies"))],
    ),
    "disputed: the host denies": (
        "disputed",
        [
            fact("The Washington Post", place="Budapest", place_country="HUN"),
            fact("The Herald", says(ORBAN, "denies"), place="Budapest", place_country="HUN"),
        ],
    ),
    "denied: only denials": ("denied", [fact("The Herald", says(PESKOV, "denies"))]),
    "denied: the origin has withdrawn it": (
        "denied",
        [
            fact("The Herald"),
            fact("The Herald", says(None, "denies"), published="2024-11-12", modality="negated"),
        ],
    ),
}


@pytest.mark.parametrize(("expected", "facts"), CASES.values(), ids=CASES.keys())
def test_it_stands_by_who_asserts_and_who_denies(expected: str, facts: list[Fact]) -> None:
    assert standing(*facts) == expected
    assert standing(*reversed(facts)) == expected


def test_an_outlet_that_withdraws_still_counts_as_the_origin_it_was_and_denies() -> None:
    told = tell([fact("The Herald"), fact("The Herald", says(None, "denies"), modality="negated")])

    assert sum(origin["counts"] for origin in told.fields["origins"]) == 1
    assert [said["name"] for said in told.fields["denied_by"]] == ["The Herald"]


def test_a_sides_word_is_one_origin_whoever_carries_it() -> None:
    facts = [fact(outlet, says(PESKOV)) for outlet in ("The Herald", "The Globe")]

    assert len(counting(*facts)) == 1


def test_each_sides_word_is_an_origin() -> None:
    assert len(counting(fact("The Herald", says(PESKOV)), fact("The Globe", says(TRUMP)))) == 2


def test_two_sides_within_one_country_are_two_origins() -> None:
    army = Who("the army", "organisation", "COL", "MIL")
    rebels = Who("ELN", "organisation", "COL", "REB")
    facts = [fact("The Herald", says(army)), fact("The Globe", says(rebels))]

    found = origins(sources(facts, [(army,), (rebels,)]))

    assert sum(origin.counts for origin in found) == 2


def test_a_participants_word_is_his_own_whatever_country_a_reader_guessed_for_him() -> None:
    trump = Who("Donald Trump", "person", "RUS", "GOV")
    facts = [fact("The Herald", says(trump)), fact("The Globe", says(PESKOV))]

    found = origins(sources(facts, [(TRUMP, trump), (PUTIN,)]))

    assert sum(origin.counts for origin in found) == 2


def test_an_outlet_that_is_cited_is_an_origin_without_its_own_report() -> None:
    cited = [fact(outlet, says(POST)) for outlet in ("The Herald", "The Globe")]

    assert counting(*cited) == ["The Washington Post"]


def test_those_who_pass_it_on_do_not_assert_it() -> None:
    told = tell([fact("The Washington Post"), fact("The Herald", says(POST))])

    assert [said["name"] for said in told.fields["asserted_by"]] == ["The Washington Post"]


def test_a_description_of_where_an_outlet_is_names_none() -> None:
    paper = Who("a newspaper in Key West", "organisation", "USA", "JRN")
    facts = [fact("The Herald"), fact("The Globe", says(paper, origin=paper.name))]

    assert counting(*facts) == ["The Herald"]


@pytest.mark.parametrize(
    "cited",
    [
        Who("the Oslo daily Aftenposten", "organisation", "NOR"),
        Who("Aftenposten", "person"),
    ],
)
def test_an_outlet_is_the_one_whose_report_is_there_whatever_a_reader_took_it_for(
    cited: Who,
) -> None:
    assert counting(fact("Aftenposten"), fact("The Globe", says(cited))) == ["Aftenposten"]


def test_whom_one_report_only_names_speaks_for_what_another_tells_him_to_be() -> None:
    named = Who("Dmitry Peskov", "person")
    facts = [fact("The Herald", says(PESKOV)), fact("The Globe", says(named))]

    assert counting(*facts) == ["Dmitry Peskov"]
    denied = fact("The Globe", says(named, "denies"), modality="negated")
    assert standing(fact("The Herald", says(PESKOV)), denied) == "disputed"


def test_an_editors_word_is_his_outlets() -> None:
    editor = Who("Ibrahim al-Amin", "person", "LBN", "JRN", "editor-in-chief")

    assert counting(fact("Al-Akhbar"), fact("The Globe", says(editor))) == ["Al-Akhbar"]


@pytest.mark.parametrize(("when", "expected"), [("2024-12-01", "confirmed"), (None, "disputed")])
def test_who_admits_later_what_he_denied_disputes_it_no_more(
    when: str | None, expected: str
) -> None:
    denied = fact("The Herald", says(TRUMP, "denies"), modality="negated")
    admitted = fact("The Globe", says(TRUMP), published=when)

    assert standing(fact("The Washington Post"), denied, admitted) == expected
    assert standing(admitted, denied, fact("The Washington Post")) == expected
