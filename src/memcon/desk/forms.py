"""Forms: what was filled in, and that the desk's own page was where."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.datastructures import QueryParams

from memcon.desk.errors import Refused
from memcon.desk.guard import cookies
from memcon.desk.signing import fresh, same, signature

VISITOR = "memcon_visitor"
"""The cookie that a form's token is made from."""
REVIEWER = "memcon_reviewer"
"""The cookie that remembers under which name somebody decides."""
_FIELDS = 64


async def form_of(request: Request) -> QueryParams:
    """The fields of a form. Raises Refused if it is none, or comes from another page than ours."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Refused(415, "That is no form.", "Use the desk's own page.")
    try:
        pairs = parse_qsl(
            (await request.body()).decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=_FIELDS,
        )
    except ValueError:
        raise Refused(400, "The form cannot be read.", "Send it once more.") from None
    filled = QueryParams(pairs)
    visitor = cookies(request.headers).get(VISITOR, "")
    if not visitor or not same(filled.get("csrf", ""), token_of(request, visitor)):
        raise Refused(
            403,
            "The form is out of date, or cookies are off.",
            "Load the page again, and send it from there.",
        )
    return filled


Form = Annotated[QueryParams, Depends(form_of)]


def visitor_of(request: Request) -> tuple[str, bool]:
    """Who is visiting, as a random value; and whether they are new."""
    known = cookies(request.headers).get(VISITOR)
    return (known, False) if known else (fresh(), True)


def token_of(request: Request, visitor: str) -> str:
    """What each form of a visitor carries, and no other site can know."""
    secret: bytes = request.app.state.desk.settings.secret
    return signature(secret, "form", visitor)


def reviewer_of(request: Request) -> str:
    """Under which name somebody decides: the one signed in with, else the one used last."""
    from urllib.parse import unquote

    user: str | None = request.scope.get("state", {}).get("user")
    return user or unquote(cookies(request.headers).get(REVIEWER, ""))[:200]
