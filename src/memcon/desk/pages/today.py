"""Today: what came in last, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from memcon.desk.asking import a_number
from memcon.desk.desk import ThisDesk, page
from memcon.desk.keeping import kept

if TYPE_CHECKING:
    from memcon.ledger.latest import Arrival, Change

router = APIRouter()

_AT_ONCE: Final = 60
"""Reports whose news a page tells."""
_SHOWN: Final = 12
"""Happenings under one heading, before a link to all of them."""


@dataclass(frozen=True, slots=True)
class Today:
    """What came in, the last first, and what is new by it."""

    arrivals: Sequence[Arrival]
    disputed: Sequence[Change]
    """What is denied now and was not before."""
    confirmed: Sequence[Change]
    """What a participant says now, or a second origin, and did not before."""
    new: Sequence[Change]
    """What nobody had told of."""
    day: date | None
    earlier: int | None
    """Before which reading to go on."""
    total: int


@router.get("/")
@kept
def today(request: Request, desk: ThisDesk) -> Response:
    """The page of what came in last."""
    before = a_number(request.query_params, "before", 0, 0, 2**31) or None
    found = desk.ledger.arrivals(before=before, limit=_AT_ONCE + 1)
    arrivals = _of_one_day(found[:_AT_ONCE])
    changes = desk.ledger.changes(arrivals)
    disputed = [c for c in changes if _became(c, "disputed", "denied")]
    confirmed = [c for c in changes if _became(c, "confirmed", "corroborated") and c.before]
    told = {c.happening.id for c in (*disputed, *confirmed)}
    view = Today(
        arrivals=arrivals,
        disputed=disputed,
        confirmed=confirmed,
        new=[c for c in changes if c.before is None and c.happening.id not in told],
        day=arrivals[0].added.date() if arrivals else None,
        earlier=arrivals[-1].number if len(found) > len(arrivals) else None,
        total=len(changes),
    )
    return page(request, "today.html", view=view, shown=_SHOWN, is_latest=before is None)


def _of_one_day(found: Sequence[Arrival]) -> Sequence[Arrival]:
    """Those of the day on which the first of them came in."""
    return [a for a in found if a.added.date() == found[0].added.date()]


def _became(change: Change, *standings: str) -> bool:
    return change.happening.standing in standings and change.before not in standings
