"""How fast the desk's pages come from a large ledger, to many people at once; and what it holds.

The ledger is filled with invented news (news.py), which is retold (retold.py) until there are a
million events; one that is there already, made so or by ledger.py, is taken as it is. `memcon
serve` serves it. People click through all kinds of pages, and pause between two clicks, for some
seconds by a fixed seed; and then once more without pauses. With --feed reports come in meanwhile,
as from `memcon watch`: then no page stays the same for long. The memory is that of all the desk's
processes, what they share counted once (PSS, Linux).

usage: python benchmarks/desk.py [--ledger FILE] [--reports N --times N] [--people N] [--workers N]
       [--seconds N | --requests N] [--pause SECONDS ...] [--feed SECONDS]
"""

import argparse
import http.client
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from news import News

from ledger import build, filled

LONG = 10_000_000
"""No run asks for so much."""
MANY = (4_000, 84)
"""Reports and times that make a million events."""
EVERY = 1_000
"""After so many pages the memory is told."""


@dataclass(slots=True)
class Clicks:
    """What people asked for, and how long each page took."""

    until: float
    left: int
    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: list[tuple[int, float]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> bool:
        """Whether there is to be another click."""
        with self.lock:
            self.left -= 1
            return self.left >= 0 and time.monotonic() < self.until

    def count(self, kind: str, took: float) -> int:
        """Note a page; gives how many there were."""
        with self.lock:
            self.times[kind].append(took)
            return sum(map(len, self.times.values()))


def main() -> None:
    """Makes the ledger if it must, serves it, lets people click, prints what came of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--reports", type=int, default=MANY[0])
    parser.add_argument("--times", type=int, default=MANY[1])
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--workers", type=int, help="as memcon serve has it")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--requests", type=int, help="so many instead, however long that takes")
    parser.add_argument("--pause", type=float, nargs="*", default=[2.0, 0.0])
    parser.add_argument("--feed", type=float, help="add a report each so many seconds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="memcon-desk-") as folder:
        path = given.ledger or Path(folder) / "memcon.db"
        if not path.exists():
            build(Path(folder) / "base.db", given.reports)
            filled(Path(folder) / "base.db", f"sqlite:///{path}", given.times)
        kinds = pages(path)
        with served(path, given.workers) as (server, address):
            warm(address, kinds)
            for pause in given.pause:
                clicks = Clicks(
                    time.monotonic() + (LONG if given.requests else given.seconds),
                    given.requests or LONG,
                )
                with feeding(path, given.feed):
                    click(address, kinds, given.people, pause, clicks, server.pid)
                tell(clicks, given.people, pause)


@contextmanager
def served(path: Path, workers: int | None) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The desk as a program, and where it is.

    Behind a proxy that says who has signed in, so that each of the people has a rate of their own.
    """
    command = [sys.executable, "-m", "memcon", "serve", "--ledger", str(path), "--port", "0"]
    command += ["--user-header", "X-Person", "--proxy", "127.0.0.1"]
    command += ["--workers", str(workers)] if workers else []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+", line := server.stderr.readline())
            assert found, line
            yield server, found[0].rstrip("/")
        finally:
            server.terminate()


def pages(path: Path) -> dict[str, list[str]]:
    """Addresses by kind of page, some of each."""
    from memcon.ledger import open_ledger

    with open_ledger(path) as ledger:
        found = ledger.happenings(newest=True, limit=200)
        actors = [actor.id for actor in ledger.actors(limit=40)]
        (_, (events,)) = ledger.sql("SELECT count(*) FROM event")
    print(f"{events:,} events", flush=True)
    return {
        "today": ["/"],
        "happenings": [f"/happenings?page={number}" for number in range(1, 40)],
        "with somebody": [f"/happenings?with={id_}" for id_ in actors],
        "by standing": ["/happenings?standing=disputed", "/happenings?standing=denied"],
        "happening": [f"/happening/{one.id}" for one in found],
        "report": [f"/report/{one.reports[0]}" for one in found],
        "actors": ["/actors"],
        "actor": [f"/actor/{id_}" for id_ in actors],
        "statements": [
            "/statements?text=talks",
            "/statements?text=talks&stance=denies",
            *(f"/statements?by={id_}" for id_ in actors),
        ],
        "timeline": [f"/timeline?with={id_}" for id_ in actors],
        "network": [f"/network?with={id_}" for id_ in actors],
        "review": ["/review"],
        "api": [f"/api/happenings?with={id_}&limit=40" for id_ in actors],
    }


def warm(address: str, kinds: dict[str, list[str]]) -> None:
    """Opens one page of each kind, until each process has had some."""
    for _ in range(4):
        for some in kinds.values():
            fetch(address, some[0], "somebody")


def click(
    address: str,
    kinds: dict[str, list[str]],
    people: int,
    pause: float,
    clicks: Clicks,
    server: int,
) -> None:
    """Lets people open pages one after the other."""

    def person(number: int) -> None:
        choose = random.Random(number)
        time.sleep(pause * choose.random())
        while clicks.next():
            kind = choose.choice(list(kinds))
            begun = time.perf_counter()
            fetch(address, choose.choice(kinds[kind]), f"person {number}")
            if clicks.count(kind, time.perf_counter() - begun) % EVERY == 0:
                clicks.memory.append((EVERY * (len(clicks.memory)), memory(server)))
            time.sleep(pause * choose.uniform(0.5, 1.5))

    clicks.memory.append((0, memory(server)))
    all_ = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for one in all_:
        one.start()
    for one in all_:
        one.join()


def fetch(address: str, page: str, who: str) -> None:
    """Opens a page; raises an error if it does not come."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    connection.request("GET", page, headers={"X-Person": who})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (page, answer.status)
    connection.close()


@contextmanager
def feeding(path: Path, seconds: float | None) -> Iterator[None]:
    """Adds a report each so many seconds meanwhile."""
    over = threading.Event()
    thread = threading.Thread(target=feed, args=(path, seconds, over))
    if seconds is not None:
        thread.start()
    yield
    over.set()
    if seconds is not None:
        thread.join()


def feed(path: Path, seconds: float, over: threading.Event) -> None:
    """Adds reports until it is over."""
    from memcon.ledger import open_ledger

    with open_ledger(path) as ledger:
        for record in News(1).records(100_000, first=int(time.time())):
            if over.wait(seconds):
                return
            ledger.add(record)


def memory(pid: int) -> float:
    """What a process and those that it began hold, in megabytes."""
    begun = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    told = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
    own = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024
    return own + sum(memory(int(child)) for child in begun)


def tell(clicks: Clicks, people: int, pause: float) -> None:
    """Prints the figures."""
    rest = f"who pause {pause:g} s between clicks" if pause else "without pauses"
    print(f"\n{people} people {rest}")
    whole = [one for some in clicks.times.values() for one in some]
    for kind, some in {**dict(sorted(clicks.times.items())), "all": whole}.items():
        if len(some) > 1:
            most = quantiles(some, n=20, method="inclusive")[-1]
            middle, pages = 1000 * median(some), f"{len(some):7} pages"
            print(f"{kind:14}{pages}{middle:8.0f} ms   95 %:{1000 * most:6.0f} ms")
    held = ", ".join(f"{size:.0f}" for _, size in clicks.memory)
    print(f"memory at first and after each {EVERY:,} pages, in MB: {held}", flush=True)


if __name__ == "__main__":
    main()
