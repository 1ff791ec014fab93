"""What every page works with: the ledger, the settings, and a reader for what is pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, Response

from memcon.desk.errors import Refused
from memcon.desk.forms import REVIEWER, VISITOR, reviewer_of, token_of, visitor_of
from memcon.desk.sentences import phrases
from memcon.desk.settings import Settings
from memcon.desk.shelf import Shelf
from memcon.desk.signing import fresh
from memcon.desk.templating import environment

if TYPE_CHECKING:
    from memcon.ledger import Ledger
    from memcon.reader import Reader
    from memcon.record import Record, Report

_WAITING: Final = 4
"""So many fetch or wait for the reader, fewer than there are threads; others come back later."""
_YEAR_S: Final = 365 * 86_400
_BLANK: Final = fresh()
"""Stands in a page where each visitor's token comes; nobody can guess it, and so write it."""


@dataclass(slots=True)
class ReadingRoom:
    """Reads one report after the other; the reader is loaded when it is first wanted."""

    make: Callable[[], Reader]
    _reader: Reader | None = None
    _one: Any = None
    _seats: Any = None

    def __post_init__(self) -> None:
        self._one, self._seats = Lock(), BoundedSemaphore(_WAITING)

    @contextmanager
    def seat(self) -> Iterator[None]:
        """A place for one who waits, to fetch and to read. Raises Refused if there is none left."""
        if not self._seats.acquire(blocking=False):
            raise Refused(429, "Others are having something read.", "Try again in a moment.")
        try:
            yield
        finally:
            self._seats.release()

    def read(self, report: Report) -> Record:
        """The record of a report."""
        with self._one:
            if self._reader is None:
                self._reader = self.make()
            return self._reader.read(report)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that is open."""

    ledger: Ledger
    settings: Settings
    room: ReadingRoom
    kept: Shelf = field(default_factory=Shelf)


def desk_of(request: Request) -> Desk:
    """The desk that a request is made to."""
    desk: Desk = request.app.state.desk
    return desk


ThisDesk = Annotated[Desk, Depends(desk_of)]


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    """A page by its template, with what its forms and its frame need."""
    from memcon.watch.memory import is_used

    html = (
        environment()
        .get_template(template)
        .render(
            path=request.url.path,
            csrf=_BLANK,
            reviewer=reviewer_of(request),
            signed_in="user" in request.scope.get("state", {}),
            can_sign_out=request.app.state.desk.settings.token is not None,
            phrases=phrases(),
            watches=is_used(request.app.state.desk.ledger),
            **values,
        )
    )
    keep = getattr(request.state, "keep", None)
    if keep is not None and status == 200:
        keep(html)
    return answer(request, html, status)


def answer(request: Request, html: str, status: int = 200) -> Response:
    """A page as it goes to a visitor: with the token of his forms, and his cookie if he is new."""
    visitor, is_new = visitor_of(request)
    response = HTMLResponse(html.replace(_BLANK, token_of(request, visitor)), status_code=status)
    if is_new:
        remember(request, response, VISITOR, visitor)
    return response


def remember(request: Request, response: Response, name: str, value: str) -> None:
    """Set a cookie that no script and no other site sees."""
    response.set_cookie(
        name,
        quote(value, safe=""),
        max_age=None if name == VISITOR else _YEAR_S,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def remember_reviewer(request: Request, response: Response, name: str) -> None:
    """Remember under which name somebody decides."""
    remember(request, response, REVIEWER, name[:200])
