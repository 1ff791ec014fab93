"""The ledger: records in, happenings with their standing out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, FromClause, func, select

from memcon.errors import UsageError
from memcon.ledger import (
    adding,
    correcting,
    gold,
    latest,
    people,
    queries,
    rows,
    schema,
    searching,
    sql,
    teaching,
)
from memcon.ledger.decisions import Decision, Kind
from memcon.ledger.happening import Happening
from memcon.ledger.latest import Arrival, Change, ReportHead
from memcon.ledger.opening import hurry, ledger_url, looking, open_engine, shown, writing
from memcon.ledger.people import LedgerActor
from memcon.ledger.queries import Wanted
from memcon.ledger.searching import FoundStatement, WantedStatements
from memcon.ledger.standing import STANDINGS
from memcon.ledger.telling import load_decisions
from memcon.ledger.version import VersionSeen
from memcon.record import EVENT_TYPES, Record, day_of

if TYPE_CHECKING:
    import pyarrow as pa

Day = date | str | None


def open_ledger(where: str | Path | None = None, *, create: bool = True) -> Ledger:
    """The ledger at a file or a URL (sqlite:///…, postgresql://…), made if there is none.

    Without one: what MEMCON_LEDGER says, else memcon.db in this folder. With `create=False` a
    missing one is an error. Raises LedgerError if it cannot be opened, UsageError if the address
    is none.
    """
    return Ledger(where, create=create)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in a ledger, in numbers."""

    where: str
    reports: int
    readings: int
    actors: int
    statements: int
    events: int
    happenings: int
    decisions: int


class Ledger:
    """A ledger that is open; close it, or use it in a with statement."""

    def __init__(self, where: str | Path | None = None, *, create: bool = True) -> None:
        self._engine = open_engine(ledger_url(where), create=create)
        self._version = VersionSeen(self._engine)

    @property
    def where(self) -> str:
        """Its file or its URL, without a password."""
        return shown(self._engine.url)

    @property
    def engine(self) -> Engine:
        """The database, for what keeps tables of its own beside the ledger's."""
        return self._engine

    def version(self) -> int | str:
        """A value that is another one as soon as anybody has changed the ledger."""
        return self._version()

    def close(self) -> None:
        self._version.close()
        self._engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, record: Record) -> str:
        """Add a record and give its report's id; when this returns, it is there for good.

        The same report read by the same versions twice is there once.
        """
        with writing(self._engine) as connection:
            adding.add(connection, record)
        return record.report.id

    def add_all(self, records: Iterable[Record]) -> list[str]:
        """Add several records whole or not at all; much faster than one by one."""
        ids: list[str] = []

        def noted() -> Iterator[Record]:
            for record in records:
                ids.append(record.report.id)
                yield record

        with writing(self._engine) as connection:
            adding.add_all(connection, noted())
        return ids

    def has(self, report: str, versions: dict[str, str]) -> bool:
        """Whether a report has been read by just these versions."""
        with looking(self._engine) as connection:
            readings = rows.readings_of(connection, [report])
        return any(
            all(reading[name] == versions[name] for name in versions) for reading in readings
        )

    def happenings(
        self,
        participants: Sequence[str] = (),
        *,
        event: str | Sequence[str] = (),
        since: Day = None,
        until: Day = None,
        standing: str | Sequence[str] = (),
        min_confidence: float = 0.0,
        struck: bool = False,
        newest: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Happening]:
        """The happenings in which all these take part, in the order of their days.

        A participant is a name, or an actor's id in the ledger. `struck`: those too that a reviewer
        found wrong. `newest`: the latest day first. Raises UsageError for a type, standing or
        day that is none.
        """
        wanted = _wanted(
            participants,
            event,
            since,
            until,
            standing,
            min_confidence,
            struck,
            newest,
            limit,
            offset,
        )
        with looking(self._engine) as connection:
            return list(queries.happenings(connection, wanted))

    def count(
        self,
        participants: Sequence[str] = (),
        *,
        event: str | Sequence[str] = (),
        since: Day = None,
        until: Day = None,
        standing: str | Sequence[str] = (),
        min_confidence: float = 0.0,
        struck: bool = False,
        most: int | None = None,
    ) -> int:
        """How many happenings `happenings` would give; counted up to `most`, which is soon done."""
        wanted = _wanted(
            participants, event, since, until, standing, min_confidence, struck, False, None, 0
        )
        with looking(self._engine) as connection:
            return queries.count_happenings(connection, wanted, most)

    def happenings_of(self, ids: Sequence[str]) -> list[Happening]:
        """The happenings of these names that there are, in the order of the names given."""
        with looking(self._engine) as connection:
            return queries.happenings_of(connection, ids)

    def happening(self, id_: str) -> Happening | None:
        """The happening of that name, or the one that an event of that name belongs to now."""
        with looking(self._engine) as connection:
            return queries.happening(connection, id_)

    def statements(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        stance: str | Sequence[str] = (),
        since: Day = None,
        until: Day = None,
        text: str | None = None,
        newest: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[FoundStatement]:
        """Who said what: by whom, about whom, with which stance, in which words."""
        wanted = WantedStatements(
            by=by,
            about=about,
            stance=_several(stance),
            since=_day(since),
            until=_day(until),
            text=text,
            newest=newest,
            limit=limit,
            offset=offset,
        )
        with looking(self._engine) as connection:
            return list(searching.statements(connection, wanted))

    def actors(self, name: str | None = None, *, limit: int | None = None) -> list[LedgerActor]:
        """The actors of that name with offices and dealings; or all, the most reported first."""
        with looking(self._engine) as connection:
            return list(people.actors(connection, name, limit=limit))

    def lessons(self, *, least: int = 2) -> list[dict[str, Any]]:
        """What so many reports at least agree on, as lines of a file for `--registry`."""
        with looking(self._engine) as connection:
            return list(teaching.lessons(connection, least))

    def arrivals(self, *, before: int | None = None, limit: int = 50) -> list[Arrival]:
        """The reports that came in last, the last first; those before one of an earlier answer."""
        with looking(self._engine) as connection:
            return latest.arrivals(connection, before, limit)

    def changes(self, arrivals: Sequence[Arrival]) -> list[Change]:
        """What reports that came in last told of, and how that stood before they came."""
        with looking(self._engine) as connection:
            return latest.changes(connection, arrivals)

    def undecided(
        self, *, sure_below: float, before: int | None = None, limit: int = 50
    ) -> tuple[list[Happening], int | None]:
        """Happenings for a reviewer: disputed, or less sure than that, and without a decision.

        Those told of last come first; with them comes what `before` goes on from, None at the end.
        """
        with looking(self._engine) as connection:
            return latest.undecided(connection, sure_below, before, limit)

    def reports(self, ids: Sequence[str]) -> dict[str, ReportHead]:
        """What reports are called, by their ids."""
        with looking(self._engine) as connection:
            return latest.reports(connection, ids)

    def homes(self, report: str) -> dict[str, tuple[str, str, bool]]:
        """Of each event of a report by its id: happening, standing, and whether it was struck."""
        with looking(self._engine) as connection:
            return latest.homes(connection, report)

    def hurry(self, seconds: float) -> None:
        """From now on nothing may take the database longer: a LedgerError says so."""
        hurry(self._engine, seconds)

    def record(self, report: str) -> Record | None:
        """The newest record of a report."""
        return next(iter(list(self.records([report]))), None)

    def records(self, reports: Iterable[str] | None = None) -> Iterator[Record]:
        """The newest records, all or those of some reports, in the order of the reports' ids."""
        report, reading = schema.report, schema.reading
        query = (
            select(report, reading.c.document)
            .join(reading, (reading.c.report == report.c.id) & reading.c.current)
            .order_by(report.c.id)
        )
        if reports is not None:
            query = query.where(report.c.id.in_(sorted(set(reports))))
        streamed = query.execution_options(yield_per=100)
        with looking(self._engine) as connection, connection.execute(streamed) as found:
            for row in found.mappings():
                yield rows.to_record(row, row["document"])

    def standings(self) -> Iterator[tuple[str, str, str, str, int, bool]]:
        """Of each event: report, event, happening, standing, origins, and whether it was struck.

        In the order of the reports' ids, as `records` has it.
        """
        event, happening = schema.event, schema.happening
        columns = (happening.c.id, happening.c.standing, happening.c.origins, happening.c.struck)
        query = (
            select(event.c.report, event.c.id, *columns)
            .join(happening, happening.c.id == event.c.happening)
            .order_by(event.c.report, event.c.pk)
        )
        streamed = query.execution_options(yield_per=1000)
        with looking(self._engine) as connection, connection.execute(streamed) as found:
            for row in found:
                report, id_, name, standing, origins, struck = row
                yield report, id_, name, standing, origins, struck

    def correct(
        self,
        kind: Kind,
        *targets: str,
        by: str,
        reason: str,
        field: str | None = None,
        value: object = None,
        leaving: Sequence[str] = (),
    ) -> Decision:
        """Take a reviewer's decision about happenings: wrong, confirm, merge, split or set.

        Raises UsageError where something is named that is not there.
        """
        with writing(self._engine) as connection:
            return correcting.decide(
                connection,
                kind,
                targets,
                by=by,
                reason=reason,
                field=field,
                value=value,
                leaving=leaving,
            )

    def undo(self, number: int, *, by: str, reason: str) -> Decision:
        """Take back a decision, which is another decision."""
        with writing(self._engine) as connection:
            return correcting.undo(connection, number, by=by, reason=reason)

    def decisions(self, *, last: int | None = None) -> list[Decision]:
        """All decisions ever taken, or the last ones, the first first."""
        with looking(self._engine) as connection:
            query = select(schema.decision.c.id).order_by(schema.decision.c.id.desc()).limit(last)
            numbers = connection.execute(query).scalars().all()
            return load_decisions(connection, numbers)

    def gold(self) -> dict[str, dict[str, Any]]:
        """The reports that decisions are about, as gold to score against, by the reports' ids."""
        with looking(self._engine) as connection:
            return dict(gold.gold(connection))

    def sql(self, query: str) -> Iterator[Sequence[Any]]:
        """The names of a query's columns, then its rows; the database lets it only read."""
        return sql.query(self._engine, query)

    def to_arrow(self, view: str) -> pa.Table:
        """One of the documented views ("events", "happenings", …) as an Arrow table."""
        import pyarrow as pa

        if view not in schema.VIEWS:
            raise UsageError(f"{view}: no view of the ledger; there are {', '.join(schema.VIEWS)}")
        found = iter(self.sql(f"SELECT * FROM {view}"))  # noqa: S608 - one of ours, see above
        names = next(found)
        columns = list(zip(*found, strict=True)) or [()] * len(names)
        return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})

    def summary(self) -> Summary:
        """What is in the ledger, in numbers."""
        with looking(self._engine) as connection:

            def count(table: FromClause) -> int:
                return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

            entries = select(func.count(schema.form.c.entry.distinct())).where(
                schema.form.c.kind != "unnamed"
            )
            return Summary(
                self.where,
                count(schema.report),
                count(schema.reading),
                int(connection.execute(entries).scalar_one()),
                count(schema.statement),
                count(schema.event),
                count(schema.happening),
                count(schema.decision),
            )


def _wanted(
    participants: Sequence[str],
    event: str | Sequence[str],
    since: Day,
    until: Day,
    standing: str | Sequence[str],
    min_confidence: float,
    struck: bool,
    newest: bool,
    limit: int | None,
    offset: int,
) -> Wanted:
    return Wanted(
        participants=_several(participants),
        event=_of(_several(event), EVENT_TYPES, "event type"),
        since=_day(since),
        until=_day(until),
        standing=_of(_several(standing), STANDINGS, "standing"),
        min_confidence=min_confidence,
        struck=struck,
        newest=newest,
        limit=limit,
        offset=offset,
    )


def _several(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _of(given: tuple[str, ...], known: Sequence[str], what: str) -> tuple[str, ...]:
    for one in given:
        if one not in known:
            raise UsageError(f"{one}: no {what}; there are {', '.join(known)}")
    return given


def _day(given: Day) -> date | None:
    if given is None:
        return None
    try:
        return day_of(given)
    except ValueError as error:
        raise UsageError(str(error)) from None
