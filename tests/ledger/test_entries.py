"""Which names are one actor: by what they tell, and who else is there."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from memcon.ledger.entries import Form, entries, form_keys, form_of
from memcon.ledger.facts import Who


def parted(*whos: Who) -> list[set[str]]:
    """The names, those of one actor together."""
    forms = [form_of(who, "report") for who in whos]

    def around(form: Form) -> Iterable[Form]:
        return [f for f in forms if set(form_keys(f)) & set(form_keys(form))]

    found = entries(forms, around)
    by_entry: dict[str, set[str]] = {}
    for form in forms:
        by_entry.setdefault(found[form.id], set()).add(form.name)
    return sorted(by_entry.values(), key=sorted)


def person(name: str, country: str | None = None) -> Who:
    return Who(name, "person", country)


CASES = {
    "spellings of one name": (
        [person("Volodymyr Zelenskyy", "UKR"), person("Volodymyr Zelensky", "UKR")],
        [{"Volodymyr Zelenskyy", "Volodymyr Zelensky"}],
    ),
    "a family name that fits one": (
        [person("Ahmed Attaf", "DZA"), person("Attaf")],
        [{"Ahmed Attaf", "Attaf"}],
    ),
    "a family name that fits two stays apart": (
        [person("Donald Trump", "USA"), person("Melania Trump", "USA"), person("Trump")],
        [{"Donald Trump"}, {"Melania Trump"}, {"Trump"}],
    ),
    "hidden sources are nobody's": (
        [Who("sources", "unnamed"), Who("a senior official", "unnamed", "USA")],
        [{"a senior official"}, {"sources"}],
    ),
    "a state by its name and its capital": (
        [Who("Russia", "state", "RUS"), Who("Moscow", "state", "RUS")],
        [{"Moscow", "Russia"}],
    ),
    "a person and a body of one name": (
        [person("Kim Jong", "PRK"), Who("Kim Jong", "organisation", "PRK")],
        [{"Kim Jong"}, {"Kim Jong"}],
    ),
}


@pytest.mark.parametrize(("whos", "expected"), CASES.values(), ids=CASES.keys())
def test_names_are_one_actors_or_apart(whos: list[Who], expected: list[set[str]]) -> None:
    assert parted(*whos) == expected
    assert parted(*reversed(whos)) == expected


def test_hidden_sources_of_two_reports_are_two() -> None:
    sources = Who("sources", "unnamed")

    assert form_of(sources, "one").id != form_of(sources, "other").id
