"""Windows: every sentence is read once as new, in order, within size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.language.windows import CONTEXT_PIECES, WINDOW_PIECES, Window, windows

lengths_of = st.lists(st.integers(1, 60), max_size=60)
sizes = st.integers(10, 60)


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], []),
        ([4], [Window(0, 0, 1)]),
        ([4, 4], [Window(0, 0, 2)]),
        ([6, 6], [Window(0, 0, 1), Window(1, 1, 2)]),
        ([4, 4, 3, 4], [Window(0, 0, 2), Window(1, 2, 3), Window(2, 3, 4)]),
        ([30], [Window(0, 0, 1)]),
        ([2, 30, 2], [Window(0, 0, 1), Window(1, 1, 2), Window(2, 2, 3)]),
    ],
)
def test_windows_of_ten_pieces_with_four_of_context(
    lengths: list[int], expected: list[Window]
) -> None:
    assert windows(lengths, size=10, context=4) == expected


@given(lengths_of, sizes, st.integers(0, 30))
def test_every_sentence_is_new_once_and_in_order(
    lengths: list[int], size: int, context: int
) -> None:
    found = windows(lengths, size=size, context=context)
    assert [i for w in found for i in range(w.start, w.end)] == list(range(len(lengths)))
    assert all(w.first <= w.start < w.end for w in found)


@given(lengths_of, sizes, st.integers(0, 30))
def test_size_holds_unless_one_sentence_exceeds_it(
    lengths: list[int], size: int, context: int
) -> None:
    for window in windows(lengths, size=size, context=context):
        total = sum(lengths[window.first : window.end])
        assert total <= size or window == Window(window.start, window.start, window.start + 1)


@given(lengths_of, sizes, st.integers(0, 30))
def test_context_is_bounded(lengths: list[int], size: int, context: int) -> None:
    for window in windows(lengths, size=size, context=context):
        assert sum(lengths[window.first : window.start]) <= context


@given(lengths_of)
def test_no_window_could_have_taken_one_sentence_more(lengths: list[int]) -> None:
    for window in windows(lengths):
        if window.end < len(lengths):
            assert sum(lengths[window.first : window.end + 1]) > WINDOW_PIECES
        if window.first > 0:
            before = sum(lengths[window.first - 1 : window.start])
            with_it = sum(lengths[window.first - 1 : window.start + 1])
            assert before > CONTEXT_PIECES or with_it > WINDOW_PIECES
