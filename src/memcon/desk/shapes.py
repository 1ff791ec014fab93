"""The API's objects as its document describes them: those that the commands print as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from memcon.ledger.decisions import Kind
from memcon.ledger.standing import Standing
from memcon.record import Confidence, EventType, Modality, Quote, Stance

_KEPT = StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)
Words = Annotated[str, _KEPT]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(_Shape):
    """What went wrong, and what to do."""

    error: str
    advice: str
    status: int


class NamedShape(_Shape):
    """An actor of the ledger by its names."""

    id: str
    name: str
    names: list[str]


class DateShape(_Shape):
    """When something happened."""

    start: str | None
    end: str | None
    text: str | None
    basis: str


class PlaceShape(_Shape):
    """Where it happened."""

    text: str | None
    country: str | None


class OriginShape(_Shape):
    """On whose word it rests."""

    origin: str
    reports: list[str]
    counts: bool
    why: str
    rests_on: str | None


class OriginsShape(_Shape):
    """All origins, and how many of them are independent."""

    count: int
    list: list[OriginShape]


class SaidShape(_Shape):
    """Somebody who asserts or denies it, in his own words."""

    name: str
    report: str
    statement: str | None
    words: str


class DecisionShape(_Shape):
    """A reviewer's decision, as `memcon correct list --json` prints it."""

    id: int
    at: str
    by: str
    reason: str
    kind: Kind
    field: str | None
    value: Any
    undoes: int | None
    events: list[str]


class HappeningShape(_Shape):
    """A happening by the record contract, as `memcon happenings --json` prints it."""

    id: str
    event: EventType
    mode: str | None
    context: list[str]
    modality: Modality
    date: DateShape
    place: PlaceShape | None
    actor: list[NamedShape]
    recipient: list[NamedShape]
    standing: Standing
    reasons: list[str]
    origins: OriginsShape
    asserted_by: list[SaidShape]
    denied_by: list[SaidShape]
    reports: list[str]
    plan_of: list[str]
    planned_by: list[str]
    confidence: Confidence
    decisions: list[DecisionShape]
    events: list[str]


class SpanShape(_Shape):
    """When it was said."""

    start: str | None
    end: str | None


class StatementShape(_Shape):
    """A statement as `memcon statements --json` prints it."""

    report: str
    id: str
    holder: NamedShape | None
    stance: Stance
    quote: Quote
    cue: str
    content: str
    date: SpanShape
    published: str | None
    publisher: str | None
    confidence: Confidence


class OfficeShape(_Shape):
    """An office as reports give it."""

    office: str | None
    sector: str | None
    since: str | None
    until: str | None
    reports: int


class DealingShape(_Shape):
    """With whom an actor dealt, and how often."""

    id: str
    name: str
    happenings: int


class ActorShape(_Shape):
    """An actor as `memcon actors --json` prints it."""

    id: str
    name: str
    names: list[str]
    kind: str
    country: str | None
    reports: int
    offices: list[OfficeShape]
    dealt_with: list[DealingShape]


class SummaryShape(_Shape):
    """What is in the ledger, in numbers."""

    reports: int
    readings: int
    actors: int
    statements: int
    events: int
    happenings: int
    decisions: int


class WatchedShape(_Shape):
    """A feed or folder that is watched, as `memcon watch --status --json` prints it."""

    address: Annotated[
        str, Field(description="Of a folder only its name, of a feed nothing after its ?.")
    ]
    name: str | None
    title: str | None
    looked: datetime | None
    due: datetime | None
    held: Annotated[
        datetime | None, Field(description="Until when its server asked to be left alone.")
    ]
    failures: int
    problem: str | None
    added: int
    total: int
    waiting: int


class ToRead(_Shape):
    """A report to be read: its text, or an address to fetch it from."""

    text: Annotated[str, Field(description="The report's text; or none, and url.")] = ""
    url: Annotated[str, Field(max_length=2000)] = ""
    title: Annotated[str, Field(max_length=2000)] = ""
    publisher: Annotated[str, Field(max_length=2000)] = ""
    published: Annotated[str, Field(max_length=100, examples=["2024-11-11"])] = ""
    keep: Annotated[bool, Field(description="Add it to the ledger.")] = False


class ToDecide(_Shape):
    """A reviewer's decision about a happening."""

    kind: Literal["wrong", "confirm", "merge", "split", "set"]
    by: Words
    reason: Words
    others: Annotated[
        list[str], Field(max_length=100, description="merge: the happenings it is one with.")
    ] = []
    leaving: Annotated[
        list[str], Field(max_length=1000, description="split: reports or events that go.")
    ] = []
    field: Annotated[
        Literal["event", "mode", "modality", "context", "date", "place"] | None,
        Field(description="set: which field."),
    ] = None
    value: Annotated[Any, Field(description="set: its value, as a happening has it.")] = None


class ToUndo(_Shape):
    """The taking back of a decision."""

    by: Words
    reason: Words
