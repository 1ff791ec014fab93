"""POLECAT's weekly files: forty columns with a header, parted by tabs, "None" for nothing.

What has not happened is left out: POLECAT has no column that would tell it from what has.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, BinaryIO, Final

from memcon.export.base import Parts, coder, countries, is_done, one_line, text_to, the_day
from memcon.ontology import event_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.export.base import Happenings
    from memcon.record import Actor, Event, Record, Span

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_NOTHING: Final = "None"
_AND: Final = "; "

Cells = dict[str, object]


def write(records: Iterable[Record], out: BinaryIO, happenings: Happenings) -> None:
    """The events of the records that have taken place, a line each."""
    with text_to(out) as text:
        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for record in records:
            parts, story = Parts(record), _story(record)
            for event in record.events:
                if is_done(event, happenings.get((record.report.id, event.id))):
                    cells = _event(parts, event) | story
                    writer.writerow(_cell(cells.get(column)) for column in COLUMNS)


def _cell(value: object) -> str:
    return one_line(str(value)) if value not in (None, "") else _NOTHING


def _event(parts: Parts, event: Event) -> Cells:
    kind = event_types()[event.event]
    return {
        "Event ID": f"{parts.record.report.id}_{event.event}_{event.id}",
        "Event Date": the_day(event),
        "Event Type": event.event,
        "Event Mode": event.mode,
        "Intensity": kind.score,
        "Quad Code": kind.quad.replace("-", " ").upper(),
        "Contexts": _AND.join(event.context),
        **_side("Actor", parts, parts.actors(event.actor), event.span),
        **_side("Recipient", parts, parts.actors(event.recipient), event.span),
        "Country": event.place and event.place.country,
        "Raw Placename": event.place and event.place.text,
    }


def _side(side: str, parts: Parts, actors: list[Actor], span: Span) -> Cells:
    """Those on one side, their fields in one order: the second country is the second name's."""
    sectors = [actor.sector for actor in actors]
    return {
        f"{side} Name": _list(actor.name for actor in actors),
        f"{side} Country": _list(actor.country for actor in actors),
        f"{side} COW": _list(_cow(actor) for actor in actors),
        f"Primary {side} Sector": next(filter(None, sectors), None),
        f"{side} Sectors": _list(sectors),
        f"{side} Title": _list(actor.office for actor in actors),
        f"{side} Name Raw": _list(parts.named(actor, span) for actor in actors),
    }


def _list(values: Iterable[str | None]) -> str:
    """Values in order, each unknown one as nothing, unless all are."""
    known = list(values)
    return _AND.join(value or _NOTHING for value in known) if any(known) else ""


def _cow(actor: Actor) -> str | None:
    return countries().get(actor.country or "", ("", ""))[1] or None


def _story(record: Record) -> Cells:
    """What a report says of itself and whom and what it names, the same for all its events."""
    report = record.report
    places = (event.place.text for event in record.events if event.place)
    return {
        "Source": report.publisher,
        "Publication Date": report.published,
        "Story People": _AND.join(_of_kind(record, "person")),
        "Story Organizations": _AND.join(_of_kind(record, "organisation")),
        "Story Locations": _AND.join(dict.fromkeys([*_of_kind(record, "state"), *places])),
        "Language": report.language,
        "Version": coder(record),
    }


def _of_kind(record: Record, kind: str) -> Iterator[str]:
    return (actor.name for actor in record.actors if actor.kind == kind)
