"""What the tests of watching share: a site, a ledger, and a watcher with a reader of no model."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memcon.ledger import Ledger, open_ledger
from memcon.record import MadeBy, Record, Report
from memcon.watch import Feed, Folder, Network, Watched, Watcher
from watch import site as sites
from watch.site import Site

MADE_BY = MadeBy(memcon="0.1.0", weights="w", ontology="o", registry="r")


def read(report: Report) -> Record:
    """A record with only the report in it."""
    return Record(report=report, made_by=MADE_BY)


def network(site: Site, timeout: float = 0.4, **fields: object) -> Network:
    """Manners for a site on this machine: no pauses, little patience."""
    said = {"private_hosts": [site.host], "pause": "0s", "timeout": f"{timeout}s", **fields}
    return Network.model_validate(said)


class Round:
    """What a round of some sources did."""

    def __init__(self, watcher: Watcher, told: list[str], ledger: Ledger) -> None:
        self.tally, self.told = watcher.tally, told
        self.reports = [ledger_report(ledger, id_) for id_ in watcher.tally.reports]

    @property
    def titles(self) -> list[str | None]:
        return sorted(report.title for report in self.reports if report.title)


def ledger_report(ledger: Ledger, id_: str) -> Report:
    record = ledger.record(id_)
    assert record is not None
    return record.report


Once = Callable[..., Round]


@pytest.fixture
def site() -> Iterator[Site]:
    with sites.serving() as served:
        yield served


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger's file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "memcon.db"
    open_ledger(path).close()
    return path


@pytest.fixture
def ledger(tmp_path: Path, template: Path) -> Iterator[Ledger]:
    with open_ledger(shutil.copy(template, tmp_path / "memcon.db")) as opened:
        yield opened


@pytest.fixture
def once(site: Site, ledger: Ledger) -> Once:
    """Watches feeds, by address or whole, and folders for one round."""

    def once(
        *sources: str | Feed | Folder,
        within: Network | None = None,
        read: Callable[[Report], Record | None] = read,
    ) -> Round:
        feeds = [Feed(url=s) if isinstance(s, str) else s for s in sources]
        watched = Watched(
            tuple(f for f in feeds if isinstance(f, Feed)),
            tuple(f for f in feeds if isinstance(f, Folder)),
            within or network(site),
        )
        told: list[str] = []

        def has(report: str) -> bool:
            return ledger.has(report, MADE_BY.model_dump())

        watcher = Watcher(ledger, watched, read, has=has, tell=told.append)
        watcher.run(once=True)
        return Round(watcher, told, ledger)

    return once


def folder(path: Path, settle: float = 0.0, **fields: object) -> Folder:
    return Folder(path, settle=timedelta(seconds=settle), **fields)  # type: ignore[arg-type]
