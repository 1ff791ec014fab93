"""Marks stand around the two stretches they are put at, and nothing else changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memcon.language.marked import marked
from memcon.language.pieces import MARKS, pieces
from memcon.language.segment import segment

WORDS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=12)


@given(st.data())
def test_marks_surround_their_stretches(data: st.DataObject) -> None:
    words = data.draw(WORDS)
    spans = []
    for _ in range(2):
        start = data.draw(st.integers(0, len(words) - 1))
        spans.append((start, data.draw(st.integers(start + 1, len(words)))))
    found = marked(words, *spans)
    assert [w for w in found.words if w not in MARKS] == words
    for name, (start, end), opening in zip(
        ("actor", "recipient"), spans, (found.actor, found.recipient), strict=True
    ):
        assert found.words[opening] == f"<{name}>"
        closing = found.words.index(f"</{name}>")
        inside = [w for w in found.words[opening:closing] if w not in MARKS]
        assert inside == words[start:end]


def test_a_longer_stretch_stands_outside() -> None:
    found = marked(["the", "army", "of", "Chad"], (3, 4), (0, 4))
    assert found.words == (
        "<recipient>", "the", "army", "of", "<actor>", "Chad", "</actor>", "</recipient>",
    )  # fmt: skip


def test_no_text_can_hold_a_mark() -> None:
    text = "He wrote <actor> and </actor>, <recipient> and </recipient>."
    assert not any(text[s:e] in MARKS for sentence in segment(text) for s, e in sentence.words)


def test_each_mark_is_one_piece_of_its_own() -> None:
    assert len({pieces(mark) for mark in MARKS}) == len(MARKS)
    assert all(len(pieces(mark)) == 1 for mark in MARKS)
