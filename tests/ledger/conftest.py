"""What the tests of the ledger share: a ledger on SQLite, and the same on a real PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from ledger import postgres
from memcon.ledger import Ledger, open_ledger
from memcon.ledger.opening import ledger_url as address
from memcon.ledger.opening import open_engine
from memcon.ledger.schema import metadata

NewUrl = Callable[[], str]
NewLedger = Callable[[], Ledger]
Scratch = Callable[[], AbstractContextManager[Connection]]

TEMPLATE = "memcon_template"
_numbers = itertools.count()
_free: list[str] = []
"""Databases of the server with an empty ledger."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server, with the template of an empty ledger in it."""
    found = postgres.programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with postgres.server(found) as url:
        create_database(url, TEMPLATE, "template0")
        open_ledger(database_url(url, TEMPLATE)).close()
        yield url


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger's file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "memcon.db"
    open_ledger(path).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'memcon.db'}"


@pytest.fixture
def postgresql_url(server: str) -> Iterator[str]:
    """An empty database."""
    with database(server) as url:
        yield url


@pytest.fixture
def ledger_url(backend: str, request: pytest.FixtureRequest) -> str:
    """Where a ledger can be made, on either database; there is none yet."""
    return str(request.getfixturevalue(f"{backend}_url"))


@pytest.fixture
def new_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Makes empty ledgers on either database, as many as a test needs; gives where they are."""
    if backend == "sqlite":
        template = request.getfixturevalue("template")
        names = (f"{number}.db" for number in itertools.count())
        yield lambda: f"sqlite:///{shutil.copy(template, tmp_path / next(names))}"
        return
    server = request.getfixturevalue("server")
    with ExitStack() as made:
        yield lambda: made.enter_context(_emptied(server))


@pytest.fixture
def new_ledger(new_url: NewUrl) -> Iterator[NewLedger]:
    """Makes empty ledgers on either database, open until the test ends."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(open_ledger(new_url()))


@pytest.fixture
def ledger(new_ledger: NewLedger) -> Ledger:
    """An empty ledger on either database."""
    return new_ledger()


@pytest.fixture
def scratch(new_url: NewUrl) -> Iterator[Scratch]:
    """Opens an empty ledger's transaction that writes, and is taken back when left."""
    engine = open_engine(address(new_url()), create=False)

    @contextmanager
    def transaction() -> Iterator[Connection]:
        with engine.connect() as opened:
            connection = opened.execution_options(memcon_writes=True)
            with connection.begin() as begun:
                if engine.dialect.name == "postgresql":  # numbers are not given back otherwise
                    connection.execute(text("ALTER SEQUENCE decision_id_seq RESTART"))
                yield connection
                begun.rollback()

    yield transaction
    engine.dispose()


@contextmanager
def database(server: str, template: str = "template0") -> Iterator[str]:
    """The URL of a database that lives meanwhile: empty, or a copy."""
    name = f"memcon_{next(_numbers)}"
    create_database(server, name, template)
    try:
        yield database_url(server, name)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _emptied(server: str) -> Iterator[str]:
    """The URL of an empty ledger, which is emptied afterwards: making one takes much longer."""
    if not _free:
        _free.append(f"memcon_{next(_numbers)}")
        create_database(server, _free[-1], TEMPLATE)
    name = _free.pop()
    try:
        yield database_url(server, name)
    finally:
        tables = ", ".join(table.name for table in metadata.sorted_tables)
        _run(database_url(server, name), f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        _free.append(name)


def database_url(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def create_database(server: str, name: str, template: str) -> None:
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")


def _run(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
