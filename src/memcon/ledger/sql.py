"""Read-only SQL over the ledger's views, kept so by the database and not by looking at the text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Engine

from memcon.errors import LedgerError, UsageError
from memcon.ledger.opening import faults, shown

_AT_ONCE: Final = 1000
_SECONDS: Final = 60
"""After so long a query is stopped."""

# What a statement may do: read. Everything else SQLite asks about (writing, attaching files,
# loading code, changing settings) is refused before the statement runs.
_READING: Final = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)


def query(engine: Engine, sql: str) -> Iterator[Sequence[Any]]:
    """The names of a query's columns, then its rows.

    Raises UsageError for what is no query, or wants to write; LedgerError if it takes too long.
    """
    if engine.dialect.name == "postgresql":
        yield from _postgresql(engine, sql)
    else:
        yield from _sqlite(engine.url, sql)


def _sqlite(url: URL, sql: str) -> Iterator[Sequence[Any]]:
    path = str(url.database)
    uri = f"{Path(path).absolute().as_uri()}?mode=ro"
    with faults(url):
        connection = sqlite3.connect(uri, uri=True)
    try:
        connection.execute("PRAGMA query_only = ON").close()
        connection.execute("PRAGMA temp_store = MEMORY").close()
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(_Patience(), 100_000)
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise UsageError("that is no query: it has no columns")
        yield [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise LedgerError(f"{path}: the query took more than {_SECONDS} s; narrow it") from None
        raise UsageError(f"the query cannot be run: {error}") from None
    except (sqlite3.DatabaseError, sqlite3.ProgrammingError, sqlite3.Warning, ValueError) as error:
        raise UsageError(f"the query cannot be run: {error}; only reading is allowed") from None
    finally:
        connection.close()


def _postgresql(engine: Engine, sql: str) -> Iterator[Sequence[Any]]:
    import psycopg

    with faults(engine.url):
        raw = engine.raw_connection()
    try:
        connection: psycopg.Connection[Any] = raw.driver_connection  # type: ignore[assignment]
        connection.read_only = True
        with connection.cursor() as settings:
            # The transaction has begun with this, so that it can no more be made to write.
            settings.execute(f"SET LOCAL statement_timeout = {_SECONDS * 1000}")
            settings.execute("SELECT 1")
        # A cursor takes one query and nothing else: the server refuses all other statements.
        with connection.cursor(name="memcon_sql") as cursor:
            cursor.execute(psycopg.sql.SQL(sql), binary=False)
            cursor.itersize = _AT_ONCE
            assert cursor.description is not None
            yield [column.name for column in cursor.description]
            yield from cursor
    except psycopg.errors.QueryCanceled:
        raise LedgerError(
            f"{shown(engine.url)}: the query took more than {_SECONDS} s; narrow it"
        ) from None
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise UsageError(f"the query cannot be run: {said}; only reading is allowed") from None
    finally:
        raw.invalidate()
        raw.close()


def _authorize(action: int, _: str | None, name: str | None, *__: str | None) -> int:
    if action in _READING and name != "load_extension":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


class _Patience:
    """Says after a while that enough is enough."""

    def __init__(self) -> None:
        from time import monotonic

        self._now = monotonic
        self._until = monotonic() + _SECONDS

    def __call__(self) -> int:
        return int(self._now() > self._until)
