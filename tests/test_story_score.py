"""Scoring a ledger's happenings against a gold story, with a story made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import SourceError
from memcon.story_score import score_stories

STORY = {
    "reports": [],
    "happenings": [
        {
            "event": "CONSULT",
            "participants": [["Jonas Lund", "Lund"], ["Ana Verro"]],
            "date": ["2023-06-13", "2023-06-13"],
            "standing": "disputed",
            "reports": [0, 1],
            "origins": 1,
            "asserted_by": ["two envoys"],
            "denied_by": [["Eva Holt", "Holt"]],
        }
    ],
}
IDS = ["1" * 16, "2" * 16]


def told(**fields: Any) -> dict[str, Any]:
    return {
        "id": "3" * 16,
        "event": "CONSULT",
        "actor": [{"id": "", "name": "Mr. Lund", "names": []}, {"name": "Ana Verro", "names": []}],
        "recipient": [],
        "date": {"start": "2023-06-12", "end": "2023-06-18"},
        "standing": "disputed",
        "reports": IDS,
        "origins": {"count": 1},
        "asserted_by": [{"name": "two envoys"}],
        "denied_by": [{"name": "Eva Holt"}],
    } | fields


def figures(folder: Path, *happenings: dict[str, Any]) -> dict[str, dict[str, float]]:
    gold, predicted = folder / "gold", folder / "predicted"
    gold.mkdir(exist_ok=True)
    predicted.mkdir(exist_ok=True)
    (gold / "call.json").write_text(json.dumps(STORY), "utf-8")
    (predicted / "call.json").write_text(json.dumps(happenings), "utf-8")
    (predicted / "call.ids.json").write_text(json.dumps(IDS), "utf-8")
    return score_stories(gold, predicted).figures


def test_what_is_right_is_right(tmp_path: Path) -> None:
    found = figures(tmp_path, told())
    assert found.pop("happenings")["f1"] == 1
    assert {figure["accuracy"] for figure in found.values()} == {1.0}


@pytest.mark.parametrize(
    ("wrong", "figure"),
    [
        ({"standing": "confirmed"}, "standing"),
        ({"origins": {"count": 2}}, "origins"),
        ({"reports": IDS[:1]}, "reports joined"),
        ({"asserted_by": []}, "asserted by"),
        ({"denied_by": [{"name": "Ana Verro"}]}, "denied by"),
    ],
)
def test_what_is_wrong_costs_its_figure(tmp_path: Path, wrong: dict[str, Any], figure: str) -> None:
    found = figures(tmp_path, told(**wrong))
    assert found.pop("happenings")["f1"] == 1
    assert {name for name, f in found.items() if f["accuracy"] == 0} == {figure}


@pytest.mark.parametrize(
    "other",
    [
        {"event": "AGREE"},
        {"date": {"start": "2023-07-01", "end": "2023-07-01"}},
        {"recipient": [{"name": "Eva Holt", "names": []}]},
        {"actor": [{"name": "Lund", "names": []}]},
    ],
)
def test_another_happening_is_none_of_the_storys(tmp_path: Path, other: dict[str, Any]) -> None:
    found = figures(tmp_path, told(**other))["happenings"]
    assert (found["recall"], found["predicted"]) == (0, 0)


def test_a_happening_told_twice_counts_against_precision(tmp_path: Path) -> None:
    found = figures(tmp_path, told(), told(id="4" * 16, reports=IDS[:1]))["happenings"]
    assert (found["precision"], found["recall"]) == (0.5, 1)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="json there"):
        score_stories(tmp_path, tmp_path)
