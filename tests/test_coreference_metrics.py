"""The coreference benchmark's metrics, on the examples of the papers that define them."""

from __future__ import annotations

import importlib.util
import sys
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

PATH = Path(__file__).resolve().parents[1] / "benchmarks" / "coreference.py"
_spec = importlib.util.spec_from_file_location("coreference_benchmark", PATH)
assert _spec is not None
assert _spec.loader is not None
benchmark = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = benchmark  # dataclasses look their module up
_spec.loader.exec_module(benchmark)


def clusters(written: str) -> list[frozenset[str]]:
    """Clusters written as words whose letters are the mentions."""
    return [frozenset(word) for word in written.split()]


def shares(gold: str, found: str, metric: str) -> tuple[float, float, float]:
    """Recall, precision and F1."""
    counted = benchmark.counts(clusters(gold), clusters(found))
    recall, precision = (
        counted[f"{metric} {side} right"] / counted[f"{metric} {side} of"]
        for side in ("recall", "precision")
    )
    return recall, precision, benchmark.f1(counted, metric)


# The worked example of Pradhan et al. 2014: some mentions are found wrongly, some are missed.
PRADHAN = ("abc defg", "ab cd fghi")
# Luo 2005: two things joined, all joined, nothing joined.
LUO = "12345 67 89ABC"


@pytest.mark.parametrize(
    ("gold", "found", "metric", "expected"),
    [
        (*PRADHAN, "MUC", (2 / 5, 2 / 5, 0.4)),
        (*PRADHAN, "B-cubed", (0.4167, 0.5, 0.4545)),
        (*PRADHAN, "CEAF-e", (0.65, 0.4333, 0.52)),
        (LUO, "12345 6789ABC", "MUC", (1, 0.9, 0.947)),
        (LUO, "12345 6789ABC", "B-cubed", (1, 0.762, 0.865)),
        (LUO, "12345 6789ABC", "CEAF-e", (0.611, 0.917, 0.733)),
        (LUO, "123456789ABC", "B-cubed", (1, 0.375, 0.545)),
        (LUO, "123456789ABC", "CEAF-e", (0.196, 0.588, 0.294)),
        (LUO, "1 2 3 4 5 6 7 8 9 A B C", "B-cubed", (0.25, 1, 0.4)),
        (LUO, "1 2 3 4 5 6 7 8 9 A B C", "CEAF-e", (0.444, 0.111, 0.178)),
        (LUO, LUO, "CEAF-e", (1, 1, 1)),
    ],
)
def test_metrics_of_the_textbooks(
    gold: str, found: str, metric: str, expected: tuple[float, float, float]
) -> None:
    assert shares(gold, found, metric) == pytest.approx(expected, abs=6e-4)


def test_nothing_found_is_nothing_right() -> None:
    counted = benchmark.counts(clusters("ab cd"), [])
    assert [benchmark.f1(counted, metric) for metric in benchmark.METRICS] == [0, 0, 0]


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@given(tables)
def test_the_best_pairs_are_those_of_trying_all(gains: list[list[int]]) -> None:
    wide = gains if len(gains) <= len(gains[0]) else list(zip(*gains, strict=True))
    tried = (
        sum(row[j] for row, j in zip(wide, order, strict=True))
        for order in permutations(range(len(wide[0])), len(wide))
    )
    assert benchmark.best_sum(gains) == max(tried)
