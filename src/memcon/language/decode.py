"""From the heads' scores to tags, spans and trees."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def viterbi(emissions: Scores, transitions: Scores, first: Scores) -> list[int]:
    """The best tag sequence of a linear chain: emissions (W, K), transitions (K, K), first (K,)."""
    best = emissions[0] + first
    back = np.zeros(emissions.shape, dtype=np.int64)
    for i in range(1, len(emissions)):
        paths = best[:, None] + transitions
        back[i] = paths.argmax(0)
        best = paths.max(0) + emissions[i]
    tags = [int(best.argmax())]
    for i in range(len(emissions) - 1, 0, -1):
        tags.append(int(back[i, tags[-1]]))
    return tags[::-1]


def marginals(emissions: Scores, transitions: Scores, first: Scores) -> Scores:
    """The probability (W, K) of each word's tag under the linear chain (Rabiner 1989)."""
    forward = np.zeros(emissions.shape, dtype=np.float64)
    backward = np.zeros(emissions.shape, dtype=np.float64)
    forward[0] = emissions[0] + first
    for i in range(1, len(emissions)):
        forward[i] = emissions[i] + _summed(forward[i - 1][:, None] + transitions, 0)
    for i in range(len(emissions) - 2, -1, -1):
        backward[i] = _summed(transitions + (emissions[i + 1] + backward[i + 1])[None, :], 1)
    both = forward + backward
    shares: Scores = np.exp(both - _summed(both, 1)[:, None])
    return shares


def _summed(scores: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """The logarithm of the sum of what the scores are logarithms of."""
    # The ufuncs themselves: array methods are wrappers that cost as much as so few numbers do.
    largest = np.maximum.reduce(scores, axis, keepdims=True)
    total = np.log(np.add.reduce(np.exp(scores - largest), axis, keepdims=True)) + largest
    found: NDArray[np.float64] = total.squeeze(axis)
    return found


def constraints(tags: Sequence[str]) -> tuple[Scores, Scores]:
    """Transitions and first scores that only bar what BIO forbids: I-x after anything but x."""
    barred = np.array(
        [[-1e4 if b.startswith("I-") and a[2:] != b[2:] else 0.0 for b in tags] for a in tags],
        dtype=np.float32,
    )
    first = np.array([-1e4 if t.startswith("I-") else 0.0 for t in tags], dtype=np.float32)
    return barred, first


def spans(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """The labelled spans [start, end) of a BIO sequence; an I that continues nothing begins one."""
    found: list[tuple[str, int, int]] = []
    for i, tag in enumerate(tags):
        if tag.startswith("I-") and found and found[-1][0] == tag[2:] and found[-1][2] == i:
            found[-1] = (tag[2:], found[-1][1], i + 1)
        elif tag != "O":
            found.append((tag[2:], i, i + 1))
    return found


def tree(scores: Scores) -> list[int]:
    """The best-scoring tree with one root of a sentence (Chu and Liu 1965, Edmonds 1967).

    `scores` (n, n + 1): row a word, column its head counted from 1, column 0 the root. Gives each
    word's head counted from 1, 0 for the root. A word standing alone is the root.
    """
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and not _cycle(heads):
        return [int(h) for h in heads]
    return max(_rooted_trees(scores), key=lambda t: _total(scores, t))


def _total(scores: Scores, heads: list[int]) -> float:
    return float(scores[np.arange(len(heads)), heads].sum())


def _rooted_trees(scores: Scores) -> list[list[int]]:
    """The best tree under each of the three likeliest roots."""
    trees = []
    for root in np.argsort(-scores[:, 0], kind="stable")[:3]:
        only = scores.copy()
        only[:, 0] = -1e9
        only[root, :] = -1e9
        only[root, 0] = scores[root, 0]
        trees.append(_edmonds(only))
    return trees


def _edmonds(scores: Scores) -> list[int]:
    heads = scores.argmax(1)
    cycle = _cycle(heads)
    if not cycle:
        return [int(h) for h in heads]
    inside = np.array(cycle)
    outside = np.array([w for w in range(len(scores)) if w not in set(cycle)], dtype=np.int64)
    kept = scores[inside, heads[inside]]
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
    result = heads.copy()
    for i, w in enumerate(outside):
        head = solved[i]
        result[w] = inside[out_of[i].argmax()] + 1 if head == n + 1 else columns[head]
    entry = solved[n]
    result[inside[into[:, entry].argmax()]] = columns[entry]
    return [int(h) for h in result]


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words of one cycle, or nothing; `heads` count from 1, 0 is the root."""
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and not seen[at]:
            seen[at] = start + 1
            path.append(at)
            at = int(heads[at]) - 1
        if at >= 0 and seen[at] == start + 1:
            return path[path.index(at) :]
    return []
