"""A happening: what several reports tell of one event, and how it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.ledger.facts import Fact, Voice, Who
from memcon.ledger.merging import (
    Participant,
    dated,
    merged_context,
    merged_modality,
    merged_mode,
    participants,
    placed,
)
from memcon.ledger.origins import Origin, Source, in_order, origins, sources
from memcon.ledger.standing import Denial, Standing, denials, standing


@dataclass(frozen=True, slots=True)
class Named:
    """A ledger's actor as a happening shows it."""

    id: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody who asserts or denies a happening, in his own words."""

    name: str
    report: str
    statement: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What several reports tell of one event; the fields are those of the record contract."""

    id: str
    event: str
    mode: str | None
    context: tuple[str, ...]
    modality: str
    date: dict[str, Any]
    place: dict[str, Any] | None
    actor: tuple[Named, ...]
    recipient: tuple[Named, ...]
    standing: Standing
    reasons: tuple[str, ...]
    """Why it stands so, in words."""
    origins: tuple[Origin, ...]
    asserted_by: tuple[Said, ...]
    denied_by: tuple[Said, ...]
    reports: tuple[str, ...]
    plan_of: tuple[str, ...]
    planned_by: tuple[str, ...]
    confidence: float
    decisions: tuple[dict[str, Any], ...] = ()
    """What reviewers decided on it, the first first."""
    events: tuple[str, ...] = ()
    """Its events in the reports, by their names in the ledger."""

    def to_dict(self) -> dict[str, Any]:
        """The happening as plain JSON values, the contract's fields first."""
        return {
            "id": self.id,
            "event": self.event,
            "mode": self.mode,
            "context": list(self.context),
            "modality": self.modality,
            "date": self.date,
            "place": self.place,
            "actor": [_named(n) for n in self.actor],
            "recipient": [_named(n) for n in self.recipient],
            "standing": self.standing,
            "reasons": list(self.reasons),
            "origins": {
                "count": sum(origin.counts for origin in self.origins),
                "list": [
                    {
                        "origin": o.origin,
                        "reports": o.reports,
                        "counts": o.counts,
                        "why": o.why,
                        "rests_on": o.rests_on,
                    }
                    for o in self.origins
                ],
            },
            "asserted_by": [_said(s) for s in self.asserted_by],
            "denied_by": [_said(s) for s in self.denied_by],
            "reports": list(self.reports),
            "plan_of": list(self.plan_of),
            "planned_by": list(self.planned_by),
            "confidence": self.confidence,
            "decisions": list(self.decisions),
            "events": list(self.events),
        }

    def to_json(self) -> str:
        """The happening as JSON on a line, the same bytes each time."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A happening before its actors are looked up in the ledger, and its plans."""

    id: str
    participants: tuple[Participant, ...]
    fields: dict[str, Any]
    """All other fields of the contract, as JSON values."""


def tell(facts: Sequence[Fact]) -> Told:
    """What the events of one group tell together."""
    ordered = in_order(facts)
    parties = participants(ordered)
    whos = [w for party in parties for w in party.whos]
    found = sources(ordered, [party.whos for party in parties])
    rests = origins(found)
    denied = denials(ordered, whos, rests)
    stands, reasons = standing(found, rests, denied)
    return Told(
        id=ordered[0].uid,
        participants=tuple(parties),
        fields={
            "event": ordered[0].event,
            "mode": merged_mode(ordered),
            "context": merged_context(ordered),
            "modality": merged_modality(ordered),
            "date": _date(dated(ordered)),
            "place": _place(placed(ordered)),
            "standing": stands,
            "reasons": reasons,
            "origins": [_origin(origin, rests) for origin in rests],
            "asserted_by": _asserted(found),
            "denied_by": _denied(denied),
            "reports": list(dict.fromkeys(fact.report for fact in ordered)),
            "confidence": max(fact.confidence for fact in ordered),
            "events": [fact.uid for fact in ordered],
        },
    )


def _date(fact: Fact | None) -> dict[str, Any]:
    if fact is None:
        return {"start": None, "end": None, "text": None, "basis": "none"}
    return {
        "start": _iso(fact.start),
        "end": _iso(fact.end),
        "text": fact.date_text,
        "basis": fact.basis,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _place(fact: Fact | None) -> dict[str, Any] | None:
    return None if fact is None else {"text": fact.place, "country": fact.place_country}


def _origin(origin: Origin, all_: Sequence[Origin]) -> dict[str, Any]:
    rests_on = next((o.origin for o in all_ if o.counts and o.key == origin.rests_on), None)
    return {
        "origin": origin.origin,
        "reports": origin.reports,
        "counts": origin.counts,
        "why": origin.why,
        "rests_on": rests_on,
    }


def _asserted(found: Sequence[Source]) -> list[dict[str, Any]]:
    """Those who say it at first hand; then the outlets that tell it in their own voice."""
    first = [s for s in found if s.voice.holder is not None and s.voice.holder.outlet is None]
    own = [s for s in found if s not in first and s.rests_on is None]
    said = [(_holder(s.voice) or s.name, s.fact, s.voice) for s in (*first, *own)]
    return _once(said)


def _denied(found: Sequence[Denial]) -> list[dict[str, Any]]:
    return _once([(d.name, d.fact, d.voice) for d in found])


def _holder(voice: Voice) -> str | None:
    holder: Who | None = voice.holder
    return holder.name if holder is not None else None


def _once(said: Sequence[tuple[str, Fact, Voice]]) -> list[dict[str, Any]]:
    """Each by his name once, where he is first reported to say it."""
    by_name: dict[str, dict[str, Any]] = {}
    for name, fact, voice in said:
        by_name.setdefault(
            name.casefold(),
            {
                "name": name,
                "report": fact.report,
                "statement": voice.statement,
                "words": voice.words,
            },
        )
    return list(by_name.values())


def _named(named: Named) -> dict[str, Any]:
    return {"id": named.id, "name": named.name, "names": list(named.names)}


def _said(said: Said) -> dict[str, Any]:
    return {
        "name": said.name,
        "report": said.report,
        "statement": said.statement,
        "words": said.words,
    }
