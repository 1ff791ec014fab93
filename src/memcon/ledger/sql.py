"""Read-only SQL over the ledger's views, kept so by the database and not by looking at the text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NoReturn

from sqlalchemy import URL, Engine

from memcon.errors import LedgerError, UsageError
from memcon.ledger.opening import faults, shown

if TYPE_CHECKING:
    import psycopg

_AT_ONCE: Final = 1000
_SECONDS: Final = 60.0
"""After so long a query is stopped; the time that its reader takes is not counted."""

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

# Reading only does not keep PostgreSQL from what no transaction holds: ending others' connections,
# writing files, changing settings. The functions that do such things are all among those that it
# calls volatile; these of them do no harm.
_HARMLESS: Final = [
    "clock_timestamp", "gen_random_uuid", "random", "timeofday", "pg_database_size",
    "pg_indexes_size", "pg_relation_size", "pg_table_size", "pg_total_relation_size",
]  # fmt: skip

# PostgreSQL itself says which functions a query calls: by the parse of a view that is never kept.
_AS_VIEW: Final = "CREATE TEMPORARY VIEW memcon_query AS SELECT 1 FROM (\n{}\n) AS query"
_CALLED: Final = """
    SELECT DISTINCT proname
    FROM pg_rewrite,
         regexp_matches(ev_action::text, ':(?:func|opfunc|aggfno|winfno)id (\\d+)', 'g') AS called
         JOIN pg_proc ON pg_proc.oid = called[1]::oid
    WHERE ev_class = 'pg_temp.memcon_query'::regclass
      AND provolatile = 'v' AND proname <> ALL(%s)
    ORDER BY proname"""


def query(engine: Engine, sql: str) -> Iterator[Sequence[Any]]:
    """The names of a query's columns, then its rows.

    Raises UsageError for what is no query, or wants to write; LedgerError if it takes too long.
    """
    if "\0" in sql:
        raise UsageError("the query cannot be run: it has a NUL character in it")
    sql = sql.rstrip().rstrip(";")
    if engine.dialect.name == "postgresql":
        yield from _postgresql(engine, sql)
    else:
        yield from _sqlite(engine.url, sql)


def _sqlite(url: URL, sql: str) -> Iterator[Sequence[Any]]:
    path = str(url.database)
    uri = f"{Path(path).absolute().as_uri()}?mode=ro"
    with faults(url):
        connection = sqlite3.connect(uri, uri=True)
    patience = _Patience()
    try:
        connection.execute("PRAGMA query_only = ON").close()
        # The index of words is opened by what would be refused below.
        connection.execute("SELECT rowid FROM statement_text LIMIT 0").close()
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(patience.is_over, 100_000)
        with patience:
            cursor = connection.execute(sql)
        if cursor.description is None:
            raise UsageError("that is no query: it has no columns")
        yield [column[0] for column in cursor.description]
        yield from _fetched(cursor, patience, url)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            _give_up(url)
        raise UsageError(f"the query cannot be run: {error}") from None
    except (sqlite3.DatabaseError, sqlite3.ProgrammingError, sqlite3.Warning, ValueError) as error:
        raise UsageError(f"the query cannot be run: {error}; only reading is allowed") from None
    finally:
        connection.close()


def _postgresql(engine: Engine, sql: str) -> Iterator[Sequence[Any]]:
    import psycopg

    with faults(engine.url), engine.connect() as opened:
        connection: psycopg.Connection[Any] = opened.connection.driver_connection  # type: ignore[assignment]
        # Whatever comes, the connection is not used again, and nothing of it is ever committed.
        opened.detach()
        try:
            _check_calls(connection, sql)
            yield from _selected(connection, sql, engine.url)
        except psycopg.errors.QueryCanceled:
            _give_up(engine.url)
        except (psycopg.Error, UnicodeError) as error:
            if connection.broken:
                raise LedgerError(f"{shown(engine.url)}: the connection broke ({error})") from None
            said = " ".join(str(error).split())
            raise UsageError(f"the query cannot be run: {said}; only reading is allowed") from None


def _check_calls(connection: psycopg.Connection[Any], sql: str) -> None:
    from psycopg.sql import SQL

    connection.read_only = False
    with connection.cursor() as cursor:
        # Binary, since it is then sent as what may be one statement only.
        cursor.execute(SQL(_AS_VIEW.format(sql.replace("{", "{{").replace("}", "}}"))), binary=True)
        cursor.execute(_CALLED, [_HARMLESS])
        called = [name for (name,) in cursor]
    connection.rollback()
    if called:
        raise UsageError(f"the query cannot be run: {', '.join(called)} may do more than read")


def _selected(connection: psycopg.Connection[Any], sql: str, url: URL) -> Iterator[Sequence[Any]]:
    from psycopg.sql import SQL

    patience = _Patience()
    connection.read_only = True
    with connection.cursor() as settings:
        settings.execute(SQL("SET LOCAL statement_timeout = {}").format(int(_SECONDS * 1000)))
        # The transaction has begun with this, so that it can no more be made to write.
        settings.execute("SELECT 1")
    # A cursor takes one query and nothing else: the server refuses all other statements.
    with connection.cursor(name="memcon_sql") as cursor:
        with patience:
            cursor.execute(SQL(sql))
        assert cursor.description is not None
        yield [column.name for column in cursor.description]
        yield from _fetched(cursor, patience, url)


def _fetched(
    cursor: sqlite3.Cursor | psycopg.ServerCursor[Any], patience: _Patience, url: URL
) -> Iterator[Sequence[Any]]:
    while not patience.is_over():
        with patience:
            rows = cursor.fetchmany(_AT_ONCE)
        if not rows:
            return
        yield from rows
    _give_up(url)


def _authorize(action: int, first: str | None, name: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":
        return sqlite3.SQLITE_OK  # full-text search looks at it
    if action in _READING and name != "load_extension":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _give_up(url: URL) -> NoReturn:
    raise LedgerError(f"{shown(url)}: the query took more than {_SECONDS:g} s; narrow it") from None


class _Patience:
    """How much longer the database may take; runs while it is entered."""

    def __init__(self) -> None:
        self._left = _SECONDS
        self._since: float | None = None

    def __enter__(self) -> None:
        self._since = monotonic()

    def __exit__(self, *_: object) -> None:
        assert self._since is not None
        self._left -= monotonic() - self._since
        self._since = None

    def is_over(self) -> bool:
        running = monotonic() - self._since if self._since is not None else 0
        return running > self._left
