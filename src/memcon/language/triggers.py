"""From the event heads' scores to triggers: words that may name an event, of which type, whose."""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from memcon.language.analysis import Trigger
from memcon.language.scored import Array, Scored, rounded, softmax
from memcon.language.shipped import heads

AT_LEAST = 0.1
"""Words less likely than this to name any event are no triggers."""

KEPT = 0.02
"""Types and links less likely than this are not noted."""

NONE = "none"
"""What the heads call no event, and no mode."""


def find_triggers(scored: Sequence[Scored], bounds: NDArray[np.int64]) -> Iterator[Trigger]:
    """The triggers of a report in the order of its words."""
    for item in scored:
        offset = int(bounds[item.window.first])
        chances = softmax(item.scores["event"])
        likely = np.flatnonzero(1 - chances[:, 0] >= AT_LEAST)
        likely = likely[likely >= item.skipped]
        for word, told in zip(likely.tolist(), rounded(chances[likely], 3), strict=True):
            yield _trigger(item, word, offset, told)


def _trigger(item: Scored, word: int, offset: int, chances: list[float]) -> Trigger:
    size = len(item.scores["event"])
    named = zip(heads()["event"], chances, strict=True)
    told = {name: chance for name, chance in named if chance >= KEPT and name != NONE}
    modes = item.scores["mode"][word].tolist()
    return Trigger(
        word=offset + word,
        chances=told,
        modes={name: _mode(modes, name) for name in told},
        actors=_linked(item.scores["actor_of"][word, : size + 1], offset),
        recipients=_linked(item.scores["recipient_of"][word, : size + 1], offset),
    )


def _mode(scores: list[float], event: str) -> tuple[str | None, float]:
    """The likeliest of a type's modes, or none; and how likely it is."""
    known = _modes()[event]
    chances = softmax(np.array([scores[place] for place, _ in known]))
    best = int(chances.argmax())
    mode = known[best][1]
    return (None if mode == NONE else mode), round(float(chances[best]), 3)


@cache
def _modes() -> dict[str, list[tuple[int, str]]]:
    """The modes of each type, each with its place among all scores."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, name in enumerate(heads()["mode"]):
        event, mode = name.split(":")
        found.setdefault(event, []).append((place, mode))
    return found


def _linked(row: Array, offset: int) -> dict[int, float]:
    """The words that a row links to and how likely; column 0 is the score of no link."""
    chances = 1 / (1 + np.exp(row[0] - row[1:]))
    likely = np.flatnonzero(chances >= KEPT)
    return dict(zip((offset + likely).tolist(), rounded(chances[likely], 3), strict=True))
