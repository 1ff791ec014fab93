"""A record as lines with fields between tabs, for grep, cut and awk.

The first field says what the line is, the second the report's id, the rest by that:

report     id, published, publisher, title
event      id, event, type or type/mode, modality, date, actors, recipients, on whose word,
           who contradicts, the words in their sentence
statement  id, statement, stance, quote, date, holder, addressee, cue, content
because    id, id of an actor, event or statement, field, value, by what, its name, its words,
           what that means; only if asked for
note       id, what a reader of the record should know

A field with nothing in it is "-"; several names stand between semicolons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from memcon.cli.show.because import reason_fields
from memcon.cli.show.words import NO_DATE_NOTE, RecordInWords
from memcon.explanation import Explained
from memcon.record import DateRange, Event, Record, Statement


def record_lines(record: Record) -> Iterator[str]:
    """The lines of a record, without their ends."""
    words = RecordInWords(record)
    report = record.report
    published = report.published.isoformat() if report.published else None
    yield _line("report", report.id, published, report.publisher, report.title)
    for event in record.events:
        yield _line("event", report.id, *_event(words, event))
    for statement in record.statements:
        yield _line("statement", report.id, *_statement(words, statement))
    if report.published is None:
        yield _line("note", report.id, NO_DATE_NOTE)


def reason_lines(explained: Explained) -> Iterator[str]:
    """The reasons of a record's values, a line each."""
    for fields in reason_fields(explained):
        yield _line("because", explained.record.report.id, *fields)


def _event(words: RecordInWords, event: Event) -> list[str | None]:
    contradictions = [words.contradiction(s) for s in words.contradictions(event)]
    return [
        event.id,
        f"{event.event}/{event.mode}" if event.mode else event.event,
        event.modality,
        _date(event.date),
        _several(words.names(event.actor)),
        _several(words.names(event.recipient)),
        words.on_whose_word(event),
        _several(contradictions),
        str(words.passage(event)),
    ]


def _statement(words: RecordInWords, statement: Statement) -> list[str | None]:
    addressee = [statement.addressee] if statement.addressee else []
    return [
        statement.id,
        statement.stance,
        statement.quote,
        _date(statement.date),
        words.holder(statement),
        _several(words.names(addressee)),
        words.quoted(statement.cue_spans),
        words.quoted(statement.content_spans),
    ]


def _date(dated: DateRange) -> str | None:
    if dated.start is None or dated.end is None:
        return None
    if dated.start == dated.end:
        return dated.start.isoformat()
    return f"{dated.start.isoformat()}/{dated.end.isoformat()}"


def _several(names: Iterable[str]) -> str:
    return "; ".join(names)


def _line(*fields: str | None) -> str:
    """One line: whitespace inside a field is a single space, nothing is a dash."""
    return "\t".join(" ".join((field or "").split()) or "-" for field in fields)
