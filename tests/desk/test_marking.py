"""A text in pieces: nothing lost, nothing shifted, each mark on just its words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.records import odd_record
from memcon.desk.marking import Mark, marks_of, pieces


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(min_size=1, max_size=40))
    bounds = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(bounds, bounds).map(sorted), max_size=8))
    marks = [
        Mark((start, end), f"e{number % 3 + 1}", draw(st.sampled_from(["event", "cue"])))
        for number, (start, end) in enumerate(spans)
        if start < end
    ]
    return text, marks


@settings(max_examples=60)
@given(marked_texts())
def test_pieces_are_the_text_and_each_mark_covers_its_words(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    parts = list(pieces(text, marks))
    assert "".join(part.text for part in parts) == text
    for mark in marks:
        covered = [part for part in parts if mark in part.marks]
        assert covered[0].start == mark.span[0]
        assert "".join(part.text for part in covered) == text[slice(*mark.span)]
    first = [id_ for part in parts for id_ in part.first_of]
    assert sorted(first) == sorted({mark.of for mark in marks})


def test_marks_beside_emoji_and_combining_characters() -> None:
    record = odd_record()
    parts = list(pieces(record.report.text, marks_of(record)))
    (named,) = ["".join(p.text for p in parts if p.event == "e3")]
    assert named == "threatened\u0301"
