"""The ledger's tables, one schema for SQLite and PostgreSQL; and the views that users query.

Tables are named in the singular, the views over them, which are documented and kept stable, in the
plural. What changes here needs a migration.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
)

from memcon.ledger.columns import Key, Moment, Name, Words

HEAD: Final = "0002"
"""The newest migration: a ledger that says otherwise is older or newer than this code."""

NO_DAY: Final = date.min
"""Under which day is filed what has none at all, nor its report: the databases do not agree on
where nothing comes in an order."""

metadata = MetaData()


def _key(name: str, of: str) -> Column[int]:
    return Column(name, ForeignKey(of, ondelete="CASCADE"), nullable=False)


report = Table(
    "report",
    metadata,
    Column("id", Name, primary_key=True),
    Column("title", Words),
    Column("publisher", Words),
    Column("url", Words),
    Column("published", Date, index=True),
    Column("language", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("added", Moment, nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False),
    Column("memcon", Words, nullable=False),
    Column("weights", Words, nullable=False),
    Column("ontology", Words, nullable=False),
    Column("registry", Words, nullable=False),
    Column("current", Boolean, nullable=False),
    # The record without its report, as JSON: everything that was read, to the last offset.
    Column("document", Words, nullable=False),
    Index("reading_of", "report", "current"),
)

actor = Table(
    "actor",
    metadata,
    Column("pk", Integer, primary_key=True),
    _key("reading", "reading.pk"),
    Column("id", Words, nullable=False),
    Column("form", ForeignKey("form.id"), nullable=False),
    Column("sector", Words),
    Column("office", Words),
    Index("actor_of", "reading", "id"),
    Index("actor_form", "form"),
)

statement = Table(
    "statement",
    metadata,
    Column("pk", Integer, primary_key=True),
    _key("reading", "reading.pk"),
    Column("report", Words, nullable=False),
    Column("id", Words, nullable=False),
    Column("holder", ForeignKey("form.id")),
    Column("stance", Words, nullable=False),
    Column("quote", Words, nullable=False),
    Column("cue", Words, nullable=False),
    Column("content", Words, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("day", Date, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("statement_of", "reading"),
    Index("statement_day", "day", "pk"),
    Index("statement_stance", "stance", "day"),
    Index("statement_holder", "holder", "day"),
)

event = Table(
    "event",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("uid", Name, nullable=False, unique=True),
    _key("reading", "reading.pk"),
    Column("report", Words, nullable=False),
    Column("id", Words, nullable=False),
    Column("event", Words, nullable=False),
    Column("mode", Words),
    Column("cameo", Words),
    Column("modality", Words, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("place", Words),
    Column("place_country", Words),
    Column("words", Words, nullable=False),
    Column("confidence", Float, nullable=False),
    # What it is joined and judged by, as JSON: see facts.Fact.
    Column("fact", Words, nullable=False),
    # Where joining put it, by the machine alone; and the happening after reviewers' decisions.
    Column("machine_group", Name),
    Column("home", Name),
    Column("happening", Name),
    Index("event_of", "reading"),
    Index("event_report", "report"),
    Index("event_group", "machine_group"),
    Index("event_happening", "happening"),
)

# By which events that may be one happening are found.
event_key = Table(
    "event_key",
    metadata,
    Column("key", Key, primary_key=True),
    Column("sharp", Boolean, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("event", ForeignKey("event.pk", ondelete="CASCADE"), primary_key=True),
    Column("end_day", Date, nullable=False),
    Index("event_key_of", "event"),
    sqlite_with_rowid=False,
)

# Names as reports give them, each once; `entry` says who that is.
form = Table(
    "form",
    metadata,
    Column("id", Name, primary_key=True),
    Column("name", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("country", Words),
    Column("uses", Integer, nullable=False),
    Column("entry", Name, nullable=False, index=True),
)

form_key = Table(
    "form_key",
    metadata,
    Column("key", Key, primary_key=True),
    Column("form", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Index("form_key_of", "form"),
    sqlite_with_rowid=False,
)

happening = Table(
    "happening",
    metadata,
    Column("id", Name, primary_key=True),
    Column("event", Words, nullable=False),
    Column("mode", Words),
    Column("modality", Words, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    # The day it is listed under: its own, else that of its first report, else NO_DAY.
    Column("day", Date, nullable=False),
    Column("standing", Words, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    # A reviewer found that it is none.
    Column("struck", Boolean, nullable=False),
    # All else, as JSON, by the names of the contract; its parties as forms.
    Column("document", Words, nullable=False),
    Index("happening_day", "struck", "day", "id"),
    Index("happening_event", "struck", "event", "day"),
    Index("happening_standing", "struck", "standing", "day"),
)

happening_party = Table(
    "happening_party",
    metadata,
    Column("form", ForeignKey("form.id"), primary_key=True),
    Column("happening", ForeignKey("happening.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Index("happening_party_of", "happening"),
    sqlite_with_rowid=False,
)

plan = Table(
    "plan",
    metadata,
    Column("plan", ForeignKey("happening.id", ondelete="CASCADE"), primary_key=True),
    Column("deed", ForeignKey("happening.id", ondelete="CASCADE"), primary_key=True),
    Index("plan_deed", "deed"),
    sqlite_with_rowid=False,
)

# Reviewers' decisions: rows are added, never changed.
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("decided", Moment, nullable=False),
    Column("reviewer", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("field", Words),
    Column("value", Words),
    Column("undoes", ForeignKey("decision.id")),
    sqlite_autoincrement=True,
)

decision_event = Table(
    "decision_event",
    metadata,
    Column("event", Name, primary_key=True),
    Column("decision", ForeignKey("decision.id"), primary_key=True),
    # Which of the things that a decision joins or parts an event belonged to.
    Column("side", Integer, nullable=False),
    Index("decision_event_of", "decision"),
    sqlite_with_rowid=False,
)

# The feeds and folders that are watched, and how their last round went.
watched = Table(
    "watched",
    metadata,
    Column("id", Name, primary_key=True),
    Column("address", Words, nullable=False),
    Column("name", Words),
    Column("title", Words),
    # By which its server tells whether it has changed.
    Column("etag", Words),
    Column("modified", Words),
    Column("looked", Moment),
    Column("due", Moment),
    # Until when its server asked to be left alone.
    Column("held", Moment),
    # In a row.
    Column("failures", Integer, nullable=False),
    Column("problem", Words),
    # Reports that the last round, and all rounds, added.
    Column("added", Integer, nullable=False),
    Column("total", Integer, nullable=False),
)

# What of it has been seen: each entry of a feed and each file of a folder, once and for all.
seen = Table(
    "seen",
    metadata,
    Column("source", ForeignKey("watched.id"), primary_key=True),
    Column("item", Name, primary_key=True),
    Column("page", Name),
    # A file's size and time.
    Column("mark", Words),
    Column("seen", Moment, nullable=False),
    # What an entry says of a report that is yet to be fetched, as JSON.
    Column("waiting", Words),
    Column("tries", Integer, nullable=False),
    Column("report", ForeignKey("report.id")),
    Column("problem", Words),
    Index("seen_page", "page"),
    Index("seen_report", "report"),
    sqlite_with_rowid=False,
)

VIEWS: Final = {
    "reports": """
        SELECT r.id, r.title, r.publisher, r.url, r.published, r.language, r.text, r.added,
               d.memcon, d.weights, d.ontology, d.registry
        FROM report r JOIN reading d ON d.report = r.id AND d.current""",
    "actors": """
        SELECT d.report, a.id, f.name, f.kind, f.country, a.sector, a.office, f.entry
        FROM actor a JOIN reading d ON d.pk = a.reading JOIN form f ON f.id = a.form""",
    "statements": """
        SELECT s.report, s.id, f.name AS holder, f.entry AS holder_entry, s.stance, s.quote, s.cue,
               s.content, s.date_start, s.date_end, s.confidence
        FROM statement s LEFT JOIN form f ON f.id = s.holder""",
    "events": """
        SELECT report, id, uid, event, mode, cameo, modality, date_start, date_end, place,
               place_country, words, confidence, happening
        FROM event""",
    "happenings": """
        SELECT id, event, mode, modality, date_start, date_end, standing, origins, reports,
               confidence
        FROM happening WHERE NOT struck""",
    "parties": """
        SELECT p.happening, p.role, f.name, f.kind, f.country, f.entry
        FROM happening_party p JOIN form f ON f.id = p.form
        JOIN happening h ON h.id = p.happening AND NOT h.struck""",
    "plans": "SELECT plan, deed FROM plan",
    "decisions": """
        SELECT d.id, d.decided, d.reviewer, d.reason, d.kind, d.field, d.value, d.undoes, e.event
        FROM decision d LEFT JOIN decision_event e ON e.decision = d.id""",
}
"""The views by name; docs/ledger.md says what their columns mean."""
