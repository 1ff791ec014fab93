"""One pass of the encoder: a whole analysis of any text, the same every time, from that text alone.

What it holds of plain sentences is asked only where any usable set of weights gets it right.
"""

from __future__ import annotations

import socket
from itertools import pairwise
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memcon.language.analysis import Analysis, Word
from memcon.language.model import analyse
from memcon.language.segment import segment

MET = "The president of France met the chancellor of Germany in Paris on Monday."
SAID = "Ivan Petrov said that the talks had failed."


def root(analysis: Analysis, sentence: int = 0) -> Word:
    """The root of a sentence."""
    start, end = analysis.sentences[sentence]
    (found,) = [w for w in analysis.words[start:end] if w.head == w.number]
    return found


def word(analysis: Analysis, text: str) -> Word:
    """The first word of that text."""
    return next(w for w in analysis.words if w.text == text)


def check_whole(analysis: Analysis) -> None:
    """Words, sentences, trees, names and attributions of an analysis fit together and the text."""
    words = analysis.words
    assert [w.number for w in words] == list(range(len(words)))
    assert all(analysis.text[w.start : w.end] == w.text for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
    bounds = [0, *(end for _, end in analysis.sentences)]
    assert list(analysis.sentences) == list(pairwise(bounds))
    assert bounds[-1] == len(words)
    assert len(analysis.paragraphs) == len(analysis.sentences)
    for number, (start, end) in enumerate(analysis.sentences):
        assert root(analysis, number).deprel == "root"
        for w in words[start:end]:
            assert w.sentence == number
            assert start <= w.head < end
            assert len(list(analysis.ancestors(w))) < end - start
    for name in analysis.names:
        assert 0 <= name.words[0] < name.words[1] <= len(words)
        assert 0 <= name.probability <= 1
    for said in analysis.attributions:
        spans = [said.cue, *said.contents, *([said.source] if said.source else [])]
        assert all(0 <= start < end <= len(words) for start, end in spans)
        assert 0 <= said.probability <= 1


# ---------------------------------------------------------------- plain sentences


def test_the_tree_of_a_plain_sentence() -> None:
    analysis = analyse(MET)
    check_whole(analysis)
    assert root(analysis).text == "met"
    subject, object_ = word(analysis, "president"), word(analysis, "chancellor")
    assert (subject.relation, subject.head) == ("nsubj", root(analysis).number)
    assert (object_.relation, object_.head) == ("obj", root(analysis).number)
    assert (root(analysis).lemma, root(analysis).xpos) == ("meet", "VBD")


def test_a_verb_has_a_verbs_tag_and_dictionary_form() -> None:
    analysis = analyse("Bosko Obradovic threatened to block the parliament if Vucic signed.")
    told = word(analysis, "threatened")
    assert (told.upos, told.xpos, told.lemma) == ("VERB", "VBD", "threaten")


def test_the_names_of_a_plain_sentence() -> None:
    analysis = analyse("Ivan Petrov met Maria Santos in Brussels.")
    found = {(analysis.text_of(n.words), n.kind) for n in analysis.names}
    assert {("Ivan Petrov", "PER"), ("Maria Santos", "PER")} <= found


def test_the_attribution_of_a_plain_sentence() -> None:
    analysis = analyse(SAID)
    (said,) = analysis.attributions
    assert analysis.text_of(said.cue) == "said"
    assert said.source is not None
    assert analysis.text_of(said.source) == "Ivan Petrov"
    assert "the talks had failed" in analysis.text_of((said.contents[0][0], said.contents[-1][1]))


def test_each_sentence_has_its_root_and_paragraph() -> None:
    analysis = analyse(f"A title\n{MET} {SAID}\n{MET}")
    check_whole(analysis)
    assert [root(analysis, i).text for i in (1, 2, 3)] == ["met", "said", "met"]
    assert analysis.paragraphs == (0, 1, 1, 2)


# ---------------------------------------------------------------- any text


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00", "\u2028"])
def test_a_blank_text_has_nothing(text: str) -> None:
    assert analyse(text) == Analysis(text, (), (), (), (), ())


@pytest.mark.parametrize(
    "text", [".", "?!", "“”", "...", "-- —", ". . .\n\n!", "👍", "\u0301", "a"]
)
def test_a_text_of_marks_has_words_and_trees(text: str) -> None:
    analysis = analyse(text)
    check_whole(analysis)
    assert analysis.words


@pytest.mark.parametrize(
    "text",
    [
        "👍🏽 The president 🇫🇷 met him 👨‍👩‍👧. “Good 😀,” she said.",
        "Fran\u0327ois met Erdog\u0306an. Zele\u0301nskyy said no.",
        "\ufeffThe army\u00a0attacked.\r\n\r\nTwo\u2009died.",
        "Путин met 习近平 in Москва.",
    ],
)
def test_offsets_count_code_points(text: str) -> None:
    analysis = analyse(text)
    check_whole(analysis)
    assert [(w.start, w.end) for w in analysis.words] == [s for x in segment(text) for s in x.words]


BITS = [MET, SAID, "No.", "“Never,” he said.", "👍", "(AP) —", " ", "\n\n", "e\u0301", "\x00", '"']


@settings(max_examples=25, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(BITS), max_size=8).map(" ".join), st.text(max_size=60)))
def test_any_text_has_a_whole_analysis(text: str) -> None:
    check_whole(analyse(text))


# ---------------------------------------------------------------- the same every time


def test_the_same_text_gives_the_same_analysis() -> None:
    assert analyse(f"{MET} {SAID}") == analyse(f"{MET} {SAID}")


def test_what_was_read_before_changes_nothing() -> None:
    texts = [MET, SAID, "\n".join([MET, SAID] * 20), "No."]
    forwards = {text: analyse(text) for text in texts}
    backwards = {text: analyse(text) for text in reversed(texts)}
    assert forwards == backwards


# ---------------------------------------------------------------- long texts


def repeated(sentence: str, words: int) -> str:
    """A text of at least so many words, twenty sentences a paragraph, as in transcripts."""
    sentences = words // len(segment(sentence)[0].words) + 1
    return "\n".join([" ".join([sentence] * 20)] * (sentences // 20 + 1))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("The minister met the president in Paris on Monday.", 60_000), (SAID, 4_000)],
)
def test_a_long_text_is_read_to_its_end(sentence: str, words: int) -> None:
    text = repeated(sentence, words)
    analysis = analyse(text)
    assert len(analysis.words) > words
    read = {tuple(w.text for w in analysis.words[start:end]) for start, end in analysis.sentences}
    assert read == {tuple(w.text for w in analyse(sentence).words)}
    assert analysis.words[-1].end == len(text)


def test_a_sentence_of_three_thousand_words_without_full_stop() -> None:
    analysis = analyse("the minister met the president and " * 500 + "left")
    assert len(analysis.words) == 3001
    check_whole(analysis)


def test_a_word_of_ten_thousand_letters() -> None:
    analysis = analyse("He said " + "x" * 10_000 + " and left.")
    assert [w.text for w in analysis.words if len(w.text) < 9] == ["He", "said", "and", "left", "."]
    check_whole(analysis)


# ---------------------------------------------------------------- no network


def test_reads_without_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert analyse(MET).words
