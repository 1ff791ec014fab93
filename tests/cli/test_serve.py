"""memcon serve: what it refuses to begin with, and that it serves."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cli.conftest import Run
from cli.records import seed_record
from memcon.ledger import open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "memcon.db")
    with open_ledger(path) as opened:
        opened.add(seed_record())
    return path


def test_it_is_not_shown_to_others_without_a_guard(run: Run, ledger: str) -> None:
    outcome = run("serve", "--host", "0.0.0.0", "--ledger", ledger)
    assert outcome.status == 2
    assert "MEMCON_TOKEN" in outcome.stderr
    outcome = run("serve", "--host", "0.0.0.0", "--token", "short", "--ledger", ledger)
    assert outcome.status == 2


def test_a_port_that_is_taken_is_told(run: Run, ledger: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = run("serve", "--port", str(taken.getsockname()[1]), "--ledger", ledger)
    assert outcome.status == 2
    assert "--port" in outcome.stderr


def test_it_serves_until_it_is_stopped(ledger: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "memcon", "serve", "--port", "0", "--ledger", ledger],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        with urllib.request.urlopen(f"{address}happenings") as answer:
            assert b"Zelenskyy" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130, -signal.SIGINT)
