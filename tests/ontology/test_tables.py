"""The tables of the ontology agree with the record's codes and with each other."""

import json
from importlib.resources import files

import pytest

from memcon.ontology import (
    EVENT_TYPES,
    SECTORS,
    cameo_codes,
    cameo_name,
    contexts,
    contexts_of,
    contexts_told,
    score,
)

CODES = json.loads((files("memcon") / "codes.json").read_text("utf-8"))


def test_types_and_modes_are_those_of_the_record() -> None:
    assert {name: [m.name for m in t.modes] for name, t in EVENT_TYPES.items()} == CODES["modes"]


def test_contexts_are_those_of_the_record() -> None:
    assert list(contexts()) == CODES["contexts"]


def test_sectors_are_those_of_the_record() -> None:
    assert set(SECTORS) == set(CODES["sectors"])


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_a_type_has_a_score_on_the_side_of_its_quad_class(name: str) -> None:
    cooperative = EVENT_TYPES[name].quad.endswith("cooperation")
    assert (score(name) > 0) is cooperative
    assert -10 <= score(name) <= 10


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_a_type_names_cameo_roots(name: str) -> None:
    assert all(len(code) == 2 and code in cameo_codes() for code in EVENT_TYPES[name].cameo)


def test_material_acts_weigh_more_than_words() -> None:
    assert score("AID") > score("AGREE") > score("REQUEST") > score("THREATEN") > score("ASSAULT")


@pytest.mark.parametrize("code", sorted(cameo_codes()))
def test_every_cameo_code_hangs_on_its_parent(code: str) -> None:
    assert len(code) == 2 or code[:-1] in cameo_codes()


def test_cameo_codes_are_strings_with_their_zeros() -> None:
    assert cameo_name("041") == "Discuss by telephone"
    with pytest.raises(KeyError, match="'41'"):
        cameo_name("41")


def test_a_context_says_which_word_told_it() -> None:
    assert contexts_told(["the", "naval", "war", "economy"])["military"] == 1


def test_an_unknown_type_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"PARLEY.*CONSULT"):
        score("PARLEY")


@pytest.mark.parametrize(
    ("lemmas", "expected"),
    [
        (["missile", "embassy"], ["military", "diplomatic"]),
        (["embassy", "missile"], ["military", "diplomatic"]),
        (["uranium"], ["resource", "cbrn"]),
        (["table", "blue"], []),
        ([], []),
    ],
)
def test_words_tell_contexts_in_the_order_of_the_table(
    lemmas: list[str], expected: list[str]
) -> None:
    assert contexts_of(lemmas) == expected
