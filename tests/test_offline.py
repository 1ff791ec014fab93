"""Reading needs no network: not to import, not to load the weights, not to read."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from memcon.cli.main import main
from memcon.record import Record

SEED = Path(__file__).resolve().parents[1] / "examples" / "seed.txt"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something reached for the network")

    class Refused(socket.socket):
        """Still a type, since libraries name it in annotations."""

        __init__ = refuse  # type: ignore[assignment]

    monkeypatch.setattr(socket, "socket", Refused)
    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", ["create_connection", "socket"])
def test_sockets_are_forbidden(name: str) -> None:
    with pytest.raises(AssertionError, match="reached for the network"):
        getattr(socket, name)(("127.0.0.1", 9))


@pytest.mark.usefixtures("no_network")
def test_a_report_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", str(SEED), "--published", "2024-11-11", "--json"])
    assert ended.value.code == 0
    record = Record.from_json(capsys.readouterr().out)
    assert record.actors
    assert record.statements
    assert record.events


@pytest.mark.usefixtures("no_network")
def test_a_web_page_and_a_table_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The president of Norland met the king of Sudria on Monday, officials said."
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    page.write_text(f"<html><body><article><p>{text}</p></article></body></html>")
    table.write_text(f'text\n"{text}"\n')
    with pytest.raises(SystemExit) as ended:
        main(["read", str(page), str(table), "--jsonl"])
    out, errors = capsys.readouterr()
    assert (ended.value.code, errors) == (0, "")
    assert len(out.splitlines()) == 2


def test_a_fresh_process_needs_no_network_to_start_and_read() -> None:
    """What is imported for the first time may reach out, too; here nothing is imported yet."""
    program = (
        "import socket\n"
        "def refuse(*_, **__): raise SystemExit('something reached for the network')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.create_connection = socket.getaddrinfo = refuse\n"
        "import memcon\n"
        f"print(len(memcon.read(open({str(SEED)!r}, encoding='utf-8').read()).events))\n"
    )
    completed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True
    )
    assert int(completed.stdout) > 0
