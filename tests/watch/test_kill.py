"""Killed at any moment, memcon watch neither loses a report nor adds one twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from memcon.ledger import open_ledger
from memcon.watch import standing
from watch.site import Answer, Site, item, rss

TESTS = Path(__file__).resolve().parents[1]
KILLS = int(os.environ.get("MEMCON_KILLS", "3"))
PROGRAM = (
    f"import sys; sys.path.insert(0, {str(TESTS)!r})\n"
    "from cli import stub; stub.install()\n"
    "from memcon.cli.main import main; main(sys.argv[1:])"
)


class Growing:
    """Two feeds with some stories more, a few in common, each time they are asked for."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.items: dict[str, list[str]] = {"/one": [], "/two": []}
        self.stories = 0
        self._lock = threading.Lock()
        for path in self.items:
            site.pages[path] = lambda _, path=path: self.answer(path)

    def answer(self, path: str) -> Answer:
        with self._lock:
            for _ in range(6):
                self.items[path].insert(0, self.site.story(self.stories))
                if self.stories % 3 == 0:
                    self.items["/two" if path == "/one" else "/one"].insert(0, self.items[path][0])
                self.stories += 1
            # An entry that has been given may be gone from its feed a while later.
            del self.items[path][200:]
            return Answer(rss(self.items[path]), headers={"ETag": f'"{self.stories}"'})


def start(feeds: Path, ledger: Path, *options: str) -> subprocess.Popen[str]:
    arguments = ["watch", str(feeds), "--ledger", str(ledger), *options]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    """The file that names two feeds that are well, some that are not, and a folder."""
    bad = [
        site.hangs("/hangs"),
        site.answers("/circle", status=302, Location="/circle"),
        site.answers("/garbage", b"\xff\0" * 99),
    ]
    (tmp_path / "inbox").mkdir()
    said = f'[network]\nprivate_hosts = ["{site.host}"]\npause = "0s"\ntimeout = "0.3s"\n'
    for address in (f"{site.at}/one", f"{site.at}/two", *bad):
        said += f'[[feed]]\nurl = "{address}"\nevery = "1s"\n'
    said += '[[folder]]\npath = "inbox"\nevery = "1s"\nsettle = "0s"\n'
    path = tmp_path / "feeds.toml"
    path.write_text(said)
    return path


def kill(running: subprocess.Popen[str], site: Site, chance: random.Random) -> None:
    """Kill a run: now and then while it starts, mostly at some moment of its work."""
    if chance.random() < 0.2:
        time.sleep(chance.uniform(0.1, 1.5))
    else:
        before, deadline = len(site.asked), time.monotonic() + 30
        while len(site.asked) == before and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 1.2))
    running.kill()


def test_killed_at_any_moment_it_neither_loses_nor_repeats(
    site: Site, feeds: Path, tmp_path: Path
) -> None:
    growing, ledger = Growing(site), tmp_path / "memcon.db"
    chance, said = random.Random(KILLS), ""
    for number in range(KILLS):
        (tmp_path / "inbox" / f"{number}.txt").write_text(f"They met envoy {number} in Oslo.")
        running = start(feeds, ledger)
        kill(running, site, chance)
        _, errors = running.communicate()
        assert running.returncode == -signal.SIGKILL, errors
        said += errors
    # The last round is not about haste: on a busy machine a page may take longer than the others.
    feeds.write_text(feeds.read_text().replace('timeout = "0.3s"', 'timeout = "10s"'))
    last = start(feeds, ledger, "--once")
    _, errors = last.communicate(timeout=60)
    said += errors
    assert last.returncode == 1, errors  # the bad feeds
    assert "Traceback" not in errors
    with open_ledger(ledger) as opened:
        reports = [record.report for record in opened.records()]
        summary = opened.summary()
        states = standing(opened)
    told = Counter(report.url for report in reports if report.url is not None)
    assert told == Counter(f"{site.at}/story/{n}" for n in range(growing.stories)), said
    assert sorted(r.text for r in reports if r.url is None) == sorted(
        f"They met envoy {number} in Oslo." for number in range(KILLS)
    )
    assert summary.readings == summary.reports == sum(state.total for state in states)
    assert not any(state.waiting for state in states)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_well_when_asked_to(
    number: signal.Signals, site: Site, feeds: Path, tmp_path: Path
) -> None:
    asked = threading.Event()

    def answer(_: Mapping[str, str]) -> Answer:
        asked.set()
        return Answer(rss([item("Talks", text="They met in Oslo.")]))

    site.pages["/one"] = answer
    running = start(feeds, tmp_path / "memcon.db")
    assert asked.wait(30)
    running.send_signal(number)
    out, errors = running.communicate(timeout=30)
    assert running.returncode == 0, errors
    assert out.endswith(f"added: {tmp_path / 'memcon.db'}\n")
    assert "Traceback" not in errors
