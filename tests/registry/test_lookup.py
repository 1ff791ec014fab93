"""Whatever text is looked up: no lookup raises, and equal names are found alike."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from memcon.registry import Registry
from memcon.registry.persons import surname
from memcon.registry.tables import forms, read_table

registry = Registry.default()

# Known words in any order, with what news puts between and around them, besides any text at all.
PIECES = [
    *("chief", "of", "the", "former", "deputy", "spokesman", "for", "Hamas", "army", "president"),
    *("’s", "'", ",", "-", "U.S.", "Türk", "É", "\u0130", "ﬁ", "reuters.com", "https://", "\u00ad"),
]
SHOWN = [row[1] for row in read_table("countries")] + [row[0] for row in read_table("bodies")]
NAMES = [name.removeprefix("The ") for name in SHOWN]
texts = st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join)


@given(texts, st.none() | st.dates())
@example("chief of " * 2000, None)
@example("chief " * 2000, None)
@example("a." * 5000, None)
@example("'s" * 1000, date.min)
@settings(deadline=None)  # the first look-up reads the tables
def test_no_lookup_raises(words: str, on: date | None) -> None:
    registry.country(words)
    registry.body(words)
    registry.outlet(words)
    registry.holders(words, on)
    registry.unnamed(words)
    role = registry.role(words)
    assert role is None or role.words in words


@given(st.sampled_from(["Germany", "NATO", "Kremlin", "Hamas"]), st.sampled_from(["'s", "’s", "’"]))
def test_a_possessive_names_the_same(name: str, possessive: str) -> None:
    assert registry.country(name + possessive) == registry.country(name)
    assert registry.body(name + possessive) == registry.body(name)


@given(st.sampled_from(NAMES), st.sampled_from(["the ", "The ", "THE "]))
def test_the_article_changes_nothing(name: str, article: str) -> None:
    assert registry.country(article + name) == registry.country(name)
    assert registry.body(article + name) == registry.body(name)
    assert registry.outlet(article + name) == registry.outlet(name)


@pytest.mark.parametrize("table", ["bodies", "outlets", "countries"])
def test_every_form_is_found(table: str) -> None:
    find = {"bodies": registry.body, "outlets": registry.outlet, "countries": registry.country}
    columns = range(2, 7) if table == "countries" else [1]
    missing = [
        form
        for row in read_table(table)
        for column in columns
        for form, _ in forms(row[column])
        if find[table](form) is None
    ]
    assert missing == []


@pytest.mark.parametrize("table", ["bodies", "outlets"])
def test_a_marked_form_is_ambiguous(table: str) -> None:
    find = registry.body if table == "bodies" else registry.outlet
    for row in read_table(table):
        for form, marked in forms(row[1]):
            found = find(form)
            assert found is not None
            assert found.ambiguous or not marked, form


def test_a_surname_that_also_names_something_else_is_ambiguous_there() -> None:
    people = {
        name for row in read_table("holders") for name in (row[1] or surname(row[0])).split(";")
    }
    unmarked = {
        name
        for name in people
        for found in (registry.country(name), registry.body(name), registry.outlet(name))
        if found is not None and not found.ambiguous
    }
    assert unmarked <= {"Houthi"}  # the movement has its leaders' name
