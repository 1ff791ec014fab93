"""The desk as an application: its pages and its API behind its guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from memcon import __version__
from memcon.desk import api
from memcon.desk.desk import Desk, ReadingRoom
from memcon.desk.errors import Refused, answered, refusal
from memcon.desk.guard import Counts, Guard
from memcon.desk.pages import ROUTERS
from memcon.desk.settings import Settings
from memcon.desk.templating import standing_style
from memcon.errors import MemconError

if TYPE_CHECKING:
    from memcon.ledger import Ledger
    from memcon.reader import Reader

_THREADS: Final = 8
"""Pages made at once: each has a connection to the ledger, which has its own memory."""
_KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER: Final = "public, max-age=31536000, immutable"


def make_app(
    ledger: Ledger,
    settings: Settings | None = None,
    *,
    reader: Callable[[], Reader] | None = None,
    counts: Counts | None = None,
) -> FastAPI:
    """The desk over a ledger, as an ASGI application; `reader` makes what reads pasted texts.

    `counts` are shared by all processes that serve the same desk.
    """
    settings = settings or Settings()
    ledger.hurry(settings.seconds)
    app = FastAPI(
        title="memcon",
        version=__version__,
        description="A ledger of who dealt with whom, when, how, on whose word, and who denies it.",
        openapi_url="/api/openapi.json",
        # Their pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        lifespan=_few_threads,
    )
    app.state.desk = Desk(ledger, settings, ReadingRoom(reader or _reader))
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(MemconError, _answered)
    app.add_exception_handler(Refused, _answered)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(Guard, settings=settings, counts=counts)
    return app


@asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    from anyio.to_thread import current_default_thread_limiter

    current_default_thread_limiter().total_tokens = _THREADS
    yield


def _reader() -> Reader:
    from memcon.reader import Reader

    return Reader()


def _static(name: str) -> Response:
    """A file that the desk ships; only one of those there are has a name that is asked for."""
    if name == "standings.css":
        return _file(standing_style().encode(), ".css")
    for shipped in files("memcon.desk").joinpath("static").iterdir():
        if shipped.name == name:
            return _file(shipped.read_bytes(), name[name.rindex(".") :])
    raise Refused(404, "There is no such file.")


def _file(content: bytes, ending: str) -> Response:
    return Response(content, media_type=_KINDS[ending], headers={"cache-control": _FOREVER})


def _answered(request: Request, error: Exception) -> Response:
    return answered(request, error)


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    why = "There is nothing here." if error.status_code == 404 else str(error.detail)
    return refusal(request.scope, Refused(error.status_code, why, headers=error.headers))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = [
        f"{' '.join(str(part) for part in one['loc'] if part != 'body')}: {one['msg']}"
        for one in error.errors()[:5]
    ]
    why = "; ".join(told).encode("utf-8", "replace").decode()
    return refusal(request.scope, Refused(422, why[:2000]))
