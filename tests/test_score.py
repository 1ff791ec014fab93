"""Scores of made-up records against made-up gold, figure by figure what the project's scorer says.

figures.json and printed.txt under data/score are what score_records.py printed of that gold.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import SourceError
from memcon.score import normalised, score, score_folders

DATA = Path(__file__).parent / "data" / "score"
SCORER = Path(__file__).parents[2] / "shared" / "score" / "score_records.py"


def load(kind: str, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / kind / f"{name}.json").read_text("utf-8"))
    return loaded


def record_of(gold: dict[str, Any]) -> dict[str, Any]:
    """The record that says just what the gold says, optional things included."""
    text = gold["report"]["text"]

    def span(piece: str) -> list[int]:
        nth = 1
        if piece.startswith("nth:"):
            _, number, piece = piece.split(":", 2)
            nth = int(number)
        start = -1
        for _ in range(nth):
            start = text.index(piece, start + 1)
        return [start, start + len(piece)]

    statements = [
        {**entry, "content_spans": [span(piece) for piece in entry["content"]]}
        for entry in gold["statements"]
    ]
    events = [
        {
            **entry,
            "span": span(entry["evidence"][0]),
            "date": dict(zip(("start", "end"), entry["date"] or [None, None], strict=True)),
            "according_to": [
                s["id"]
                for s in statements
                if s["holder"] in entry["holder"] and entry["id"] in s["about"]
            ],
        }
        for entry in gold["events"]
    ]
    actors = [{**actor, "id": key, "mentions": []} for key, actor in gold["actors"].items()]
    return {
        "report": gold["report"],
        "actors": actors,
        "statements": statements,
        "events": events,
    }


def test_figures_are_those_of_the_projects_scorer() -> None:
    scores = score_folders(DATA / "gold", DATA / "predicted")
    assert scores.figures == json.loads((DATA / "figures.json").read_text("utf-8"))
    printed = (DATA / "printed.txt").read_text("utf-8").splitlines()
    assert scores.misses == printed[len(scores.figures) :]


if SCORER.exists():

    def test_figures_are_those_of_the_scorer_beside_the_repository() -> None:
        command = [sys.executable, str(SCORER), str(DATA / "gold"), str(DATA / "predicted")]
        printed = subprocess.run([*command, "--json"], capture_output=True, check=True).stdout
        assert score_folders(DATA / "gold", DATA / "predicted").figures == json.loads(printed)


@pytest.mark.parametrize("name", ["envoys", "lund"])
def test_gold_scores_full_marks_against_itself(name: str) -> None:
    gold = load("gold", name)
    scores = score([(name, gold, record_of(gold))])
    assert scores.misses == []
    assert {figure.get("f1", figure.get("accuracy")) for figure in scores.figures.values()} == {1.0}


def test_an_optional_event_counts_neither_when_missed_nor_when_found() -> None:
    gold = load("gold", "lund")
    with_it = record_of(gold)
    without_it = copy.deepcopy(with_it)
    del without_it["events"][-1]
    assert gold["events"][-1]["optional"]
    figures = score([("lund", gold, with_it)]).figures["events"]
    assert score([("lund", gold, without_it)]).figures["events"] == figures
    assert figures["predicted"] == len(gold["events"]) - 1


def test_the_same_event_twice_counts_once() -> None:
    gold = load("gold", "envoys")
    record = record_of(gold)
    record["events"] *= 2
    scores = score([("envoys", gold, record)])
    assert scores.figures["events"]["precision"] == 0.5
    assert scores.figures["events"]["recall"] == 1.0
    assert scores.misses == [
        "envoys: extra AGREE 'agreed to return to Geneva' ['envoys'] []",
    ]


@pytest.mark.parametrize(
    ("actor", "recipient", "lenient", "strict"),
    [
        (["lund", "verro"], [], 1.0, 1.0),
        (["verro"], ["lund"], 1.0, 1.0),  # who visits whom does not matter in talks
        (["lund"], [], 0.0, 0.0),
        (["lund", "verro", "office"], [], 1.0, 0.0),
    ],
)
def test_parties_of_a_mutual_act(
    actor: list[str], recipient: list[str], lenient: float, strict: float
) -> None:
    gold = load("gold", "lund")
    gold["events"] = gold["events"][:1]
    record = record_of(gold)
    record["events"][0].update(actor=actor, recipient=recipient)
    figures = score([("lund", gold, record)]).figures
    assert (figures["events"]["f1"], figures["events strict"]["f1"]) == (lenient, strict)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Kremlin", "kremlin"),
        ("Mr. Lund’s", "lund"),
        ("U.S.", "us"),
        ("  An  envoy ", "envoy"),
        (None, ""),
    ],
)
def test_names_are_compared_without_their_trimmings(name: str | None, expected: str) -> None:
    assert normalised(name) == expected


def test_nothing_predicted_is_no_division_by_zero() -> None:
    gold = load("gold", "envoys")
    empty = {"report": gold["report"]}
    figures = score([("envoys", gold, empty)]).figures
    assert figures["events"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "gold": 1,
        "predicted": 0,
    }
    assert figures["actor found"] == {"accuracy": 0.0, "of": 3}


def test_another_text_is_refused() -> None:
    gold = load("gold", "envoys")
    record = record_of(gold)
    record["report"] = {**gold["report"], "text": "Another text."}
    with pytest.raises(SourceError, match="envoys: the record's text is not the gold's"):
        score([("envoys", gold, record)])


@pytest.mark.parametrize("words", ["no such words", "nth:9:the", "nth:0:the"])
def test_evidence_that_the_text_lacks_is_refused(words: str) -> None:
    gold = load("gold", "envoys")
    gold["events"][0]["evidence"] = [words]
    with pytest.raises(SourceError, match="envoys: the gold text has no such words"):
        score([("envoys", gold, load("predicted", "envoys"))])


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (None, "no such file"),
        ("{", "no JSON document"),
        ("[]", "no JSON object with report"),
        ("{}", "no JSON object with report"),
    ],
)
def test_a_missing_or_broken_record_is_named(
    tmp_path: Path, written: str | None, problem: str
) -> None:
    if written is not None:
        (tmp_path / "envoys.json").write_text(written)
    with pytest.raises(SourceError, match=problem) as caught:
        score_folders(DATA / "gold", tmp_path)
    assert str(tmp_path / "envoys.json") in str(caught.value)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no \*\.json there"):
        score_folders(tmp_path, DATA / "predicted")
