"""Reviewers' decisions as gold: the reports they are about, in the format that is scored against.

What a reviewer confirmed or set must be found, what is wrong must not; what nobody decided on is
optional. docs/scoring.md describes the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from memcon.ledger import schema
from memcon.ledger.decisions import Decision
from memcon.ledger.filing import event_uids
from memcon.ledger.rows import to_record
from memcon.ledger.telling import decisions_about
from memcon.record import Event, Record, Span, Statement


def gold(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """The gold of every report that some decision that stands is about, by the reports' ids."""
    report, reading = schema.report, schema.reading
    for id_ in _reviewed(connection):
        query = (
            select(report, reading.c.document)
            .join(reading, (reading.c.report == report.c.id) & reading.c.current)
            .where(report.c.id == id_)
        )
        row = connection.execute(query).mappings().one()
        record = to_record(row, row["document"])
        uids = event_uids(record)
        yield id_, _gold(record, uids, decisions_about(connection, uids.values()))


def _reviewed(connection: Connection) -> Sequence[str]:
    event, about = schema.event, schema.decision_event
    query = (
        select(event.c.report, event.c.uid)
        .join(about, about.c.event == event.c.uid)
        .order_by(event.c.report)
    )
    found: dict[str, list[str]] = {}
    for report, uid in connection.execute(query):
        found.setdefault(report, []).append(uid)
    return [report for report, uids in found.items() if decisions_about(connection, uids)]


def _gold(record: Record, uids: Mapping[str, str], decisions: Iterable[Decision]) -> dict[str, Any]:
    about: dict[str, list[Decision]] = {}
    for decision in decisions:
        for uid in decision.sides:
            about.setdefault(uid, []).append(decision)
    right = [e for e in record.events if not _any("wrong", about.get(uids[e.id], []))]
    sure = {e.id for e in right if _any("confirm", about.get(uids[e.id], [])) or
            _any("set", about.get(uids[e.id], []))}  # fmt: skip
    needed = {s for e in right if e.id in sure for s in e.according_to}
    report = record.report
    return {
        "report": {
            "title": report.title,
            "publisher": report.publisher,
            "published": report.published.isoformat() if report.published else None,
            "text": report.text,
        },
        "actors": {
            actor.id: {
                "name": actor.name,
                "accept": [],
                "kind": actor.kind,
                "country": actor.country,
                "sector": actor.sector,
            }
            for actor in record.actors
        },
        "statements": [_statement(record, s, s.id in needed) for s in record.statements],
        "events": [_event(record, e, about.get(uids[e.id], []), e.id in sure) for e in right],
    }


def _statement(record: Record, statement: Statement, needed: bool) -> dict[str, Any]:
    return {
        "id": statement.id,
        "holder": statement.holder,
        "cue": [_words(record, span) for span in statement.cue_spans],
        "content": [_words(record, span) for span in statement.content_spans],
        "stance": statement.stance,
        "addressee": statement.addressee,
        "about": list(statement.about),
        **({} if needed else {"optional": True}),
    }


def _event(
    record: Record, event: Event, decisions: Iterable[Decision], sure: bool
) -> dict[str, Any]:
    statements = {statement.id: statement for statement in record.statements}
    first = [statements[id_] for id_ in event.according_to[:1]]
    date = event.date
    fields: dict[str, Any] = {
        "id": event.id,
        "event": event.event,
        "mode": event.mode,
        "actor": list(event.actor),
        "recipient": list(event.recipient),
        "modality": event.modality,
        "date": [date.start.isoformat(), date.end.isoformat()] if date.start and date.end else None,
        "holder": [s.holder for s in first if s.holder is not None],
        "stance": first[0].stance if first else "asserts",
        "evidence": [_words(record, event.span)],
    }
    for decision in decisions:
        if decision.kind == "set" and decision.field in ("event", "mode", "modality"):
            fields[decision.field] = decision.value
        elif decision.kind == "set" and decision.field == "date":
            start, end = decision.value["start"], decision.value["end"]
            fields["date"] = [start, end] if start else None
    return fields if sure else {**fields, "optional": True}


def _words(record: Record, span: Span) -> str:
    """Exact words of the text, and which of their occurrences is meant if there are several."""
    text, words = record.report.text, record.report.text[slice(*span)]
    nth, at = 0, -1
    while at < span[0]:
        at = text.index(words, at + 1)
        nth += 1
    return words if text.count(words) == 1 else f"nth:{nth}:{words}"


def _any(kind: str, decisions: Iterable[Decision]) -> bool:
    return any(decision.kind == kind for decision in decisions)
