"""The command as a whole: help, version, and what every subcommand has."""

from __future__ import annotations

import pytest
from typer.main import get_command

import memcon
from cli.conftest import Run
from memcon.cli.main import app

COMMANDS = [
    "read",
    "add",
    "watch",
    "happenings",
    "statements",
    "actors",
    "timeline",
    "network",
    "export",
    "sql",
    "code",
    "serve",
    "relation",
    "score",
    "info",
    "correct",
]


def test_these_are_the_commands() -> None:
    assert list(getattr(get_command(app), "commands")) == COMMANDS  # noqa: B009


@pytest.mark.parametrize("command", COMMANDS)
def test_every_commands_help_ends_in_an_example(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.status == 0
    assert f"Example: memcon {command} " in outcome.stdout


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"memcon {memcon.__version__}\n", "")


def test_no_command_is_wrong_use(run: Run) -> None:
    outcome = run()
    assert outcome.status == 2
    assert "Usage: memcon" in outcome.stdout + outcome.stderr


def test_an_unknown_option_is_wrong_use(run: Run) -> None:
    outcome = run("read", "--nonsense")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "--nonsense" in outcome.stderr
