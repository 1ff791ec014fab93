"""Evaluation of the heads: windows of all corpora in one call, each counted for what it has."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from corpora import ATTRIBUTION_TAGS, EVENT_MODES, EVENTS, MENTION_TYPES, NAME_TAGS
from evaluate import evaluate
from examples import TagSets, Window

TAGS = TagSets(("NOUN", "VERB"), ("NN", "VB"), ("nsubj", "root"))
WORDS = 2
SIZES = {
    "upos": 2, "xpos": 2, "deprel": 2, "attribution": len(ATTRIBUTION_TAGS), "source_of": WORDS + 1,
    "cue_of": WORDS + 1, "name": len(NAME_TAGS), "mention": len(MENTION_TYPES),
    "event": len(EVENTS), "mode": len(EVENT_MODES), "modality": 4,
    "actor_of": WORDS + 1, "recipient_of": WORDS + 1,
}  # fmt: skip


class FirstOfAll:
    """A scorer that finds the first value of everything likeliest, and arcs to the root."""

    chain = (np.zeros((len(ATTRIBUTION_TAGS),) * 2), np.zeros(len(ATTRIBUTION_TAGS)))

    def __call__(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        rows = inputs["firsts"].shape[0]
        found = {name: np.zeros((rows, WORDS, size)) for name, size in SIZES.items()}
        for scores in found.values():
            scores[:, :, 0] = 1.0
        return found | {
            "head": np.zeros((rows, WORDS), dtype=int),
            "factuality": np.ones((rows, WORDS)),
        }


def window(**labels: list[Any]) -> Window:
    return Window([101, 5, 6, 102], [0, 1, 1, 0], [1, 2], [0, 0], labels)


def test_windows_of_all_corpora_are_counted_in_one_call() -> None:
    windows = [
        window(attribution=[1, 0], source_of=[0, -100], cue_of=[-100, -100]),
        window(name=[0, 1]),
        window(upos=[0, 1], xpos=[0, 0], head=[1, 1], deprel=[0, 0], mention=[0, 1]),
        window(event=[0, 1], mode=[-100, 0], modality=[-100, 0], parties=[None, ([0], [], [0])]),
    ]
    found = evaluate(FirstOfAll(), windows, TAGS)
    assert found["upos accuracy"] == pytest.approx(0.5)
    assert found["xpos accuracy"] == pytest.approx(1.0)
    assert found["unlabelled attachment accuracy"] == pytest.approx(0.5)
    assert found["event F1"] == 0.0
    assert found["modality accuracy"] == 1.0
    assert found["source_of accuracy"] == 1.0
