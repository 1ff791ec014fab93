"""Which events are one happening: by parties, time, channel and words, in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.facts import ORBAN, PUTIN, SOURCES, TRUMP, fact
from memcon.ledger.facts import Fact, Who
from memcon.ledger.identity import keys, same
from memcon.ledger.joining import agree, clusters, fact_keys

WHOS = st.builds(
    Who,
    name=st.lists(
        st.sampled_from(["Ahmed", "Ali", "Attaf", "Akhmed", "minister", "al", "Foreign", "Đỗ"]),
        min_size=1,
        max_size=5,
    ).map(" ".join),
    kind=st.sampled_from(["person", "person", "state", "organisation", "group", "unnamed"]),
    country=st.sampled_from([None, "DZA", "EGY"]),
    sector=st.sampled_from([None, "GOV", "MIL", "REB"]),
    office=st.sampled_from([None, "foreign minister"]),
)


@settings(deadline=None)
@given(one=WHOS, other=WHOS)
def test_whether_two_are_the_same_is_the_same_both_ways_and_found_by_a_key(
    one: Who, other: Who
) -> None:
    assert same(one, other) == same(other, one)
    if same(one, other):
        assert set(keys(one)) & set(keys(other))


@settings(deadline=None)
@given(
    one=st.lists(WHOS, min_size=1, max_size=4).map(tuple),
    other=st.lists(WHOS, min_size=1, max_size=4).map(tuple),
)
def test_whether_two_events_agree_is_the_same_both_ways_and_found_by_a_key(
    one: tuple[Who, ...], other: tuple[Who, ...]
) -> None:
    here, there = fact(parties=one), fact(parties=other)

    assert agree(here, there) == agree(there, here)
    assert (len(clusters([here, there])) == 1) == agree(here, there)
    if agree(here, there):
        assert set(fact_keys(here)) & set(fact_keys(there))


SUMMIT = "Delegations gathered at the palace for a summit on grain."
LUNCH = "Both men had lunch beside a lake, an aide told this newspaper."

JOINED = {
    "one day, one pair": [fact(), fact()],
    "one pair in another spelling": [
        fact(),
        fact(parties=(Who("Trump", "person"), Who("Putin", "person", "RUS"))),
    ],
    "a day, and the week around it": [fact(), fact(on="2024-11-04", until="2024-11-10")],
    "a day, and a report of the days after without one": [fact(), fact(on=None)],
    "one of three who met is left out": [
        fact(parties=(TRUMP, PUTIN, ORBAN)),
        fact(parties=(TRUMP, PUTIN)),
    ],
    "one of three is left out, one day, in other words": [
        fact(parties=(TRUMP, PUTIN, ORBAN), passage=SUMMIT),
        fact(parties=(TRUMP, PUTIN), passage=LUNCH),
    ],
    "a family name, with a country that a reader guessed": [
        fact(),
        fact(parties=(TRUMP, Who("Putin", "person", "BLR"))),
    ],
    "a family name alone in another spelling": [
        fact(parties=(TRUMP, Who("Alexander Lukashenko", "person", "BLR"))),
        fact(parties=(TRUMP, Who("Lukashenka", "person", "BLR"))),
    ],
    "a name with one given name more, in another spelling": [
        fact(parties=(TRUMP, Who("Saeed Iravani", "person", "IRN"))),
        fact(parties=(TRUMP, Who("Amir Saeid Iravani", "person", "IRN"))),
    ],
    "a family name with its article": [
        fact(parties=(TRUMP, Who("Khalid bin Ali al-Humaidan", "person", "SAU"))),
        fact(parties=(TRUMP, Who("Khalid al-Humaidan", "person"))),
    ],
    "a state, and a body that acts for it": [
        fact(parties=(TRUMP, Who("Colombia", "state", "COL"))),
        fact(parties=(TRUMP, Who("its air force", "organisation", "COL", "MIL"))),
    ],
    "one who is only described, on one day": [
        fact(passage=SUMMIT),
        fact(parties=(TRUMP, Who("Russia's president", "person", "RUS")), passage=LUNCH),
    ],
    "one who is only described, without a day, in like words": [
        fact(on=None),
        fact(on=None, parties=(TRUMP, Who("Russia's president", "person", "RUS"))),
    ],
    "a state, and who governs it": [
        fact(),
        fact(parties=(TRUMP, Who("Moscow", "state", "RUS"))),
    ],
    "groups of a country by other words": [
        fact(parties=(TRUMP, Who("sailors", "group", "PHL", "MIL"))),
        fact(parties=(TRUMP, Who("the crew", "group", "PHL", "CVL"))),
    ],
    "a promise of one pair for one day, in other words": [
        fact(event="AGREE", passage=SUMMIT),
        fact(event="AGREE", passage=LUNCH),
    ],
}
APART = {
    "two calls of one pair on two days": [fact(), fact(on="2024-11-09")],
    "two pairs on one day": [fact(), fact(parties=(TRUMP, ORBAN))],
    "a plan and what follows": [fact(), fact(event="AGREE")],
    "a report of another month without a day": [fact(), fact(on=None, published="2024-12-20")],
    "two that one report tells apart by their channel": [
        fact(report="r", mode="phone"),
        fact(report="r", mode="visit"),
    ],
    "one who is only described, without a day, in other words": [
        fact(on=None, passage=SUMMIT),
        fact(on=None, parties=(TRUMP, Who("Russia's envoy", "person", "RUS")), passage=LUNCH),
    ],
    "one who is only described, of another country": [
        fact(),
        fact(parties=(TRUMP, Who("Hungary's prime minister", "person", "HUN"))),
    ],
    "a rebel group, and the state that it fights": [
        fact(parties=(TRUMP, Who("Colombia", "state", "COL"))),
        fact(parties=(TRUMP, Who("ELN", "organisation", "COL", "REB"))),
    ],
    "two described parties, none of them surely the same": [
        fact(
            parties=(Who("the envoy", "person", "USA"), Who("Russia's president", "person", "RUS"))
        ),
        fact(),
    ],
    "requests of one pair on one day, in other words": [
        fact(event="REQUEST", passage=SUMMIT),
        fact(event="REQUEST", passage=LUNCH),
    ],
    "hidden parties only": [fact(parties=(SOURCES,), passage="a"), fact(parties=(SOURCES,))],
}


@pytest.mark.parametrize("facts", JOINED.values(), ids=JOINED.keys())
def test_they_are_one_happening(facts: list[Fact]) -> None:
    assert len(clusters(facts)) == len(clusters(facts[::-1])) == 1


@pytest.mark.parametrize("facts", APART.values(), ids=APART.keys())
def test_they_are_two_happenings(facts: list[Fact]) -> None:
    assert len(clusters(facts)) == len(clusters(facts[::-1])) == 2
