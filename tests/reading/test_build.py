"""The hand-made trees are trees: nothing that is tested on them is tested on a mistake."""

from __future__ import annotations

import pytest

from reading.build import PARAGRAPH, Said, analysis, treebank, word


@pytest.mark.parametrize("sentence", list(treebank()))
def test_a_tree_has_one_root_and_no_cycle(sentence: str) -> None:
    words = analysis(sentence).words
    (root,) = [w for w in words if w.head == w.number]
    assert root.deprel == "root"
    for start in words:
        met = {start.number}
        at = start
        while at.head != at.number:
            at = words[at.head]
            assert at.number not in met
            met.add(at.number)


@pytest.mark.parametrize("sentence", list(treebank()))
def test_the_words_are_the_sentence(sentence: str) -> None:
    read = analysis(sentence)
    assert all(read.text[w.start : w.end] == w.text for w in read.words)
    covered = {i for w in read.words for i in range(w.start, w.end)}
    assert {c for i, c in enumerate(sentence) if i not in covered} <= {" "}


def test_sentences_are_joined_into_paragraphs() -> None:
    read = analysis("Xi met Biden.", "They left.", PARAGRAPH, "Olaf Scholz met Donald Trump.")
    assert read.text == "Xi met Biden. They left.\nOlaf Scholz met Donald Trump."
    assert read.paragraphs == (0, 0, 1)
    assert read.head(word(read, "met", 2)) is None
    assert read.head(word(read, "Scholz")) == word(read, "Olaf")
    assert [read.text_of(n.words) for n in read.names][2:] == ["Olaf Scholz", "Donald Trump"]


def test_attributions_are_found_by_their_words() -> None:
    read = analysis(
        "Biden said that Xi had agreed.", said=[Said("Biden", "said", ("Xi had agreed",))]
    )
    (found,) = read.attributions
    assert found.source is not None
    assert read.text_of(found.source) == "Biden"
    assert read.text_of(found.contents[0]) == "Xi had agreed"
