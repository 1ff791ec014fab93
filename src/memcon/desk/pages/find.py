"""Find: one field for everything; who is known by the words gets the page, else statements do."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from memcon.desk.asking import words
from memcon.desk.desk import ThisDesk
from memcon.desk.templating import query

router = APIRouter()


@router.get("/find")
def find(request: Request, desk: ThisDesk) -> Response:
    """To the actor of that name, to several of them, to a happening or report, or to statements."""
    said = next(words(request.query_params.getlist("q")), None)
    return RedirectResponse("/happenings" if said is None else _place(desk, said), 303)


def _place(desk: ThisDesk, said: str) -> str:
    if desk.ledger.happening(said) is not None:
        return f"/happening/{said}"
    if desk.ledger.reports([said]):
        return f"/report/{said}"
    found = desk.ledger.actors(said, limit=2)
    if not found:
        return f"/statements{query([('text', said)])}"
    return f"/actor/{found[0].id}" if len(found) == 1 else f"/actors{query([('name', said)])}"
