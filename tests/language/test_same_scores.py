"""A window's scores are the same to the last bit: on any number of threads, beside any others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from memcon.language.model import inputs, scores, session
from memcon.language.pieces import pieces
from memcon.language.scored import Array
from memcon.language.segment import segment
from memcon.language.windows import windows

SEED = (Path(__file__).resolve().parents[2] / "examples" / "seed.txt").read_text("utf-8")
TEXTS = [
    "No.",
    "Ivan Petrov said that the talks had failed.",
    SEED,
    "The president of France met the chancellor of Germany in Paris on Monday. " * 40,
    " ".join(reversed(SEED.split())),
]

Row = dict[str, list[int]]


def rows_of(text: str) -> list[Row]:
    """What goes into the network for each window of a text."""
    sentences = segment(text)
    words = [[text[s:e] for s, e in sentence.words] for sentence in sentences]
    cut = windows([sum(len(pieces(w)) for w in sentence) for sentence in words])
    return [inputs(sentences, words, window) for window in cut]


ROWS = [row for text in TEXTS for row in rows_of(text)]


@pytest.fixture(scope="module")
def alone() -> list[dict[str, Array]]:
    """The scores of each window by itself, in a pass on one thread."""
    network = session(threads=1)
    names = [output.name for output in network.get_outputs()]
    feeds = [{k: np.array([v], dtype=np.int64) for k, v in row.items()} for row in ROWS]
    return [
        {k: v[0] for k, v in zip(names, network.run(names, feed), strict=True)} for feed in feeds
    ]


def same_bits(one: list[dict[str, Array]], other: list[dict[str, Array]]) -> bool:
    """Whether all scores are the same to the last bit."""
    return len(one) == len(other) and all(
        a.keys() == b.keys() and all(a[k].tobytes() == b[k].tobytes() for k in a)
        for a, b in zip(one, other, strict=True)
    )


def test_windows_differ_in_length_and_scores(alone: list[dict[str, Array]]) -> None:
    assert len({len(row["ids"]) for row in ROWS}) > 4
    assert not any(same_bits(alone[:1], [other]) for other in alone[1:])


@pytest.mark.parametrize("threads", [1, 2, None])
def test_threads_change_nothing(alone: list[dict[str, Array]], threads: int | None) -> None:
    assert same_bits(scores(ROWS, threads=threads), alone)


def test_neighbours_change_nothing(alone: list[dict[str, Array]]) -> None:
    for at, (row, other) in enumerate(zip(ROWS, reversed(ROWS), strict=True)):
        assert same_bits(scores([row, other], threads=2)[:1], alone[at : at + 1])
        assert same_bits(scores([other, row, row], threads=2)[1:], [alone[at]] * 2)


def test_order_changes_nothing(alone: list[dict[str, Array]]) -> None:
    assert same_bits(scores(ROWS[::-1])[::-1], alone)
