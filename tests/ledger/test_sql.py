"""SQL over the ledger only ever reads, whatever is written in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.conftest import TEMPLATE, create_database, database_url
from ledger.made import call
from memcon.errors import LedgerError, UsageError
from memcon.ledger import Ledger, open_ledger, sql


@pytest.fixture(scope="module")
def ledgers() -> Iterator[dict[str, Ledger]]:
    """One on each database for all tests: none of them changes anything."""
    opened: dict[str, Ledger] = {}
    yield opened
    for ledger in opened.values():
        ledger.close()


@pytest.fixture
def ledger(
    ledgers: dict[str, Ledger], backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Ledger:
    if backend not in ledgers:
        if backend == "sqlite":
            template = request.getfixturevalue("template")
            url = str(shutil.copy(template, tmp_path))
        else:
            server = request.getfixturevalue("server")
            create_database(server, "memcon_sql", TEMPLATE)
            url = database_url(server, "memcon_sql")
        ledgers[backend] = open_ledger(url)
        ledgers[backend].add(call(by=("Dmitry Peskov", "person"), stance="denies"))
        happening = ledgers[backend].happenings()[0].id
        ledgers[backend].correct("confirm", happening, by="Ada", reason="checked")
    return ledgers[backend]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 AS n",
        "select * from events ; ",
        "VALUES (1), (2)",
        "WITH told AS (SELECT * FROM happenings) SELECT standing, count(*) FROM told GROUP BY 1",
        "SELECT e.id, s.id FROM events e JOIN statements s ON s.report = e.report -- one name",
        "SELECT '{}', 'a%s', ''' --' /* { */",
        "SELECT * FROM reports UNION ALL SELECT * FROM reports ORDER BY 1",
        "SELECT random(), lower('A'), coalesce(NULL, 1)",
    ],
)
def test_queries_are_answered(ledger: Ledger, query: str) -> None:
    names, *rows = ledger.sql(query)

    assert names
    assert all(len(row) == len(names) for row in rows)


@pytest.mark.parametrize("view", ["reports", "actors", "statements", "events", "decisions"])
def test_every_view_has_its_rows(ledger: Ledger, view: str) -> None:
    assert len(list(ledger.sql(f"SELECT * FROM {view}"))) > 1


WRITING = [
    "INSERT INTO report (id, language, text, added) VALUES ('x', 'en', 'x', '2024-01-01')",
    "DELETE FROM event",
    "DELETE FROM decision RETURNING id",
    "UPDATE happening SET struck = true",
    "DROP TABLE event",
    "CREATE TABLE mine (id integer)",
    "CREATE TEMPORARY TABLE mine (id integer)",
    "CREATE VIEW mine AS SELECT 1",
    "SELECT 1; DROP TABLE event",
    "SELECT 1; COMMIT; DELETE FROM event",
    "SELECT 1) AS query; DELETE FROM event; SELECT * FROM (SELECT 1",
    "SELECT 1\x00; DELETE FROM event",
    "WITH gone AS (DELETE FROM event RETURNING id) SELECT * FROM gone",
    "COMMIT",
    "ROLLBACK",
    "BEGIN",
    "VACUUM",
    "",
    ";",
    "-- nothing",
    "SELECT * FROM nothing",
    "SELECT \ud800",
]
OF_SQLITE = [
    "ATTACH 'other.db' AS other",
    "PRAGMA user_version = 7",
    "PRAGMA writable_schema = ON",
    "PRAGMA query_only = OFF",
    "REPLACE INTO report (id) VALUES ('x')",
    "SELECT load_extension('evil')",
    "INSERT INTO statement_text(statement_text) VALUES ('delete-all')",
    "SAVEPOINT mine",
    "DETACH main",
    "REINDEX",
    "ANALYZE",
]
OF_POSTGRESQL = [
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity",
    "SELECT 1 WHERE (SELECT pg_terminate_backend(1))",
    "SELECT lo_export(1, '/tmp/mine')",
    "SELECT lo_create(1)",
    "SELECT setval('event_pk_seq', 1)",
    "SELECT nextval('event_pk_seq')",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "SELECT set_config('statement_timeout', '0', false)",
    "SELECT * FROM pg_read_file('/etc/passwd')",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_sleep(3600)",
    "SELECT query_to_xml('DELETE FROM event', true, false, '')",
    "SELECT id INTO mine FROM events",
    "SELECT * FROM report FOR UPDATE",
    "COPY report TO PROGRAM 'cat'",
    "SET transaction_read_only = off",
    "LOCK TABLE report",
    "DO 'BEGIN DELETE FROM event; END'",
    "TRUNCATE event CASCADE",
    "EXPLAIN ANALYZE DELETE FROM event",
    "PREPARE mine AS DELETE FROM event",
    "LISTEN mine",
    "NOTIFY mine",
]


@pytest.mark.parametrize(
    ("backend", "query"),
    [
        *(pytest.param(b, q, id=f"{b}-{q!r}") for b in ("sqlite", "postgresql") for q in WRITING),
        *(pytest.param("sqlite", query, id=f"sqlite-{query!r}") for query in OF_SQLITE),
        *(pytest.param("postgresql", query, id=f"postgresql-{query!r}") for query in OF_POSTGRESQL),
    ],
)
def test_nothing_else_is_done(ledger: Ledger, query: str) -> None:
    before = ledger.summary(), ledger.happenings()

    with pytest.raises(UsageError):
        list(ledger.sql(query))

    assert (ledger.summary(), ledger.happenings()) == before
    ledger.add(next(iter(list(ledger.records()))))  # nobody is kept from writing


def test_a_query_that_runs_for_ever_is_stopped(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "_SECONDS", 0.2)
    for_ever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"

    for what in ("count(*)", "i"):
        with pytest.raises(LedgerError, match=r"took more than 0\.2 s"):
            list(ledger.sql(for_ever.format(what)))


def test_who_reads_slowly_is_not_stopped(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        now = 0.0

    monkeypatch.setattr(sql, "monotonic", lambda: Clock.now)
    rows = ledger.sql("SELECT 1")
    next(rows)
    Clock.now += 3600

    assert list(map(list, rows)) == [[1]]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_index_of_words_can_be_asked(ledger: Ledger) -> None:
    found = "SELECT count(*) FROM statement_text WHERE statement_text MATCH 'escalate'"

    assert list(map(list, ledger.sql(found))) == [["count(*)"], [1]]
