"""Pages kept until the ledger changes: of the same ledger the same page is not made twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from memcon.desk.desk import Desk, answer
from memcon.desk.forms import reviewer_of

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.responses import Response


def kept(handler: Callable[..., Response]) -> Callable[..., Response]:
    """A page that tells nothing but what is in the ledger, by its address and who asks.

    The version is asked for before the page is made: what is kept of a ledger that changes
    meanwhile is never given for the one that it has become.
    """

    @wraps(handler)
    def keeping(request: Request, desk: Desk, **given: Any) -> Response:  # noqa: ANN401
        signed_in = "user" in request.scope.get("state", {})
        key = (request.url.path, request.url.query, reviewer_of(request), signed_in)
        version = desk.ledger.version()
        html = desk.kept.get(version, key)
        if html is not None:
            return answer(request, html)
        request.state.keep = partial(desk.kept.put, version, key)
        return handler(request=request, desk=desk, **given)

    return keeping
