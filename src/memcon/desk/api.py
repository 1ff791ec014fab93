"""The JSON API: the same objects as the commands print, by the same filters."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool

from memcon.desk.desk import ThisDesk
from memcon.desk.errors import Refused
from memcon.desk.pages.read import Given, record_of
from memcon.desk.pages.watching import states
from memcon.desk.shapes import (
    ActorShape,
    DecisionShape,
    HappeningShape,
    Problem,
    StatementShape,
    SummaryShape,
    ToDecide,
    ToRead,
    ToUndo,
    WatchedShape,
)
from memcon.ledger.standing import Standing
from memcon.record import EventType, Record, Stance

MOST: Final = 1_000
_FURTHEST: Final = 100_000

_PROBLEMS: Final = {
    400: "What is asked makes no sense.",
    401: "The desk's token is missing.",
    403: "Not signed in, or asked by another site.",
    404: "There is no such thing.",
    413: "Too long.",
    414: "The address is too long.",
    415: "The body is no JSON.",
    422: "What was sent cannot be read.",
    429: "Too much at once.",
}


def _json_only(request: Request) -> None:
    """Refuse bodies of other kinds: those are what a form of another site could send."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        raise Refused(415, "The body is no JSON.", "Send application/json.")


router = APIRouter(
    prefix="/api",
    dependencies=[Depends(_json_only)],
    responses={
        status: {"model": Problem, "description": words} for status, words in _PROBLEMS.items()
    },
)

Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many.")]
Offset = Annotated[int, Query(ge=0, le=_FURTHEST, description="So many are left out first.")]
Word = Annotated[str | None, Query(max_length=500)]
Day = Annotated[str | None, Query(max_length=40, examples=["2024-11-11"])]
Id = Annotated[str, Path(max_length=64)]
Newest = Annotated[bool, Query(description="The newest first, not the oldest.")]


@router.get("/summary", response_model=SummaryShape)
def summary(desk: ThisDesk) -> Any:  # noqa: ANN401 - the shape stands in the line above
    """What is in the ledger, in numbers."""
    told = asdict(desk.ledger.summary())
    # Where it lies on this machine is no business of who asks.
    del told["where"]
    return told


@router.get("/happenings", response_model=list[HappeningShape])
def happenings(
    desk: ThisDesk,
    with_: Annotated[list[str], Query(alias="with", max_length=20)] = [],  # noqa: B006
    event: Annotated[list[EventType], Query()] = [],  # noqa: B006
    since: Day = None,
    until: Day = None,
    standing: Annotated[list[Standing], Query()] = [],  # noqa: B006
    min_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
    struck: bool = False,
    newest: Newest = False,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:  # noqa: ANN401
    """What happened, with standing, origins, and who asserts and denies it."""
    found = desk.ledger.happenings(
        with_,
        event=event,
        since=since,
        until=until,
        standing=standing,
        min_confidence=min_confidence,
        struck=struck,
        newest=newest,
        limit=limit,
        offset=offset,
    )
    return [one.to_dict() for one in found]


@router.get("/happenings/{id}", response_model=HappeningShape)
def happening(desk: ThisDesk, id: Id) -> Any:  # noqa: ANN401
    """The happening of that name, or the one that an event of that name belongs to now."""
    found = desk.ledger.happening(id)
    if found is None:
        raise Refused(404, "The ledger has no such happening.")
    return found.to_dict()


@router.get("/statements", response_model=list[StatementShape])
def statements(
    desk: ThisDesk,
    by: Word = None,
    about: Word = None,
    stance: Annotated[list[Stance], Query()] = [],  # noqa: B006
    since: Day = None,
    until: Day = None,
    text: Word = None,
    newest: Newest = False,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:  # noqa: ANN401
    """Who said what, in their own words."""
    found = desk.ledger.statements(
        by=by,
        about=about,
        stance=stance,
        since=since,
        until=until,
        text=text,
        newest=newest,
        limit=limit,
        offset=offset,
    )
    return [one.to_dict() for one in found]


@router.get("/actors", response_model=list[ActorShape])
def actors(desk: ThisDesk, name: Word = None, limit: Limit = 100) -> Any:  # noqa: ANN401
    """The actors of a name or id with offices and dealings; or all, the most reported first."""
    return [one.to_dict() for one in desk.ledger.actors(name, limit=limit)]


@router.get("/records/{report}", response_model=Record)
def record(desk: ThisDesk, report: Id) -> Any:  # noqa: ANN401
    """The record of a report."""
    found = desk.ledger.record(report)
    if found is None:
        raise Refused(404, "The ledger has no such report.")
    return found.to_dict()


@router.get("/decisions", response_model=list[DecisionShape])
def decisions(desk: ThisDesk) -> Any:  # noqa: ANN401
    """All decisions of reviewers, the first first."""
    return [one.to_dict() for one in desk.ledger.decisions()]


@router.get("/watching", response_model=list[WatchedShape])
def watching(desk: ThisDesk) -> Any:  # noqa: ANN401
    """How the feeds and folders stand from which the ledger is fed."""
    return [state.to_dict() for state in states(desk)]


@router.post("/read", response_model=Record)
async def read(desk: ThisDesk, asked: ToRead) -> Any:  # noqa: ANN401
    """The record of a text or an address; kept in the ledger if that is asked for."""
    given = Given.of({name: value for name, value in asked if isinstance(value, str)})
    made = await run_in_threadpool(record_of, desk, given)
    if asked.keep:
        await run_in_threadpool(desk.ledger.add, made)
    return made.to_dict()


@router.post("/happenings/{id}/decisions", response_model=DecisionShape, status_code=201)
def decide(request: Request, desk: ThisDesk, id: Id, asked: ToDecide) -> Any:  # noqa: ANN401
    """Take a decision about a happening; it lies over the machine's record."""
    _fit(asked.value)
    return desk.ledger.correct(
        asked.kind,
        id,
        *(asked.others if asked.kind == "merge" else ()),
        by=_by(request, asked.by),
        reason=asked.reason,
        field=asked.field,
        value=asked.value,
        leaving=asked.leaving,
    ).to_dict()


@router.post("/decisions/{number}/undo", response_model=DecisionShape, status_code=201)
def undo(
    request: Request,
    desk: ThisDesk,
    number: Annotated[int, Path(ge=1, lt=2**31)],
    asked: ToUndo,
) -> Any:  # noqa: ANN401
    """Take back a decision, or the taking back of one."""
    return desk.ledger.undo(number, by=_by(request, asked.by), reason=asked.reason).to_dict()


def _by(request: Request, given: str) -> str:
    """Who decides: whoever is signed in, whatever the body says."""
    signed_in: str | None = request.scope.get("state", {}).get("user")
    return signed_in or given


def _fit(value: object) -> None:
    """Raise Refused for a value that no database can hold: half characters."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except ValueError:
        raise Refused(422, "value: holds half a character.") from None
