"""What hangs on a verb: who does it to whom, by what preposition, to do what."""

from __future__ import annotations

import pytest

from memcon.language.analysis import Word
from memcon.reading.clauses import Clauses
from reading.build import analysis, word


def asked(sentence: str, text: str) -> tuple[Clauses, Word]:
    """A sentence to ask about and the word that is asked about."""
    read = analysis(sentence)
    return Clauses(read), word(read, text)


def text_of(found: Word | None) -> str | None:
    return found.text if found is not None else None


ARRESTED = "Protesters were arrested and beaten by police."
KILLED = "Two soldiers killed in the attack were buried."
FLEW = "Biden flew to Kyiv and met Zelenskyy."


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("The rebels were attacked by the army.", "attacked", True),
        ("Russia attacked Ukraine.", "attacked", False),
        (KILLED, "killed", True),
        (KILLED, "buried", True),
        (ARRESTED, "arrested", True),
        ("The minister who met Putin resigned.", "met", False),
    ],
)
def test_passive(sentence: str, verb: str, passive: bool) -> None:
    clauses, found = asked(sentence, verb)
    assert clauses.is_passive(found) is passive


@pytest.mark.parametrize(
    ("sentence", "verb", "agent", "patient"),
    [
        ("Russia attacked Ukraine.", "attacked", "Russia", "Ukraine"),
        ("Ukraine was attacked by Russia.", "attacked", "Russia", "Ukraine"),
        ("The rebels were attacked by the army.", "attacked", "army", "rebels"),
        (KILLED, "killed", None, "soldiers"),
        ("Ten people were killed.", "killed", None, "people"),
        (FLEW, "flew", "Biden", None),
        (FLEW, "met", "Biden", "Zelenskyy"),
        ("Israel bombed and invaded Lebanon.", "bombed", "Israel", "Lebanon"),
        ("Israel bombed and invaded Lebanon.", "invaded", "Israel", "Lebanon"),
        ("Biden met Xi on Tuesday, but Modi left on Friday.", "left", "Modi", None),
    ],
)
def test_agent_and_patient(
    sentence: str, verb: str, agent: str | None, patient: str | None
) -> None:
    clauses, found = asked(sentence, verb)
    assert (text_of(clauses.agent(found)), text_of(clauses.patient(found))) == (agent, patient)


def test_a_joined_passive_shares_its_subject() -> None:
    clauses, beaten = asked(ARRESTED, "beaten")
    assert text_of(clauses.patient(beaten)) == "Protesters"


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        ("Scholz promised Zelenskyy to send tanks.", "send", "Scholz"),
        ("Scholz urged Zelenskyy to accept the offer.", "accept", "Zelenskyy"),
        ("Biden plans to visit Seoul and meet Yoon.", "visit", "Biden"),
        ("Biden plans to visit Seoul and meet Yoon.", "meet", "Biden"),
        ("Biden left without meeting Xi.", "meeting", "Biden"),
        ("Lavrov left for Minsk after meeting Xi.", "meeting", "Lavrov"),
        ("Warning of war, Macron left.", "Warning", "Macron"),
        ("Iran threatened to attack Israel.", "attack", "Iran"),
        ("Kyiv accused Moscow of shelling Odesa.", "shelling", "Moscow"),
        ("Scholz is ready to meet Putin.", "meet", "Scholz"),
    ],
)
def test_an_infinitive_or_participle_takes_its_subject_from_above(
    sentence: str, verb: str, subject: str
) -> None:
    clauses, found = asked(sentence, verb)
    assert text_of(clauses.subject(found)) == subject


def test_what_a_relative_clause_is_about() -> None:
    clauses, sent = asked("The envoy that Putin sent left.", "sent")
    assert text_of(clauses.subject(sent)) == "Putin"
    assert text_of(clauses.patient(sent)) in {"envoy", "that"}


@pytest.mark.parametrize(
    ("sentence", "verb", "complement"),
    [
        ("Scholz urged Zelenskyy to accept the offer.", "urged", "accept"),
        ("Kyiv accused Moscow of shelling Odesa.", "accused", "shelling"),
        ("Analysts warned that Iran could attack Israel.", "warned", "attack"),
        ("Scholz is ready to meet Putin.", "ready", "meet"),
        ("Biden's plan to meet Xi failed.", "plan", "meet"),
        ("Russia called on Iran to release the hostages.", "called", "release"),
        ("Biden left without meeting Xi.", "left", None),
        ("Biden met Xi.", "met", None),
        ("The envoy that Putin sent left.", "envoy", None),
    ],
)
def test_complements(sentence: str, verb: str, complement: str | None) -> None:
    clauses, found = asked(sentence, verb)
    assert text_of(clauses.complement(found)) == complement


@pytest.mark.parametrize(
    ("sentence", "text", "case"),
    [
        ("Trump spoke with Putin by phone on Thursday.", "Putin", "with"),
        ("Trump spoke with Putin by phone on Thursday.", "Thursday", "on"),
        ("Xi rejected Biden's invitation.", "Biden", ""),
        ("Biden met Xi.", "Xi", ""),
    ],
)
def test_case(sentence: str, text: str, case: str) -> None:
    clauses, found = asked(sentence, text)
    assert clauses.case(found) == case


def test_obliques_by_preposition() -> None:
    clauses, spoke = asked("Trump spoke with Putin by phone on Thursday.", "spoke")
    assert [w.text for w in clauses.oblique(spoke, "with")] == ["Putin"]
    assert clauses.oblique(spoke, "about") == []


@pytest.mark.parametrize(
    ("sentence", "text", "negated"),
    [
        ("Biden did not meet Xi.", "meet", True),
        ("Biden never met Xi.", "met", True),
        ("No talks were held.", "talks", True),
        ("Biden met Xi.", "met", False),
        ("Biden did not plan to meet Xi.", "meet", False),
    ],
)
def test_negation_stands_at_the_word_itself(sentence: str, text: str, negated: bool) -> None:
    clauses, found = asked(sentence, text)
    assert clauses.is_negated(found) is negated


def test_joined_verbs_share_their_auxiliary() -> None:
    sentence = "Biden will fly to Kyiv and meet Zelenskyy."
    for verb in ("fly", "meet"):
        clauses, found = asked(sentence, verb)
        assert clauses.auxiliaries(found) == {"will"}


@pytest.mark.parametrize(
    ("sentence", "text", "head"),
    [
        ("Biden said that Xi had agreed.", "Xi", "agreed"),
        ("Biden said that Xi had agreed.", "Biden", "said"),
        ("Biden held talks with Xi.", "Xi", "held"),
        (FLEW, "Zelenskyy", "met"),
        ("Russia's invasion of Ukraine shocked Europe.", "Ukraine", "shocked"),
    ],
)
def test_the_head_of_the_clause(sentence: str, text: str, head: str) -> None:
    clauses, found = asked(sentence, text)
    assert clauses.clause_head(found).text == head


def test_a_subject_before_a_copula_that_the_tree_hangs_behind_it() -> None:
    clauses, found = asked("Norway said Chad was open to talks with Mali.", "open")
    assert text_of(clauses.subject(found)) == "Chad"
