"""What the desk says of a happening in sentences."""

from __future__ import annotations

import dataclasses

import pytest

from memcon.desk.sentences import isolated, listed, phrases, standing_sentence, tree_of
from memcon.ledger import Ledger
from memcon.ledger.decisions import KINDS
from memcon.ledger.origins import Origin
from memcon.ledger.standing import STANDINGS


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("modality", ["actual", "future", "hypothetical", "negated"])
def test_every_standing_is_a_sentence(shared_ledger: Ledger, standing: str, modality: str) -> None:
    it = shared_ledger.happenings(["Zelenskyy"])[0]
    it = dataclasses.replace(it, standing=standing, modality=modality)  # type: ignore[arg-type]
    said = standing_sentence(it)
    assert said.casefold().startswith(standing)
    assert said.endswith(".")
    assert "{" not in said


def test_every_kind_of_decision_has_words() -> None:
    assert set(phrases()["decision"]) == set(KINDS)


def test_who_rests_on_whom_is_a_tree() -> None:
    one, other = Origin("A", True, "tells"), Origin("B", True, "tells")
    passes = Origin("C", False, "prints A", rests_on="A")
    alone = Origin("D", False, "prints what is not here", rests_on="E")
    tree = tree_of([one, other, passes, alone])
    assert [branch.origin.origin for branch in tree] == ["A", "B", "D"]
    assert [branch.origin.origin for branch in tree[0].passed_on] == ["C"]


def test_names_are_listed_and_keep_their_direction_to_themselves() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"]) == "a, b, c and 1 more"
    assert isolated("\u202ea\u2069b") == "\u2068ab\u2069"
