"""The data files have the shape that their readers rely on."""

from collections import Counter

import pytest

from memcon.record import COUNTRIES, SECTORS
from memcon.registry.index import inflected, phrase_keys
from memcon.registry.keys import phrase_tokens
from memcon.registry.tables import cue_words, forms, read_table

CELLS = {
    "bodies": 5,
    "countries": 7,
    "cues": 2,
    "outlets": 5,
    "roles": 6,
    "spellings": 2,
    "unnamed": 3,
}
FORMS = {"bodies": [1], "countries": [2, 3, 4, 5, 6], "outlets": [1, 4]}
NAMED = ["bodies", "countries", "outlets", "roles", "spellings", "unnamed"]


@pytest.mark.parametrize(("table", "cells"), CELLS.items())
def test_every_row_has_all_cells_and_no_stray_space(table: str, cells: int) -> None:
    rows = list(read_table(table))
    assert [row for row in rows if len(row) != cells] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []


@pytest.mark.parametrize("table", NAMED)
def test_no_key_stands_twice(table: str) -> None:
    counts = Counter(row[0] for row in read_table(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("table", "columns"), FORMS.items())
def test_no_form_is_empty_or_stands_twice_in_its_cell(table: str, columns: list[int]) -> None:
    for row in read_table(table):
        for column in columns:
            words = [form for form, _ in forms(row[column])]
            assert len(words) == len(set(words)), row
            assert not row[column] or row[column].count(";") == len(words) - 1, row


@pytest.mark.parametrize("table", ["bodies", "outlets"])
def test_the_name_shown_is_one_that_is_found(table: str) -> None:
    shown = {row[0]: {form for form, _ in forms(row[1])} for row in read_table(table)}
    assert [name for name, found in shown.items() if name not in found] == []


@pytest.mark.parametrize(("table", "column"), [("bodies", 3), ("outlets", 3), ("countries", 0)])
def test_countries_are_the_contracts(table: str, column: int) -> None:
    assert {row[column] for row in read_table(table)} <= {*COUNTRIES, ""}


@pytest.mark.parametrize(("table", "column"), [("bodies", 4), ("roles", 3)])
def test_sectors_are_the_contracts(table: str, column: int) -> None:
    assert {row[column].removeprefix("=") for row in read_table(table)} <= {*SECTORS, ""}


@pytest.mark.parametrize("table", ["roles", "unnamed"])
def test_no_phrase_or_plural_of_one_is_also_another_row(table: str) -> None:
    keys = Counter(
        tuple(phrase_keys(phrase_tokens(form)))
        for words, plurals, *_ in read_table(table)
        for form, _ in inflected(words, plurals)
    )
    assert [" ".join(key) for key, count in keys.items() if count > 1] == []


def test_kinds_of_roles() -> None:
    kinds = {row[2] for row in read_table("roles")}
    assert kinds == {"person", "organisation", "group", "state", "-"}
    assert {row[4] for row in read_table("roles")} == {"yes", ""}


def test_kinds_of_unnamed_sources() -> None:
    assert {row[2] for row in read_table("unnamed")} == {"unnamed", "group", "office"}


def test_words_that_name_nobody_tell_nothing() -> None:
    nobody = [row for row in read_table("roles") if row[2] == "-"]
    assert [row for row in nobody if any(row[3:])] == []


def test_spellings_lead_to_a_standard_in_one_step() -> None:
    standard = dict(read_table("spellings"))
    assert set(standard) & set(standard.values()) == set()


@pytest.mark.parametrize(
    "cue", ["former", "after-head", "courtesy", "article", "rank", "opposed", "owner"]
)
def test_cues_are_single_words_in_lower_case(cue: str) -> None:
    words = cue_words(cue)
    assert words
    assert all(word.islower() and word.isalpha() for word in words)
