"""The network's scores for one window of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.language.windows import Window

Array = NDArray[Any]


@dataclass(frozen=True)
class Scored:
    """A window with the heads' scores for its words."""

    window: Window
    scores: dict[str, Array]
    words: Sequence[Sequence[str]]

    @cached_property
    def skipped(self) -> int:
        """How many of the window's words belong to an earlier window."""
        return sum(map(len, self.words[self.window.first : self.window.start]))

    def new(self, head: str) -> Array:
        """A head's scores for the words that are new in this window."""
        return self.scores[head][self.skipped :]


def softmax(scores: Array) -> Array:
    """Shares that add up to 1 along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = raised / raised.sum(-1, keepdims=True)
    return shares


def rounded(scores: NDArray[np.float32], digits: int) -> list[Any]:
    """Scores as Python's `round` gives them, many at once.

    Times a power of ten they are exact in double precision, so nothing is rounded twice.
    """
    found: list[Any] = np.round(scores.astype(np.float64), digits).tolist()
    return found
