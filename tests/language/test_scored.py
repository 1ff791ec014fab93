"""Scores of many words at once are what they are one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from memcon.language.scored import rounded


@given(
    hnp.arrays(np.float32, st.integers(0, 20), elements=st.floats(-4, 4, width=32)),
    st.integers(1, 3),
)
def test_scores_are_rounded_as_python_rounds_them(
    scores: np.ndarray[tuple[int], np.dtype[np.float32]], digits: int
) -> None:
    assert rounded(scores, digits) == [round(score, digits) for score in scores.tolist()]
