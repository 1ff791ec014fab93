"""From tags and links of words to attributions: which source, cue and contents belong together."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from memcon.language import decode
from memcon.language.analysis import Attribution, WordSpan
from memcon.language.scored import Array, Scored
from memcon.language.shipped import heads

WINDOWS_AT_ONCE = 64
"""Windows that are decoded side by side, lest a long report take much memory."""


def find_attributions(scored: Sequence[Scored], bounds: NDArray[np.int64]) -> list[Attribution]:
    """Cues with the source and the contents that link to them, in the order of the cues."""
    tags, chances = _attribution_tags(scored)
    roles = decode.spans(tags)
    cues = {start: (start, end) for role, start, end in roles if role == "cue"}
    sources = {start: (start, end) for role, start, end in roles if role == "source"}
    source_of: dict[int, int | None] = {}
    contents_of: dict[int, list[WordSpan]] = {start: [] for start in cues}
    for item in scored:
        offset = int(bounds[item.window.first])
        own = offset + item.skipped
        seen = _from(roles, offset, int(bounds[item.window.end]))
        candidates = [start for role, start, _ in seen if role == "source"]
        for cue in (start for role, start, _ in seen if role == "cue" and start >= own):
            source_of[cue] = _linked(item.scores["source_of"][cue - offset], candidates, offset)
        candidates = [start for role, start, _ in seen if role == "cue"]
        for role, start, end in seen:
            if role == "content" and start >= own and candidates:
                rows = item.scores["cue_of"][start - offset : end - offset]
                votes = rows[:, [c - offset + 1 for c in candidates]].mean(0)
                contents_of[candidates[int(votes.argmax())]].append((start, end))
    return [
        Attribution(
            _source(sources, source_of[cue]),
            cues[cue],
            tuple(contents_of[cue]),
            round(float(_mean_chance(chances, [cues[cue], *contents_of[cue]])), 3),
        )
        for cue in sorted(cues)
        if contents_of[cue]
    ]


def _source(sources: Mapping[int, WordSpan], start: int | None) -> WordSpan | None:
    return sources[start] if start is not None else None


def _attribution_tags(scored: Sequence[Scored]) -> tuple[list[str], Array]:
    """The best tag of every word, and its probability."""
    names = heads()["attribution"]
    tags: list[str] = []
    chances = []
    for item, sequence, shares in _decoded(scored):
        new = [names[t] for t in sequence[item.skipped :]]
        if new and new[0].startswith("I-") and (not tags or tags[-1][2:] != new[0][2:]):
            new[0] = "B-" + new[0][2:]
        tags += new
        chances.append(shares[np.arange(len(sequence)), sequence][item.skipped :])
    return tags, np.concatenate(chances)


def _decoded(scored: Sequence[Scored]) -> Iterator[tuple[Scored, list[int], Array]]:
    """Each window with its best tags and the probabilities of all."""
    transitions = np.array(heads()["attribution_transitions"], dtype=np.float32)
    first = np.array(heads()["attribution_first"], dtype=np.float32)
    for at in range(0, len(scored), WINDOWS_AT_ONCE):
        some = scored[at : at + WINDOWS_AT_ONCE]
        emissions = [item.scores["attribution"] for item in some]
        best = decode.best_sequences(emissions, transitions, first)
        yield from zip(some, best, decode.marginals(emissions, transitions, first), strict=True)


_Role = tuple[str, int, int]


def _from(roles: list[_Role], first: int, end: int) -> list[_Role]:
    """The roles that begin within [first, end); they are ordered by their first words."""
    starts = [start for _, start, _ in roles]
    return roles[bisect_left(starts, first) : bisect_left(starts, end)]


def _linked(row: Array, candidates: list[int], offset: int) -> int | None:
    """The candidate (word number) that a link goes to, None if to none; column 0 is no link."""
    best = int(np.array([row[0], *(row[c - offset + 1] for c in candidates)]).argmax())
    return None if best == 0 else candidates[best - 1]


def _mean_chance(chances: Array, stretches: Sequence[WordSpan]) -> float:
    return float(np.concatenate([chances[s:e] for s, e in stretches]).mean())
