"""What goes wrong, in one shape: error, advice and status as JSON; or a page that says so."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from memcon.desk.templating import plain_page
from memcon.errors import MemconError, SourceError, UsageError


class Refused(Exception):  # noqa: N818 - it is what happens, and no fault of the desk
    """A request that is not answered: why, and what to do."""

    def __init__(
        self, status: int, why: str, advice: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(why)
        self.status, self.why, self.advice, self.headers = status, why, advice, headers or {}


def refusal(scope: Scope, no: Refused) -> Response:
    """The answer that says no: JSON for programs, a page for people."""
    if no.status == 303:
        return Response(status_code=303, headers=dict(no.headers))
    if scope["path"].startswith("/api/"):
        told = {"error": no.why, "advice": no.advice, "status": no.status}
        return JSONResponse(told, status_code=no.status, headers=dict(no.headers))
    return plain_page("error.html", status=no.status, headers=no.headers, path="", no=no)


def as_refusal(error: MemconError) -> Refused:
    """An error of ours as what is said to whoever asked."""
    if isinstance(error, SourceError):
        return Refused(422, f"{error.input}: {error.problem}", error.advice)
    if isinstance(error, UsageError):
        return Refused(400, str(error))
    return Refused(503, str(error), "Try again later.")


def answered(request: Request, error: Exception) -> Response:
    """The answer for an error that a page raised."""
    no = error if isinstance(error, Refused) else None
    if no is None:
        assert isinstance(error, MemconError)
        no = as_refusal(error)
    return refusal(request.scope, no)
