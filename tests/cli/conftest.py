"""Records made by hand and a stand-in for the reader."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from cli import stub
from cli.records import disputed_record, seed_record
from memcon.cli.main import main
from memcon.record import Record


class Outcome(NamedTuple):
    """How a run of the command ended."""

    status: int
    stdout: str
    stderr: str


Run = Callable[..., Outcome]


@pytest.fixture
def seed() -> Record:
    return seed_record()


@pytest.fixture
def disputed() -> Record:
    return disputed_record()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with a stub reader and, if given, something on standard input."""

    def run(*arguments: str, stdin: str | None = None) -> Outcome:
        modules = {"memcon.reader": None}
        stub.install(modules)
        monkeypatch.setitem(sys.modules, "memcon.reader", modules["memcon.reader"])
        piped = io.TextIOWrapper(io.BytesIO((stdin or "").encode()), encoding="utf-8")
        monkeypatch.setattr(piped, "isatty", lambda: stdin is None)
        monkeypatch.setattr(sys, "stdin", piped)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, *capsys.readouterr())

    return run
