"""Whether a ledger has changed since one looked, whoever changed it: cheaper than looking again."""

from __future__ import annotations

from threading import Lock
from typing import Any

from sqlalchemy import Engine

from memcon.ledger.opening import faults

_SNAPSHOT = "SELECT CAST(pg_current_snapshot() AS text)"
"""Which transactions are seen: the same again only if none has ended meanwhile."""


class VersionSeen:
    """Tells versions of a ledger apart.

    SQLite counts the commits of all connections but the one that asks: so this has one of its own,
    which never writes.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._connection: Any = None

    def __call__(self) -> int | str:
        """A value that is another one as soon as the ledger is; it means nothing by itself."""
        with faults(self._engine.url):
            if self._engine.dialect.name == "sqlite":
                return self._commits()
            with self._engine.connect() as connection:
                return str(connection.exec_driver_sql(_SNAPSHOT).scalar_one())

    def _commits(self) -> int:
        with self._lock:
            if self._connection is None:
                pooled = self._engine.raw_connection()
                pooled.detach()
                self._connection = pooled.dbapi_connection
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
            return int(number)

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
