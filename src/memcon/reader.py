"""Reads reports into records: the Python API, and what the commands call."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from memcon.explanation import Explained
from memcon.language.model import analyse
from memcon.language.shipped import weights_version
from memcon.ontology import ONTOLOGY_VERSION
from memcon.reading import explain_report, read_report
from memcon.record import Record, Report
from memcon.registry import REGISTRY_VERSION, Registry


class Reader:
    """Reads reports one after the other or, with several workers, side by side, with equal results.

    `registry` is a file of people and groups of one's own, laid over what memcon knows.
    """

    _threads: int | None = None
    """How many windows of a report are in work at once; None: as many as there are cores."""

    def __init__(self, *, workers: int = 1, registry: str | Path | None = None) -> None:
        if workers < 1:
            raise ValueError(f"workers is {workers}; give 1 or more")
        self._workers = workers
        self._file = registry
        default = Registry.default()
        self._registry = default.with_file(registry) if registry is not None else default

    def read(self, report: Report) -> Record:
        """The record of one report."""
        analysis = analyse(report.text, threads=self._threads)
        return read_report(report, analysis, self._registry, versions())

    def explain(self, report: Report) -> Explained:
        """The same record of one report, and the reasons of its values."""
        return explain_report(report, analyse(report.text), self._registry, versions())

    def read_many(self, reports: Iterable[Report | Mapping[str, Any]]) -> Iterator[Record]:
        """The records of reports, in order; a mapping has a report's fields, `text` at least."""
        made = (r if isinstance(r, Report) else Report.of(**r) for r in reports)
        if self._workers == 1:
            yield from map(self.read, made)
            return
        from multiprocessing import get_context

        # Processes started afresh: the encoder's threads do not survive a fork.
        with get_context("spawn").Pool(self._workers, _start, (self._file,)) as pool:
            yield from pool.imap(_read, made, chunksize=1)


class OneCoreReader(Reader):
    """A reader that keeps to one core, for processes that read side by side."""

    _threads = 1


def read(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    published: date | str | None = None,
) -> Record:
    """The record of a text. Without `published`, weekdays and the like stay unresolved."""
    report = Report.of(text, title=title, publisher=publisher, url=url, published=published)
    return _default_reader().read(report)


@cache
def versions() -> dict[str, str]:
    """The versions of code, weights, ontology and registry that make a record what it is."""
    from memcon import __version__

    return {
        "memcon": __version__,
        "weights": weights_version(),
        "ontology": ONTOLOGY_VERSION,
        "registry": REGISTRY_VERSION,
    }


@cache
def _default_reader() -> Reader:
    return Reader()


_worker: Reader | None = None


def _start(registry: str | Path | None) -> None:
    global _worker
    _worker = OneCoreReader(registry=registry)


def _read(report: Report) -> Record:
    assert _worker is not None
    return _worker.read(report)
