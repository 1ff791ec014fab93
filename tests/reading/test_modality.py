"""How sure: done, ahead, only thought of, or not done."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.reading.actors import Cast
from memcon.reading.modality import Modalities
from memcon.reading.statements import find_sayings
from memcon.registry import Registry
from reading.build import analysis, word


def modalities(sentence: str) -> Modalities:
    """The judge of a sentence's words."""
    read = analysis(sentence)
    registry = Registry.default()
    cast = Cast(read, registry, date(2024, 11, 11))
    return Modalities(read, find_sayings(read, cast, registry))


def modality(sentence: str, text: str) -> str:
    judge = modalities(sentence)
    return judge.of(word(judge.analysis, text))


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        ("Biden met Xi.", "met", "actual"),
        ("The minister who met Putin resigned.", "met", "actual"),
        ("Lavrov left for Minsk after meeting Xi.", "meeting", "actual"),
        ("Biden will meet Xi.", "meet", "future"),
        ("Biden will fly to Kyiv and meet Zelenskyy.", "meet", "future"),
        ("Biden plans to meet Xi.", "meet", "future"),
        ("Biden plans to visit Seoul and meet Yoon.", "visit", "future"),
        ("Biden plans to visit Seoul and meet Yoon.", "meet", "future"),
        ("Biden is due to meet Xi.", "meet", "future"),
        ("Officials said that Biden would meet Xi.", "meet", "future"),
        ("Biden would meet Xi.", "meet", "hypothetical"),
        ("Officials said that Biden would have met Xi.", "met", "hypothetical"),
        ("Biden could meet Xi.", "meet", "hypothetical"),
        ("If Biden meets Xi, prices will fall.", "meets", "hypothetical"),
        ("If Israel were to bomb Lebanon, Iran would help.", "bomb", "hypothetical"),
        ("Biden wants to meet Xi.", "meet", "hypothetical"),
        ("Kim refused to meet Moon.", "meet", "hypothetical"),
        ("Biden did not meet Xi.", "meet", "negated"),
        ("Biden never met Xi.", "met", "negated"),
        ("Biden left without meeting Xi.", "meeting", "negated"),
        ("Biden did not plan to meet Xi.", "meet", "negated"),
        ("“We will not negotiate,” Zelenskyy said.", "negotiate", "negated"),
    ],
)
def test_of_verbs(sentence: str, verb: str, expected: str) -> None:
    assert modality(sentence, verb) == expected


@pytest.mark.parametrize(
    ("sentence", "noun", "expected"),
    [
        ("Russia's invasion of Ukraine shocked Europe.", "invasion", "actual"),
        ("Biden held talks with Xi.", "talks", "actual"),
        ("No talks were held.", "talks", "negated"),
        ("Talks will be held in Geneva.", "Talks", "future"),
        ("A possible invasion worried Poland.", "invasion", "hypothetical"),
        ("The planned invasion worried Poland.", "invasion", "future"),
    ],
)
def test_of_nouns(sentence: str, noun: str, expected: str) -> None:
    assert modality(sentence, noun) == expected


@pytest.mark.parametrize(
    ("sentence", "verb", "wished"),
    [
        ("Biden wants to meet Xi.", "meet", True),
        ("Biden flew to Beijing to meet Xi.", "meet", True),
        ("Biden plans to meet Xi.", "meet", False),
        ("Biden met Xi.", "met", False),
    ],
)
def test_a_purpose_or_a_wish_tells_of_no_event(sentence: str, verb: str, wished: bool) -> None:
    judge = modalities(sentence)
    assert judge.is_wished(word(judge.analysis, verb)) is wished


def test_obligation() -> None:
    judge = modalities("Scholz said that Germany should help Ukraine.")
    assert judge.is_obliged(word(judge.analysis, "help"))
    assert not judge.is_obliged(word(judge.analysis, "said"))
