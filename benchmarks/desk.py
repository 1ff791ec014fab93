"""How fast the desk's pages come from a large ledger, to many people at once; and what it holds.

usage: python benchmarks/desk.py [--ledger FILE] [--events N] [--people N] [--seconds N]

Without --ledger one is made of composed reports, copied with other ids and days until it has that
many events; with it, one made so before is used again.
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "data" / "reports" / "dev" / "stories"
SERVE = """
import socket, sys, uvicorn
from memcon.desk import Settings, make_app
from memcon.ledger import open_ledger
app = make_app(open_ledger(sys.argv[1]), Settings(requests_per_second=1e9))
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
"""
# By table: the columns that hold ids of reports or happenings, numbers, and days.
TEXT_IDS = {
    "report": ["id"],
    "reading": ["report"],
    "actor": [],
    "statement": ["report"],
    "event": ["uid", "report", "machine_group", "home", "happening"],
    "happening": ["id"],
    "happening_party": ["happening"],
}
NUMBERS = {
    "reading": ["pk"],
    "actor": ["pk", "reading"],
    "statement": ["pk", "reading"],
    "event": ["pk", "reading"],
}
DAYS = {"report": ["published"], "statement": ["day"], "happening": ["day"]}
STEP = 10_000_000


def main() -> None:
    """Makes the ledger if it must, serves it, lets people click, prints what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "memcon.db"
        if not path.exists():
            fill(path)
            multiply(path, given.events)
        measure(path, given.people, given.seconds)


def fill(path: Path) -> None:
    """Reads composed reports into a new ledger."""
    import memcon

    fields = ("title", "publisher", "published", "text")
    told = [
        {name: report[name] for name in fields if name in report}
        for story in sorted(REPORTS.glob("*.json"))
        for report in json.loads(story.read_text("utf-8"))["reports"]
    ]
    with memcon.open_ledger(path) as ledger:
        ledger.add_all(memcon.Reader().read_many(told))


def multiply(path: Path, events: int) -> None:
    """Copies all that is in a ledger until it has so many events."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA foreign_keys = OFF")
    (there,) = base.execute("SELECT count(*) FROM event").fetchone()
    for table in TEXT_IDS:
        base.execute(f"CREATE TEMP TABLE old_{table} AS SELECT * FROM {table}")
    for copy in range(1, -(-events // there)):
        for table in TEXT_IDS:
            columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
            wanted = ", ".join(copied(table, column, copy) for column in columns)
            base.execute(f"INSERT INTO {table} SELECT {wanted} FROM old_{table}")
    base.commit()
    base.close()


def copied(table: str, column: str, copy: int) -> str:
    """A column of a copy, as SQL."""
    if column in TEXT_IDS[table]:
        return f"'{copy:06x}' || substr({column}, 1, 10)"
    if column in NUMBERS.get(table, ()):
        return f"{column} + {copy * STEP}"
    if column in DAYS.get(table, ()):
        return f"date({column}, '-{copy} days')"
    return column


def measure(path: Path, people: int, seconds: float) -> None:
    """Serves the ledger and prints the times of each kind of page, and the memory."""
    command = [sys.executable, "-c", SERVE, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = f"http://127.0.0.1:{server.stdout.readline().strip()}"
            kinds = pages(path)
            for some in kinds.values():
                fetch(address + some[0])
            before, times = memory(server.pid), click(address, kinds, people, seconds)
            tell(times, before, memory(server.pid), people)
        finally:
            server.terminate()


def pages(path: Path) -> dict[str, list[str]]:
    """Addresses by kind of page, some of each."""
    from memcon.ledger import open_ledger

    with open_ledger(path) as ledger:
        found = ledger.happenings(newest=True, limit=200)
        actors = [actor.id for actor in ledger.actors(limit=40)]
    return {
        "today": ["/"],
        "happenings": [f"/happenings?page={number}" for number in range(1, 40)],
        "with somebody": [f"/happenings?with={id_}" for id_ in actors],
        "by standing": ["/happenings?standing=disputed", "/happenings?standing=denied"],
        "happening": [f"/happening/{one.id}" for one in found],
        "report": [f"/report/{one.reports[0]}" for one in found],
        "actors": ["/actors"],
        "actor": [f"/actor/{id_}" for id_ in actors],
        "statements": ["/statements?text=meeting", "/statements?text=president&stance=denies"],
        "timeline": [f"/timeline?with={id_}" for id_ in actors],
        "network": [f"/network?with={id_}" for id_ in actors],
        "review": ["/review"],
    }


def click(
    address: str, kinds: dict[str, list[str]], people: int, seconds: float
) -> dict[str, list[float]]:
    """Lets people open pages one after the other, each at once when the last has come."""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    until = time.monotonic() + seconds

    def person(number: int) -> None:
        choose = random.Random(number)
        while time.monotonic() < until:
            kind = choose.choice(list(kinds))
            begun = time.perf_counter()
            fetch(address + choose.choice(kinds[kind]))
            times[kind].append(time.perf_counter() - begun)

    all_ = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for one in all_:
        one.start()
    for one in all_:
        one.join()
    return times


def fetch(address: str) -> None:
    """Opens a page; raises an error if it does not come."""
    with urllib.request.urlopen(address) as answer:
        answer.read()


def memory(pid: int) -> float:
    """What a process holds, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line) / 1024


def tell(times: dict[str, list[float]], before: float, after: float, people: int) -> None:
    """Prints the figures."""
    whole = [one for some in times.values() for one in some]
    for kind, some in {**times, "all": whole}.items():
        if len(some) > 1:
            ninety = quantiles(some, n=10)[-1]
            print(f"{kind:14} {len(some):6} pages  {median(some):7.3f} s  90 %: {ninety:7.3f} s")
    print(f"{people} people; memory {before:.0f} MB at first, {after:.0f} MB at last")


if __name__ == "__main__":
    main()
