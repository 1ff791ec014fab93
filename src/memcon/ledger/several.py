"""Many values, or many rows, in one statement: it stays the same, prepared, however many come.

PostgreSQL takes values as an array and rows as JSON, and answers once for all; SQLite, where
asking costs little, takes values as JSON and rows one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    Text,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

Row = Mapping[str, Any]

_CONVERTERS: Final[dict[tuple[Table, str, str], Callable[[Any], Any] | None]] = {}


class one_of(FunctionElement[bool]):  # noqa: N801 - it reads as SQLAlchemy's own functions do
    """Whether a column has one of the values that are given, as a sequence, under a name."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], values: str) -> None:
        super().__init__(column, bindparam(values, type_=_Several(column.type)))

    def self_group(self, against: object = None) -> one_of:  # noqa: ARG002
        """Itself: SQLite, without booleans of its own, would else be asked if it is 1."""
        return self


@compiles(one_of, "sqlite")
def _in_json(element: one_of, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - compiled parts


@compiles(one_of, "postgresql")
def _in_array(element: one_of, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({values})"


class _Several(TypeDecorator[Sequence[Any]]):
    """Values of one type: an array, or JSON where the database has none."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        array = ARRAY(self.of) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(array)

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:  # noqa: ANN401
        values = list(value or ())
        if dialect.name == "postgresql":
            return values
        convert = self.of.dialect_impl(dialect).bind_processor(dialect)
        return as_json(values if convert is None else [convert(one) for one in values])


def insert_all(
    connection: Connection, table: Table, rows: Iterable[Row], otherwise: str = ""
) -> None:
    """Insert rows, all of the same columns, if there are any.

    `otherwise` is what to do about one that is there already: an ON CONFLICT clause.
    """
    rows = list(rows)
    if not rows:
        return
    columns = tuple(rows[0])
    names = ", ".join(map(_quoted, columns))
    if connection.dialect.name == "postgresql":
        values = f"SELECT {names} FROM {_recordset(table)}"  # noqa: S608 - names of the schema
    else:
        values = f"VALUES ({', '.join('?' * len(columns))})"
    statement = f"INSERT INTO {_quoted(table.name)} ({names}) {values} {otherwise}"
    _execute(connection, table, columns, statement, rows)


def update_all(connection: Connection, table: Table, key: str, rows: Iterable[Row]) -> None:
    """Set columns of several rows, each found by its key; all of the same columns."""
    rows = list(rows)
    if not rows:
        return
    columns = (*(name for name in rows[0] if name != key), key)
    of, by = _quoted(table.name), _quoted(key)
    if connection.dialect.name == "postgresql":
        values = ", ".join(f"{name} = v.{name}" for name in map(_quoted, columns[:-1]))
        found = f"FROM {_recordset(table)} v WHERE {of}.{by} = v.{by}"
    else:
        values = ", ".join(f"{name} = ?" for name in map(_quoted, columns[:-1]))
        found = f"WHERE {by} = ?"
    statement = f"UPDATE {of} SET {values} {found}"  # noqa: S608 - names of the schema
    _execute(connection, table, columns, statement, rows)


def as_json(values: object) -> str:
    """Values as a database reads them from JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_iso)


def _iso(value: date) -> str:
    return value.isoformat()


def _execute(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    statement: str,
    rows: Sequence[Row],
) -> None:
    converters = [_converter(table, name, connection.dialect) for name in columns]
    values = [
        tuple(
            row[name] if convert is None else convert(row[name])
            for name, convert in zip(columns, converters, strict=True)
        )
        for row in rows
    ]
    if connection.dialect.name == "postgresql":
        records = [dict(zip(columns, row, strict=True)) for row in values]
        connection.exec_driver_sql(statement, (as_json(records),))
    else:
        connection.exec_driver_sql(statement, values)


def _converter(table: Table, column: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes of a value of a column what the database is given; None if it needs nothing."""
    at = table, column, dialect.name
    if at not in _CONVERTERS:
        _CONVERTERS[at] = table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
    return _CONVERTERS[at]


@lru_cache
def _recordset(table: Table) -> str:
    return f"json_populate_recordset(NULL::{_quoted(table.name)}, %s::json)"


def _quoted(name: str) -> str:
    return f'"{name}"'
