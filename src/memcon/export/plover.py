"""PLOVER's JSON, one event a line, by the field names of the PLOVER manual.

What PLOVER has no field for (on whose word, who denies it, how sure) stands under `memcon`. What is
not known is left out; `date` alone is null then, since PLOVER asks for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from memcon.export.base import Parts, coder, codes
from memcon.ontology import event_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memcon.export.base import Happenings, InLedger
    from memcon.record import Actor, Event, Place, Record, Span, Statement

CODEBOOK: Final = "PLOVER 2024"


def write(records: Iterable[Record], out: BinaryIO, happenings: Happenings) -> None:
    """Each event of the records as a PLOVER record on a line."""
    for record in records:
        parts = Parts(record)
        for event in record.events:
            known = happenings.get((record.report.id, event.id))
            line = json.dumps(plover(parts, event, known), ensure_ascii=False)
            out.write(f"{line}\n".encode())


def plover(parts: Parts, event: Event, known: InLedger | None) -> dict[str, Any]:
    """An event as a PLOVER record."""
    kind, record = event_types()[event.event], parts.record
    start, end = event.date.start, event.date.end
    optional = {
        "enddate": str(end) if end != start else None,
        "recipient": [_actor(parts, actor, event.span) for actor in parts.actors(event.recipient)],
        "event_loc": _location(event.place) if event.place else None,
        "event_text": [parts.words(event.span)],
        "quad_code": codes()["quad"][kind.quad],
        "event_scale": kind.score,
        "mode": _modes(event),
        "context": list(event.context),
        "link": known.happening if known else None,
        "text_info": {"start": event.span[0], "end": event.span[1]},
        "cite_info": _citation(record),
        "coder": coder(record),
    }
    return {
        "id": f"{record.report.id}-{event.id}",
        "date": str(start) if start else None,
        "source": [_actor(parts, actor, event.span) for actor in parts.actors(event.actor)],
        "event": [event.event],
        **_told(optional),
        "memcon": _own(parts, event, known),
    }


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def _actor(parts: Parts, actor: Actor, span: Span) -> dict[str, Any]:
    return _told(
        {
            "code": actor.country,
            "sector": actor.sector,
            "actor_text": parts.named(actor, span),
            "identifier_text": actor.name,
            "office": actor.office,
        }
    )


def _location(place: Place) -> dict[str, Any]:
    return _told({"name": place.text, "cc3": place.country})


def _modes(event: Event) -> list[str]:
    """The mode, and the modality as the auxiliary mode that PLOVER has for it."""
    auxiliary = None if event.modality == "actual" else event.modality
    return [mode for mode in (event.mode, auxiliary) if mode]


def _citation(record: Record) -> dict[str, Any]:
    report = record.report
    return _told(
        {
            "citation": report.id,
            "url": report.url,
            "title": report.title,
            "language": report.language,
            "publication": report.publisher,
            "published": str(report.published) if report.published else None,
            "coder": coder(record),
            "codebook": CODEBOOK,
        }
    )


def _own(parts: Parts, event: Event, known: InLedger | None) -> dict[str, Any]:
    return _told(
        {
            "modality": event.modality,
            "cameo": event.cameo,
            "confidence": event.confidence,
            "date_basis": event.date.basis,
            "date_text": event.date.text,
            "according_to": [_statement(parts, told) for told in parts.rests_on(event)],
            "denied_by": [_statement(parts, told) for told in parts.denials(event)],
            "standing": known.standing if known else None,
            "origins": known.origins if known else None,
            "struck": True if known and known.struck else None,
        }
    )


def _statement(parts: Parts, statement: Statement) -> dict[str, Any]:
    """Who says what with which words; without a holder where the report names none."""
    holder = parts.holder(statement)
    return _told(
        {
            "holder": holder and holder.name,
            "kind": holder and holder.kind,
            "code": holder and holder.country,
            "sector": holder and holder.sector,
            "stance": statement.stance,
            "quote": statement.quote,
            "cue": [parts.words(span) for span in statement.cue_spans],
            "content": [parts.words(span) for span in statement.content_spans],
        }
    )
