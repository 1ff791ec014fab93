"""Noun phrases: what belongs to them, who is named in them, and which words lead there."""

from __future__ import annotations

import pytest

from memcon.reading.phrases import Phrase, Phrases
from reading.build import analysis, word


def phrase_at(sentence: str, text: str) -> tuple[Phrases, Phrase]:
    """The phrase that a word of a sentence belongs to."""
    read = analysis(sentence)
    phrases = Phrases(read)
    found = phrases.at(word(read, text).number)
    assert found is not None
    return phrases, found


def core(sentence: str, text: str) -> str:
    """The core of the phrase that a word belongs to, without its article."""
    phrases, found = phrase_at(sentence, text)
    return phrases.text(found)


ZELENSKYY = "President Volodymyr Zelenskyy met German Chancellor Olaf Scholz."
SULLIVAN = "National security adviser Jake Sullivan spoke."
KINGS = "The president of France and the king of Jordan met."


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        (ZELENSKYY, "Volodymyr", "President Volodymyr Zelenskyy"),
        (ZELENSKYY, "Olaf", "German Chancellor Olaf Scholz"),
        (SULLIVAN, "Jake", "National security adviser Jake Sullivan"),
        (KINGS, "president", "president"),
        (KINGS, "king", "king"),
        (KINGS, "France", "France"),
        ("Scholz, the chancellor, resigned.", "Scholz", "Scholz"),
        ("Scholz, the chancellor, resigned.", "chancellor", "chancellor"),
        ("The White House thanked Norway.", "House", "White House"),
        (
            "A senior U.S. official said that the talks had failed.",
            "official",
            "senior U.S. official",
        ),
        ("Xi rejected Biden's invitation.", "Biden", "Biden"),
        ("Trump met Kim Jong Un and Moon Jae-in.", "Kim", "Kim Jong Un"),
        ("Trump met Kim Jong Un and Moon Jae-in.", "Moon", "Moon Jae-in"),
        ("Syria and Turkey signed a treaty.", "Syria", "Syria"),
    ],
)
def test_the_core_runs_from_modifiers_to_the_name(sentence: str, text: str, expected: str) -> None:
    assert core(sentence, text) == expected


@pytest.mark.parametrize(
    ("sentence", "text", "name"),
    [
        (ZELENSKYY, "Volodymyr", "Volodymyr Zelenskyy"),
        (ZELENSKYY, "Olaf", "Olaf Scholz"),
        (SULLIVAN, "Jake", "Jake Sullivan"),
        ("Mr. Scholz thanked Ms. Merkel.", "Scholz", "Scholz"),
        ("Trump met Kim Jong Un and Moon Jae-in.", "Moon", "Moon Jae-in"),
    ],
)
def test_the_name_inside(sentence: str, text: str, name: str) -> None:
    phrases, found = phrase_at(sentence, text)
    assert found.name is not None
    assert phrases.analysis.text_of(found.name.words) == name


def test_a_description_has_no_name() -> None:
    assert phrase_at(KINGS, "king")[1].name is None


@pytest.mark.parametrize("text", ["President", "Volodymyr", "Zelenskyy"])
def test_every_word_of_title_and_name_leads_to_the_same_phrase(text: str) -> None:
    assert phrase_at(ZELENSKYY, text)[1].head.text == "Volodymyr"


def test_joined_names_are_phrases_of_their_own() -> None:
    read = analysis("Orban spoke with Putin and Xi.")
    assert [p.head.text for p in Phrases(read)] == ["Orban", "Putin", "Xi"]


def test_verbs_and_marks_have_no_phrase() -> None:
    read = analysis("Scholz, the chancellor, resigned.")
    phrases = Phrases(read)
    assert phrases.at(word(read, "resigned").number) is None
    assert phrases.at(word(read, ",").number) is None
