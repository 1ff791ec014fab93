"""memcon read, with a stub in the reader's place: what goes in, what comes out, how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.conftest import Run
from memcon.cli import progress
from memcon.record import Record

TESTS = Path(__file__).parents[1]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name, text in [
        ("a", "Lund met Verro."),
        ("b", "UNREADABLE words."),
        ("c", "Verro met Lund on Monday."),
    ]:
        (tmp_path / f"{name}.txt").write_text(text)
    return tmp_path


def test_one_report_as_json_is_its_record(run: Run, reports: Path) -> None:
    outcome = run(
        "read",
        str(reports / "a.txt"),
        "--json",
        *("--published", "2023-06-14"),
        *("--publisher", "Example Wire"),
        *("--title", "They met"),
    )
    assert (outcome.status, outcome.stderr) == (0, "")
    report = Record.from_json(outcome.stdout).report
    assert report.text == "Lund met Verro."
    assert str(report.published) == "2023-06-14"
    assert (report.publisher, report.title) == ("Example Wire", "They met")


def test_several_inputs_as_json_are_a_list_even_if_one_is_left(run: Run, reports: Path) -> None:
    outcome = run("read", str(reports / "a.txt"), str(reports / "b.txt"), "--json")
    assert outcome.status == 1
    assert outcome.stderr == "memcon: the report: cannot be read; leave it out\n"
    (record,) = json.loads(outcome.stdout)
    assert record["report"]["text"] == "Lund met Verro."


def test_a_folder_with_several_reports_as_json_is_a_list(run: Run, reports: Path) -> None:
    outcome = run("read", str(reports), "--json")
    assert outcome.status == 1
    assert [record["report"]["text"] for record in json.loads(outcome.stdout)] == [
        "Lund met Verro.",
        "Verro met Lund on Monday.",
    ]


def test_nothing_readable_is_an_empty_list_of_several_and_nothing_of_one(
    run: Run, reports: Path
) -> None:
    unreadable = str(reports / "b.txt")
    assert run("read", unreadable, "--json")[:2] == (1, "")
    assert json.loads(run("read", unreadable, unreadable, "--json").stdout) == []


def test_jsonl_is_a_record_a_line_in_the_order_of_the_input(run: Run, reports: Path) -> None:
    outcome = run("read", str(reports / "c.txt"), str(reports / "a.txt"), "--jsonl")
    texts = [Record.from_json(line).report.text for line in outcome.stdout.splitlines()]
    assert texts == ["Verro met Lund on Monday.", "Lund met Verro."]


def test_piped_output_is_lines_and_a_page_on_demand(run: Run, reports: Path) -> None:
    path = str(reports / "a.txt")
    assert run("read", path).stdout.startswith("report\t")
    assert run("read", path, "--lines").stdout.startswith("report\t")
    assert run("read", path, "--page").stdout.startswith("“Lund met Verro.”\n")


def test_pages_of_several_reports_are_set_apart(run: Run, reports: Path) -> None:
    outcome = run("read", str(reports / "a.txt"), str(reports / "c.txt"), "--page")
    first, rule, second = outcome.stdout.partition("─" * 20)
    assert "“Lund met Verro.”" in first
    assert rule
    assert "“Verro met Lund on Monday.”" in second


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_read(run: Run, arguments: list[str]) -> None:
    outcome = run("read", *arguments, "--json", stdin="Lund met Verro.")
    assert outcome.status == 0
    assert Record.from_json(outcome.stdout).report.text == "Lund met Verro."


def test_nothing_to_read_on_a_terminal_is_wrong_use(run: Run) -> None:
    outcome = run("read", stdin=None)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("Usage: memcon read")
    assert "nothing to read" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--published", "yesterday"], "yesterday"),
        (["--column", "text"], "write FIELD=COLUMN"),
        (["--column", "body=text"], "no field 'body'"),
        (["--json", "--jsonl"], "exclude each other"),
        (["--json", "--lines"], "exclude each other"),
        (["--registry", "no-such-file"], "no-such-file"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(
    run: Run, reports: Path, arguments: list[str], problem: str
) -> None:
    outcome = run("read", str(reports / "a.txt"), *arguments)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert problem in outcome.stderr


def test_a_missing_file_is_told_on_one_line_and_the_rest_is_read(run: Run, reports: Path) -> None:
    missing = str(reports / "missing.txt")
    outcome = run("read", missing, str(reports / "a.txt"), "--jsonl")
    assert outcome.status == 1
    assert outcome.stderr.startswith(f"memcon: {missing}: ")
    assert outcome.stderr.count("\n") == 1
    assert Record.from_json(outcome.stdout).report.text == "Lund met Verro."


def test_columns_of_a_table_are_mapped(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "reports.csv"
    table.write_text("body,day\nLund met Verro.,2023-06-14\n")
    columns = ["--column", "text=body", "--column", "published=day"]
    report = Record.from_json(run("read", str(table), *columns, "--json").stdout).report
    assert (report.text, str(report.published)) == ("Lund met Verro.", "2023-06-14")


def test_a_fault_of_memcons_own_costs_one_report(run: Run, reports: Path) -> None:
    (reports / "b.txt").write_text("FAULT")
    outcome = run("read", str(reports), "--jsonl")
    assert outcome.status == 1
    assert "ZeroDivisionError: two lines (stub.py, line " in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert outcome.stdout.count("\n") == 2


def test_an_interrupted_run_ends_quietly(run: Run, reports: Path) -> None:
    (reports / "b.txt").write_text("INTERRUPT")
    outcome = run("read", str(reports), "--jsonl")
    assert outcome.status == 130
    assert "Traceback" not in outcome.stderr
    assert outcome.stdout.count("\n") == 1


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    many, errors = tmp_path / "many.jsonl", tmp_path / "errors"
    line = json.dumps({"text": "The minister met the president and left. " * 20})
    many.write_text(f"{line}\n" * 2000)
    program = "from cli import stub; stub.install(); from memcon.cli.main import main; main()"
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            [sys.executable, "-c", program, "read", str(many), "--jsonl"],
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"schema"')
        process.stdout.close()
        process.wait(timeout=60)
    assert errors.read_bytes() == b""


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        return True


def test_long_work_shows_a_counter_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    for thing in progress.counted(["a report"], "reports read"):
        assert thing == "a report"
        deadline = time.monotonic() + 10
        while "reports read" not in terminal.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
        sys.stdout.write("the record")
    assert "0 reports read" in terminal.getvalue()
    assert capsys.readouterr().out == "the record"


def test_without_a_terminal_there_is_no_counter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    assert list(progress.counted([1, 2], "reports read")) == [1, 2]
    assert capsys.readouterr() == ("", "")
