"""Watching: round after round of every source, and what is new of it into the ledger."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final
from urllib.parse import urlsplit

from memcon.errors import SourceError
from memcon.ledger import Ledger
from memcon.record import Record, Report
from memcon.watch import entries, folders, pages
from memcon.watch.apart import Call, DiedError, here
from memcon.watch.config import Feed, Folder, Network, Watched
from memcon.watch.durations import in_words
from memcon.watch.entries import Contents, Entry
from memcon.watch.fetching import Answer, Fetcher, FetchError, Gate
from memcon.watch.folders import Found
from memcon.watch.jobs import Job, Jobs
from memcon.watch.memory import Memory, Source, State, Waiting
from memcon.watch.robots import Robots
from memcon.watch.schedule import LONGEST, wait

TRIES: Final = 3
"""How often a page is tried before the feed's own words on it have to do; how often a file is."""
MOST_TRIES: Final = 100
"""After how many tries an entry is given up that has no words of its own."""
_JOB_LIMIT_S: Final = 180.0
_LONGEST_STEP_S: Final = 60.0

Read = Callable[[Report], Record | None]
"""Reads a report; None where it cannot be, which it tells by itself."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far: the reports that it added, and what it could not do."""

    reports: list[str] = field(default_factory=list)
    problems: int = 0


@dataclass(slots=True)
class _FileTold:
    """What was wrong with a file so far, and whether another try may go better."""

    problem: str | None = None
    may_pass: bool = False


class Watcher:
    """Watches feeds and folders; only one thread of it touches the ledger.

    `read` makes records, `has` says of which reports the ledger has one by the same versions,
    `tell` gets a line for what goes wrong, `note` one for what goes on. `call` calls what reads
    documents of the web; an Apart keeps the harm of bad ones from the rest.
    """

    def __init__(
        self,
        ledger: Ledger,
        watched: Watched,
        read: Read,
        *,
        has: Callable[[str], bool] = lambda _: False,
        tell: Callable[[str], None] = lambda _: None,
        note: Callable[[str], None] = lambda _: None,
        call: Call = here,
    ) -> None:
        self._memory, self._watched = Memory(ledger), watched
        self._read, self._has, self._tell, self._note = read, has, tell, note
        self._call = call
        public = watched.network.model_copy(update={"private_hosts": frozenset()})
        # What a feed of the public web links to does not reach the private hosts, either.
        self._inside = _Web(watched.network, watched)
        self._outside = _Web(public, watched)
        self._jobs = Jobs(self._pause, _JOB_LIMIT_S)
        self._stop = Event()
        self._states: dict[str, State] = {}
        self._once = False
        # Sources of which a round is going on; entries that are being fetched, or are about to be.
        self._open: set[str] = set()
        self._queued: set[tuple[str, str]] = set()
        # What was told of a source last, so as not to tell it every round.
        self._told: dict[str, str] = {}
        self.tally = Tally()

    def stop(self) -> None:
        """Come to an end soon, with nothing left half done; may be called by a signal's handler."""
        self._stop.set()
        self._jobs.wake()

    def run(self, *, once: bool = False) -> None:
        """Watch until stopped, or for one round of every source."""
        self._once = once
        self._memory.know(self._watched.sources)
        self._states = self._memory.states()
        for source in self._watched.sources:
            if once:
                self._begin_once(source)
            elif isinstance(source, Feed):
                self._fetch_waiting(source)  # what an earlier run did not come to
        while not self._stop.is_set() and not (once and self._jobs.idle):
            self._jobs.step(_LONGEST_STEP_S if once else self._begin_due())

    def _begin_once(self, source: Source) -> None:
        """Begin a source's only round, unless its server asked to be left alone for longer."""
        held = self._states[source.id].held
        if held is None or held <= _now():
            self._begin(source)
        else:
            until = f"{held:%Y-%m-%d %H:%M} UTC"
            self._problem(f"{source.address}: its server asks to be left alone until {until}")

    def _begin_due(self) -> float:
        """Begin the rounds that are due; gives the seconds until the next one is."""
        now, soonest = _now(), _LONGEST_STEP_S
        for source in self._watched.sources:
            if source.id in self._open:
                continue
            due = self._states[source.id].due
            left = 0.0 if due is None else (due - now).total_seconds()
            # A clock that was set back does not stop the rounds.
            if left <= 0 or left > 2 * _longest(source):
                self._begin(source)
            else:
                soonest = min(soonest, left)
        return soonest

    def _begin(self, source: Source) -> None:
        self._open.add(source.id)
        if isinstance(source, Feed):
            self._poll(source)
        else:
            self._look(source)

    # A feed's round: its document, then the page of each entry that waits.

    def _poll(self, feed: Feed) -> None:
        state = self._states[feed.id]
        work = partial(self._fetched, feed, state.etag, state.modified)
        done = partial(self._polled, feed)
        dropped = partial(self._held_off, feed)
        self._jobs.put(Job(_host(feed.url), work, done, rank=state.failures, dropped=dropped))

    def _fetched(
        self, feed: Feed, etag: str | None, modified: str | None
    ) -> tuple[Answer, Contents | None]:
        fetcher, gate = self._fetcher(feed), self._gate(feed)
        answer = fetcher.get(feed.url, etag=etag, modified=modified, gate=gate)
        if answer.data is None:
            return answer, None
        return answer, self._call(entries.parse, answer.data, feed.url, answer.charset)

    def _polled(self, feed: Feed, outcome: tuple[Answer, Contents | None] | Exception) -> None:
        if isinstance(outcome, Exception):
            self._failed(feed, outcome)
        else:
            answer, contents = outcome
            span = wait(feed.every, feed.id)
            etag, modified = answer.etag, answer.modified
            self._memory.looked(feed.id, _now(), span, contents, etag=etag, modified=modified)
            self._close(feed)
            self._told.pop(feed.id, None)
        self._fetch_waiting(feed)

    def _fetch_waiting(self, feed: Feed) -> None:
        waiting = self._memory.waiting(feed.id)
        new = [one for one in waiting if (feed.id, one.entry.name) not in self._queued]
        if new:
            self._note(f"{feed.address}: {len(new)} to fetch")
        for one in new:
            self._queued.add((feed.id, one.entry.name))
            self._jobs.put(self._page_job(feed, one))

    def _page_job(self, feed: Feed, one: Waiting) -> Job:
        entry, title, last = one.entry, self._states[feed.id].title, one.tries + 1 >= TRIES
        work = partial(
            pages.report_of,
            entry,
            feed,
            title,
            self._fetcher(feed),
            self._gate(feed),
            last=last,
            call=self._call,
        )
        return Job(
            _host(entry.link if feed.full_text and entry.link else feed.url),
            work,
            partial(self._had, feed, one),
            rank=1 + one.tries,
            wanted=partial(self._is_wanted, feed, entry),
            dropped=partial(self._queued.discard, (feed.id, entry.name)),
        )

    def _is_wanted(self, feed: Feed, entry: Entry) -> bool:
        if not self._stop.is_set() and not self._memory.is_settled(feed.id, entry):
            return True
        self._queued.discard((feed.id, entry.name))
        return False

    def _had(self, feed: Feed, one: Waiting, outcome: Report | Exception) -> None:
        entry = one.entry
        self._queued.discard((feed.id, entry.name))
        if self._stop.is_set():
            return  # it is still written down as waiting
        if isinstance(outcome, Report):
            self._add(feed, one, outcome)
            return
        problem = _problem(entry.link or feed.url, outcome)
        self._hold(entry.link or feed.url, outcome)
        self._missed(feed, one, problem, MOST_TRIES if _may_pass(outcome) else 1)
        self._problem(problem)

    def _add(self, feed: Feed, one: Waiting, report: Report) -> None:
        record = self._read(report)
        if record is None:
            self.tally.problems += 1
            self._missed(feed, one, "could not be read", TRIES)
        elif self._memory.add(feed.id, one.entry, record):
            self._added(feed, report)

    def _missed(self, feed: Feed, one: Waiting, problem: str, most: int) -> None:
        """Leave an entry for another round, until it has been tried so often."""
        if one.tries + 1 < most:
            self._memory.tried(feed.id, one.entry, problem)
        else:
            self._memory.give_up(feed.id, one.entry, problem)

    # A folder's round: a look at its files, then the reports of each that is new or changed.

    def _look(self, folder: Folder) -> None:
        marks = self._memory.marks(folder.id)
        work = partial(folders.look, folder, marks, wait=self._stop.wait)
        self._jobs.put(Job(f"file:{folder.path}", work, partial(self._looked, folder)))

    def _looked(self, folder: Folder, outcome: list[Found] | Exception) -> None:
        if self._stop.is_set():
            return
        if isinstance(outcome, Exception):
            self._failed(folder, outcome)
            return
        self._memory.looked(folder.id, _now(), wait(folder.every, folder.id))
        self._told.pop(folder.id, None)
        self._read_files(folder, iter(outcome))

    def _read_files(self, folder: Folder, files: Iterator[Found]) -> None:
        file = next(files, None)
        if file is None:
            self._close(folder)
            return
        coming = folders.batches(folder, file.path)
        self._next_batch(folder, file, coming, files, _FileTold())

    def _next_batch(
        self,
        folder: Folder,
        file: Found,
        coming: Iterator[list[Report | SourceError]],
        files: Iterator[Found],
        told: _FileTold,
    ) -> None:
        done = partial(self._batch, folder, file, coming, files, told)
        self._jobs.put(Job(f"file:{folder.path}", lambda: next(coming, []), done))

    def _batch(
        self,
        folder: Folder,
        file: Found,
        coming: Iterator[list[Report | SourceError]],
        files: Iterator[Found],
        told: _FileTold,
        outcome: list[Report | SourceError] | Exception,
    ) -> None:
        items = [outcome] if isinstance(outcome, Exception) else outcome
        for item in items:
            if self._stop.is_set():
                return  # the file is read again, and what of it is there already is left out
            self._item(folder, file.path, item, told)
        if items and not isinstance(outcome, Exception):
            self._next_batch(folder, file, coming, files, told)
            return
        tries = TRIES if told.may_pass else 1
        self._memory.read_file(folder.id, file, _now(), told.problem, tries)
        self._read_files(folder, files)

    def _item(self, folder: Folder, path: Path, item: Report | Exception, told: _FileTold) -> None:
        """Add a report of a file's, or write down what is wrong with it."""
        if isinstance(item, Exception):
            told.problem = _problem(str(path), item)
            told.may_pass |= _may_pass(item)
            self._problem(told.problem)
        elif not self._has(item.id):
            record = self._read(item)
            if record is None:
                self.tally.problems += 1
                told.problem, told.may_pass = "a report of it could not be read", True
            elif self._memory.add_of_file(folder.id, record):
                self._added(folder, item)

    # What both have in common.

    def _failed(self, source: Source, error: Exception) -> None:
        state = self._states[source.id]
        problem = _problem(source.address, error)
        after = self._hold(source.address, error) if isinstance(source, Feed) else None
        span = wait(source.every, source.id, state.failures + 1, after)
        self._memory.failed(source.id, _now(), span, problem, held=after is not None)
        self._problem(problem, again=problem != self._told.get(source.id))
        self._told[source.id] = problem
        self._close(source)

    def _held_off(self, feed: Feed) -> None:
        self._failed(feed, FetchError(feed.url, "its host asks to be left alone", passing=True))

    def _close(self, source: Source) -> None:
        """A round is over, and how the source stands now is known."""
        self._states = self._memory.states()
        self._open.discard(source.id)
        due = self._states[source.id].due
        assert due is not None
        self._note(f"{source.address}: looked at; again in {in_words(due - _now())}")

    def _added(self, source: Source, report: Report) -> None:
        self.tally.reports.append(report.id)
        self._note(f"{source.address}: {report.title or report.url or report.id}")

    def _problem(self, line: str, *, again: bool = True) -> None:
        self.tally.problems += 1
        if again:
            self._tell(line)

    def _hold(self, url: str, error: Exception) -> float | None:
        """Leave a host alone that asks for it; gives for how many seconds it does."""
        after = error.retry_after if isinstance(error, FetchError) else None
        if after is not None:
            self._jobs.hold(_host(url), min(after, LONGEST.total_seconds()))
            if self._once:  # which is not to last until then
                self._jobs.drop(_host(url))
        return after

    def _pause(self, host: str) -> float:
        if host.startswith("file:"):
            return 0.0
        asked = max(self._inside.robots.pause(host), self._outside.robots.pause(host))
        return max(self._watched.network.pause.total_seconds(), asked)

    def _fetcher(self, feed: Feed) -> Fetcher:
        return self._web(feed).fetcher

    def _gate(self, feed: Feed) -> Gate | None:
        return self._web(feed).robots.check if feed.robots else None

    def _web(self, feed: Feed) -> _Web:
        return self._inside if self._watched.network.is_private(feed.url) else self._outside


class _Web:
    """As much of the web as may be reached from somewhere."""

    def __init__(self, network: Network, watched: Watched) -> None:
        self.fetcher = Fetcher(network, _ports(watched))
        self.robots = Robots(self.fetcher)


def _may_pass(error: Exception) -> bool:
    """Whether another try may go well: not where what was read is itself at fault."""
    return bool(getattr(error, "passing", not isinstance(error, SourceError)))


def _problem(name: str, error: Exception) -> str:
    """One line on what went wrong."""
    if isinstance(error, SourceError):
        return str(error)
    if isinstance(error, TimeoutError | DiedError):
        return f"{name}: {error}"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{name}: {what}; this is memcon's fault: please report it"


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def _ports(watched: Watched) -> frozenset[int]:
    """The ports of the feeds' own addresses, which the user has named."""
    ports = (urlsplit(feed.url).port for feed in watched.feeds)
    return frozenset(port for port in ports if port is not None)


def _longest(source: Source) -> float:
    """The seconds of the longest wait there is for a source."""
    return max(source.every, LONGEST).total_seconds()


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)
