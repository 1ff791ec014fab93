"""memcon serve: what it refuses to begin with, and that it serves."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from cli.conftest import Run
from cli.records import seed_record
from memcon.ledger import open_ledger

Process = subprocess.Popen[str]


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


@contextmanager
def served(ledger: str, *options: str, **environment: str) -> Iterator[tuple[Process, str]]:
    """A desk that runs as a program, and its address; ended at last, if it is not yet."""
    command = [sys.executable, "-m", "memcon", "serve", "--port", "0", "--ledger", ledger, *options]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as process:
        try:
            assert process.stderr is not None
            (address,) = re.findall(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            yield process, address
        finally:
            process.kill()


def workers_of(process: Process) -> list[int]:
    """The processes that a process has begun and that answer, by what the system tells."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in told if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]


def is_there(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def comes(what: Callable[[], bool]) -> bool:
    """Whether something comes about before long."""
    until = time.monotonic() + 20
    while not what() and time.monotonic() < until:
        time.sleep(0.02)
    return what()


@pytest.mark.parametrize("workers", ["1", "3"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped(ledger: str, workers: str, number: signal.Signals) -> None:
    with served(ledger, "--workers", workers) as (process, address):
        with urllib.request.urlopen(f"{address}/happenings") as answer:
            assert b"Zelenskyy" in answer.read()
        begun = workers_of(process)
        assert len(begun) == (3 if workers == "3" else 0)
        process.send_signal(number)
        assert process.wait(20) in (0, 130, -number)
        assert not any(is_there(pid) for pid in begun)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_its_processes_know_each_others_visitors(ledger: str) -> None:
    token = "a-token-of-the-desk"
    with served(ledger, "--workers", "3", MEMCON_TOKEN=token) as (process, address):
        with httpx.Client(base_url=address, timeout=60) as visitor:
            page = visitor.get("/login").text
            csrf = page.split('name="csrf" value="')[1].split('"')[0]
            for _ in range(3):
                answer = visitor.post("/login", data={"csrf": csrf, "token": token})
                assert answer.status_code == 303
            assert {visitor.get("/happenings").status_code for _ in range(20)} == {200}
            # So many have signed in, whichever process let them.
            tried = [
                visitor.post("/login", data={"csrf": csrf, "token": "no"}).status_code
                for _ in range(5)
            ]
        assert tried == [403, 403, 403, 429, 429]
        told = [Path(f"/proc/{pid}/cmdline").read_text() for pid in workers_of(process)]
        assert token not in "".join(told)


def test_a_decision_is_on_every_page_at_once(ledger: str) -> None:
    with (
        served(ledger, "--workers", "3") as (_, address),
        httpx.Client(base_url=address, timeout=60) as visitor,
    ):
        one = visitor.get("/api/happenings").json()[0]["id"]
        place = f"/happening/{one}"
        for turn in range(8):
            seen = {visitor.get(place).text.count("because of") for _ in range(8)}
            assert seen == {turn}
            decision = {"kind": "confirm", "by": "Ana", "reason": f"because of {turn}"}
            answer = visitor.post(f"/api/happenings/{one}/decisions", json=decision)
            assert answer.status_code == 201


def test_a_process_that_dies_is_replaced(ledger: str) -> None:
    with served(ledger, "--workers", "2") as (process, address):
        assert comes(lambda: len(workers_of(process)) == 2)
        first = workers_of(process)
        os.kill(first[0], signal.SIGKILL)
        assert comes(lambda: len(set(workers_of(process)) - {first[0]}) == 2)
        with urllib.request.urlopen(f"{address}/actors") as answer:
            assert answer.status == 200


def test_no_process_outlives_the_one_that_began_it(ledger: str) -> None:
    with served(ledger, "--workers", "2") as (process, address):
        with urllib.request.urlopen(f"{address}/actors") as answer:
            assert answer.status == 200
        begun = workers_of(process)
        process.kill()
        assert len(begun) == 2
        assert comes(lambda: not any(is_there(pid) for pid in begun))
