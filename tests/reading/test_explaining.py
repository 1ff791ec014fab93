"""Why a record says what it says: each value's words and what decided by them."""

from __future__ import annotations

from datetime import date
from math import exp
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explained import unexplained, without_words
from memcon.explanation import Explained, Reason
from memcon.reader import Reader
from memcon.reading import explain_report
from memcon.record import Report
from memcon.registry import Registry
from reading.build import MADE_BY, MONDAY, PARAGRAPH, Heard, Said, analysis, read, treebank

SEED = Path(__file__).parents[2] / "examples" / "seed.txt"
DENIED = "Reuters reported that the Kremlin denied that Putin had met Xi."
SPOKE = "Biden spoke to Xi on Monday."
CALL = "spoke with Putin by phone"

EXPLANATION = """\
a1 name Reuters: registry outlets, Reuters
a1 kind organisation: registry outlets, Reuters
a1 country GBR: registry outlets, Reuters
a1 sector JRN: registry outlets, Reuters
a1 mentions Reuters: rule name, Reuters
a2 name Kremlin: registry bodies, the Kremlin
a2 kind organisation: registry bodies, the Kremlin
a2 country RUS: registry bodies, the Kremlin
a2 sector GOV: registry bodies, the Kremlin
a2 mentions Kremlin: rule name, the Kremlin
a3 name Putin: head name, Putin
a3 kind person: head name, Putin
a3 country RUS: registry holders, Putin
a3 sector GOV: registry holders, Putin
a3 mentions Putin: rule name, Putin
a4 name Xi: head name, Xi
a4 kind person: head name, Xi
a4 country CHN: registry holders, Xi
a4 sector GOV: registry holders, Xi
a4 mentions Xi: rule name, Xi
a4 mentions Xi: rule name, Xi
a5 name Biden: head name, Biden
a5 kind person: head name, Biden
a5 country USA: registry holders, Biden
a5 sector GOV: registry holders, Biden
a5 mentions Biden: rule name, Biden
s1 holder a1: rule holder-by-source, Reuters
s1 holder_span Reuters: rule verb-of-saying, reported
s1 cue_spans reported: rule verb-of-saying, reported
s1 content_spans the Kremlin denied that Putin had met Xi: rule verb-of-saying, reported
s1 quote indirect: rule quote-indirect, the Kremlin denied that Putin had met Xi
s1 stance asserts: rule stance-asserts, reported
s1 origin a1: rule outlet-that-says, Reuters
s1 about e1: rule speaks-of-event, met
s1 confidence 0.58: weights confidence.toml, reported
s2 holder a2: rule holder-by-source, the Kremlin
s2 holder_span the Kremlin: rule verb-of-saying, denied
s2 cue_spans denied: rule verb-of-saying, denied
s2 content_spans Putin had met Xi: rule verb-of-saying, denied
s2 quote indirect: rule quote-indirect, Putin had met Xi
s2 stance denies: rule stance-denies, denied
s2 within s1: rule cue-in-content, denied
s2 origin a1: rule outlet-that-says, Reuters
s2 about e1: rule speaks-of-event, met
s2 confidence 0.64: weights confidence.toml, denied
e1 event CONSULT: pattern CONSULT.toml, met
e1 cameo 040: pattern CONSULT.toml, met
e1 actor a3: pattern CONSULT.toml, Putin
e1 actor a4: pattern CONSULT.toml, Xi
e1 modality actual: rule nothing-marks-it, met
e1 modality negated: rule denied-by-its-holder, denied
e1 according_to s2: rule told-in-content, denied
e1 according_to s1: rule quoted-inside, reported
e1 span met Xi: rule words-of-event, met Xi
e1 confidence 0.38: weights confidence.toml, met Xi
e2 event CONSULT: pattern CONSULT.toml, spoke
e2 cameo 040: pattern CONSULT.toml, spoke
e2 actor a5: pattern CONSULT.toml, Biden
e2 actor a4: pattern CONSULT.toml, Xi
e2 modality actual: rule nothing-marks-it, spoke
e2 date Monday: rule date-on-word, Monday
e2 span spoke to Xi on Monday: rule words-of-event, spoke to Xi on Monday
e2 confidence 0.4: weights confidence.toml, spoke to Xi on Monday
"""


def explained(
    *sentences: str,
    said: tuple[Said, ...] = (),
    heard: tuple[Heard, ...] = (),
    registry: Registry | None = None,
) -> Explained:
    of = analysis(*sentences, said=said, heard=heard)
    report = Report.of(of.text, published=MONDAY)
    return explain_report(report, of, registry or Registry.default(), MADE_BY)


def lines(told: Explained) -> list[str]:
    text = told.record.report.text
    return [_line(text, reason) for reason in told.because]


def _line(text: str, reason: Reason) -> str:
    value = reason.value
    if isinstance(value, list):
        value = text[slice(*value)]
    elif isinstance(value, dict):
        value = value["text"]
    words = " / ".join(text[start:end] for start, end in reason.spans)
    return f"{reason.of} {reason.field} {value}: {reason.by} {reason.name}, {words}"


def of_field(told: Explained, id_: str, field: str) -> list[str]:
    text = told.record.report.text
    return [_line(text, r).split(": ", 1)[1] for r in told.of(id_, field)]


def test_a_short_report_is_explained_value_by_value() -> None:
    assert lines(explained(DENIED, SPOKE)) == EXPLANATION.splitlines()


def test_a_pattern_stands_there_as_its_file_has_it_with_the_slots_of_the_parties() -> None:
    told = explained(SPOKE)
    (event,) = told.of("e1", "event")
    assert event.facts["verb"] == "speak talk"
    assert event.facts["recipient"] == "with to"
    assert event.facts["number"] >= 1
    assert [r.facts["slot"] for r in told.of("e1", "actor")] == ["subject", "to"]


def test_a_holder_of_office_stands_there_with_the_tenure() -> None:
    (country, *_) = explained(SPOKE).of("a1", "country")
    assert country.facts["name"] == "Joe Biden"
    assert country.facts["office"] == "President"
    assert country.facts["since"] == "2021-01-20"


def test_heads_stand_there_with_their_probabilities() -> None:
    heard = (Heard("met", "CONSULT", 0.93),)
    said = (Said("Officials", "said", ("Biden would meet Xi",), 0.97),)
    told = explained("Biden met Xi.", "Officials said that Biden would meet Xi.", said=said,
                     heard=heard)  # fmt: skip
    heads = [r for r in told.because if r.by == "head" and r.name in ("event", "attribution")]
    assert {(r.of, r.field, r.facts["probability"]) for r in heads} == {
        ("s1", "cue_spans", 0.97),
        ("s1", "content_spans", 0.97),
        ("s1", "holder_span", 0.97),
        ("e1", "event", 0.93),
    }


def test_what_heads_alone_tell_stands_there_as_theirs() -> None:
    heard = (Heard("left", "RETREAT", 0.95, actors=("envoy",), mode="withdraw"),)
    told = explained("The envoy that Putin sent left.", heard=heard)
    assert of_field(told, "e1", "event") == ["head event, left"]
    assert of_field(told, "e1", "mode") == ["head mode, left"]
    assert of_field(told, "e1", "cameo") == ["rule usual-cameo, left"]
    (actor,) = told.of("e1", "actor")
    assert (actor.by, actor.name, actor.facts) == ("head", "actor_of", {"probability": 0.9})


def test_a_date_says_what_it_was_counted_from() -> None:
    (date_,) = explained(SPOKE).of("e1", "date")
    assert date_.value["start"] == "2024-11-11"
    assert date_.facts == {"tense": "past", "counted_from": "2024-11-11"}


def test_a_rule_that_turns_a_code_into_another_comes_after_it() -> None:
    told = explained("Biden will meet Xi.")
    assert [(r.value, r.name) for r in told.of("e1", "event")] == [
        ("CONSULT", "CONSULT.toml"),
        ("AGREE", "ahead-is-agreed"),
    ]
    assert of_field(told, "e1", "modality") == ["rule future-auxiliary, will / meet"]


def test_a_pronoun_says_after_whom_it_comes() -> None:
    told = explained("Angela Merkel met Emmanuel Macron.", "They left.")
    assert "rule name, Angela Merkel" in of_field(told, "a1", "mentions")
    told = explained("Russia thanked Iran.", "It rejected the plan.")
    assert any(m.startswith("rule pronoun, It / ") for m in of_field(told, "a1", "mentions"))


@pytest.mark.parametrize(
    ("line", "sentence", "words"),
    [
        ("NATO\torganisation\tFRA\tMIL", "NATO thanked Norway.", "NATO"),
        ("Olaf Scholz\tperson\tFRA\tMIL", "Olaf Scholz met Donald Trump.", "Olaf Scholz"),
        ("Xi\tstate\tFRA\t", "Biden met Xi.", "Xi"),
    ],
)
def test_a_users_own_registry_is_named_as_such(
    tmp_path: Path, line: str, sentence: str, words: str
) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"name\tkind\tcountry\tsector\n{line}\n", "utf-8")
    told = explained(sentence, registry=Registry.default().with_file(own))
    lines_ = [_line(sentence, r).split(": ", 1)[1] for r in told.because if r.field == "country"]
    assert f"registry own, {words}" in lines_


def test_the_weights_of_a_confidence_add_up_to_it() -> None:
    told = explained(DENIED, SPOKE)
    for reason in (r for r in told.because if r.field == "confidence"):
        assert 1 / (1 + exp(-sum(reason.facts.values()))) == pytest.approx(reason.value, abs=0.01)


texts = st.lists(st.sampled_from([PARAGRAPH, *treebank()]), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_of_the_treebank_is_explained_and_has_the_same_record(
    sentences: list[str],
) -> None:
    told = explained(*sentences)
    assert unexplained(told) == []
    assert without_words(told) == []
    assert told.record.to_json() == read(*sentences).to_json()
    assert explained(*sentences).to_json() == told.to_json()


@pytest.fixture(scope="module")
def seed() -> Explained:
    return Reader().explain(Report.of(SEED.read_text("utf-8"), published=date(2024, 11, 11)))


def test_every_value_of_the_seeds_record_is_explained(seed: Explained) -> None:
    assert unexplained(seed) == []
    assert without_words(seed) == []


def test_the_seeds_record_is_the_same_with_and_without_explanation(seed: Explained) -> None:
    assert seed.record.to_json() == Reader().read(seed.record.report).to_json()
    assert seed.to_dict()["record"] == seed.record.to_dict()


@pytest.mark.parametrize(
    ("words", "field", "expected"),
    [
        (CALL, "event", ["pattern CONSULT.toml, spoke / phone", "head event, spoke"]),
        (CALL, "actor", ["pattern CONSULT.toml, Trump", "pattern CONSULT.toml, Putin"]),
        (CALL, "date", ["rule date-on-word, Thursday"]),
        (CALL, "according_to", ["rule told-in-content, According to"]),
        ("advised", "mode", ["rule mode-of-act, intensifying"]),
        ("invasion in 2022", "recipient", ["rule victim-is-who-is-helped, Ukraine"]),
        ("altering Moscow", "event", ["rule unwilling, altering"]),
        ("urging Ukraine", "according_to", ["rule is-the-saying, urging"]),
    ],
)  # fmt: skip
def test_key_values_of_the_seed(
    seed: Explained, words: str, field: str, expected: list[str]
) -> None:
    text = seed.record.report.text
    (event,) = [e for e in seed.record.events if text[slice(*e.span)].startswith(words)]
    assert of_field(seed, event.id, field) == expected


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        (
            "Putin met Xi Jinping on Monday, an aide to Xi told Reuters.",
            "origin",
            "rule outlet-that-is-told, Reuters",
        ),
        (
            "In an interview with the BBC, Putin said that he had met Xi Jinping.",
            "origin",
            "rule outlet-said-in, the BBC",
        ),
        (
            "Putin met Xi Jinping on Monday, according to Reuters. “There was no meeting,” "
            "Dmitry Peskov said.",
            "stance",
            "rule stance-by-what-is-told, said",
        ),
        (
            "Our correspondent saw it. This newspaper reported that Putin had met Xi Jinping.",
            "mentions",
            "rule own-outlet, This newspaper",
        ),
    ],
)
def test_where_news_comes_from_and_who_denies_it_is_explained(
    text: str, field: str, expected: str
) -> None:
    report = Report.of(text, published=date(2024, 11, 12), publisher="Le Monde")
    told = Reader().explain(report)
    assert expected in [_line(text, r).split(": ", 1)[1] for r in told.because if r.field == field]
    assert unexplained(told) == []
