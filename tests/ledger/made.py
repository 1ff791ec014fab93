"""Records, and facts, made by hand: what a test of the ledger says stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from memcon.ledger import Ledger, people, queries, searching
from memcon.ledger.queries import Wanted
from memcon.ledger.searching import WantedStatements
from memcon.record import Record, Report

VERSIONS = {"memcon": "0.1.0", "weights": "w", "ontology": "o", "registry": "r"}


class Writing:
    """Writes a report and its record, passage by passage."""

    def __init__(
        self, publisher: str | None = None, published: str | None = None, text: str = ""
    ) -> None:
        self._publisher, self._published = publisher, published
        self._text = text
        self._actors: list[dict[str, Any]] = []
        self._statements: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []

    def passage(self, words: str) -> tuple[int, int]:
        """A paragraph, added if the text does not have it; gives where it stands."""
        if words in self._text:
            start = self._text.index(words)
            return start, start + len(words)
        start = len(self._text) + 1 if self._text else 0
        self._text = f"{self._text}\n{words}" if self._text else words
        return start, start + len(words)

    @property
    def events(self) -> int:
        """How many there are so far."""
        return len(self._events)

    def actor(self, name: str, kind: str = "person", **fields: Any) -> str:
        known = next(
            (a["id"] for a in self._actors if (a["name"], a["kind"]) == (name, kind)), None
        )
        if known is not None:
            return str(known)
        fields = {"id": f"a{len(self._actors) + 1}", "name": name, "kind": kind} | fields
        self._actors.append(fields)
        return str(fields["id"])

    def statement(self, holder: str | None, at: tuple[int, int], **fields: Any) -> str:
        id_ = f"s{len(self._statements) + 1}"
        fields = {"cue_spans": [(at[0], at[0] + 1)], "content_spans": [at]} | fields
        self._statements.append({"id": id_, "holder": holder, "confidence": 0.9} | fields)
        return id_

    def event(
        self,
        event: str,
        at: tuple[int, int],
        actor: Sequence[str],
        recipient: Sequence[str] = (),
        **fields: Any,
    ) -> str:
        id_ = f"e{len(self._events) + 1}"
        fields = {"actor": actor, "recipient": recipient, "confidence": 0.9} | fields
        self._events.append({"id": id_, "event": event, "span": at} | fields)
        return id_

    def record(self, **versions: str) -> Record:
        report = Report.of(self._text, publisher=self._publisher, published=self._published)
        return Record.model_validate(
            {
                "report": report.model_dump(),
                "actors": self._actors,
                "statements": self._statements,
                "events": self._events,
                "made_by": VERSIONS | versions,
            }
        )


def day(start: str | None, end: str | None = None) -> dict[str, Any]:
    """A date as a record has it."""
    if start is None:
        return {"basis": "none"}
    return {"start": start, "end": end or start, "text": "then", "basis": "relative"}


def call(
    publisher: str | None = "The Post",
    published: str | None = "2024-11-10",
    words: str = "Trump spoke with Putin by phone and urged him not to escalate the war.",
    *,
    on: str | None = "2024-11-07",
    by: tuple[str, str] | None = None,
    stance: str = "asserts",
    memcon: str = "0.1.0",
    **event: Any,
) -> Record:
    """The report of a call of Trump and Putin, on the word of the outlet or of another."""
    writing = Writing(publisher, published)
    at = writing.passage(words)
    trump = writing.actor("Donald Trump", country="USA", sector="GOV")
    putin = writing.actor("Vladimir Putin", country="RUS", sector="GOV")
    said = []
    fields = {"mode": "phone", "date": day(on)} | event
    if stance == "denies":
        fields["modality"] = "negated"
    if by is not None:
        name, kind = by
        holder = writing.actor(name, kind, country="RUS" if kind == "person" else None)
        said = [writing.statement(holder, at, stance=stance, about=["e1"])]
    writing.event("CONSULT", at, [trump, putin], according_to=said, **fields)
    return writing.record(memcon=memcon)


def told(connection: Connection) -> list[str]:
    """All that a ledger tells, as JSON: happenings, actors, statements."""
    actors = list(people.actors(connection))
    named = [a for n in sorted({a.name for a in actors}) for a in people.actors(connection, n)]
    happenings = queries.happenings(connection, Wanted(struck=True))
    statements = searching.statements(connection, WantedStatements())
    return _as_json([*happenings, *actors, *named, *statements])


def told_by(ledger: Ledger) -> list[str]:
    """The same of a ledger that is open."""
    actors = ledger.actors()
    named = [a for name in sorted({a.name for a in actors}) for a in ledger.actors(name)]
    return _as_json([*ledger.happenings(struck=True), *actors, *named, *ledger.statements()])


def _as_json(things: Iterable[Any]) -> list[str]:
    return [json.dumps(thing.to_dict(), ensure_ascii=False) for thing in things]
