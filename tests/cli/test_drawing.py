"""memcon timeline and memcon network: which happenings go into which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from memcon.cli import drawing
from memcon.cli.network import network
from memcon.cli.timeline import timeline
from memcon.errors import UsageError
from pictures.composed import affair

COMMANDS = pytest.mark.parametrize("command", [timeline, network])


class Asked:
    """A stand-in for a ledger, which keeps what it was asked."""

    def __init__(self) -> None:
        self.url: str | None = None
        self.wanted: dict[str, Any] = {}

    def happenings(self, **wanted: Any) -> list[Any]:
        self.wanted = wanted
        return [SimpleNamespace(to_dict=lambda one=one: one) for one in affair()]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made = Asked()

    @contextmanager
    def ledger_to_ask(url: str | None) -> Iterator[Asked]:
        made.url = url
        yield made

    monkeypatch.setattr(drawing, "ledger_to_ask", ledger_to_ask)
    return made


def run(command: Callable[..., None], *arguments: str) -> Result:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, arguments)


@COMMANDS
def test_the_filters_are_those_of_happenings(
    command: Callable[..., None], asked: Asked, tmp_path: Path
) -> None:
    out = tmp_path / "a.svg"
    filters = "--with Ada --with Bela --event AID --since 2031-03-01 --until 2031-03-31"
    more = f"--standing disputed --min-confidence 0.5 --ledger some.db --out {out}"
    ended = run(command, *filters.split(), *more.split())
    assert ended.exit_code == 0, ended.output
    assert asked.url == "some.db"
    assert asked.wanted == {
        "participants": ["Ada", "Bela"],
        "event": ["AID"],
        "since": "2031-03-01",
        "until": "2031-03-31",
        "standing": ["disputed"],
        "min_confidence": 0.5,
    }
    assert "Ada Norrby" in out.read_text("utf-8")


@COMMANDS
def test_an_ending_of_no_picture_is_told_before_the_ledger_is_opened(
    command: Callable[..., None], asked: Asked
) -> None:
    ended = run(command, "--out", "a.pdf", "--ledger", "some.db")
    assert isinstance(ended.exception, UsageError)
    assert asked.url is None


@COMMANDS
def test_a_png_without_words_is_told(
    command: Callable[..., None], asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memcon.pictures.png.has_fonts", lambda: False)
    ended = run(command, "--out", str(tmp_path / "a.png"))
    assert ended.exit_code == 0
    assert "no fonts" in ended.stderr
    assert asked.wanted["participants"] == ()


@COMMANDS
def test_the_help_has_an_example(command: Callable[..., None]) -> None:
    assert "Example: memcon" in run(command, "--help").output
