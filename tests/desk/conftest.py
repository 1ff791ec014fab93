"""A desk over a ledger of records made by hand, with a reader that reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cli.stub import Reader
from desk.records import all_records
from memcon.desk import Settings, make_app
from memcon.ledger import Ledger, open_ledger

MUCH = {"requests_per_second": 10_000.0, "readings_per_minute": 100_000.0}

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's file, made once and copied by all who want to change theirs."""
    path = tmp_path_factory.mktemp("desk") / "memcon.db"
    with open_ledger(path) as ledger:
        ledger.add_all(all_records())
    return path


@pytest.fixture(scope="session")
def shared_ledger(filled: Path) -> Iterator[Ledger]:
    """A ledger that tests only look at."""
    with open_ledger(filled) as ledger:
        yield ledger


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of one's own."""
    with open_ledger(copy(filled, tmp_path / "memcon.db")) as ledger:
        yield ledger


def app_over(ledger: Ledger, **settings: Any) -> FastAPI:
    reader: Any = Reader
    return make_app(ledger, Settings(**{**MUCH, **settings}), reader=reader)


@pytest.fixture(scope="session")
def desk(shared_ledger: Ledger) -> Iterator[TestClient]:
    """A visitor of a desk that nobody changes."""
    with TestClient(app_over(shared_ledger), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def visit(ledger: Ledger) -> Iterator[Open]:
    """Open a desk with settings of one's own, over a ledger of one's own."""
    clients = []

    def open_(
        *, base_url: str = "http://localhost", peer: str = "127.0.0.1", **settings: Any
    ) -> TestClient:
        client = TestClient(app_over(ledger, **settings), base_url=base_url, client=(peer, 50_000))
        clients.append(client.__enter__())
        return client

    yield open_
    for client in clients:
        client.__exit__(None, None, None)


def csrf_of(client: TestClient, path: str = "/read") -> str:
    """The token of a page's forms, which comes with a cookie."""
    page = client.get(path).text
    return page.split('name="csrf" value="')[1].split('"')[0]
