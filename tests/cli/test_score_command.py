"""memcon score prints what the project's scorer prints."""

from __future__ import annotations

import json
from pathlib import Path

from cli.conftest import Run

DATA = Path(__file__).parents[1] / "data" / "score"
FOLDERS = (str(DATA / "gold"), str(DATA / "predicted"))


def test_figures_and_misses_are_printed_as_the_scorer_prints_them(run: Run) -> None:
    outcome = run("score", *FOLDERS, "--misses")
    assert (outcome.status, outcome.stderr) == (0, "")
    assert outcome.stdout == (DATA / "printed.txt").read_text("utf-8")


def test_without_misses_only_figures(run: Run) -> None:
    figures = json.loads((DATA / "figures.json").read_text("utf-8"))
    assert len(run("score", *FOLDERS).stdout.splitlines()) == len(figures)


def test_json_is_one_document_with_the_scorers_figures(run: Run) -> None:
    figures = json.loads((DATA / "figures.json").read_text("utf-8"))
    assert json.loads(run("score", *FOLDERS, "--json").stdout) == figures
    with_misses = json.loads(run("score", *FOLDERS, "--json", "--misses").stdout)
    assert len(with_misses.pop("misses")) == 15
    assert with_misses == figures


def test_a_missing_record_fails_with_one_line(run: Run, tmp_path: Path) -> None:
    outcome = run("score", FOLDERS[0], str(tmp_path))
    assert (outcome.status, outcome.stdout) == (1, "")
    expected = f"memcon: {tmp_path / 'envoys.json'}: no such file; write it with memcon read --json"
    assert outcome.stderr == f"{expected}\n"


def test_a_folder_that_is_not_there_is_wrong_use(run: Run, tmp_path: Path) -> None:
    outcome = run("score", str(tmp_path / "nowhere"), FOLDERS[1])
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "nowhere" in outcome.stderr
