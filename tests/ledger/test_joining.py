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
    if agree(here, there):
        assert set(fact_keys(here)) & set(fact_keys(there))


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
    "hidden parties only": [fact(parties=(SOURCES,), passage="a"), fact(parties=(SOURCES,))],
}


@pytest.mark.parametrize("facts", JOINED.values(), ids=JOINED.keys())
def test_they_are_one_happening(facts: list[Fact]) -> None:
    assert len(clusters(facts)) == len(clusters(facts[::-1])) == 1


@pytest.mark.parametrize("facts", APART.values(), ids=APART.keys())
def test_they_are_two_happenings(facts: list[Fact]) -> None:
    assert len(clusters(facts)) == len(clusters(facts[::-1])) == 2
