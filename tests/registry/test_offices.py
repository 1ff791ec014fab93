"""The highest offices of all states: covered from 2000 to 2025, and held by one at a time."""

import re
from collections import Counter

import pytest

from memcon.registry.keys import plain
from memcon.registry.tables import read_table
from readme import README
from registry.offices import KNOWN, OFFICES, known, overlaps, rows, share_known, states, well_known

TEXT = README.read_text("utf-8")
TABLE = list(read_table("holders"))
# Letters of Latin scripts, and between them what names are joined and shortened with.
NAME = re.compile(r"(?!.*[\d_])\w[\w'ʻ.‘’-]*(?: [\w'ʻ‘’(][\w'ʻ.‘’)-]*)*")


@pytest.mark.parametrize("office", ["state", "government"])
def test_heads_of_every_state_are_known(office: str) -> None:
    assert [state for state in states() if share_known(state, office) < KNOWN] == []


def test_all_three_offices_are_known_of_most_states() -> None:
    all_three = set.intersection(*(set(well_known(office)) for office in OFFICES))
    assert len(all_three) >= 175


def test_the_readme_tells_for_how_many_states() -> None:
    told = re.search(r"government of (\d+) states.*foreign minister of (\d+);", TEXT, re.DOTALL)
    assert told is not None
    assert [int(n) for n in told.groups()] == [len(states()), len(well_known("foreign"))]


def test_two_hold_a_title_at_once_only_where_that_was_so() -> None:
    together = {(s, title) for s, titles in known()["together"].items() for title in titles}
    both = {(pair["state"], pair["title"], *sorted(pair["names"])) for pair in known()["both"]}
    found = {
        (state, one.title, *sorted((one.name, other.name)))
        for state in states()
        for office in OFFICES
        for one, other, _ in overlaps(state, office)
        if (state, one.title) not in together
    }
    assert found == both


def test_names_are_written_with_letters() -> None:
    forms = {form for row in TABLE for cell in row[:3] for form in cell.split(";") if form}
    assert sorted(form for form in forms if not NAME.fullmatch(form)) == []


def test_no_person_is_written_in_two_ways() -> None:
    """Nor are two of a country who differ in accents, hyphens or capitals only."""
    for country, of_country in rows().items():
        names = {row.name for row in of_country}
        keys = Counter(plain(name).casefold().replace("-", " ") for name in names)
        assert [key for key, count in keys.items() if count > 1] == [], country


def test_no_name_is_also_the_variant_of_somebody_else_of_the_country() -> None:
    owners = {(row[0], row[3]) for row in TABLE}
    variants = {(form, row[3], row[0]) for row in TABLE for form in row[2].split(";") if form}
    assert [v for v in variants if v[:2] in owners and v[0] != v[2]] == []
