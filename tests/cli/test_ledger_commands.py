"""The commands that fill, ask and correct a ledger."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cli.conftest import Run
from memcon.ledger import open_ledger
from memcon.record import Record


@pytest.fixture
def ledger(tmp_path: Path, seed: Record, disputed: Record) -> str:
    """A ledger of two records made by hand."""
    path = str(tmp_path / "memcon.db")
    with open_ledger(path) as opened:
        opened.add_all([seed, disputed])
    return path


def test_reports_are_added_once_and_their_ids_told_in_order(run: Run, tmp_path: Path) -> None:
    texts = ["Norway met Sweden.", "Chad thanked Mali."]
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    ledger = str(tmp_path / "new.db")
    first = run("add", str(reports), "--ledger", ledger, "--json")
    assert first.status == 0
    assert run("add", str(reports), "--ledger", ledger, "--json").stdout == first.stdout
    again = run("add", str(reports), "--ledger", ledger)
    assert again.stdout == f"0 added, 2 there already: {ledger}\n"
    with open_ledger(ledger) as opened:
        assert [opened.record(id_).report.text for id_ in json.loads(first.stdout)] == texts


def test_what_cannot_be_read_costs_a_line_and_not_the_rest(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("Norway met Sweden.", "utf-8")
    bad.write_text("UNREADABLE", "utf-8")
    outcome = run("add", str(bad), str(good), "--ledger", str(tmp_path / "new.db"))
    assert outcome.status == 1
    assert outcome.stdout.startswith("1 added, 0 there already")
    assert "cannot be read" in outcome.stderr


def test_happenings_as_a_page_and_as_json(run: Run, ledger: str) -> None:
    page = run("happenings", "--with", "Zelenskyy", "--ledger", ledger)
    assert (page.status, page.stderr) == (0, "")
    assert "Volodymyr Zelenskyy" in page.stdout
    found = json.loads(
        run("happenings", "--with", "Zelenskyy", "--ledger", ledger, "--json").stdout
    )
    assert found
    assert all(
        any(actor["name"] == "Volodymyr Zelenskyy" for actor in h["actor"] + h["recipient"])
        for h in found
    )


def test_filters_narrow_the_happenings(run: Run, ledger: str) -> None:
    def count(*filters: str) -> int:
        return len(run("happenings", *filters, "--ledger", ledger, "--jsonl").stdout.splitlines())

    every = count()
    calls = count("--event", "CONSULT")
    assert 0 < calls < every
    assert count("--event", "CONSULT", "--since", "2024-11-07", "--until", "2024-11-07") < calls
    assert count("--limit", "1") == 1
    assert count("--with", "Nobody At All") == 0


def test_statements_by_their_words_holder_and_stance(run: Run, ledger: str) -> None:
    denied = run("statements", "--stance", "denies", "--ledger", ledger, "--json")
    stances = {statement["stance"] for statement in json.loads(denied.stdout)}
    assert stances == {"denies"}
    found = run("statements", "--by", "Sullivan", "--text", "instability", "--ledger", ledger)
    assert "Jake Sullivan" in found.stdout
    assert run("statements", "--stance", "mumbles", "--ledger", ledger).status == 2


def test_actors_with_whom_they_dealt(run: Run, ledger: str) -> None:
    (putin,) = json.loads(run("actors", "Putin", "--ledger", ledger, "--json").stdout)
    assert putin["name"].endswith("Putin")
    assert any("Trump" in dealing["name"] for dealing in putin["dealt_with"])
    assert "Putin" in run("actors", "--ledger", ledger).stdout


def test_sql_reads_and_never_writes(run: Run, ledger: str) -> None:
    outcome = run("sql", "SELECT count(*) AS n FROM events", "--ledger", ledger)
    header, (count,) = csv.reader(outcome.stdout.splitlines())
    assert header == ["n"]
    assert int(count) > 0
    refused = run("sql", "DELETE FROM event", "--ledger", ledger)
    assert refused.status == 2
    assert run("sql", "SELECT count(*) AS n FROM events", "--ledger", ledger) == outcome


def test_a_decision_is_shown_lies_over_the_record_and_can_be_undone(run: Run, ledger: str) -> None:
    def happenings() -> list[dict[str, str]]:
        return json.loads(run("happenings", "--ledger", ledger, "--json").stdout)

    before = happenings()
    id_ = before[0]["id"]
    signed = ("--by", "A. Reviewer", "--reason", "a test", "--ledger", ledger)
    assert run("correct", "wrong", id_, *signed).stdout.startswith("1  ")
    assert [h["id"] for h in happenings()] == [h["id"] for h in before[1:]]
    struck = run("happenings", "--struck", "--ledger", ledger)
    assert "decision 1: wrong, by A. Reviewer (a test)" in struck.stdout
    assert run("correct", "undo", "1", *signed).status == 0
    assert happenings() == before
    listed = json.loads(run("correct", "list", "--ledger", ledger, "--json").stdout)
    assert [decision["kind"] for decision in listed] == ["wrong", "undo"]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("date", "2024-11-05", "2024-11-05"),
        ("date", "2024-11-05/2024-11-06", "2024-11-05"),
        ("mode", "visit", "visit"),
        ("modality", "hypothetical", "hypothetical"),
    ],
)
def test_a_field_is_set(run: Run, ledger: str, field: str, value: str, shown: str) -> None:
    (call, *_) = json.loads(
        run("happenings", "--event", "CONSULT", "--ledger", ledger, "--json").stdout
    )
    signed = ("--by", "A. Reviewer", "--reason", "a test", "--ledger", ledger)
    assert run("correct", "set", call["id"], field, value, *signed).status == 0
    found = json.loads(run("happenings", "--ledger", ledger, "--json").stdout)
    (changed,) = [h for h in found if h["id"] == call["id"]]
    assert shown == (changed["date"]["start"] if field == "date" else changed[field])


@pytest.mark.parametrize(
    "arguments",
    [
        ("wrong", "0000000000000000"),
        ("undo", "77"),
        ("set", "{id}", "mode", "flying"),
        ("set", "{id}", "colour", "red"),
        ("set", "{id}", "date", "yesterday"),
        ("merge", "{id}"),
        ("split", "{id}", "--out", "0000000000000000"),
    ],
)
def test_a_decision_that_makes_no_sense_is_wrong_use(
    run: Run, ledger: str, arguments: tuple[str, ...]
) -> None:
    (call, *_) = json.loads(run("happenings", "--ledger", ledger, "--json").stdout)
    said = [a.format(id=call["id"]) for a in arguments]
    outcome = run("correct", *said, "--by", "me", "--reason", "a test", "--ledger", ledger)
    assert outcome.status == 2
    assert outcome.stderr.startswith("memcon: ")


def test_decisions_feed_the_scorer_as_gold(
    run: Run, ledger: str, seed: Record, tmp_path: Path
) -> None:
    calls = json.loads(run("happenings", "--event", "CONSULT", "--ledger", ledger, "--json").stdout)
    signed = ("--by", "A. Reviewer", "--reason", "a test", "--ledger", ledger)
    right, moved, wrong, *_ = (h["id"] for h in calls if h["reports"] == [seed.report.id])
    run("correct", "confirm", right, *signed)
    run("correct", "set", moved, "date", "2024-11-01", *signed)
    run("correct", "wrong", wrong, *signed)
    gold, records = tmp_path / "gold", tmp_path / "records"
    assert run("correct", "gold", "--out", str(gold), "--ledger", ledger).status == 0
    records.mkdir()
    (records / f"{seed.report.id}.json").write_text(seed.to_json(), "utf-8")
    scores = json.loads(run("score", str(gold), str(records), "--json").stdout)
    assert scores["events"]["gold"] == 2
    assert scores["events"]["recall"] == 1
    assert scores["date"]["accuracy"] < 1


def test_a_missing_ledger_is_told_with_what_to_do(run: Run, tmp_path: Path) -> None:
    outcome = run("happenings", "--ledger", str(tmp_path / "none.db"))
    assert outcome.status == 1
    assert "memcon add makes one" in outcome.stderr


def test_info_tells_what_is_in_the_ledger(run: Run, ledger: str) -> None:
    told = json.loads(run("info", "--ledger", ledger, "--json").stdout)["ledger"]
    assert told["where"] == ledger
    assert told["reports"] == 2
