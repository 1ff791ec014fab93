"""Signing in with the desk's token, and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from memcon.desk.desk import ThisDesk, page, remember
from memcon.desk.forms import Form
from memcon.desk.guard import SESSION
from memcon.desk.signing import fresh, same, signed

router = APIRouter()


@router.get("/login")
def ask(request: Request) -> Response:
    """The page that asks for the token."""
    return page(request, "login.html", to=_inside(request.query_params.get("to")), wrong=False)


@router.post("/login")
def enter(request: Request, desk: ThisDesk, form: Form) -> Response:
    """Let in whoever has the token."""
    settings, to = desk.settings, _inside(form.get("to"))
    if settings.token is None or not same(form.get("token", "").strip(), settings.token):
        return page(request, "login.html", status=403, to=to, wrong=True)
    response = RedirectResponse(to, 303)
    remember(request, response, SESSION, signed(settings.secret, "session", fresh()))
    return response


@router.post("/logout")
def leave(form: Form) -> Response:
    """Forget who was here."""
    del form
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION)
    return response


def _inside(to: str | None) -> str:
    """Where to go on to: a page of this desk, never another site."""
    if to is None or not to.startswith("/") or to.startswith(("//", "/\\")) or "\n" in to:
        return "/"
    return to
