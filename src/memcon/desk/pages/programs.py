"""The page for those who write programs: what the API offers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from memcon.desk.desk import page

router = APIRouter()


@router.get("/api")
def api(request: Request) -> Response:
    """The page of what the API offers, from its own document."""
    return page(request, "api.html", paths=request.app.openapi()["paths"])
