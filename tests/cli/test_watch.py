"""memcon watch: what it prints, and how it ends."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Run


@pytest.fixture
def unused() -> Iterator[str]:
    """An address at which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture
def feeds(tmp_path: Path, unused: str) -> str:
    """A folder with two reports, and a feed that cannot be had."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("Norway met Sweden.")
    (inbox / "b.txt").write_text("Chad thanked Mali.")
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'[network]\nprivate_hosts = ["{unused}"]\n'
        f'[[feed]]\nname = "Example Wire"\nurl = "http://{unused}/feed"\n'
        '[[folder]]\npath = "inbox"\nsettle = "0s"\n'
    )
    return str(path)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(tmp_path / "memcon.db")


def test_one_round(run: Run, feeds: str, ledger: str, unused: str) -> None:
    done = run("watch", feeds, "--once", "--ledger", ledger)
    assert (done.status, done.stdout) == (1, f"2 added: {ledger}\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"memcon: http://{unused}/feed: robots.txt of its site cannot be had")
    again = run("watch", feeds, "--once", "--json", "--ledger", ledger)
    assert (again.status, json.loads(again.stdout)) == (1, [])


def test_a_round_without_a_fault(run: Run, feeds: str, ledger: str) -> None:
    path = Path(feeds)
    path.write_text('[[folder]]\npath = "inbox"\nsettle = "0s"\n')
    done = run("watch", feeds, "--once", "--json", "--ledger", ledger)
    assert (done.status, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == 2


def test_what_the_reader_cannot_read_costs_a_line(run: Run, feeds: str, ledger: str) -> None:
    path = Path(feeds)
    path.write_text('[[folder]]\npath = "inbox"\nsettle = "0s"\n')
    (path.parent / "inbox" / "c.txt").write_text("UNREADABLE")
    done = run("watch", feeds, "--once", "--ledger", ledger)
    assert (done.status, done.stdout) == (1, f"2 added: {ledger}\n")
    assert done.stderr == "memcon: the report: cannot be read; leave it out\n"


def test_status(run: Run, feeds: str, ledger: str) -> None:
    run("watch", feeds, "--once", "--ledger", ledger)
    page = run("watch", feeds, "--status", "--ledger", ledger)
    assert (page.status, page.stderr) == (0, "")
    head, feed, *_ = page.stdout.splitlines()
    assert [words.strip() for words in head.split("  ") if words.strip()] == [
        "feed", "last round (UTC)", "new", "all", "next (UTC)", "errors",
    ]  # fmt: skip
    assert feed.startswith("Example Wire")
    assert "robots.txt" in feed
    assert page.stdout.count("none") == 1
    states = json.loads(run("watch", feeds, "--status", "--json", "--ledger", ledger).stdout)
    assert [(s["name"], s["total"], s["failures"]) for s in states] == [
        ("Example Wire", 0, 1),
        (None, 2, 0),
    ]
    assert states[0]["problem"]


def test_status_before_the_first_round(run: Run, feeds: str, ledger: str) -> None:
    missing = run("watch", feeds, "--status", "--ledger", ledger)
    assert (missing.status, missing.stdout) == (1, "")
    assert "no ledger there" in missing.stderr
    run("add", str(Path(feeds).parent / "inbox"), "--ledger", ledger)
    assert run("watch", feeds, "--status", "--ledger", ledger).stdout.count("never") == 4


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--once", "--status"], "--once and --status: give one of them"),
        (["--json"], "--json: only with --once or --status"),
    ],
)
def test_options_that_go_ill_together(run: Run, feeds: str, options: list[str], says: str) -> None:
    done = run("watch", feeds, *options)
    assert (done.status, done.stdout) == (2, "")
    assert says in done.stderr


def test_a_file_that_is_wrong_is_wrong_use(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[[feed]]\nurl = "nowhere"\n')
    done = run("watch", str(path))
    assert done.status == 2
    assert f"{path}, line 2: feed 1, url: 'nowhere' is no address of the web" in done.stderr
