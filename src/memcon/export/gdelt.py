"""GDELT 2.0's table of events: 61 columns, parted by tabs, without a header or quotation marks.

A row is a pair of actors, as in all data by CAMEO: each actor with each recipient, and those who
meet or agree each with each, both ways. What has not happened is left out, and what the ledger
knows as one happening stands once.
"""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import permutations, product
from typing import TYPE_CHECKING, BinaryIO, Final

from memcon.export.base import Parts, codes, countries, is_done, one_line, the_day
from memcon.ontology import usual_cameo
from memcon.registry.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from memcon.export.base import Happenings, InLedger
    from memcon.record import Actor, Event, Place, Record, Report

_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO: Final = (
    "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
)  # fmt: skip
COLUMNS: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{where}Geo_{part}" for where in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

Cells = dict[str, object]
Pair = tuple["Actor | None", "Actor | None"]


def write(records: Iterable[Record], out: BinaryIO, happenings: Happenings) -> None:
    """The events of the records that have taken place, a line for each pair of actors."""
    written: set[str] = set()
    for record in records:
        parts = Parts(record)
        for event in record.events:
            known = happenings.get((record.report.id, event.id))
            if not is_done(event, known) or (known and known.happening in written):
                continue
            if known:
                written.add(known.happening)
            for line in _lines(parts, event, known):
                out.write(line.encode())


def _lines(parts: Parts, event: Event, known: InLedger | None) -> Iterator[str]:
    report = parts.record.report
    common = (
        _dates(event) | _act(event) | _mentions(known) | _action_geo(event.place) | _source(report)
    )
    common["IsRootEvent"] = int("\n" not in report.text[: event.span[0]].strip())
    for first, second in _pairs(parts, event, str(common["EventCode"])):
        cells = common | _actor(1, first) | _actor(2, second)
        cells["GLOBALEVENTID"] = _number(report, event, first, second)
        yield "\t".join(_cell(cells.get(column)) for column in COLUMNS) + "\n"


def _cell(value: object) -> str:
    """A value as GDELT writes it; a quotation mark would part nothing and confuse readers."""
    return "" if value is None else one_line(str(value)).replace('"', "'")


def _number(report: Report, event: Event, *pair: Actor | None) -> int:
    """A number that is the same in every export: 63 bits of a hash, since GDELT's is an integer."""
    name = "/".join([report.id, event.id, *(actor.id if actor else "" for actor in pair)])
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 1


def _pairs(parts: Parts, event: Event, code: str) -> Iterator[Pair]:
    actors, recipients = parts.actors(event.actor), parts.actors(event.recipient)
    if not recipients and len(actors) > 1 and code.startswith(tuple(codes()["mutual"])):
        yield from permutations(actors, 2)
        return
    nobody: list[Actor | None] = [None]
    yield from product(actors or nobody, recipients or nobody)


def _dates(event: Event) -> Cells:
    """The day, or the month or year alone where the report tells no more."""
    start, end, day = event.date.start, event.date.end, the_day(event)
    if start is None or end is None or start.year != end.year:
        return {}
    return {
        "SQLDATE": day and f"{day:%Y%m%d}",
        "MonthYear": f"{start:%Y%m}" if start.month == end.month else None,
        "Year": f"{start:%Y}",
        "FractionDate": day and _fraction(day),
    }


def _fraction(day: date) -> str:
    """A day as GDELT counts: months have 30 days, years 365, digits are cut after the fourth.

    2 February 2014 is 2014.0876 in GDELT.
    """
    ten_thousandths = ((day.month - 1) * 30 + day.day) * 10_000 // 365
    return f"{day.year}.{ten_thousandths:04d}"


def _actor(number: int, actor: Actor | None) -> Cells:
    if actor is None:
        return {}
    beyond = codes()["beyond_states"].get(actor.country)
    country = actor.country if beyond is None else beyond.get("country")
    group, sort = (beyond or {}).get("group"), (beyond or {}).get("type")
    types = [code for code in (sort, codes()["type"].get(actor.sector)) if code]
    parts = [country, *types[:1], group, *types[1:]] if sort else [country, *types]
    return {
        f"Actor{number}Code": "".join(part for part in parts if part),
        f"Actor{number}Name": actor.name.upper(),
        f"Actor{number}CountryCode": country,
        f"Actor{number}KnownGroupCode": group,
        **{f"Actor{number}Type{n}Code": code for n, code in enumerate(types, 1)},
    }


def _act(event: Event) -> Cells:
    code = event.cameo or usual_cameo(event.event, event.mode)
    if event.modality == "future":
        code = codes()["promised"].get(event.event, code)
    code = f"{code}0" if len(code) == 2 else code  # GDELT writes a root as its general code
    root = code[:2]
    quads = codes()["cameo_quad"]
    return {
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": root,
        "QuadClass": quads[max(first for first in quads if first <= root)],
        "GoldsteinScale": codes()["goldstein"][root],
    }


def _mentions(known: InLedger | None) -> Cells:
    return {"NumMentions": 1, "NumSources": known.origins if known else 1, "NumArticles": 1}


def _action_geo(place: Place | None) -> Cells:
    """The country in which it happened; what lies below a country is not known."""
    fips = countries().get(place.country or "", ("", ""))[0] if place else ""
    if place is None or not fips:
        return {}
    return {
        "ActionGeo_Type": 1,
        "ActionGeo_FullName": _names()[place.country or ""],
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": fips,
    }


@cache
def _names() -> dict[str, str]:
    """Countries' names by their codes."""
    return {row[0]: row[1] for row in read_table("countries")}


def _source(report: Report) -> Cells:
    return {
        "DATEADDED": report.published and f"{report.published:%Y%m%d}000000",
        "SOURCEURL": report.url or f"memcon:{report.id}",
    }
