"""The ledger's tables, one schema for SQLite and PostgreSQL; and the views that users query.

Tables are named in the singular, the views over them, which are documented and kept stable, in the
plural. What changes here needs a migration.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

HEAD: Final = "0001"
"""The newest migration: a ledger that says otherwise is older or newer than this code."""

metadata = MetaData()


def _key(name: str, of: str) -> Column[int]:
    return Column(name, ForeignKey(of, ondelete="CASCADE"), nullable=False)


report = Table(
    "report",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("published", Date, index=True),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("added", DateTime(timezone=True), nullable=False),
)

reading = Table(
    "reading",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("report", ForeignKey("report.id"), nullable=False),
    Column("memcon", Text, nullable=False),
    Column("weights", Text, nullable=False),
    Column("ontology", Text, nullable=False),
    Column("registry", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    # The record without its report, as JSON: everything that was read, to the last offset.
    Column("document", Text, nullable=False),
    Index("reading_of", "report", "current"),
)

actor = Table(
    "actor",
    metadata,
    Column("pk", Integer, primary_key=True),
    _key("reading", "reading.pk"),
    Column("id", Text, nullable=False),
    Column("form", ForeignKey("form.id"), nullable=False),
    Column("sector", Text),
    Column("office", Text),
    Index("actor_of", "reading", "id"),
    Index("actor_form", "form"),
)

statement = Table(
    "statement",
    metadata,
    Column("pk", Integer, primary_key=True),
    _key("reading", "reading.pk"),
    Column("report", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("holder", ForeignKey("form.id")),
    Column("stance", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("day", Date),
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
    Column("uid", String(16), nullable=False, unique=True),
    _key("reading", "reading.pk"),
    Column("report", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("cameo", Text),
    Column("modality", Text, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    Column("place", Text),
    Column("place_country", Text),
    Column("words", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    # What it is joined and judged by, as JSON: see facts.Fact.
    Column("fact", Text, nullable=False),
    # Where joining put it, by the machine alone; and the happening after reviewers' decisions.
    Column("machine_group", String(16)),
    Column("home", String(16)),
    Column("happening", String(16)),
    Index("event_of", "reading"),
    Index("event_report", "report"),
    Index("event_group", "machine_group"),
    Index("event_happening", "happening"),
)

# By which events that may be one happening are found.
event_key = Table(
    "event_key",
    metadata,
    Column("key", Text, primary_key=True),
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
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("uses", Integer, nullable=False),
    Column("entry", String(16), nullable=False, index=True),
)

form_key = Table(
    "form_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("form", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Index("form_key_of", "form"),
    sqlite_with_rowid=False,
)

happening = Table(
    "happening",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("modality", Text, nullable=False),
    Column("date_start", Date),
    Column("date_end", Date),
    # The day it is listed under: its own, else that of its first report.
    Column("day", Date),
    Column("standing", Text, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    # A reviewer found that it is none.
    Column("struck", Boolean, nullable=False),
    # All else, as JSON, by the names of the contract; its parties as forms.
    Column("document", Text, nullable=False),
    Index("happening_day", "struck", "day", "id"),
    Index("happening_event", "struck", "event", "day"),
    Index("happening_standing", "struck", "standing", "day"),
)

happening_party = Table(
    "happening_party",
    metadata,
    Column("form", ForeignKey("form.id"), primary_key=True),
    Column("happening", ForeignKey("happening.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, nullable=False),
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
    Column("decided", DateTime(timezone=True), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("undoes", ForeignKey("decision.id")),
    sqlite_autoincrement=True,
)

decision_event = Table(
    "decision_event",
    metadata,
    Column("event", String(16), primary_key=True),
    Column("decision", ForeignKey("decision.id"), primary_key=True),
    # Which of the things that a decision joins or parts an event belonged to.
    Column("side", Integer, nullable=False),
    Index("decision_event_of", "decision"),
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
