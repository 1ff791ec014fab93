"""Statements in the ledger: by whom, about whom, with which stance, in which words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Row, func, literal, literal_column, or_, select, text
from sqlalchemy.sql.elements import ColumnElement

from memcon.ledger import schema
from memcon.ledger.happening import Named
from memcon.ledger.queries import FIRST_DAY, forms_named, named

LANGUAGE: Final = "english"
"""The text search configuration that PostgreSQL stems words by."""

_LONGEST: Final = 50
"""Words of a phrase that are looked for; PostgreSQL takes minutes over thousands."""
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
    table, report = schema.statement, schema.report
    conditions = _conditions(connection, wanted)
    if conditions is None:
        return
    order = (table.c.day, table.c.report, table.c.pk)
    query = (
        select(table, report.c.published, report.c.publisher)
        .join(report, report.c.id == table.c.report)
        .where(*conditions)
        .order_by(*(column.desc() for column in order) if wanted.newest else order)
        .limit(wanted.limit)
        .offset(wanted.offset or None)
    )
    rows = connection.execute(query).all()
    holders = named(connection, (row.holder for row in rows if row.holder is not None))
    yield from (_found(row, holders.get(row.holder)) for row in rows)


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
    found = text("SELECT rowid FROM statement_text WHERE statement_text MATCH :search")
    return table.c.pk.in_(found.bindparams(search=search).columns(literal_column("rowid")))


def _conditions(
    connection: Connection, wanted: WantedStatements
) -> list[ColumnElement[bool]] | None:
    table = schema.statement
    found: list[ColumnElement[bool]] = []
    if wanted.stance:
        found.append(table.c.stance.in_(wanted.stance))
    if wanted.since is not None:
        found.append(table.c.day >= max(wanted.since, FIRST_DAY))
    if wanted.until is not None:
        found.append(table.c.day.between(FIRST_DAY, wanted.until))
    if wanted.by is not None:
        forms = forms_named(connection, wanted.by)
        if not forms:
            return None
        found.append(table.c.holder.in_(sorted(forms)))
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
    actors = named(connection, forms_named(connection, name)).values()
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
