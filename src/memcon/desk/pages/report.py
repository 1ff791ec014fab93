"""A report: its text with every event and statement marked in it, and the record beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from memcon import wording
from memcon.cli.show.words import RecordInWords
from memcon.desk.desk import ThisDesk, page
from memcon.desk.errors import Refused
from memcon.desk.keeping import kept
from memcon.desk.marking import LONGEST, Piece, marks_of, pieces
from memcon.desk.sentences import listed
from memcon.record import Event, Record, Statement

router = APIRouter()

Homes = Mapping[str, tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it stands beside the text."""

    event: Event
    what: str
    actors: Sequence[str]
    recipients: Sequence[str]
    when: str
    word: str
    modality: str | None
    contradicted: Sequence[str]
    home: tuple[str, str, bool] | None
    """Its happening, how that stands, and whether it was struck; None if it is in no ledger."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as it stands beside the text."""

    statement: Statement
    holder: str | None
    cue: str
    content: str
    about: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report and what was read in it."""

    record: Record
    title: str
    pieces: Sequence[Piece]
    events: Sequence[EventRow]
    statements: Sequence[StatementRow]
    is_cut: bool
    in_ledger: bool


@router.get("/report/{id_}")
@kept
def report(request: Request, desk: ThisDesk, id_: str) -> Response:
    """The page of a report that is in the ledger."""
    record = desk.ledger.record(id_)
    if record is None:
        raise Refused(404, "The ledger has no such report.")
    return page(request, "report.html", view=report_page(record, desk.ledger.homes(id_)))


def report_page(record: Record, homes: Homes, *, in_ledger: bool = True) -> ReportPage:
    """What a page shows of a record."""
    said = RecordInWords(record)
    text = record.report.text[:LONGEST]
    marks = [mark for mark in marks_of(record) if mark.span[1] <= len(text)]
    return ReportPage(
        record=record,
        title=record.report.title or f"{text.strip()[:80]}…",
        pieces=list(pieces(text, marks)),
        events=[_event(said, event, homes) for event in record.events],
        statements=[_statement(said, statement) for statement in record.statements],
        is_cut=len(text) < len(record.report.text),
        in_ledger=in_ledger,
    )


def _event(said: RecordInWords, event: Event, homes: Homes) -> EventRow:
    date = event.date
    return EventRow(
        event=event,
        what=wording.label(event.event, event.mode),
        actors=said.names(event.actor),
        recipients=said.names(event.recipient),
        when=wording.when(date.start, date.end, date.text),
        word=said.on_whose_word(event),
        modality=said.modality(event),
        contradicted=[said.contradiction(one) for one in said.contradictions(event)],
        home=homes.get(event.id),
    )


def _statement(said: RecordInWords, statement: Statement) -> StatementRow:
    def words(spans: Sequence[tuple[int, int]]) -> str:
        return " … ".join(said.text[start:end] for start, end in spans)

    return StatementRow(
        statement=statement,
        holder=listed(said.names([statement.holder])) if statement.holder else None,
        cue=words(statement.cue_spans),
        content=words(statement.content_spans),
        about=statement.about,
    )
