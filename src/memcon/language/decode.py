"""From the heads' scores to tags, spans and trees."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Matrix = TypeVar("Matrix", NDArray[np.float32], NDArray[np.float64])

BARRED = -1e4
"""The score of what may not be."""


def viterbi(emissions: Scores, transitions: Scores, first: Scores) -> list[int]:
    """The best tag sequence of a linear chain: emissions (W, K), transitions (K, K), first (K,)."""
    return best_sequences([emissions], transitions, first)[0]


def best_sequences(
    emissions: Sequence[Scores], transitions: Scores, first: Scores
) -> list[list[int]]:
    """The best tag sequence of each of several chains."""
    found: list[list[int]] = [each.argmax(1).tolist() for each in emissions]
    bound = [n for n, tags in enumerate(found) if not _is_free(tags, transitions, first)]
    walked = _walked([emissions[n] for n in bound], transitions, first) if bound else []
    for n, tags in zip(bound, walked, strict=True):
        found[n] = tags
    return found


def _is_free(tags: list[int], transitions: Scores, first: Scores) -> bool:
    """Whether no other sequence has better transitions: then each word's best tag is the best."""
    if first[tags[0]] < first.max():
        return False
    return bool((transitions[tags[:-1], tags[1:]] == transitions.max()).all())


def _walked(emissions: Sequence[Scores], transitions: Scores, first: Scores) -> list[list[int]]:
    """The best sequences, by all chains walked side by side."""
    stacked = _stacked(emissions)
    best = np.empty_like(stacked)
    back = np.zeros(stacked.shape, dtype=np.int64)
    best[0] = stacked[0] + first
    for i in range(1, len(stacked)):
        paths = best[i - 1][:, :, None] + transitions
        back[i] = paths.argmax(1)
        best[i] = np.maximum.reduce(paths, 1) + stacked[i]
    ends = [int(best[len(each) - 1, n].argmax()) for n, each in enumerate(emissions)]
    return [
        _traced(back[1 : len(each), n].tolist(), end)
        for n, (each, end) in enumerate(zip(emissions, ends, strict=True))
    ]


def _traced(back: list[list[int]], end: int) -> list[int]:
    """The tags that lead to the last one."""
    tags = [end]
    for before in reversed(back):
        tags.append(before[tags[-1]])
    return tags[::-1]


def _stacked(chains: Sequence[Matrix]) -> Matrix:
    """Chains side by side (longest, N, K), filled up with ones behind their ends."""
    longest = max(map(len, chains))
    stacked = np.ones((longest, len(chains), chains[0].shape[1]), dtype=chains[0].dtype)
    for n, chain in enumerate(chains):
        stacked[: len(chain), n] = chain
    return stacked


def marginals(
    emissions: Sequence[Scores], transitions: Scores, first: Scores
) -> list[NDArray[np.float64]]:
    """The probability (W, K) of each word's tag in each of several chains (Rabiner 1989)."""
    chances = [_chances(each) for each in emissions]
    moves = _chances(transitions.reshape(1, -1)).reshape(transitions.shape)
    forward = _forward(_stacked(chances), moves, _chances(first[None])[0])
    backward = _backward(_stacked([each[::-1] for each in chances]), moves)
    both = [
        forward[: len(each), n] * backward[: len(each), n][::-1] for n, each in enumerate(chances)
    ]
    return [each / each.sum(1, keepdims=True) for each in both]


LEAST = -500.0
"""Scores further below the best are taken for this, lest all chances of a word vanish."""


def _chances(scores: Scores) -> NDArray[np.float64]:
    """What the scores are logarithms of, row by row in proportion to the row's largest."""
    below = scores.astype(np.float64) - scores.max(1, keepdims=True)
    return np.where(below > BARRED / 2, np.exp(np.maximum(below, LEAST)), 0.0)


def _forward(
    chances: NDArray[np.float64], moves: NDArray[np.float64], first: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The probability of each tag by what stands before it and at it."""
    found = np.empty_like(chances)
    found[0] = chances[0] * first
    for i in range(1, len(chances)):
        # Shares, since products of all words' chances would grow too small to tell from nothing.
        shares = found[i - 1] / np.add.reduce(found[i - 1], 1, keepdims=True)
        found[i] = (shares @ moves) * chances[i]
    return found


def _backward(chances: NDArray[np.float64], moves: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability of what stands behind each tag; all rows run from the end to the start."""
    found = np.empty_like(chances)
    found[0] = 1.0
    for i in range(1, len(chances)):
        shares = found[i - 1] * chances[i - 1]
        found[i] = (shares / np.add.reduce(shares, 1, keepdims=True)) @ moves.T
    return found


def constraints(tags: Sequence[str]) -> tuple[Scores, Scores]:
    """Transitions and first scores that only bar what BIO forbids: I-x after anything but x."""
    barred = np.array(
        [[BARRED if b.startswith("I-") and a[2:] != b[2:] else 0.0 for b in tags] for a in tags],
        dtype=np.float32,
    )
    first = np.array([BARRED if t.startswith("I-") else 0.0 for t in tags], dtype=np.float32)
    return barred, first


def spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """The labelled spans [start, end) of a BIO sequence; an I that continues nothing begins one."""
    found: list[tuple[str, int, int]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag.startswith("I-") and found and found[-1][0] == tag[2:] and found[-1][2] == i:
            found[-1] = (tag[2:], found[-1][1], i + 1)
        else:
            found.append((tag[2:], i, i + 1))
    return found


def tree(scores: Scores) -> list[int]:
    """The best-scoring tree with one root of a sentence (Chu and Liu 1965, Edmonds 1967).

    `scores` (n, n + 1): row a word, column its head counted from 1, column 0 the root. Gives each
    word's head counted from 1, 0 for the root. A word standing alone is the root.
    """
    heads: list[int] = scores.argmax(1).tolist()
    if heads.count(0) == 1 and not _cycle(heads):
        return heads
    best: list[int] = []
    reached = -np.inf
    for root in np.argsort(-scores[:, 0], kind="stable")[:3]:
        only = _rooted(scores, root)
        # No tree under this root scores more than each word's best head under it.
        if only.max(1).sum() > reached:
            found = _edmonds(only)
            total = scores[np.arange(len(found)), found].sum()
            if total > reached:
                best, reached = found, total
    return best


def _rooted(scores: Scores, root: int) -> Scores:
    """The scores with one word for the root and all others under it."""
    only = scores.copy()
    only[:, 0] = -1e9
    only[root, :] = -1e9
    only[root, 0] = scores[root, 0]
    return only


def _edmonds(scores: Scores) -> list[int]:
    best = scores.argmax(1)
    heads: list[int] = best.tolist()
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    is_outside = np.ones(len(scores), dtype=bool)
    is_outside[inside] = False
    outside = np.flatnonzero(is_outside)
    kept = scores[inside, best[inside]]
    n = len(outside)
    columns = np.concatenate([[0], outside + 1])
    contracted = np.full((n + 1, n + 2), -1e9, dtype=np.float32)
    contracted[:n, : n + 1] = scores[np.ix_(outside, columns)]
    into = scores[np.ix_(inside, columns)] - kept[:, None]
    contracted[n, : n + 1] = into.max(0)
    out_of = scores[np.ix_(outside, inside + 1)]
    if n:
        contracted[:n, n + 1] = out_of.max(1)
    solved = _edmonds(contracted)
    above = np.array(solved[:n], dtype=np.int64)
    within = inside[out_of.argmax(1)] + 1
    best[outside] = np.where(above == n + 1, within, columns[np.minimum(above, n)])
    entry = solved[n]
    best[inside[into[:, entry].argmax()]] = columns[entry]
    solution: list[int] = best.tolist()
    return solution


def _cycle(heads: list[int]) -> list[int]:
    """The words of one cycle, or nothing; `heads` count from 1, 0 is the root."""
    seen = [-1] * len(heads)
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and seen[at] < 0:
            seen[at] = start
            path.append(at)
            at = heads[at] - 1
        if at >= 0 and seen[at] == start:
            return path[path.index(at) :]
    return []
