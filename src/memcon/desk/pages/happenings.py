"""Happenings: a list by filters that stand in the address, and the same as files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from memcon.desk.asking import COUNTED, PAGE, HappeningFilter
from memcon.desk.desk import Desk, ThisDesk, page
from memcon.desk.errors import Refused
from memcon.desk.keeping import kept
from memcon.errors import UsageError
from memcon.export.csv import guarded
from memcon.record import EVENT_TYPES

if TYPE_CHECKING:
    from memcon.ledger.happening import Happening

router = APIRouter()

MOST_IN_FILE: Final = 10_000
_AT_ONCE: Final = 500
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
_COLUMNS: Final = (
    "id", "date_start", "date_end", "event", "mode", "modality", "actor", "recipient", "place",
    "place_country", "standing", "origins", "asserted_by", "denied_by", "reports", "confidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HappeningList:
    """A page of the list."""

    filter: HappeningFilter
    found: Sequence[Happening]
    count: int
    """All that meet the filter; more than COUNTED are not counted."""
    next: int | None
    previous: int | None
    problem: str | None = None
    names: tuple[str, ...] = ()
    """What the participants asked for are called, where they were given by id."""


@router.get("/happenings")
@kept
def happenings(request: Request, desk: ThisDesk) -> Response:
    """The page of happenings."""
    problem = None
    try:
        asked = HappeningFilter.of(request.query_params)
    except UsageError as error:
        asked, problem = HappeningFilter(), str(error)
    view = _list(desk, asked, problem)
    return page(
        request,
        "happenings.html",
        status=400 if problem else 200,
        view=view,
        types=EVENT_TYPES,
        counted=COUNTED,
    )


@router.get("/happenings.{ending}")
def file(request: Request, desk: ThisDesk, ending: str) -> Response:
    """What a list shows, on all its pages, as a file."""
    if ending not in _TYPES:
        raise Refused(404, "There is no such file.", f"There are {', '.join(_TYPES)}.")
    asked = HappeningFilter.of(request.query_params)
    # The first are looked up here, where what goes wrong can still be told.
    first = _batch(desk, asked, 0)
    pieces = {"csv": _csv, "json": _json, "jsonl": _jsonl}[ending](_all(desk, asked, first))
    name = f'attachment; filename="happenings.{ending}"'
    return StreamingResponse(
        pieces, media_type=_TYPES[ending], headers={"content-disposition": name}
    )


def _list(desk: Desk, asked: HappeningFilter, problem: str | None) -> HappeningList:
    offset = (asked.page - 1) * PAGE
    found = desk.ledger.happenings(**asked.asked(), newest=True, limit=PAGE + 1, offset=offset)
    is_more = len(found) > PAGE
    whole = offset + len(found)
    return HappeningList(
        filter=asked,
        found=found[:PAGE],
        count=desk.ledger.count(**asked.asked(), most=COUNTED + 1) if is_more or offset else whole,
        next=asked.page + 1 if is_more else None,
        previous=asked.page - 1 if asked.page > 1 else None,
        problem=problem,
        names=tuple(called(desk, name) for name in asked.participants),
    )


def called(desk: Desk, name: str) -> str:
    """What an actor is called who is asked for by name or by id."""
    if len(name) != 16 or not all(c in "0123456789abcdef" for c in name):
        return name
    return next((actor.name for actor in desk.ledger.actors(name, limit=1)), name)


def _batch(desk: Desk, asked: HappeningFilter, offset: int) -> Sequence[Happening]:
    return desk.ledger.happenings(**asked.asked(), newest=True, limit=_AT_ONCE, offset=offset)


def _all(
    desk: Desk, asked: HappeningFilter, batch: Sequence[Happening]
) -> Iterator[dict[str, Any]]:
    for offset in range(_AT_ONCE, MOST_IN_FILE + _AT_ONCE, _AT_ONCE):
        yield from (one.to_dict() for one in batch)
        if len(batch) < _AT_ONCE or offset >= MOST_IN_FILE:
            return
        batch = _batch(desk, asked, offset)


def _jsonl(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    return (f"{json.dumps(one, ensure_ascii=False)}\n" for one in found)


def _json(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    separator = "["
    for one in found:
        yield f"{separator}{json.dumps(one, ensure_ascii=False, indent=2)}"
        separator = ",\n"
    yield "[]\n" if separator == "[" else "]\n"


def _csv(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield f"{','.join(_COLUMNS)}\r\n"
    for one in found:
        row = io.StringIO()
        csv.writer(row).writerow(_cells(one))
        yield row.getvalue()


def _cells(one: dict[str, Any]) -> list[str]:
    place = one["place"] or {}
    told = {
        **one,
        "date_start": one["date"]["start"],
        "date_end": one["date"]["end"],
        "place": place.get("text"),
        "place_country": place.get("country"),
        "origins": one["origins"]["count"],
        **{side: _names(one[side]) for side in ("actor", "recipient", "asserted_by", "denied_by")},
        "reports": "; ".join(one["reports"]),
    }
    cells = ("" if told[name] is None else str(told[name]) for name in _COLUMNS)
    return [guarded(cell) for cell in cells]


def _names(given: Sequence[dict[str, Any]]) -> str:
    return "; ".join(" ".join(one["name"].split()) for one in given)
