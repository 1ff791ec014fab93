"""The ledger's first tables, and the index of what statements say."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite's index reads the statements' own rows, and is kept up by triggers.
_SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE statement_text USING fts5(cue, content, content='statement', "
    "content_rowid='pk', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER statement_text_in AFTER INSERT ON statement BEGIN "
    "INSERT INTO statement_text(rowid, cue, content) VALUES (new.pk, new.cue, new.content); END",
    "CREATE TRIGGER statement_text_out AFTER DELETE ON statement BEGIN "
    "INSERT INTO statement_text(statement_text, rowid, cue, content) "
    "VALUES ('delete', old.pk, old.cue, old.content); END",
)
_POSTGRESQL_INDEXES = (
    "CREATE INDEX statement_text ON statement "
    "USING gin (to_tsvector('english', cue || ' ' || content))",
    # SQLite has all columns in the table's own order; PostgreSQL needs an index to have them in.
    "CREATE INDEX happening_party_listed ON happening_party (form, day, happening) "
    "INCLUDE (end_day, event, standing, confidence, struck)",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "dealing",
        sa.Column("entry", sa.String(length=16), nullable=False),
        sa.Column("other", sa.String(length=16), nullable=False),
        sa.Column("happenings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "other"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["decision.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_uses", "entry", [sa.literal_column("uses DESC"), "id"], unique=False)
    op.create_table(
        "form",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("form_folded", "form", ["folded", "lasting"], unique=False)
    op.create_index(op.f("ix_form_entry"), "form", ["entry"], unique=False)
    op.create_table(
        "happening",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "happening_both",
        "happening",
        ["event", "standing", "day", "id", "struck", "confidence", "end_day"],
        unique=False,
    )
    op.create_index(
        "happening_dated", "happening", ["date_start", "event", "standing", "struck"], unique=False
    )
    op.create_index(
        "happening_day", "happening", ["day", "id", "struck", "confidence", "end_day"], unique=False
    )
    op.create_index(
        "happening_event",
        "happening",
        ["event", "day", "id", "struck", "confidence", "end_day"],
        unique=False,
    )
    op.create_index(
        "happening_lasting",
        "happening",
        ["end_day", "day"],
        unique=False,
        sqlite_where=sa.text("end_day > day"),
        postgresql_where=sa.text("end_day > day"),
    )
    op.create_index(
        "happening_standing",
        "happening",
        ["standing", "day", "id", "struck", "confidence", "end_day"],
        unique=False,
    )
    op.create_table(
        "report",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_report_published"), "report", ["published"], unique=False)
    op.create_table(
        "decision_event",
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"],
            ["decision.id"],
        ),
        sa.PrimaryKeyConstraint("event", "decision"),
        sqlite_with_rowid=False,
    )
    op.create_index("decision_event_of", "decision_event", ["decision"], unique=False)
    op.create_table(
        "form_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["form"], ["form.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "form"),
        sqlite_with_rowid=False,
    )
    op.create_index("form_key_of", "form_key", ["form"], unique=False)
    op.create_table(
        "happening_party",
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("happening", sa.String(length=16), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form"],
            ["form.id"],
        ),
        sa.ForeignKeyConstraint(["happening"], ["happening.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("form", "day", "happening"),
        sqlite_with_rowid=False,
    )
    op.create_index("happening_party_of", "happening_party", ["happening", "form"], unique=False)
    op.create_table(
        "plan",
        sa.Column("plan", sa.String(length=16), nullable=False),
        sa.Column("deed", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["deed"], ["happening.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan"], ["happening.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan", "deed"),
        sqlite_with_rowid=False,
    )
    op.create_index("plan_deed", "plan", ["deed"], unique=False)
    op.create_table(
        "reading",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("memcon", sa.Text(), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("ontology", sa.Text(), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["report.id"],
        ),
        sa.PrimaryKeyConstraint("pk"),
    )
    op.create_index("reading_of", "reading", ["report", "current"], unique=False)
    op.create_table(
        "actor",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("post", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["form"],
            ["form.id"],
        ),
        sa.ForeignKeyConstraint(["reading"], ["reading.pk"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk"),
    )
    op.create_index("actor_form", "actor", ["form", "post", "day", "pk"], unique=False)
    op.create_index("actor_of", "actor", ["reading", "id"], unique=False)
    op.create_table(
        "event",
        sa.Column("pk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("cameo", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_country", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("machine_group", sa.String(length=16), nullable=True),
        sa.Column("home", sa.String(length=16), nullable=True),
        sa.Column("happening", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["reading"], ["reading.pk"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk"),
        sa.UniqueConstraint("uid"),
    )
    op.create_index("event_group", "event", ["machine_group"], unique=False)
    op.create_index("event_happening", "event", ["happening"], unique=False)
    op.create_index("event_of", "event", ["reading"], unique=False)
    op.create_index("event_report", "event", ["report"], unique=False)
    op.create_table(
        "statement",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("holder", sa.String(length=16), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder"],
            ["form.id"],
        ),
        sa.ForeignKeyConstraint(["reading"], ["reading.pk"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk"),
    )
    op.create_index("statement_day", "statement", ["day", "report", "pk"], unique=False)
    op.create_index(
        "statement_holder", "statement", ["holder", "day", "report", "pk", "stance"], unique=False
    )
    op.create_index("statement_of", "statement", ["reading"], unique=False)
    op.create_index(
        "statement_stance", "statement", ["stance", "day", "report", "pk"], unique=False
    )
    op.create_table(
        "event_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reach", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=False),
        sa.Column("parties", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["event.pk"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "reach", "day", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_key_of", "event_key", ["event"], unique=False)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE_INDEX if sqlite else _POSTGRESQL_INDEXES:
        op.execute(statement)
