"""The table of events as people analyse it: one row an event, with names beside the ids.

It has the columns of the table `events`, then who took part, on whose word it rests and who denies
it, what the report is, and, where the ledger knows it, how the happening stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from memcon.export import tables
from memcon.export.base import InLedger, Parts
from memcon.ontology import event_types

if TYPE_CHECKING:
    import pyarrow as pa

    from memcon.export.base import Happenings
    from memcon.export.tables import Row
    from memcon.record import Actor, Event, Record


@cache
def schema() -> pa.Schema:
    """The Arrow schema of the joined table of events."""
    import pyarrow as pa

    names = pa.list_(
        pa.field("item", pa.string())
    )  # an item is null where there is no name or code
    columns = [
        *(pa.field(f"{side}_{what}", names, nullable=False) for side in _SIDES for what in _WHATS),
        pa.field("quad", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("words", pa.string(), nullable=False),
        *(pa.field(name, names, nullable=False) for name in _WORD),
        *(_as_in_reports(name) for name in (*_REPORT, *_MADE_BY)),
        pa.field("happening", pa.string()),
        pa.field("standing", pa.string()),
        pa.field("origins", pa.int32()),
        pa.field("struck", pa.bool_()),
    ]
    events = tables.schema("events")
    return pa.schema([*events, *columns], metadata={**events.metadata, "memcon.joined": "yes"})


def rows(record: Record, happenings: Happenings) -> Iterator[Row]:
    """The rows of a record's events."""
    parts, told = Parts(record), tables.rows(record)
    (report,) = told["reports"]
    origin = {name: report[name] for name in _MADE_BY} | {
        name: report[name.removeprefix("report_")] for name in _REPORT
    }
    for event, row in zip(record.events, told["events"], strict=True):
        known = happenings.get((record.report.id, event.id))
        ledger = known._asdict() if known else dict.fromkeys(InLedger._fields)
        yield {**row, **_parties(parts, event), **_word(parts, event), **origin, **ledger}


_SIDES = ("actor", "recipient")
_WHATS = ("names", "countries", "sectors")
_WORD = ("holder_names", "holder_kinds", "stances", "denied_by")
_REPORT = ("report_title", "report_publisher", "report_url", "report_published", "report_language")
_MADE_BY = ("made_by_memcon", "made_by_weights", "made_by_ontology", "made_by_registry")


def _as_in_reports(name: str) -> pa.Field:
    return tables.schema("reports").field(name.removeprefix("report_")).with_name(name)


def _parties(parts: Parts, event: Event) -> Row:
    return {
        **_side("actor", parts.actors(event.actor)),
        **_side("recipient", parts.actors(event.recipient)),
        "quad": event_types()[event.event].quad,
        "score": event_types()[event.event].score,
        "words": parts.words(event.span),
    }


def _side(side: str, actors: list[Actor]) -> Row:
    return {
        f"{side}_names": [actor.name for actor in actors],
        f"{side}_countries": [actor.country for actor in actors],
        f"{side}_sectors": [actor.sector for actor in actors],
    }


def _word(parts: Parts, event: Event) -> Row:
    told = parts.rests_on(event)
    holders = [parts.holder(statement) for statement in told]
    deniers = [parts.holder(statement) for statement in parts.denials(event)]
    return {
        "holder_names": [_name(holder) for holder in holders],
        "holder_kinds": [holder and holder.kind for holder in holders],
        "stances": [statement.stance for statement in told],
        "denied_by": [_name(denier) for denier in deniers],
    }


def _name(actor: Actor | None) -> str | None:
    return None if actor is None else actor.name
