"""Quotations: what stands between quotation marks, left open or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.reading.quotes import quotations
from reading.build import flat


def quoted(text: str) -> list[str]:
    """The quotations of a text."""
    read = flat(text)
    return [read.text_of(span) for span in quotations(read)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said no.", []),
        ("“No,” he said.", ["No,"]),
        ("“No,” he said. “Never.”", ["No,", "Never."]),
        ('"No," he said. "Never."', ["No,", "Never."]),
        ("``No,'' he said.", ["No,"]),
        ("«No», he said.", ["No"]),
        ("The “so-called ‘peace’ talks” failed.", ["so-called ‘peace’ talks"]),
        ("He said “I don’t know” twice.", ["I don’t know"]),
        ("An empty “” one.", []),
        ("The talks “failed.”", ["failed."]),
        ("“One. Two.” Three.", ["One. Two."]),
        ("A stray ” mark.", []),
    ],
)
def test_between_a_pair_of_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_mark_left_open_closes_with_its_paragraph() -> None:
    assert quoted("“It is over. He left.\nThe end.") == ["It is over. He left."]
    assert quoted('He said: "It is over.\nThe end.') == ["It is over."]


def test_every_paragraph_of_a_long_quotation_opens_it_anew() -> None:
    text = "“It is over,” he said.\n“We tried.\n“We failed.”\nThe end."
    assert quoted(text) == ["It is over,", "We tried.", "We failed."]


def test_a_mark_left_open_at_the_end_of_the_text() -> None:
    assert quoted("He said: “It is over") == ["It is over"]


def test_a_mark_alone_at_the_end_quotes_nothing() -> None:
    assert quoted("It is over “") == []


@given(st.lists(st.sampled_from(["“", "”", '"', "``", "''", "No", "he said.", "\n"]), max_size=20))
def test_quotations_are_in_order_and_never_overlap_or_cross_paragraphs(bits: list[str]) -> None:
    read = flat(" ".join(bits))
    end = 0
    for start, stop in quotations(read):
        assert end <= start < stop
        inside = {read.paragraphs[read.words[i].sentence] for i in range(start, stop)}
        assert len(inside) == 1
        end = stop
