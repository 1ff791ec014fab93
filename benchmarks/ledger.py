"""How fast a large ledger answers and adds, on SQLite and on PostgreSQL.

A ledger is filled with invented news (news.py) by adding, then retold (retold.py) until it is as
large as is asked. Each question that the commands put to it is put many times; of those that find
thousands the first hundred are fetched, as with --limit 100. PostgreSQL runs in a folder of its
own, with the settings it comes with. A question takes in all that Python does; the processor's
time that this process takes is told too, since it does not depend on what else the machine does.

usage: python benchmarks/ledger.py [--reports N] [--times N] [--full] [--runs N]
       [--ledger URL [--reports N]] [--database sqlite|postgresql]
"""

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path

from news import News
from retold import fill

from memcon.ledger import Ledger, open_ledger
from memcon.ledger.opening import ledger_url, open_engine

SERVER = Path(__file__).resolve().parents[1] / "tests" / "ledger" / "postgres.py"
FULL = (10_000, 33)
"""Reports and times that make a million events."""
LIMIT = 100
SQL = {
    "sql: events": "SELECT count(*) FROM events",
    "sql: reports": "SELECT count(*) FROM reports",
    "sql: standings": "SELECT standing, count(*) FROM happenings GROUP BY standing",
    "sql: types": "SELECT event, count(*) FROM happenings GROUP BY event",
    "sql: types of a year": "SELECT event, count(*) FROM happenings WHERE date_start BETWEEN "
    "'2020-01-01' AND '2020-12-31' GROUP BY event",
    "sql: denials": "SELECT count(*) FROM statements WHERE stance = 'denies'",
}

Question = tuple[str, Callable[[Ledger], int]]
Took = tuple[float, float]


def main() -> None:
    """Fills the ledgers, measures them and prints one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=2000, help="how many are added")
    parser.add_argument("--times", type=int, default=3, help="how often they are told")
    parser.add_argument("--full", action="store_true", help="a million events")
    parser.add_argument("--runs", type=int, default=20, help="how often each is measured")
    parser.add_argument("--ledger", help="measure this one, that such reports were added to")
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    reports, times = FULL if options.full else (options.reports, options.times)
    databases = [options.database] if options.database else ["sqlite", "postgresql"]
    if options.ledger:
        report(measured(options.ledger, reports, options.runs), options.ledger)
        return
    with tempfile.TemporaryDirectory(prefix="memcon-ledger-") as folder:
        base = Path(folder) / "base.db"
        build(base, reports)
        for database in databases:
            with empty(database, Path(folder)) as url:
                filled(base, url, times)
                report(measured(url, reports, options.runs), database)


def build(path: Path, reports: int) -> None:
    """Adds so many reports, and says how fast."""
    began, worked = time.perf_counter(), time.process_time()
    with open_ledger(path) as ledger:
        told = News().records(reports)
        while records := list(islice(told, 1000)):
            ledger.add_all(records)
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(f"added {reports} reports in {took:.0f} s, {1000 * took / reports:.1f} ms each; ", end="")
    print(f"of the processor's time {1000 * work / reports:.1f} ms", flush=True)


@contextmanager
def empty(database: str, folder: Path) -> Iterator[str]:
    """The address of a new ledger."""
    if database == "sqlite":
        yield f"sqlite:///{folder / 'memcon.db'}"
        return
    postgres = module_from_spec(spec := spec_from_file_location("postgres", SERVER))  # type: ignore[arg-type]
    spec.loader.exec_module(postgres)  # type: ignore[union-attr]
    postgres.SETTINGS = {"listen_addresses": "", "max_wal_size": "4GB"}
    programs = postgres.programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed; --database sqlite measures the other")
    with postgres.server(programs) as url:
        yield url


def filled(base: Path, url: str, times: int) -> None:
    """Fills a ledger with another's news, so many times."""
    began = time.perf_counter()
    engine = open_engine(ledger_url(url), create=True)
    fill(sqlite3.connect(base), engine, times)
    engine.dispose()
    print(f"filled {url} in {time.perf_counter() - began:.0f} s", flush=True)


def measured(url: str, reports: int, runs: int) -> list[tuple[str, int, list[Took]]]:
    """Each question with the rows that it finds and the seconds that it takes each time."""
    rows = []
    with open_ledger(url, create=False) as ledger:
        for name, ask in questions(ledger):
            found = ask(ledger)
            rows.append((name, found, [seconds(lambda: ask(ledger)) for _ in range(runs)]))  # noqa: B023
        told = list(News(1).records(2 * runs, first=reports))
        for record in told[:runs]:
            ledger.add(record)
        rows.append(("add a report", 1, [seconds(partial(ledger.add, r)) for r in told[runs:]]))
    rows.append(
        ("open", 1, [seconds(lambda: open_ledger(url, create=False).close()) for _ in range(runs)])
    )
    return rows


def seconds(work: Callable[[], object]) -> Took:
    """How long it takes, and how much of the processor's time in this process."""
    began, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - worked


def questions(ledger: Ledger) -> Iterator[Question]:
    """What the commands may ask: of the most reported names and words, and of rare ones."""
    actors = ledger.actors(limit=400)
    hot, second = actors[0].name, actors[1].name
    rare = actors[-1].name
    speaker = next(a.name for a in actors if ledger.statements(by=a.name, limit=LIMIT))
    sample = ledger.statements(limit=1)
    word = min(sample[0].content.split(), key=lambda w: (w[:1].isupper(), -len(w)))
    happening = ledger.happenings([hot], limit=1)[0].id
    for name, asked in {
        "happenings": {},
        "--event CONSULT": {"event": "CONSULT"},
        "--event COERCE --event AID": {"event": ["COERCE", "AID"]},
        "--standing disputed": {"standing": "disputed"},
        "--standing confirmed": {"standing": "confirmed"},
        "--since --until": {"since": "2020-03-01", "until": "2020-03-31"},
        "--since": {"since": "2021-01-01"},
        "--min-confidence 0.9": {"min_confidence": 0.9},
        "--event AID --standing denied": {"event": "AID", "standing": "denied"},
        "--event --standing --since": {
            "event": "ACCUSE", "standing": "disputed", "since": "2021-01-01"
        },
        "--with hot": {"participants": [hot]},
        "--with rare": {"participants": [rare]},
        "--with hot --with hot": {"participants": [hot, second]},
        "--with hot --with rare": {"participants": [hot, rare]},
        "--with hot --standing disputed": {"participants": [hot], "standing": "disputed"},
        "--with hot --since": {"participants": [hot], "since": "2021-01-01"},
        "--with hot --event --since --until": {
            "participants": [hot], "event": "AID", "since": "2020-01-01", "until": "2020-12-31"
        },
    }.items():  # fmt: skip
        yield name, lambda it, a=asked: len(it.happenings(**a, limit=LIMIT))  # type: ignore[misc]
    yield "one happening", lambda it: int(it.happening(happening) is not None)
    for name, asked in {
        "statements": {},
        "--by hot": {"by": speaker},
        "--by rare": {"by": rare},
        "--by sources": {"by": "sources"},
        "--about hot": {"about": hot},
        "--about rare": {"about": rare},
        "--stance denies": {"stance": "denies"},
        "--by hot --stance denies": {"by": speaker, "stance": "denies"},
        "--text hot": {"text": "talks"},
        "--text rare": {"text": word},
        "--text hot --stance denies": {"text": "talks", "stance": "denies"},
        "--text hot --by hot": {"text": "talks", "by": speaker},
        "--text hot --since --until": {
            "text": "talks", "since": "2020-03-01", "until": "2020-03-31"
        },
    }.items():  # fmt: skip
        yield name, lambda it, a=asked: len(it.statements(**a, limit=LIMIT))  # type: ignore[misc]
    yield "actors", lambda it: len(it.actors(limit=LIMIT))
    yield "actors hot", lambda it: len(it.actors(hot, limit=LIMIT))
    yield "actors rare", lambda it: len(it.actors(rare, limit=LIMIT))
    for name, query in SQL.items():
        yield name, lambda it, q=query: len(list(it.sql(q))) - 1  # type: ignore[misc]


def report(rows: Sequence[tuple[str, int, list[Took]]], where: str) -> None:
    """Prints the table of a database."""
    print(f"\n{where}; load {os.getloadavg()[0]:.1f}")
    print(f"{'':36}{'rows':>6}{'median ms':>11}{'95 % ms':>10}{'processor ms':>14}")
    for name, found, took in rows:
        whole, own = ([1000 * one for one in each] for each in zip(*took, strict=True))
        most = statistics.quantiles(whole, n=20, method="inclusive")[-1]
        middle, work = statistics.median(whole), statistics.median(own)
        print(f"{name:36}{found:6}{middle:11.1f}{most:10.1f}{work:14.1f}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
