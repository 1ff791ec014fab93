"""The same news again and again, months apart: to fill a large ledger fast.

What an SQLite ledger holds is copied row by row into another one, of either database, as often as
is asked: each time so many days later, with names of their own for reports, events and happenings.
People stay who they are, and are counted so much more. The times lie further apart than anything is
joined over, so that reading and adding the reports one by one would give the same, but for names.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Engine, Table

from memcon.ledger.schema import NO_DAY, metadata

GAP = 60
"""Days between the last of one time and the first of the next."""
_AT_ONCE = 10_000
_NAME = re.compile(r'"([0-9a-f]{16})"')
_DAY = re.compile(r'"(20\d\d-\d\d-\d\d)"')
_COUNTED = {"form": "uses", "entry": "uses", "dealing": "happenings"}
_PEOPLE = ("form", "form_key", "entry", "dealing")
_TOLD = ("report", "reading", "actor", "statement", "event", "event_key")
_HAPPENED = ("happening", "happening_party", "plan")
_DOCUMENTS = {"document", "fact"}
_NUMBERS = {
    ("reading", "pk"): "reading",
    ("actor", "pk"): "actor",
    ("actor", "reading"): "reading",
    ("statement", "pk"): "statement",
    ("statement", "reading"): "reading",
    ("event", "pk"): "event",
    ("event", "reading"): "reading",
    ("event_key", "event"): "event",
}
_NAMES = {
    ("report", "id"), ("reading", "report"), ("statement", "report"), ("event", "report"),
    ("event", "uid"), ("event", "machine_group"), ("event", "home"), ("event", "happening"),
    ("happening", "id"), ("happening_party", "happening"), ("plan", "plan"), ("plan", "deed"),
    ("form", "id"), ("form", "entry"), ("entry", "id"), ("dealing", "entry"), ("dealing", "other"),
    ("actor", "form"), ("statement", "holder"), ("happening_party", "form"), ("form_key", "form"),
}  # fmt: skip

Row = Sequence[Any]


def fill(source: sqlite3.Connection, target: Engine, times: int) -> None:
    """Fill an empty ledger with what another holds, so many times."""
    with target.connect() as opened:
        connection = opened.execution_options(memcon_writes=True)
        _loosen(connection)
        with connection.begin():
            for turn in range(times):
                _Telling(source, connection, turn, times).tell()
        _settle(connection)


class _Telling:
    def __init__(
        self, source: sqlite3.Connection, target: Connection, turn: int, times: int
    ) -> None:
        self._source, self._target, self._turn, self._times = source, target, turn, times
        # Names that mean somebody beyond one report are the same each time.
        self._lasting = {form for (form,) in source.execute("SELECT form FROM form_key")}
        first, last = source.execute("SELECT min(published), max(published) FROM report").fetchone()
        length = (date.fromisoformat(last) - date.fromisoformat(first)).days + GAP
        self._later = timedelta(days=length * turn)
        self._highest = {
            table: source.execute(f"SELECT max(pk) FROM {table}").fetchone()[0]
            for table in set(_NUMBERS.values())
        }
        self._day = lru_cache(None)(self._shifted)

    def tell(self) -> None:
        for name in (*_PEOPLE, *_TOLD, *_HAPPENED):
            if self._turn == 0 or name != "form_key":
                _insert(self._target, metadata.tables[name], self._rows(metadata.tables[name]))

    def _rows(self, table: Table) -> Iterator[Row]:
        names = [column.name for column in table.columns]
        changes = [self._change(table.name, column.name, column.type) for column in table.columns]
        found = self._source.execute(f"SELECT {', '.join(names)} FROM {table.name}")
        counted = _COUNTED.get(table.name)
        for row in found:
            if counted is not None and self._lasting.issuperset(
                row[: 1 + (table.name == "dealing")]
            ):
                if self._turn == 0:
                    at = names.index(counted)
                    yield (*row[:at], row[at] * self._times, *row[at + 1 :])
            elif self._turn == 0:
                yield row
            else:
                yield [change(value) for change, value in zip(changes, row, strict=True)]

    def _change(self, table: str, column: str, kind: object) -> Callable[[Any], Any]:
        if (table, column) in _NAMES:
            return self._name
        if (table, column) in _NUMBERS:
            more = self._highest[_NUMBERS[table, column]] * self._turn
            return lambda number: number + more
        if isinstance(kind, Date):
            return self._day
        return self._document if column in _DOCUMENTS else lambda value: value

    def _name(self, name: str | None) -> str | None:
        """Another name, that comes at the same place in the order of all."""
        if name is None or name in self._lasting:
            return name
        return f"{name[:12]}{int(name[12:], 16) ^ (self._turn * 257):04x}"

    def _shifted(self, day: str | None) -> str | None:
        if day is None or day == NO_DAY.isoformat():
            return day
        return (date.fromisoformat(day) + self._later).isoformat()

    def _document(self, text: str) -> str:
        renamed = _NAME.sub(lambda found: f'"{self._name(found[1])}"', text)
        return _DAY.sub(lambda found: f'"{self._day(found[1])}"', renamed)


def _insert(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with raw.cursor().copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(table.columns))
        raw.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)


def _loosen(connection: Connection) -> None:
    """Trust the rows: they hold together where they come from."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
        connection.commit()
    else:
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")


def _settle(connection: Connection) -> None:
    """Let the database know what has come; PostgreSQL would come to it by itself, in minutes."""
    if connection.dialect.name == "postgresql":
        for table in ("actor", "statement"):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'pk'), (SELECT max(pk) FROM {table}))"  # noqa: E501
            )
        connection.commit()
        raw: Any = connection.connection.driver_connection
        raw.autocommit = True
        raw.execute("VACUUM ANALYZE")
        raw.autocommit = False
