"""The screenshots of docs/desk.md: `python tests/screenshots.py` takes them anew, with Chromium.

The ledger is that of the README: five reports about one call.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memcon.ledger import Ledger
    from memcon.record import Record

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "desk"
WIDE: dict[str, Any] = {"viewport": {"width": 1120, "height": 720}}
NARROW: dict[str, Any] = {"viewport": {"width": 390, "height": 720}}

sys.path.insert(0, str(ROOT / "tests"))


def fill(path: Path) -> None:
    """Add the example to a new ledger, and take a decision."""
    import memcon
    from memcon.ledger import open_ledger

    lines = (ROOT / "examples" / "call.jsonl").read_text("utf-8").splitlines()
    given = map(json.loads, lines)
    reader = memcon.Reader()
    with open_ledger(path) as ledger:
        watch(ledger, reader.read_many(given))
        one = ledger.undecided(sure_below=0.5)[0][-1]
        ledger.correct("confirm", one.id, by="A. Reviewer", reason="checked against the report")


def watch(ledger: Ledger, records: Iterator[Record]) -> None:
    """Add these reports as watching would, and remember some rounds of feeds and of a folder."""
    from memcon.watch import Feed, Folder
    from memcon.watch.entries import Contents
    from memcon.watch.memory import Memory

    now, wait = datetime(2024, 11, 12, 9, 30, tzinfo=UTC), timedelta(minutes=15)
    wire = Feed("https://wire.example/world.rss", name="Example Wire")
    paper = Feed("https://paper.example/politics.xml", name="The Example Paper")
    slow = Feed("https://ministry.example/statements.atom", name="Ministry of Examples")
    inbox = Folder(Path("inbox"), publisher="Embassy cables")
    memory = Memory(ledger)
    memory.know([wire, paper, slow, inbox])
    memory.looked(wire.id, now, wait, Contents("World", ()))
    memory.looked(inbox.id, now, timedelta(minutes=1))
    problem = f"{paper.url}: answers 503 Service Unavailable"
    memory.failed(paper.id, now, 4 * wait, problem, held=False)
    memory.failed(paper.id, now, 8 * wait, problem, held=False)
    problem = f"{slow.url}: answers 429 Too Many Requests"
    memory.failed(slow.id, now, 12 * wait, problem, held=True)
    for record in records:
        memory.add_of_file(wire.id, record)


def shots(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The name of each picture, the address that it shows, and how."""
    from memcon.ledger import open_ledger

    with open_ledger(path) as ledger:
        call = ledger.happenings(["Trump", "Putin"], event="CONSULT", standing="disputed")[0]
        report = next(
            r for r in ledger.records() if r.report.text.startswith("According to sources")
        )
        (putin,) = ledger.actors("Vladimir Putin")
    pages = {
        "today": "/",
        "happenings": "/happenings?with=Trump",
        "happening": f"/happening/{call.id}",
        "report": f"/report/{report.report.id}",
        "actors": "/actors",
        "actor": f"/actor/{putin.id}",
        "timeline": "/timeline?since=2024-11-01",
        "network": "/network",
        "statements": "/statements?text=call",
        "read": "/read",
        "review": "/review",
        "watching": "/watching",
        "api": "/api",
    }
    for name, address in pages.items():
        yield name, address, WIDE
    for name in ("happening", "report"):
        yield f"{name}-dark", pages[name], {**WIDE, "color_scheme": "dark"}
        yield f"{name}-narrow", pages[name], NARROW


def main() -> None:
    """Take all of them."""
    from playwright.sync_api import sync_playwright

    from desk.browsing import served
    from memcon.desk import make_app
    from memcon.ledger import open_ledger

    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "memcon.db"
        fill(path)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if root else []
        )
        with open_ledger(path) as ledger, served(make_app(ledger)) as address:
            for name, place, how in shots(path):
                context = browser.new_context(locale="en-GB", timezone_id="UTC", **how)
                page = context.new_page()
                page.goto(address + place)
                page.screenshot(path=OUT / f"{name}.png")
                context.close()
    shrink()


def shrink() -> None:
    """Keep 64 colours of each picture, which halves it; for that Debian's pngquant is needed."""
    pngquant = shutil.which("pngquant")
    assert pngquant is not None, "on Debian: apt install pngquant"
    for picture in OUT.glob("*.png"):
        command = [pngquant, "--force", "--ext", ".png", "--strip", "64", str(picture)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
