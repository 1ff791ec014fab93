"""Statements: who said what, by words, speakers and stances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from memcon.desk.asking import PAGE, STANCES, StatementFilter
from memcon.desk.desk import ThisDesk, page
from memcon.desk.keeping import kept
from memcon.desk.pages.happenings import called
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.ledger.searching import FoundStatement

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StatementList:
    """A page of the list."""

    filter: StatementFilter
    found: Sequence[FoundStatement]
    next: int | None
    previous: int | None
    by: str | None
    """What the speaker asked for is called."""
    problem: str | None


@router.get("/statements")
@kept
def statements(request: Request, desk: ThisDesk) -> Response:
    """The page of statements."""
    problem = None
    try:
        asked = StatementFilter.of(request.query_params)
    except UsageError as error:
        asked, problem = StatementFilter(), str(error)
    offset = (asked.page - 1) * PAGE
    found = desk.ledger.statements(**asked.asked(), newest=True, limit=PAGE + 1, offset=offset)
    view = StatementList(
        filter=asked,
        found=found[:PAGE],
        next=asked.page + 1 if len(found) > PAGE else None,
        previous=asked.page - 1 if asked.page > 1 else None,
        by=called(desk, asked.by) if asked.by else None,
        problem=problem,
    )
    status = 400 if problem else 200
    return page(request, "statements.html", status=status, view=view, stances=STANCES)
