"""From the event heads' scores to triggers: chances add up, words lie inside the window."""

from __future__ import annotations

import numpy as np
import pytest

from memcon.language.scored import Scored
from memcon.language.shipped import heads
from memcon.language.triggers import find_triggers
from memcon.language.windows import Window

WORDS = 4
LOW, HIGH = -8.0, 8.0


def scored(told: dict[int, str], *, skipped: int = 0) -> Scored:
    """A window of two sentences whose words tell these events for sure; the rest tell nothing."""
    types = heads()["event"]
    scores = {
        "event": np.full((WORDS, len(types)), LOW),
        "mode": np.zeros((WORDS, len(heads()["mode"]))),
        "modality": np.zeros((WORDS, len(heads()["modality"]))),
        "actor_of": np.full((WORDS, WORDS + 3), LOW),
        "recipient_of": np.full((WORDS, WORDS + 3), LOW),
    }
    scores["event"][:, 0] = HIGH
    for links in ("actor_of", "recipient_of"):
        scores[links][:, 0] = 0.0
        scores[links][:, WORDS + 1 :] = HIGH  # what pads a batch must not be read
    for word, event in told.items():
        scores["event"][word, 0] = LOW
        scores["event"][word, types.index(event)] = HIGH
    sentences = [["a"] * skipped, ["b"] * (WORDS - skipped)]
    return Scored(Window(0, 1 if skipped else 0, 2), scores, sentences)


def bounds(skipped: int = 0) -> np.ndarray:
    return np.array([0, skipped, WORDS])


def test_a_sure_word_is_a_trigger_of_its_type() -> None:
    window = scored({1: "ASSAULT"})
    window.scores["actor_of"][1, 1] = HIGH
    (found,) = find_triggers([window], bounds())
    assert (found.word, max(found.chances, key=found.chances.__getitem__)) == (1, "ASSAULT")
    assert found.actors == {0: pytest.approx(1.0, abs=0.01)}
    assert found.recipients == {}


def test_chances_are_those_of_types_and_leave_room_for_none() -> None:
    window = scored({2: "CONSULT"})
    window.scores["event"][2, 0] = HIGH
    (found,) = find_triggers([window], bounds())
    assert sum(found.chances.values()) == pytest.approx(0.5, abs=0.01)


def test_unlikely_words_are_no_triggers() -> None:
    assert list(find_triggers([scored({})], bounds())) == []


def test_words_of_an_earlier_window_are_left_to_it() -> None:
    window = scored({0: "AID", 3: "AID"}, skipped=2)
    assert [t.word for t in find_triggers([window], bounds(2))] == [3]


def test_the_mode_is_one_of_the_type() -> None:
    window = scored({1: "CONSULT"})
    window.scores["mode"][1, heads()["mode"].index("ASSAULT:aerial")] = HIGH
    window.scores["mode"][1, heads()["mode"].index("CONSULT:phone")] = HIGH / 2
    (found,) = find_triggers([window], bounds())
    assert found.modes["CONSULT"][0] == "phone"
