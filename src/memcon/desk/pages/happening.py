"""A happening: how it stands and on whose word, its plan and its deed, its reports in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from memcon.desk.desk import ThisDesk, page
from memcon.desk.errors import Refused
from memcon.desk.keeping import kept
from memcon.desk.sentences import Branch, decision_words, headline, standing_sentence, tree_of
from memcon.record import CONTEXTS, EVENT_TYPES, MODES, day_of

if TYPE_CHECKING:
    from memcon.ledger.happening import Happening
    from memcon.ledger.latest import ReportHead

router = APIRouter()

_REPORTS: Final = 200
"""Reports whose heads are looked up; there may be thousands of one happening."""
_MODALITIES: Final = ("actual", "future", "hypothetical", "negated")


@dataclass(frozen=True, slots=True)
class Stop:
    """A point on the line of time: a report, or the day of the happening itself."""

    day: date | None
    report: ReportHead | None
    roles: tuple[str, ...] = ()
    """What the report does: it asserts, denies, passes on."""


@dataclass(frozen=True, slots=True)
class HappeningPage:
    """All that is shown of a happening."""

    it: Happening
    title: str
    sentence: str
    heads: Mapping[str, ReportHead]
    stops: Sequence[Stop]
    tree: Sequence[Branch]
    deeds: Sequence[Happening]
    plans: Sequence[Happening]
    decisions: Sequence[tuple[dict[str, Any], str]]
    """Each with what it says."""
    left_out: int
    """Reports that are not listed, there being too many."""


@router.get("/happening/{id_}")
@kept
def happening(request: Request, desk: ThisDesk, id_: str) -> Response:
    """The page of a happening, by its name or that of any of its events."""
    it = desk.ledger.happening(id_)
    if it is None:
        raise Refused(404, "The ledger has no such happening.", "It may have been read anew.")
    shown = it.reports[:_REPORTS]
    heads = desk.ledger.reports(shown)
    view = HappeningPage(
        it=it,
        title=headline(it),
        sentence=standing_sentence(it),
        heads=heads,
        stops=_stops(it, heads),
        tree=tree_of(it.origins),
        deeds=desk.ledger.happenings_of(it.plan_of[:20]),
        plans=desk.ledger.happenings_of(it.planned_by[:20]),
        decisions=[(decision, decision_words(decision)) for decision in it.decisions],
        left_out=len(it.reports) - len(shown),
    )
    return page(
        request,
        "happening.html",
        view=view,
        types=EVENT_TYPES,
        modes=MODES[it.event],
        modalities=_MODALITIES,
        contexts=CONTEXTS,
        done=_done(request),
    )


def _done(request: Request) -> int | None:
    """The decision just taken, if the address tells of one."""
    given = request.query_params.get("done", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _stops(it: Happening, heads: Mapping[str, ReportHead]) -> list[Stop]:
    stops = [Stop(head.published, head, tuple(_roles(it, head.id))) for head in heads.values()]
    start = it.date["start"]
    if start is not None:
        stops.append(Stop(day_of(start), None))
    return sorted(stops, key=_order)


def _order(stop: Stop) -> tuple[bool, date, bool, str]:
    """By their days, those without one last; the happening before the reports of its day."""
    report = stop.report
    return (
        stop.day is None,
        stop.day or date.max,
        report is not None,
        report.id if report is not None else "",
    )


def _roles(it: Happening, report: str) -> Iterator[str]:
    if any(said.report == report for said in it.denied_by):
        yield "denies"
    origins = [origin for origin in it.origins if report in origin.reports]
    if any(origin.counts for origin in origins):
        yield "origin"
    elif origins:
        yield "passes on"
