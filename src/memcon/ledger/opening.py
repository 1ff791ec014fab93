"""Opening a ledger: where it is, whether it is one, which version of it; its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from memcon.errors import LedgerError, UsageError
from memcon.ledger.schema import HEAD, VIEWS

DEFAULT: Final = "memcon.db"
VARIABLE: Final = "MEMCON_LEDGER"

_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",  # as many services still write it
}
_PATIENCE_MS: Final = 60_000
"""How long a writer waits for another."""
_ANSWERS_IN: Final = 10
"""Seconds in which a server has to answer that is there."""
_SHARED: Final = ("cache_size = -16384", "mmap_size = 0")
"""What one of many connections keeps of an SQLite file; the system keeps the rest for all."""
_MAGIC: Final = b"SQLite format 3\x00"
_LOCK: Final = 0x6D656D63
"""The advisory lock that writers on PostgreSQL take, one at a time in a database."""
# A writer finds by key only: no plan gets better by looking at what is asked for each time.
_TAKE_TURN: Final = f"""SELECT set_config('lock_timeout', '{_PATIENCE_MS}', true),
    set_config('plan_cache_mode', 'force_generic_plan', true), pg_advisory_xact_lock({_LOCK})"""


def ledger_url(where: str | Path | None) -> URL:
    """The address of a ledger given as URL or file, or not at all.

    Then it is what the environment says in MEMCON_LEDGER, else memcon.db in this folder. Raises
    UsageError if that is no address of SQLite or PostgreSQL.
    """
    given = str(where) if where is not None else os.environ.get(VARIABLE) or DEFAULT
    if "\0" in given or not _encodable(given):
        raise UsageError(f"{given!r}: no address of a ledger, for what no name of a file can have")
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{shown(given)}: no address of a ledger ({error})") from None
    backend = url.get_backend_name()
    if backend not in _DRIVERS:
        raise UsageError(
            f"{shown(given)}: a ledger is an SQLite file or a postgresql:// address, not {backend}"
        )
    return url.set(drivername=_DRIVERS[backend])


def open_engine(url: URL, *, create: bool) -> Engine:
    """A ledger's engine, its tables made or brought up to date where `create` allows it.

    Raises LedgerError if it is missing, none, newer than this code, locked or out of reach.
    """
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _check_file(url, create)
    timeout = {} if sqlite or "connect_timeout" in url.query else {"connect_timeout": _ANSWERS_IN}
    try:
        engine = create_engine(url, pool_pre_ping=not sqlite, connect_args=timeout)
    except (ImportError, NoSuchModuleError) as error:
        raise LedgerError(
            f"{shown(url)}: no driver for PostgreSQL ({error}); pip install 'memcon[postgresql]'"
        ) from None
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with faults(url):
            _bring_up_to_date(engine, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: one at a time, whole or not at all."""
    with faults(engine.url), engine.connect() as opened:
        connection = opened.execution_options(memcon_writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(_TAKE_TURN)
            yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and sees one state of the ledger throughout."""
    with faults(engine.url), engine.connect() as opened:
        options: dict[str, Any] = {}
        if engine.dialect.name == "postgresql":
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        connection = opened.execution_options(**options)
        with connection.begin():
            if options:
                # A question of a frequent word needs another plan than that of a rare one.
                connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
            yield connection


def hurry(engine: Engine, seconds: float) -> None:
    """Let nothing take the database longer than that, and no connection keep much in memory.

    From each connection's next use on: so a ledger is opened for many at once.
    """

    def start(connection: Any, record: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
        if isinstance(connection, sqlite3.Connection):
            if not record.info.get("memcon_hurries"):
                record.info["memcon_hurries"] = True
                for setting in _SHARED:
                    connection.execute(f"PRAGMA {setting}").close()
            until = monotonic() + seconds
            connection.set_progress_handler(lambda: int(monotonic() > until), 100_000)
        else:
            connection.execute(f"SET SESSION statement_timeout = {int(seconds * 1000)}")
            connection.commit()

    event.listen(engine, "checkout", start)


@contextmanager
def faults(url: URL) -> Iterator[None]:
    """What the database complains of, as a LedgerError that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise LedgerError(_explained(url, error)) from error


def shown(url: URL | str) -> str:
    """An address as it is shown to people: a file's path, or a URL without its password."""
    if isinstance(url, str):
        try:
            url = make_url(url)
        except (ArgumentError, ValueError):
            return str(url)
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _check_file(url: URL, create: bool) -> None:
    if not url.database or url.database == ":memory:":
        raise UsageError("a ledger is a file; name one, as sqlite:///memcon.db")
    path = Path(url.database)
    try:
        if path.is_dir():
            raise LedgerError(f"{path}: is a folder, no ledger; name a file in it")
        with path.open("rb") as file:
            beginning = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not create:
            raise LedgerError(
                f"{path}: no ledger there; memcon add makes one, or give --ledger"
            ) from None
        if not path.absolute().parent.is_dir():
            raise LedgerError(f"{path}: its folder does not exist; make it first") from None
        return
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror}); see to it") from None
    if beginning and beginning != _MAGIC:
        raise LedgerError(f"{path}: is no ledger but some other file; give --ledger another name")


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, see below
    for setting in (
        f"busy_timeout = {_PATIENCE_MS}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -65536",
        "mmap_size = 268435456",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: one that first reads could not be let through later."""
    writes = connection.get_execution_options().get("memcon_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, create: bool) -> None:
    if _version(engine) == HEAD:
        return
    if not create and _version(engine) is None:
        raise LedgerError(f"{shown(engine.url)}: holds no ledger; memcon add makes one")
    from memcon.ledger.migrations import upgrade

    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    with writing(engine) as connection:
        upgrade(connection)
        for name, query in VIEWS.items():
            connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
            connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def _write_ahead(engine: Engine) -> None:
    """Let writing not keep others from reading; the file remembers it.

    Only now that it is known to be a ledger, or empty: no other program's file is touched. SQLite
    does not always wait where two processes do this at once.
    """
    until = monotonic() + _PATIENCE_MS / 1000
    with closing(engine.raw_connection()) as connection:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL").close()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or monotonic() > until:
                    raise
                sleep(0.01)
            else:
                return


def _version(engine: Engine) -> str | None:
    """The newest migration that a ledger has had; None for an empty database."""
    with engine.connect() as connection:
        seen = inspect(connection)
        tables = {*seen.get_table_names(), *seen.get_view_names()}
        if not tables:
            return None
        if not {"alembic_version", "reading"} <= tables:
            raise LedgerError(
                f"{shown(engine.url)}: is a database of something else, no ledger; name another"
            )
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and version > HEAD:
        raise LedgerError(
            f"{shown(engine.url)}: was made by a newer memcon (its schema is {version}, this one "
            f"knows {HEAD}); use that version"
        )
    return version


def _explained(url: URL, error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    said = " ".join(str(cause).split())
    # PostgreSQL may speak any language; where it gives a code, this says what it says in English.
    low = f"{said.casefold()} {_CODES.get(getattr(cause, 'sqlstate', None) or '', '')}"
    for sign, advice in _ADVICE:
        if sign in low:
            return f"{shown(url)}: {advice} ({said})"
    return f"{shown(url)}: {said}"


def _encodable(text: str) -> bool:
    try:
        return bool(os.fsencode(text))
    except UnicodeEncodeError:
        return False


_CODES: Final = {
    "3D000": "does not exist",
    "28P01": "password authentication failed",
    "42501": "permission denied",
    "53100": "no space left",
    "55P03": "lock timeout",
    "57014": "statement timeout",
    "57P01": "terminating connection",
    "57P02": "terminating connection",
}
"""What PostgreSQL means by its codes, in the words of `_ADVICE`."""
_ADVICE: Final = (
    ("interrupted", "this takes too long; narrow what is asked"),
    ("statement timeout", "this takes too long; narrow what is asked"),
    ("database is locked", "another program is writing to it; try again when it is done"),
    ("lock timeout", "another program is writing to it; try again when it is done"),
    ("database or disk is full", "no space is left on the disk; free some, then go on"),
    ("no space left", "no space is left on the disk; free some, then go on"),
    ("could not write init file", "PostgreSQL cannot write to its disk; see to it, then go on"),
    ("file too large", "it has come to the size that a file may have here"),
    ("disk i/o error", "the disk cannot be read or written; see to it, then go on"),
    ("readonly database", "it cannot be written to; see to its permissions"),
    ("unable to open database", "it cannot be opened; see to its folder and permissions"),
    ("malformed", "the file is damaged; restore it from a copy"),
    ("not a database", "is no ledger but some other file; give --ledger another name"),
    ("password authentication failed", "the user or password is wrong"),
    ("does not exist", "that database or user does not exist; make it first"),
    ("is the server running", "no PostgreSQL answers there; see to the address, or start it"),
    ("timeout expired", "no PostgreSQL answers there; see to the address, or start it"),
    ("server closed the connection", "PostgreSQL has stopped; see to it, then go on"),
    ("terminating connection", "PostgreSQL has ended the connection; see to it, then go on"),
    ("connection refused", "no PostgreSQL answers there; see to the address, or start it"),
    ("name or service not known", "no host of that name; see to the address"),
    ("failed to resolve host", "no host of that name; see to the address"),
    ("permission denied", "no permission; see to the user's rights"),
)
