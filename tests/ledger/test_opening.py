"""A ledger that cannot be opened or written says which, what is wrong and what to do."""

from __future__ import annotations

import os
import pwd
import resource
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import make_url

from ledger.made import call, told_by
from memcon.errors import LedgerError, MemconError, UsageError
from memcon.ledger import Ledger, open_ledger, opening
from memcon.ledger.opening import ledger_url as address
from memcon.ledger.opening import open_engine, writing
from memcon.ledger.schema import HEAD, VIEWS, metadata


def run(url: str, *statements: str) -> None:
    """Run statements on a database as another program would."""
    engine = open_engine(address(url), create=True)
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_the_migrations_make_the_schema(ledger_url: str) -> None:
    open_ledger(ledger_url).close()
    engine = open_engine(address(ledger_url), create=False)
    with engine.connect() as connection:
        options = {"include_object": _ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        for view in VIEWS:
            connection.execute(text(f"SELECT * FROM {view}"))
    engine.dispose()


def _ours(_: object, name: str, kind: str, *__: object) -> bool:
    """Whether the schema tells of a thing: not of what each database has in its own way."""
    apart = ("statement_text", "happening_party_listed")
    return not (kind in ("table", "index") and name.startswith(apart))


def test_one_of_a_newer_version_is_left_alone(ledger_url: str) -> None:
    newer = f"{int(HEAD) + 1:04}"
    open_ledger(ledger_url).close()
    run(ledger_url, f"UPDATE alembic_version SET version_num = '{newer}'")

    for create in (True, False):
        with pytest.raises(LedgerError, match="made by a newer memcon"):
            open_ledger(ledger_url, create=create)


def test_one_that_is_missing_is_made_only_where_that_is_meant(ledger_url: str) -> None:
    with pytest.raises(LedgerError, match="memcon add makes one"):
        open_ledger(ledger_url, create=False)
    open_ledger(ledger_url).close()
    open_ledger(ledger_url, create=False).close()


@pytest.mark.parametrize("table", ["reading", "alembic_version", "customer"])
def test_another_programs_database_is_left_alone(ledger_url: str, table: str) -> None:
    url = address(ledger_url)
    engine = opening.create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {table} (id integer)"))
    engine.dispose()
    before = Path(url.database).read_bytes() if url.get_backend_name() == "sqlite" else b""

    for create in (True, False):
        with pytest.raises(LedgerError, match="something else, no ledger"):
            open_ledger(ledger_url, create=create)

    if before:
        assert Path(str(url.database)).read_bytes() == before


@pytest.mark.parametrize("content", [b"Dear diary", b"SQLite format 3\x00" + b"\x01" * 4096])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "memcon.db"
    path.write_bytes(content)

    with pytest.raises(LedgerError, match=r"memcon\.db: .*(is no ledger|damaged)"):
        open_ledger(path)

    assert path.read_bytes() == content


def test_an_empty_file_becomes_one(tmp_path: Path) -> None:
    path = tmp_path / "memcon.db"
    path.touch()
    with pytest.raises(LedgerError, match="holds no ledger"):
        open_ledger(path, create=False)
    open_ledger(path).close()


@pytest.mark.parametrize(
    ("where", "error", "said"),
    [
        ("", UsageError, "no address"),
        ("x\x00y", UsageError, "no address"),
        ("\ud800", UsageError, "no address"),
        ("sqlite://", UsageError, "a ledger is a file"),
        ("sqlite:///:memory:", UsageError, "a ledger is a file"),
        ("mysql://host/memcon", UsageError, "not mysql"),
        ("https://example.org/memcon.db", UsageError, "not https"),
        ("postgresql://host:port/memcon", UsageError, "no address"),
        ("://", UsageError, "no address"),
        ("nowhere/memcon.db", LedgerError, "its folder does not exist"),
        (".", LedgerError, "is a folder"),
        ("memcon.db/memcon.db", LedgerError, "its folder does not exist|cannot be read"),
        ("postgresql://memcon@localhost:1/memcon", LedgerError, "no PostgreSQL answers there"),
        ("postgres://memcon@localhost:1/memcon", LedgerError, "no PostgreSQL answers there"),
        ("postgresql:///memcon?host=/nowhere", LedgerError, "no PostgreSQL answers there"),
        ("postgresql://memcon@no-such.invalid/memcon", LedgerError, "no host of that name"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    where: str, error: type[MemconError], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("memcon.db").touch()

    with pytest.raises(error, match=said):
        open_ledger(where)


def test_a_password_is_never_told() -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger("postgresql://memcon:secret@localhost:1/memcon")

    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_told(postgresql_url: str) -> None:
    missing = make_url(postgresql_url).set(database="no_such")
    with pytest.raises(LedgerError, match="make it first"):
        open_ledger(missing.render_as_string(hide_password=False))


def test_one_that_another_program_writes_to_is_waited_for_and_then_told(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE_MS", 50)
    with open_ledger(ledger_url) as ledger:
        other = open_engine(address(ledger_url), create=False)
        with writing(other):
            with pytest.raises(LedgerError, match="another program is writing"):
                ledger.add(call())
            assert ledger.happenings() == []
        other.dispose()
        ledger.add(call())
        assert len(ledger.happenings()) == 1


@contextmanager
def as_nobody() -> Iterator[None]:
    """As somebody to whom permissions mean something."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can read and write, unlike pytest's."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_a_ledger_that_may_only_be_read_is_read_and_not_written(open_folder: Path) -> None:
    path = open_folder / "memcon.db"
    with open_ledger(path) as ledger:
        ledger.add(call())
    path.chmod(0o444)

    with as_nobody(), open_ledger(path) as ledger:
        assert len(ledger.happenings()) == 1
        assert len(list(ledger.sql("SELECT * FROM events"))) == 2
        with pytest.raises(LedgerError, match="see to its permissions"):
            ledger.add(call("The Herald"))


def test_a_folder_that_may_only_be_read_is_told(open_folder: Path) -> None:
    path = open_folder / "memcon.db"
    with open_ledger(path) as ledger:
        ledger.add(call())
    open_folder.chmod(0o555)

    with as_nobody():
        with pytest.raises(LedgerError, match=r"see to its (folder and )?permissions"):
            open_ledger(path, create=False)
        with pytest.raises(LedgerError, match=r"see to its (folder and )?permissions"):
            open_ledger(open_folder / "other.db")


def test_a_file_that_may_not_be_read_is_told(open_folder: Path) -> None:
    path = open_folder / "memcon.db"
    open_ledger(path).close()
    path.chmod(0o000)

    with as_nobody(), pytest.raises(LedgerError, match="cannot be read"):
        open_ledger(path)


LONG = "Trump spoke with Putin by phone. " * 20_000


def test_a_full_disk_is_told_and_the_ledger_goes_on_when_there_is_room(sqlite_url: str) -> None:
    with open_ledger(sqlite_url) as ledger:
        ledger.add(call())
        before = told_by(ledger)
        with files_of_at_most(400_000), pytest.raises(LedgerError, match=r"disk|size that a file"):
            ledger.add_all(call(f"Outlet {number}", words=LONG) for number in range(3))

        assert told_by(ledger) == before
        ledger.add(call("The Herald", words=LONG))
        assert ledger.summary().reports == 2
    with closing(sqlite3.connect(str(address(sqlite_url).database))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a disk that is full: no file becomes longer than that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_of_the_server_is_told_and_nothing_is_there_in_part(
    postgresql_url: str,
) -> None:
    with open_ledger(postgresql_url) as ledger:
        ledger.add(call())
        before = told_by(ledger)
        for table in ("report", "form", "event", "happening", "happening_party"):
            with no_room_for(table, ledger), pytest.raises(LedgerError, match="no space is left"):
                ledger.add(call("The Herald", by=("Dmitry Peskov", "person")))

            assert told_by(ledger) == before
            assert ledger.summary().reports == 1
        ledger.add(call("The Herald", by=("Dmitry Peskov", "person")))
        assert ledger.summary().reports == 2


@contextmanager
def no_room_for(table: str, ledger: Ledger) -> Iterator[None]:
    """As on a server whose disk is full, and that speaks German: a table takes no more rows."""
    full = """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION USING ERRCODE = 'disk_full', MESSAGE = 'konnte Datei nicht erweitern:'
        ' Auf dem Gerät ist kein Speicherplatz mehr verfügbar'; END $$"""
    trigger = f"CREATE TRIGGER full_disk AFTER INSERT ON {table} EXECUTE FUNCTION full_disk()"
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql(full)
        connection.exec_driver_sql(trigger)
    yield
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql("DROP FUNCTION full_disk CASCADE")


def test_a_full_table_is_told(sqlite_url: str) -> None:
    with open_ledger(sqlite_url) as ledger:
        limit_pages(ledger, 200)
        with pytest.raises(LedgerError, match="no space is left"):
            ledger.add(call(words=LONG))
        limit_pages(ledger, 100_000)
        ledger.add(call(words=LONG))
        assert ledger.summary().reports == 1


def limit_pages(ledger: Ledger, pages: int) -> None:
    with ledger._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
