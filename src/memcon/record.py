"""The record: what memcon writes down about a report, as validated types with JSON in and out.

The fields are those of the record contract, in its order. What is refused: an offset outside the
text, an id that dangles, a code that PLOVER or ISO 3166-1 does not know. Everything is frozen.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMA: Final = "memcon/1"

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Modality = Literal["actual", "future", "hypothetical", "negated"]
Stance = Literal["asserts", "denies", "doubts", "declines"]
Quote = Literal["direct", "indirect", "mixed"]
Kind = Literal["person", "organisation", "state", "group", "unnamed"]
Basis = Literal["explicit", "relative", "none"]

_codes = json.loads(files("memcon").joinpath("codes.json").read_text("utf-8"))

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
MODES: dict[str, tuple[str, ...]] = {name: tuple(modes) for name, modes in _codes["modes"].items()}
CONTEXTS: tuple[str, ...] = tuple(_codes["contexts"])
SECTORS: tuple[str, ...] = tuple(_codes["sectors"])
BEYOND_STATES: tuple[str, ...] = tuple(_codes["actors_beyond_states"])
COUNTRIES: tuple[str, ...] = (*_codes["countries"], *BEYOND_STATES)


def _one_of(what: str, codes: Iterable[str]) -> tuple[AfterValidator, Any]:
    """The check that a string is one of the codes, and the same as JSON Schema."""
    known = tuple(codes)
    lookup = frozenset(known)

    def check(value: str) -> str:
        if value not in lookup:
            raise ValueError(f"{value!r} is no {what}")
        return value

    return AfterValidator(check), Field(json_schema_extra={"enum": list(known)})


def day_of(value: object) -> date:
    """The day that a date, a datetime or an ISO 8601 string names. Raises ValueError for others."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str):
            return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        pass
    raise ValueError(f"{value!r} is no ISO 8601 date; write it as 2024-11-11")


Day = Annotated[date, BeforeValidator(day_of)]
Offset = Annotated[int, Field(ge=0, strict=True)]
Span = tuple[Offset, Offset]
Confidence = Annotated[float, Field(ge=0, le=1)]
Mode = Annotated[
    str, *_one_of("PLOVER mode", dict.fromkeys(mode for modes in MODES.values() for mode in modes))
]
Context = Annotated[str, *_one_of("PLOVER context", CONTEXTS)]
Sector = Annotated[str, *_one_of("PLOVER sector", SECTORS)]
Country = Annotated[str, *_one_of("ISO 3166-1 alpha-3 or PLOVER actor code", COUNTRIES)]
Cameo = Annotated[str, Field(pattern=r"^[0-9]{2,4}$")]
ActorId = Annotated[str, Field(pattern=r"^a[1-9][0-9]*$")]
StatementId = Annotated[str, Field(pattern=r"^s[1-9][0-9]*$")]
EventId = Annotated[str, Field(pattern=r"^e[1-9][0-9]*$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Report(_Frozen):
    """A report as it was read; every offset of its record counts in `text`, in code points."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Day | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "en"
    text: Annotated[str, Field(min_length=1)]

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        published: date | str | None = None,
        language: str = "en",
    ) -> Report:
        """The report with its content hash as id: the same report has the same id everywhere.

        `published` is a date, a datetime or an ISO 8601 string. Raises ValueError for any other.
        """
        day = None if published is None else day_of(published)
        content = {
            "text": text,
            "title": title,
            "publisher": publisher,
            "url": url,
            "published": day.isoformat() if day else None,
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
        return cls.model_validate(
            {
                "id": hashlib.sha256(canonical.encode("ascii")).hexdigest()[:16],
                **content,
                "published": day,
                "language": language,
            }
        )


class Actor(_Frozen):
    """A person, organisation, state, group or unnamed source, with all its mentions joined."""

    id: ActorId
    name: Annotated[str, Field(min_length=1)]
    kind: Kind
    country: Country | None = None
    sector: Sector | None = None
    office: str | None = None
    mentions: tuple[Span, ...] = ()


class DateRange(_Frozen):
    """When something happened; without a basis in the text there is no date at all."""

    start: Day | None = None
    end: Day | None = None
    text: str | None = None
    basis: Basis = "none"

    @model_validator(mode="after")
    def _agrees_with_its_basis(self) -> DateRange:
        if (self.start is None) != (self.basis == "none") or (self.end is None) != (
            self.basis == "none"
        ):
            raise ValueError(
                f"start {self.start} and end {self.end} with basis {self.basis!r}: "
                "both are null if and only if the basis is 'none'"
            )
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"start {self.start} lies after end {self.end}")
        return self


class Place(_Frozen):
    """Where an event happened, in the report's words."""

    text: Annotated[str, Field(min_length=1)]
    country: Country | None = None


class Statement(_Frozen):
    """An attribution: somebody says, thinks, promises or denies something."""

    id: StatementId
    holder: ActorId | None = None
    holder_span: Span | None = None
    cue_spans: tuple[Span, ...] = ()
    content_spans: tuple[Span, ...] = ()
    quote: Quote = "indirect"
    addressee: ActorId | None = None
    stance: Stance = "asserts"
    within: StatementId | None = None
    origin: ActorId | None = None
    about: tuple[EventId, ...] = ()
    date: DateRange = DateRange()
    confidence: Confidence


class Event(_Frozen):
    """A PLOVER event: who did what to whom, when, where, and on whose word."""

    id: EventId
    event: EventType
    mode: Mode | None = None
    context: tuple[Context, ...] = ()
    cameo: Cameo | None = None
    actor: tuple[ActorId, ...] = ()
    recipient: tuple[ActorId, ...] = ()
    modality: Modality = "actual"
    date: DateRange = DateRange()
    place: Place | None = None
    according_to: tuple[StatementId, ...] = ()
    span: Span
    confidence: Confidence

    @model_validator(mode="after")
    def _follows_the_codebook(self) -> Event:
        if not self.actor and not self.recipient:
            raise ValueError(f"event {self.id} has neither actor nor recipient")
        if self.mode is not None and self.mode not in MODES[self.event]:
            allowed = ", ".join(MODES[self.event]) or "none"
            raise ValueError(
                f"mode {self.mode!r} of event {self.id} is no mode of {self.event}, "
                f"which has: {allowed}"
            )
        return self


class MadeBy(_Frozen):
    """The versions that made a record."""

    memcon: str
    weights: str
    ontology: str
    registry: str


class Record(_Frozen):
    """One report and what memcon read in it."""

    schema_version: Literal["memcon/1"] = Field(default=SCHEMA, alias="schema")
    report: Report
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    made_by: MadeBy | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Record:
        problems = [*_doubled_ids(self), *_dangling_ids(self), *_spans_outside(self)]
        problems += _circles(self)
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values, fields in the contract's order."""
        return self.model_dump(mode="json", by_alias=True)

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON, the same bytes each time: on one line, or indented."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, source: str | bytes) -> Record:
        """The record that this JSON holds.

        Raises pydantic.ValidationError (a ValueError) that names each field, its value and why.
        """
        return cls.model_validate_json(source)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record."""
    return Record.model_json_schema(by_alias=True, mode="serialization")


def _doubled_ids(record: Record) -> Iterator[str]:
    for field in ("actors", "statements", "events"):
        seen: set[str] = set()
        for i, part in enumerate(getattr(record, field)):
            if part.id in seen:
                yield f"{field}[{i}].id: {part.id} stands twice"
            seen.add(part.id)


def _dangling_ids(record: Record) -> Iterator[str]:
    actors = {actor.id for actor in record.actors}
    statements = {statement.id for statement in record.statements}
    events = {event.id for event in record.events}
    for i, s in enumerate(record.statements):
        here = f"statements[{i}] ({s.id})"
        yield from _missing(here, "holder", [s.holder], actors, "actor")
        yield from _missing(here, "addressee", [s.addressee], actors, "actor")
        yield from _missing(here, "within", [s.within], statements, "statement")
        yield from _missing(here, "origin", [s.origin], actors, "actor")
        yield from _missing(here, "about", s.about, events, "event")
    for i, e in enumerate(record.events):
        here = f"events[{i}] ({e.id})"
        yield from _missing(here, "actor", e.actor, actors, "actor")
        yield from _missing(here, "recipient", e.recipient, actors, "actor")
        yield from _missing(here, "according_to", e.according_to, statements, "statement")


def _missing(
    here: str, field: str, ids: Iterable[str | None], known: set[str], what: str
) -> Iterator[str]:
    for one in ids:
        if one is not None and one not in known:
            yield f"{here}.{field}: the record has no {what} {one}"


def _spans_outside(record: Record) -> Iterator[str]:
    length = len(record.report.text)
    for where, (start, end) in _spans(record):
        if start >= end:
            yield f"{where}: [{start}, {end}] is empty or runs backwards"
        elif end > length:
            yield f"{where}: [{start}, {end}] lies outside the text, which has {length} characters"


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    for i, actor in enumerate(record.actors):
        for span in actor.mentions:
            yield f"actors[{i}] ({actor.id}).mentions", span
    for i, s in enumerate(record.statements):
        here = f"statements[{i}] ({s.id})"
        if s.holder_span is not None:
            yield f"{here}.holder_span", s.holder_span
        for span in s.cue_spans:
            yield f"{here}.cue_spans", span
        for span in s.content_spans:
            yield f"{here}.content_spans", span
    for i, event in enumerate(record.events):
        yield f"events[{i}] ({event.id}).span", event.span


def _circles(record: Record) -> Iterator[str]:
    """Statements that are quoted inside of themselves, directly or through others."""
    outer = {s.id: s.within for s in record.statements}
    for i, s in enumerate(record.statements):
        seen: set[str] = set()
        above = s.within
        while above is not None and above not in seen:
            seen.add(above)
            above = outer.get(above)
        if s.id in seen:
            yield f"statements[{i}] ({s.id}).within: {s.within} leads back to {s.id} itself"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
