"""Dictionary forms: by the rules as given, and of words that the news is full of."""

from __future__ import annotations

import pytest

from memcon.language.lemmas import Rules, apply, lemma

RULES: Rules = {
    "VBD": {"^met": (1, "et"), "^ran": (2, "un"), "ied": (3, "y"), "ed": (2, ""), "": (0, "")},
    "NNS": {"s": (1, ""), "^news": (0, "")},
}


@pytest.mark.parametrize(
    ("word", "xpos", "expected"),
    [
        ("met", "VBD", "meet"),
        ("ran", "VBD", "run"),
        ("denied", "VBD", "deny"),
        ("talked", "VBD", "talk"),
        ("outran", "VBD", "outran"),
        ("news", "NNS", "news"),
        ("talks", "NNS", "talk"),
        ("sheep", "NNS", "sheep"),
        ("talks", "VBZ", "talks"),
        ("", "VBD", ""),
    ],
)
def test_the_whole_word_goes_before_the_longest_ending(word: str, xpos: str, expected: str) -> None:
    assert apply(RULES, word, xpos) == expected


@pytest.mark.parametrize(
    ("word", "xpos", "expected"),
    [
        ("said", "VBD", "say"),
        ("met", "VBD", "meet"),
        ("spoke", "VBD", "speak"),
        ("spoken", "VBN", "speak"),
        ("held", "VBN", "hold"),
        ("left", "VBD", "leave"),
        ("withdrew", "VBD", "withdraw"),
        ("denies", "VBZ", "deny"),
        ("accused", "VBD", "accuse"),
        ("stopped", "VBD", "stop"),
        ("imposing", "VBG", "impose"),
        ("threatening", "VBG", "threaten"),
        ("was", "VBD", "be"),
        ("has", "VBZ", "have"),
        ("wo", "MD", "will"),
        ("ca", "MD", "can"),
        ("meeting", "VBG", "meet"),
        ("meeting", "NN", "meeting"),
        ("talks", "NNS", "talk"),
        ("countries", "NNS", "country"),
        ("men", "NNS", "man"),
        ("children", "NNS", "child"),
        ("worst", "JJS", "bad"),
        ("them", "PRP", "they"),
    ],
)
def test_words_of_the_news(word: str, xpos: str, expected: str) -> None:
    assert lemma(word, xpos) == expected
    assert lemma(word.upper(), xpos) == expected


@pytest.mark.parametrize("word", ["Putin", "NATO", "McDonald's", "Emirates"])
@pytest.mark.parametrize("xpos", ["NNP", "NNPS"])
def test_names_stay_as_they_are(word: str, xpos: str) -> None:
    assert lemma(word, xpos) == word


@pytest.mark.parametrize(("word", "xpos"), [("n’t", "RB"), ("’ll", "MD"), ("’s", "VBZ")])
def test_both_apostrophes_are_one(word: str, xpos: str) -> None:
    assert lemma(word, xpos) == lemma(word.replace("’", "'"), xpos)


@pytest.mark.parametrize("xpos", ["NN", "JJ", "a tag that does not exist"])
@pytest.mark.parametrize("word", ["👍🏽", "习近平", "x", "—"])
def test_what_no_rule_knows_stays(word: str, xpos: str) -> None:
    assert lemma(word, xpos) == word


@pytest.mark.parametrize(
    ("word", "xpos"), [("x", "VBD"), ("习近平", "JJS"), ("—", "NNS"), ("ed", "DT"), ("👍", "VBG")]
)
def test_no_tag_however_wrong_leaves_nothing_of_a_word(word: str, xpos: str) -> None:
    assert lemma(word, xpos) != ""
