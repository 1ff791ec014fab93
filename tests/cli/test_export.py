"""memcon export: the ledger's records, chosen and written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.records import disputed_record
from exporting import composed_record, known_of
from memcon.cli.export import export
from memcon.errors import UsageError
from memcon.export.base import Happenings
from memcon.record import Record

Run = Callable[..., Result]


class FewRecords:
    """A ledger of two reports."""

    def records(self) -> list[Record]:
        return [composed_record(), disputed_record()]

    def standings(self) -> Happenings:
        return known_of(composed_record())


@pytest.fixture
def opened() -> list[str]:
    """The ledgers that were opened."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, opened: list[str]) -> Run:
    def open_ledger(url: str) -> FewRecords:
        opened.append(url)
        return FewRecords()

    stub = ModuleType("memcon.ledger")
    stub.open_ledger = open_ledger  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "memcon.ledger", stub)
    monkeypatch.delenv("MEMCON_LEDGER", raising=False)
    app = typer.Typer()
    app.command()(export)
    return lambda *arguments, **options: CliRunner().invoke(app, arguments, **options)


def events(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [json.loads(line)["event"][0] for line in result.stdout.splitlines()]


def test_standard_output_gets_the_file(run: Run) -> None:
    assert len(events(run("--format", "plover-jsonl"))) == 10


def test_a_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "events.tsv"
    assert run("--format", "polecat", "--out", str(out)).exit_code == 0
    assert len(out.read_text("utf-8").splitlines()) == 6


def test_a_folder_gets_all_tables(run: Run, tmp_path: Path) -> None:
    assert run("--format", "parquet", "--out", f"{tmp_path}/tables/").exit_code == 0
    assert len(list((tmp_path / "tables").iterdir())) == 4


def test_filters_choose_events(run: Run) -> None:
    asked = ("--since", "2023-05-01", "--event", "consult", "--with", "Norland")
    assert events(run("--format", "plover-jsonl", *asked)) == ["CONSULT"]
    assert events(run("--format", "plover-jsonl", "--min-confidence", "0.95")) == []


def test_the_ledger_is_told_by_option_environment_or_place(run: Run, opened: list[str]) -> None:
    run("--format", "csv", "--ledger", "here.db")
    run("--format", "csv", env={"MEMCON_LEDGER": "there.db"})
    run("--format", "csv")
    assert opened == ["here.db", "there.db", "memcon.db"]


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
