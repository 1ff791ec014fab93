"""Types of columns that hold the same on SQLite and PostgreSQL, whatever is put into them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import DateTime, Dialect, String, Text, TypeDecorator

_NUL: Final = "␀"
"""How PostgreSQL, which has no NUL in its texts, and SQLite show one."""
_LONGEST_KEY: Final = 200
"""Characters; PostgreSQL's indexes hold no more than 2,700 bytes."""


def storable(text: str) -> str:
    """A text as both databases can hold it: no NUL, no half of a surrogate pair."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", _NUL).encode("utf-8", "replace").decode("utf-8")


def filed(key: str) -> str:
    """What stands in a column of keys for a text."""
    key = storable(key)
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:_LONGEST_KEY]}…{hashlib.sha256(key.encode()).hexdigest()[:16]}"


class Words(TypeDecorator[str]):
    """Any text; what a database cannot hold is replaced, in what is stored and what is asked."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else storable(value)


class Name(TypeDecorator[str]):
    """The name of a thing in the ledger: sixteen hexadecimal digits."""

    impl = String(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else storable(value)


class Key(TypeDecorator[str]):
    """Text that things are filed under; of a very long one the beginning and a digest."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else filed(value)


class Moment(TypeDecorator[datetime]):
    """A moment, in UTC; SQLite keeps no time zone, and PostgreSQL gives it in the server's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
