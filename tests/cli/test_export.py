"""memcon export: the ledger's records, chosen and written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.records import disputed_record
from exporting import composed_record
from memcon.cli.export import export
from memcon.errors import LedgerError, UsageError
from memcon.ledger import open_ledger

Run = Callable[..., Result]

# SQLAlchemy 2.1 says so of the ledger's queries.


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two reports, made once."""
    path = tmp_path_factory.mktemp("ledger") / "two.db"
    with open_ledger(path) as opened:
        opened.add_all([composed_record(), disputed_record()])
    return path


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> str:
    """Such a ledger of one's own."""
    return str(shutil.copy(filled, tmp_path / "own.db"))


@pytest.fixture
def run(ledger: str) -> Run:
    app = typer.Typer()
    app.command()(export)
    environment = {"MEMCON_LEDGER": ledger}
    return lambda *arguments: CliRunner().invoke(app, arguments, env=environment)


def events(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [json.loads(line)["event"][0] for line in result.stdout.splitlines()]


def test_standard_output_gets_the_file(run: Run) -> None:
    assert len(events(run("--format", "plover-jsonl"))) == 10


def test_a_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "events.tsv"
    assert run("--format", "polecat", "--out", str(out)).exit_code == 0
    assert len(out.read_text("utf-8").splitlines()) == 7


def test_a_folder_gets_all_tables(run: Run, tmp_path: Path) -> None:
    assert run("--format", "parquet", "--out", f"{tmp_path}/tables/").exit_code == 0
    assert len(list((tmp_path / "tables").iterdir())) == 4


def test_filters_choose_events(run: Run) -> None:
    asked = ("--since", "2023-05-01", "--event", "consult", "--with", "Norland")
    assert events(run("--format", "plover-jsonl", *asked)) == ["CONSULT"]
    assert events(run("--format", "plover-jsonl", "--min-confidence", "0.95")) == []


def test_events_come_with_what_the_ledger_knows(run: Run, ledger: str) -> None:
    with open_ledger(ledger) as opened:
        expected = {(h.event, h.id, h.standing) for h in opened.happenings()}
    result = run("--format", "plover-jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert {(e["event"][0], e["link"], e["memcon"]["standing"]) for e in found} == expected
    assert len({e["memcon"]["standing"] for e in found}) > 1


def test_what_a_reviewer_struck_is_marked_or_left_out(run: Run, ledger: str) -> None:
    with open_ledger(ledger) as opened:
        (visit,) = opened.happenings(participants=["Keld"], event="CONSULT")
        opened.correct("wrong", visit.id, by="M. Quist", reason="It was another minister.")
    found = [json.loads(x) for x in run("--format", "plover-jsonl").stdout.splitlines()]
    assert [e["link"] for e in found if e["memcon"].get("struck")] == [visit.id]
    assert "_CONSULT_e1" in run("--format", "polecat", "--with", "Norland").stdout
    assert "_CONSULT_e1" not in run("--format", "polecat", "--with", "Keld").stdout


def test_the_option_goes_before_the_environment_and_nothing_is_made(
    run: Run, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.db"
    error = run("--format", "csv", "--ledger", str(missing)).exception
    assert isinstance(error, LedgerError)
    assert not missing.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "xls"), "no format 'xls'"),
        (("--format", "csv", "--event", "MEET"), "--event MEET: no PLOVER type; there are AGREE"),
        (("--format", "csv", "--since", "yesterday"), "--since: 'yesterday' is no ISO 8601 date"),
        (("--format", "gdelt", "--out", "."), "is a folder"),
    ],
)
def test_wrong_use_is_told(run: Run, arguments: tuple[str, ...], told: str) -> None:
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    assert told in str(error)
