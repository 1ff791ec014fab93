"""The event lexicon loads, names only what exists, and says nothing twice."""

import re
from collections import Counter
from typing import Any

import pytest

from memcon.ontology import (
    EVENT_TYPES,
    SLOTS,
    OntologyError,
    Pattern,
    all_patterns,
    as_written,
    cameo_codes,
    complement_mode,
    head_words,
    is_quantity,
    patterns_for,
    promised_type,
)
from memcon.ontology import lexicon as module

PATTERNS = all_patterns()
WORD = re.compile(r"[^\W\d_][\w-]*")


def conditions(pattern: Pattern) -> tuple[Any, ...]:
    words = (getattr(pattern, name) for name in module._CONDITIONS)
    return (*words, pattern.complement, pattern.infinitive, pattern.act, pattern.negated)


def test_every_type_has_verbs_and_nouns() -> None:
    kinds = {(p.event, p.pos) for p in PATTERNS}
    missing = [
        (event, pos)
        for event in EVENT_TYPES
        for pos in ("verb", "noun")
        if (event, pos) not in kinds
    ]
    assert not missing


def test_the_lexicon_is_broad() -> None:
    words = Counter(pos for pos, _ in {(p.pos, w) for p in PATTERNS for w in p.lemmas})
    assert words["verb"] >= 500
    assert words["noun"] >= 250


def test_every_mode_has_words() -> None:
    used = {(p.event, p.mode) for p in PATTERNS}
    assert not [
        (t.name, mode.name)
        for t in EVENT_TYPES.values()
        for mode in t.modes
        if (t.name, mode.name) not in used and complement_mode_is_silent(t.name, mode.name)
    ]


def complement_mode_is_silent(event: str, mode: str) -> bool:
    return mode not in module._complements().get(event, {}).values()


def test_no_two_patterns_have_the_same_word_and_conditions() -> None:
    seen = Counter((w, p.pos, conditions(p)) for p in PATTERNS for w in p.lemmas)
    assert not [(word, pos) for (word, pos, _), n in seen.items() if n > 1]


def test_no_pattern_lists_a_word_twice() -> None:
    assert not [p.lemmas for p in PATTERNS if len(set(p.lemmas)) < len(p.lemmas)]


def test_no_condition_excludes_all_it_asks_for() -> None:
    for p in PATTERNS:
        for name in ("object", "subject", "modifier", "prep", "prep_object", "clause", "particle"):
            wanted, excluded = getattr(p, name), getattr(p, f"not_{name}")
            assert not wanted or wanted - excluded, (p.event, p.lemmas, name)


def test_words_are_lemmas_in_lower_case() -> None:
    for p in PATTERNS:
        assert all(WORD.fullmatch(w) and w == w.lower() for w in p.lemmas), p.lemmas


def test_mutual_patterns_say_where_the_others_stand() -> None:
    assert not [p.lemmas for p in PATTERNS if p.mutual and not (p.recipient or len(p.actor) > 1)]


def test_patterns_come_in_file_order() -> None:
    order = [p.event for p in PATTERNS]
    assert order == sorted(order)
    meets = patterns_for("meet", "verb")
    assert [PATTERNS.index(p) for p in meets] == sorted(PATTERNS.index(p) for p in meets)


def test_a_pattern_knows_its_place_in_its_file() -> None:
    for pattern in all_patterns():
        written = as_written(pattern)
        assert tuple(written[pattern.pos].split()) == pattern.lemmas
        assert written["cameo"] == pattern.cameo


def test_a_word_without_patterns_has_none() -> None:
    assert patterns_for("sneeze", "verb") == ()
    assert patterns_for("meet", "noun") == ()


@pytest.mark.parametrize("lemma", ["say", "note", "state", "stress", "remind", "report"])
def test_speech_alone_is_no_event(lemma: str) -> None:
    bare = [p for p in patterns_for(lemma, "verb") if not p.conditions]
    assert not bare


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"verb": "go", "cameo": "040", "recipient": "beneath"}, "unknown slots"),
        ({"verb": "go", "cameo": "040", "mode": "telegraph"}, "no mode 'telegraph'"),
        ({"verb": "go", "cameo": "999"}, "'999' is not in cameo.toml"),
        ({"verb": "go"}, "None is not in cameo.toml"),
        ({"verb": "go", "cameo": "040", "object": "@nothing"}, "no class '@nothing'"),
        ({"verb": "go", "cameo": "040", "context": "culinary"}, "not in contexts.toml"),
        ({"verb": "go", "cameo": "040", "modality": "perhaps"}, "modality is one of"),
        ({"verb": "go", "cameo": "040", "colour": "red"}, r"unknown fields \['colour'\]"),
        ({"cameo": "040"}, "one of verb, noun, adjective"),
        ({"verb": "go", "noun": "trip", "cameo": "040"}, "one of verb, noun, adjective"),
    ],
)
def test_a_bad_entry_is_refused_by_name(entry: dict[str, str], complaint: str) -> None:
    with pytest.raises(OntologyError, match=complaint):
        module._pattern("CONSULT", entry, {})


def test_sure_words_are_words_of_their_pattern() -> None:
    assert not [p.lemmas for p in PATTERNS if not p.sure <= set(p.lemmas)]
    assert any(p.sure for p in PATTERNS)


def test_slots_of_patterns_are_known() -> None:
    assert all(set(p.actor) | set(p.recipient) <= SLOTS for p in PATTERNS)
    assert all(p.cameo in cameo_codes() for p in PATTERNS)


@pytest.mark.parametrize(
    ("event", "act", "mode"),
    [
        ("REQUEST", "withdraw", "yield"),
        ("REQUEST", "release", "yield"),
        ("REQUEST", "help", "assist"),
        ("REQUEST", "fund", "assist"),
        ("REQUEST", "meet", "meet"),
        ("REQUEST", "negotiate", "meet"),
        ("REQUEST", "resign", "change"),
        ("REQUEST", "election", "change"),
        ("REQUEST", "sing", None),
        ("REJECT", "negotiate", "meet"),
        ("REJECT", "send", "assist"),
        ("REJECT", "release", "yield"),
        ("REJECT", "reform", "change"),
        ("THREATEN", "bomb", "violence"),
        ("THREATEN", "invade", "territory"),
        ("THREATEN", "sanction", "restrict"),
        ("THREATEN", "scrap", "relations"),
        ("THREATEN", "expel", "expel"),
        ("THREATEN", "prosecute", "arrest"),
        ("THREATEN", "outlaw", "ban"),
        ("AGREE", "meet", None),
    ],
)
def test_the_act_gives_a_verbal_act_its_mode(event: str, act: str, mode: str | None) -> None:
    assert complement_mode(event, act) == mode


@pytest.mark.parametrize(
    ("act", "event"),
    [
        ("retaliate", "THREATEN"),
        ("retake", "THREATEN"),
        ("cooperate", "AGREE"),
        ("meet", "AGREE"),
        ("lift", "CONCEDE"),
        ("resign", "CONCEDE"),
        ("think", None),
    ],
)
def test_the_act_gives_a_promise_its_type(act: str, event: str | None) -> None:
    assert promised_type(act) == event


@pytest.mark.parametrize(
    ("lemma", "expected"), [("dozen", True), ("tonne", True), ("missile", False)]
)
def test_quantities_are_told_from_what_they_count(lemma: str, expected: bool) -> None:
    assert is_quantity(lemma) is expected


@pytest.mark.parametrize(
    ("lemma", "upos", "expected"),
    [
        ("Jakarta", "PROPN", {"jakarta", "NAME"}),
        ("Monday", "PROPN", {"monday"}),
        ("she", "PRON", {"she", "PRON"}),
        ("it", "PRON", {"it"}),
        ("feedback", "NOUN", {"feedback"}),
    ],
)
def test_names_and_pronouns_count_as_such(lemma: str, upos: str, expected: set[str]) -> None:
    assert head_words(lemma, upos) == expected
