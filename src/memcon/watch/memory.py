"""What is remembered of what is watched, in the ledger's own database.

An entry is written down, to be fetched, together with the state by which its feed's server tells
that nothing has changed; and it is struck off together with adding its report. So whatever stops
the program, between any two of its steps, no entry is lost and none is read twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, func, insert, select, update

from memcon.ledger import Ledger, adding
from memcon.ledger.opening import looking, writing
from memcon.ledger.schema import seen, watched
from memcon.record import Record
from memcon.watch.config import Feed, Folder
from memcon.watch.entries import Contents, Entry
from memcon.watch.folders import Found

Source = Feed | Folder


@dataclass(frozen=True, slots=True)
class State:
    """How a source stands: what its last round gave, and when it is looked at next."""

    id: str
    address: str
    name: str | None
    title: str | None
    etag: str | None
    modified: str | None
    looked: datetime | None
    due: datetime | None
    held: datetime | None
    failures: int
    problem: str | None
    added: int
    total: int
    # Entries whose pages are yet to be fetched.
    waiting: int

    def to_dict(self) -> dict[str, object]:
        """The state as it is shown: without what is only between us and the feed's server."""
        return {k: v for k, v in asdict(self).items() if k not in ("id", "etag", "modified")}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose report is yet to be fetched, and how often that has been tried."""

    entry: Entry
    tries: int


class Memory:
    """Remembers; every method that changes something is one transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._engine = ledger.engine

    def know(self, sources: Iterable[Source]) -> None:
        """Take these sources up, if they are not known yet, and their names as they are now."""
        with writing(self._engine) as connection:
            known = set(connection.execute(select(watched.c.id)).scalars())
            for source in sources:
                if source.id in known:
                    _update(connection, source.id, name=source.name)
                    continue
                connection.execute(
                    insert(watched).values(
                        id=source.id,
                        address=source.address,
                        name=source.name,
                        failures=0,
                        added=0,
                        total=0,
                    )
                )

    def states(self) -> dict[str, State]:
        """How all sources that were ever watched stand, by their ids."""
        waiting = (
            select(func.count())
            .where(seen.c.source == watched.c.id, seen.c.waiting.is_not(None))
            .scalar_subquery()
        )
        query = select(watched, waiting.label("waiting")).order_by(watched.c.address)
        with looking(self._engine) as connection:
            rows = connection.execute(query).mappings().all()
        return {row["id"]: State(**row) for row in rows}

    def looked(
        self,
        source: str,
        now: datetime,
        wait: timedelta,
        contents: Contents | None = None,
        *,
        etag: str | None = None,
        modified: str | None = None,
    ) -> None:
        """Write down a round: its new entries, and the state by which the server knows the feed.

        Without `contents` nothing has changed, and the state is kept.
        """
        values: dict[str, object] = {"looked": now, "due": now + wait, "failures": 0}
        if contents is not None:
            values |= {"title": contents.title, "etag": etag, "modified": modified}
        with writing(self._engine) as connection:
            _note(connection, source, contents.entries if contents is not None else (), now)
            _update(connection, source, added=0, held=None, problem=None, **values)

    def failed(
        self, source: str, now: datetime, wait: timedelta, problem: str, *, held: bool
    ) -> None:
        """Write down that a source could not be looked at."""
        due = now + wait
        with writing(self._engine) as connection:
            _update(
                connection,
                source,
                looked=now,
                due=due,
                held=due if held else None,
                failures=watched.c.failures + 1,
                problem=problem,
                added=0,
            )

    def waiting(self, source: str) -> list[Waiting]:
        """The entries of a feed whose reports are yet to be fetched, the first seen first."""
        query = (
            select(seen.c.waiting, seen.c.tries)
            .where(seen.c.source == source, seen.c.waiting.is_not(None))
            .order_by(seen.c.seen, seen.c.item)
        )
        with looking(self._engine) as connection:
            rows = connection.execute(query).all()
        return [Waiting(Entry.from_json(row.waiting), row.tries) for row in rows]

    def is_settled(self, source: str, entry: Entry) -> bool:
        """Whether an entry need not be fetched: it is struck off, or another brought its page."""
        with writing(self._engine) as connection:
            return _is_settled(connection, source, entry)

    def add(self, source: str, entry: Entry, record: Record) -> bool:
        """Add an entry's record and strike the entry off; whether that was news to the ledger."""
        with writing(self._engine) as connection:
            if _is_settled(connection, source, entry):
                return False
            new = _add(connection, source, record)
            _settle(connection, source, entry.name, report=record.report.id)
            return new

    def give_up(self, source: str, entry: Entry, problem: str) -> None:
        """Strike an entry off of which there is nothing to read."""
        with writing(self._engine) as connection:
            _settle(connection, source, entry.name, problem=problem)

    def tried(self, source: str, entry: Entry, problem: str) -> None:
        """Write down that a page could not be had this time."""
        with writing(self._engine) as connection:
            _update_seen(
                connection,
                source,
                entry.name,
                tries=seen.c.tries + 1,
                problem=problem,
            )

    def marks(self, source: str) -> dict[str, str]:
        """By which marks the files of a folder that were read are known."""
        query = select(seen.c.item, seen.c.mark).where(
            seen.c.source == source, seen.c.mark.is_not(None)
        )
        with looking(self._engine) as connection:
            return {row.item: row.mark for row in connection.execute(query)}

    def add_of_file(self, source: str, record: Record) -> bool:
        """Add a record of a file's; whether that was news to the ledger."""
        with writing(self._engine) as connection:
            return _add(connection, source, record)

    def read_file(
        self, source: str, file: Found, now: datetime, problem: str | None, tries: int = 1
    ) -> None:
        """Write down that a file has been read, for good at the last of so many tries.

        Before that it is left without a mark, so that another round reads it.
        """
        query = select(seen.c.tries).where(seen.c.source == source, seen.c.item == file.name)
        with writing(self._engine) as connection:
            before = connection.execute(query).scalar()
            tried = (before or 0) + 1
            is_last = tried >= tries
            values = {
                "mark": file.marked if is_last else None,
                "seen": now,
                "problem": problem,
                "tries": 0 if is_last else tried,
            }
            if before is None:
                connection.execute(insert(seen).values(source=source, item=file.name, **values))
            else:
                _update_seen(connection, source, file.name, **values)


def _note(connection: Connection, source: str, entries: Iterable[Entry], now: datetime) -> None:
    """Write down the entries that have not been seen before."""
    entries = list(entries)
    if not entries:
        return
    known = _known(connection, source, [entry.name for entry in entries])
    for entry in entries:
        if entry.name in known:
            continue
        connection.execute(
            insert(seen).values(
                source=source,
                item=entry.name,
                page=entry.page,
                seen=now,
                waiting=entry.to_json(),
                tries=0,
            )
        )


def _known(connection: Connection, source: str, names: Collection[str]) -> set[str]:
    query = select(seen.c.item).where(seen.c.source == source)
    if len(names) < 500:  # more than that a database may not take
        query = query.where(seen.c.item.in_(names))
    return set(connection.execute(query).scalars())


def _add(connection: Connection, source: str, record: Record) -> bool:
    new = adding.add(connection, record)
    if new:
        _update(connection, source, added=watched.c.added + 1, total=watched.c.total + 1)
    return new


def _is_settled(connection: Connection, source: str, entry: Entry) -> bool:
    here = (seen.c.source == source, seen.c.item == entry.name, seen.c.waiting.is_not(None))
    if not connection.execute(select(exists().where(*here))).scalar():
        return True
    if entry.page is None:
        return False
    query = select(seen.c.report).where(seen.c.page == entry.page, seen.c.report.is_not(None))
    report = connection.execute(query.limit(1)).scalar()
    if report is not None:
        _settle(connection, source, entry.name, report=report)
    return report is not None


def _settle(connection: Connection, source: str, item: str, **values: object) -> None:
    _update_seen(connection, source, item, **{"waiting": None, "problem": None, **values})


def _update_seen(connection: Connection, source: str, item: str, **values: object) -> int:
    """Change what is remembered of an item; gives how many that were, none or one."""
    here = (seen.c.source == source) & (seen.c.item == item)
    return int(connection.execute(update(seen).where(here).values(**values)).rowcount)


def _update(connection: Connection, source: str, **values: object) -> None:
    connection.execute(update(watched).where(watched.c.id == source).values(**values))


def is_used(ledger: Ledger) -> bool:
    """Whether anything was ever watched into a ledger."""
    with looking(ledger.engine) as connection:
        return connection.execute(select(watched.c.id).limit(1)).first() is not None


def standing(ledger: Ledger, sources: Iterable[Source] | None = None) -> list[State]:
    """How some sources stand, in their order, or all that were ever watched, by address."""
    states = Memory(ledger).states()
    if sources is None:
        return list(states.values())
    return [states.get(source.id) or _never(source) for source in sources]


def _never(source: Source) -> State:
    """The state of a source that has never been looked at."""
    return State(
        source.id,
        source.address,
        source.name,
        None,
        etag=None,
        modified=None,
        looked=None,
        due=None,
        held=None,
        failures=0,
        problem=None,
        added=0,
        total=0,
        waiting=0,
    )
