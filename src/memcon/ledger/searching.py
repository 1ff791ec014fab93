"""Statements in the ledger: by whom, about whom, with which stance, in which words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, literal, literal_column, or_, select, text
from sqlalchemy.sql.elements import ColumnElement, UnaryExpression
from sqlalchemy.sql.operators import custom_op

from memcon.ledger import schema
from memcon.ledger.happening import Named
from memcon.ledger.queries import (
    FIRST_DAY,
    MOST_PARTS,
    Meant,
    by,
    in_order,
    is_meant,
    meant_by,
    named,
)

LANGUAGE: Final = "english"
"""The text search configuration that PostgreSQL stems words by."""

_LONGEST: Final = 50
"""Words of a phrase that are looked for; PostgreSQL takes minutes over thousands."""
_AT_ONCE: Final = 1000
_ENOUGH: Final = 3000
"""Words that so many statements have, or more, are frequent, and no index to begin with."""
_FOUND: Final = text("SELECT rowid FROM statement_text WHERE statement_text MATCH :search")
_COUNT: Final = text(
    "SELECT count(*) FROM (SELECT 1 FROM statement_text WHERE statement_text MATCH :search "
    "LIMIT :enough)"
)
_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedStatements:
    """Which statements are asked for; what is None or empty is not asked."""

    by: str | None = None
    about: str | None = None
    stance: Sequence[str] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    text: str | None = None
    """Words that its cue and content must have, all of them; "in quotes" as a phrase."""
    newest: bool = False
    """The newest first, not the oldest."""
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement of a report, with who made it according to the ledger."""

    report: str
    id: str
    holder: Named | None
    stance: str
    quote: str
    cue: str
    content: str
    date: dict[str, Any]
    published: dt.date | None
    publisher: str | None
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """The statement as plain JSON values."""
        holder = self.holder
        return {
            "report": self.report,
            "id": self.id,
            "holder": None
            if holder is None
            else {"id": holder.id, "name": holder.name, "names": list(holder.names)},
            "stance": self.stance,
            "quote": self.quote,
            "cue": self.cue,
            "content": self.content,
            "date": self.date,
            "published": self.published.isoformat() if self.published else None,
            "publisher": self.publisher,
            "confidence": self.confidence,
        }


def statements(connection: Connection, wanted: WantedStatements) -> Iterator[FoundStatement]:
    """The statements that are asked for, in the order of their days, then of the reports."""
    holders = meant_by(connection, wanted.by) if wanted.by is not None else None
    conditions = _conditions(connection, wanted)
    if conditions is None or (holders is not None and not holders):
        return
    parts = [_part([*part, *conditions], wanted) for part in _parts(connection, wanted, holders)]
    found = connection.execute(in_order(parts, wanted.limit, wanted.offset, newest=wanted.newest))
    pks = [pk for _, _, pk in found]
    for first in range(0, len(pks), _AT_ONCE):
        yield from _whole(connection, pks[first : first + _AT_ONCE])


def _whole(connection: Connection, pks: Sequence[int]) -> Iterator[FoundStatement]:
    table, report = schema.statement, schema.report
    query = (
        select(table, report.c.published, report.c.publisher)
        .join(report, report.c.id == table.c.report)
        .where(table.c.pk.in_(pks))
    )
    rows = {row.pk: row for row in connection.execute(query)}
    holders = named(connection, (r.holder for r in rows.values() if r.holder is not None))
    yield from (_found(rows[pk], holders.get(rows[pk].holder)) for pk in pks)


def _part(conditions: Sequence[ColumnElement[bool]], wanted: WantedStatements) -> Select[Any]:
    table = schema.statement
    order = (table.c.day, table.c.report, table.c.pk)
    most = None if wanted.limit is None else wanted.limit + wanted.offset
    return select(*order).where(*conditions).order_by(*by(order, newest=wanted.newest)).limit(most)


def _parts(
    connection: Connection, wanted: WantedStatements, holders: Meant | None
) -> list[list[ColumnElement[bool]]]:
    """One for each form of a holder, or for each stance: each has an index in just the order."""
    table = schema.statement
    stances = tuple(dict.fromkeys(wanted.stance))
    if holders is None or holders.passing is not None or len(holders.forms) > MOST_PARTS:
        also = [is_meant(connection, table.c.holder, holders)] if holders is not None else []
        return [[table.c.stance == stance, *also] for stance in stances] or [also]
    also = [table.c.stance.in_(stances)] if stances else []
    return [[table.c.holder == form, *also] for form in sorted(holders.forms)]


def matching(connection: Connection, phrases: Iterable[Sequence[str]]) -> ColumnElement[bool]:
    """The condition that a statement has, of each of some groups, at least one phrase."""
    table = schema.statement
    groups = [[_plain(phrase) for phrase in group] for group in phrases]
    if connection.dialect.name == "postgresql":
        document = func.to_tsvector(
            literal_column(f"'{LANGUAGE}'"), table.c.cue + " " + table.c.content
        )
        conditions = [
            or_(*(document.op("@@")(func.phraseto_tsquery(LANGUAGE, p)) for p in group))
            for group in groups
        ]
        return conditions[0] if len(conditions) == 1 else _all(conditions)
    # FTS5 reads what stands in double quotes as a phrase, and nothing in it as an operator.
    search = " AND ".join(
        "(" + " OR ".join(f'"{phrase}"' for phrase in group) + ")" for group in groups
    )
    found = _FOUND.bindparams(search=search).columns(literal_column("rowid"))
    asked = {"search": search, "enough": _ENOUGH}
    if connection.execute(_COUNT, asked).scalar_one() < _ENOUGH:
        return table.c.pk.in_(found)
    # What so many have is met with soon on the way through all: with a sign before it, SQLite does
    # not begin with these.
    signed = UnaryExpression(table.c.pk, operator=custom_op("+"), type_=table.c.pk.type)
    return signed.in_(found)


def _conditions(
    connection: Connection, wanted: WantedStatements
) -> list[ColumnElement[bool]] | None:
    """What a statement has to meet beside its part; None if none can."""
    table = schema.statement
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(table.c.day >= max(wanted.since, FIRST_DAY))
    if wanted.until is not None:
        found.append(table.c.day.between(FIRST_DAY, wanted.until))
    groups = [[phrase] for phrase in _terms(wanted.text or "")]
    if wanted.text is not None and not groups:
        return None
    if wanted.about is not None:
        groups.append(_names(connection, wanted.about))
    if groups:
        found.append(matching(connection, groups))
    return found


def _names(connection: Connection, name: str) -> list[str]:
    """All names by which a statement may speak of somebody."""
    actors = named(connection, meant_by(connection, name).forms).values()
    names = {n for actor in actors for n in actor.names if n[:1].isupper()}
    return sorted(phrase for n in {name, *names} if (phrase := n) and _plain(phrase)) or [name]


def _terms(words: str) -> list[str]:
    return [term for quoted, bare in _TERM.findall(words) if _plain(term := quoted or bare)]


def _plain(phrase: str) -> str:
    """The first words of a phrase, with nothing in it but letters, digits and blanks."""
    return " ".join(islice(re.findall(r"\w+", phrase), _LONGEST))


def _all(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    whole: ColumnElement[bool] = literal(True)
    for condition in conditions:
        whole = whole & condition
    return whole


def _found(row: Row[Any], holder: Named | None) -> FoundStatement:
    start, end = row.date_start, row.date_end
    return FoundStatement(
        report=row.report,
        id=row.id,
        holder=holder,
        stance=row.stance,
        quote=row.quote,
        cue=row.cue,
        content=row.content,
        date={
            "start": start.isoformat() if start else None,
            "end": end.isoformat() if end else None,
        },
        published=row.published,
        publisher=row.publisher,
        confidence=row.confidence,
    )
