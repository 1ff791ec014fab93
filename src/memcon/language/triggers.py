"""From the event heads' scores to triggers: words that may name an event, of which type, whose."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from memcon.language.analysis import Trigger
from memcon.language.scored import Array, Scored, softmax
from memcon.language.shipped import heads

AT_LEAST = 0.1
"""Words less likely than this to name any event are no triggers."""

KEPT = 0.02
"""Types and links less likely than this are not noted."""


def find_triggers(scored: Sequence[Scored], bounds: NDArray[np.int64]) -> Iterator[Trigger]:
    """The triggers of a report in the order of its words."""
    for item in scored:
        offset = int(bounds[item.window.first])
        chances = softmax(item.scores["event"])
        for word in range(item.skipped, len(chances)):
            if 1 - chances[word, 0] >= AT_LEAST:
                yield _trigger(item, word, offset, chances[word])


def _trigger(item: Scored, word: int, offset: int, chances: Array) -> Trigger:
    types: list[str] = heads()["event"]
    size = len(item.scores["event"])
    told = {types[i]: round(float(chances[i]), 3) for i in range(1, len(types))}
    told = {name: chance for name, chance in told.items() if chance >= KEPT}
    return Trigger(
        word=offset + word,
        chances=told,
        modes={name: _mode(item.scores["mode"][word], name) for name in told},
        actors=_linked(item.scores["actor_of"][word, : size + 1], offset),
        recipients=_linked(item.scores["recipient_of"][word, : size + 1], offset),
    )


def _mode(scores: Array, event: str) -> str | None:
    """The likeliest of a type's modes, or none."""
    own = [i for i, name in enumerate(heads()["mode"]) if name.startswith(event + ":")]
    mode: str = heads()["mode"][max(own, key=lambda i: scores[i])].split(":")[1]
    return None if mode == "none" else mode


def _linked(row: Array, offset: int) -> dict[int, float]:
    """The words that a row links to and how likely; column 0 is the score of no link."""
    chances = 1 / (1 + np.exp(row[0] - row[1:]))
    return {offset + int(i): round(float(chances[i]), 3) for i in np.flatnonzero(chances >= KEPT)}
