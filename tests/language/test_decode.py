"""Decoding against brute force: the best tag sequence, the best tree, the spans of BIO tags."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from memcon.language.decode import (
    BARRED,
    Scores,
    best_sequences,
    constraints,
    marginals,
    spans,
    tree,
    viterbi,
)

# Quarters add up without rounding, so that sums compare exactly.
quarters = st.integers(-40, 40).map(lambda n: n / 4)


def matrices(rows: st.SearchStrategy[int], columns: int | None = None) -> st.SearchStrategy[Scores]:
    """Matrices of quarters; without `columns` with one column more than rows."""
    return rows.flatmap(
        lambda n: hnp.arrays(
            np.float32, (n, n + 1 if columns is None else columns), elements=quarters
        )
    )


# ---------------------------------------------------------------- tag sequences


def path_score(
    path: tuple[int, ...], emissions: Scores, transitions: Scores, first: Scores
) -> float:
    moves = sum(float(transitions[a, b]) for a, b in pairwise(path))
    return float(first[path[0]]) + moves + sum(float(emissions[i, t]) for i, t in enumerate(path))


@given(
    matrices(st.integers(1, 5), 3),
    hnp.arrays(np.float32, (3, 3), elements=quarters),
    hnp.arrays(np.float32, (3,), elements=quarters),
)
def test_viterbi_finds_the_best_of_all_sequences(
    emissions: Scores, transitions: Scores, first: Scores
) -> None:
    found = viterbi(emissions, transitions, first)
    all_paths = product(range(3), repeat=len(emissions))
    best = max(path_score(p, emissions, transitions, first) for p in all_paths)
    assert path_score(tuple(found), emissions, transitions, first) == best


TAGS = ["O", "B-source", "I-source", "B-cue", "I-cue"]


@given(matrices(st.integers(1, 12), len(TAGS)))
def test_constraints_let_no_span_begin_inside(emissions: Scores) -> None:
    tags = [TAGS[t] for t in viterbi(emissions, *constraints(TAGS))]
    for before, tag in zip(["O", *tags], tags, strict=False):
        assert not tag.startswith("I-") or before[2:] == tag[2:]


@given(matrices(st.integers(1, 6), len(TAGS)))
def test_constraints_bar_nothing_else(emissions: Scores) -> None:
    barred, first = constraints(TAGS)
    chosen = [int(t) for t in emissions.argmax(1)]
    tags = [TAGS[t] for t in chosen]
    assume(all(not b.startswith("I-") or a[2:] == b[2:] for a, b in zip(["O", *tags], tags)))  # noqa: B905
    found = viterbi(emissions, barred, first)
    assert emissions[range(len(found)), found].sum() == emissions.max(1).sum()


# ---------------------------------------------------------------- spans


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("O O", []),
        ("B-a", [("a", 0, 1)]),
        ("O B-a I-a O", [("a", 1, 3)]),
        ("B-a B-a", [("a", 0, 1), ("a", 1, 2)]),
        ("B-a I-a B-b I-b", [("a", 0, 2), ("b", 2, 4)]),
        ("I-a I-a O I-a", [("a", 0, 2), ("a", 3, 4)]),
        ("B-a I-b", [("a", 0, 1), ("b", 1, 2)]),
    ],
)
def test_spans(tags: str, expected: list[tuple[str, int, int]]) -> None:
    assert spans(tags.split()) == expected


stretches = st.lists(st.tuples(st.sampled_from(["O", "source", "cue"]), st.integers(1, 4)))


@given(stretches)
def test_spans_come_back_from_their_tags(laid: list[tuple[str, int]]) -> None:
    tags: list[str] = []
    expected = []
    for label, length in laid:
        if label == "O":
            tags += ["O"] * length
        else:
            expected.append((label, len(tags), len(tags) + length))
            tags += [f"B-{label}"] + [f"I-{label}"] * (length - 1)
    assert spans(tags) == expected


# ---------------------------------------------------------------- trees


def is_tree(heads: list[int]) -> bool:
    """Whether heads (from 1, 0 the root) make one tree with one root."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, seen = word, set()
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


def all_trees(n: int) -> Iterator[list[int]]:
    for heads in product(range(n + 1), repeat=n):
        if is_tree(list(heads)):
            yield list(heads)


def tree_score(scores: Scores, heads: list[int]) -> float:
    return float(sum(scores[i, h] for i, h in enumerate(heads)))


@given(matrices(st.integers(1, 5)))
def test_a_tree_has_one_root_and_no_cycle(scores: Scores) -> None:
    assert is_tree(tree(scores))


@given(matrices(st.integers(1, 3)))
def test_tree_finds_the_best_of_all_trees_of_three_words(scores: Scores) -> None:
    best = max(tree_score(scores, t) for t in all_trees(len(scores)))
    assert tree_score(scores, tree(scores)) == best


@given(matrices(st.integers(4, 5)))
def test_tree_finds_the_best_of_all_trees_under_the_three_likeliest_roots(scores: Scores) -> None:
    roots = set(np.argsort(-scores[:, 0], kind="stable")[:3])
    under = [t for t in all_trees(len(scores)) if t.index(0) in roots]
    assert tree_score(scores, tree(scores)) >= max(tree_score(scores, t) for t in under)


@given(matrices(st.integers(6, 30)))
def test_longer_sentences_get_a_tree_too(scores: Scores) -> None:
    assert is_tree(tree(scores))


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    #                  root  1    2    3
    scores = np.array([[0, -9, 5, 0], [0, 5, -9, 3], [4, 0, 0, -9]], dtype=np.float32)
    assert tree(scores) == [2, 3, 0]


def test_a_second_root_hangs_on_the_first() -> None:
    scores = np.array([[9, -9, 0], [8, 1, -9]], dtype=np.float32)
    assert tree(scores) == [0, 1]


def test_a_word_alone_is_the_root() -> None:
    assert tree(np.array([[-3, 7]], dtype=np.float32)) == [0]


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_marginals_add_up_over_all_sequences(length: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    emissions = random.normal(size=(length, 3)).astype(np.float32)
    transitions = random.normal(size=(3, 3)).astype(np.float32)
    first = random.normal(size=3).astype(np.float32)
    expected = np.zeros((length, 3))
    for tags in product(range(3), repeat=length):
        total = first[tags[0]] + sum(emissions[i, t] for i, t in enumerate(tags))
        total += sum(transitions[a, b] for a, b in pairwise(tags))
        for i, tag in enumerate(tags):
            expected[i, tag] += np.exp(total)
    expected /= expected.sum(1, keepdims=True)
    (found,) = marginals([emissions], transitions, first)
    assert found == pytest.approx(expected, abs=1e-4)


@given(st.lists(st.integers(1, 7), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
def test_chains_side_by_side_are_what_each_is_alone(lengths: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    chains = [random.normal(size=(length, 5)).astype(np.float32) for length in lengths]
    barred, first = constraints(TAGS)
    together = zip(
        best_sequences(chains, barred, first), marginals(chains, barred, first), strict=True
    )
    for chain, (tags, chances) in zip(chains, together, strict=True):
        assert tags == best_sequences([chain], barred, first)[0] == viterbi(chain, barred, first)
        assert chances == pytest.approx(marginals([chain], barred, first)[0])


def test_chances_are_told_of_scores_however_far_apart() -> None:
    emissions = np.array([[900, 0, -900], [-900, 900, 0]], dtype=np.float32)
    barred = np.array([[0, BARRED, 0], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
    (found,) = marginals([emissions], barred, np.zeros(3, dtype=np.float32))
    assert found.sum(1) == pytest.approx(np.ones(2))
