"""Review: what is unsure or disputed, decided with a few keys; every decision can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from memcon.desk.asking import a_number
from memcon.desk.desk import Desk, ThisDesk, page, remember_reviewer
from memcon.desk.errors import Refused
from memcon.desk.forms import Form
from memcon.desk.keeping import kept
from memcon.desk.sentences import decision_words, standing_sentence
from memcon.desk.templating import query
from memcon.ledger.decisions import Kind, standing_decisions

if TYPE_CHECKING:
    from memcon.ledger.decisions import Decision
    from memcon.ledger.happening import Happening
    from memcon.ledger.latest import ReportHead

router = APIRouter()

SURE_BELOW: Final = 0.5
"""Less sure than that, a happening is for a person to look at."""
_AT_ONCE: Final = 20
_DECISIONS: Final = 50
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Item:
    """A happening to decide on."""

    it: Happening
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What there is to decide, and what has been decided last."""

    items: Sequence[Item]
    heads: Mapping[str, ReportHead]
    next: int | None
    decisions: Sequence[tuple[Decision, str, bool]]
    """Each with what it says, and whether it has been taken back."""
    done: Decision | None
    done_words: str


@router.get("/review")
@kept
def review(request: Request, desk: ThisDesk) -> Response:
    """The page of what is to be decided."""
    before = a_number(request.query_params, "before", 0, 0, 2**31) or None
    found, further = desk.ledger.undecided(sure_below=SURE_BELOW, before=before, limit=_AT_ONCE)
    decisions = desk.ledger.decisions(last=_DECISIONS)
    done = _done(request.query_params, decisions)
    standing = {decision.id for decision in standing_decisions(decisions)}
    taken_back = {d.id for d in decisions if d.undoes is None} - standing
    view = ReviewPage(
        items=[Item(it, standing_sentence(it)) for it in found],
        heads=desk.ledger.reports([one.report for it in found for one in _said(it)]),
        next=further,
        decisions=[
            (d, decision_words(d.to_dict()), d.id in taken_back) for d in reversed(decisions)
        ],
        done=done,
        done_words=decision_words(done.to_dict()) if done is not None else "",
    )
    return page(request, "review.html", view=view, before=before)


@router.post("/decide")
async def decide(request: Request, desk: ThisDesk, form: Form) -> Response:
    """Take a decision, and go back to where it was taken."""
    by = _by(request, form)
    decision = await run_in_threadpool(_taken, desk, form, by)
    response = RedirectResponse(_back(form, decision), 303)
    remember_reviewer(request, response, by)
    return response


def _taken(desk: Desk, form: QueryParams, by: str) -> Decision:
    kind, reason = form.get("kind", ""), _reason(form)
    if kind == "undo":
        return desk.ledger.undo(a_number(form, "decision", 0, 0, 2**31 - 1), by=by, reason=reason)
    if kind not in KINDS:
        raise Refused(400, "That is no decision.", f"There are {', '.join(KINDS)}.")
    others = form.get("others", "").split() if kind == "merge" else []
    field, value = _field(form) if kind == "set" else (None, None)
    return desk.ledger.correct(
        kind,
        form.get("happening", ""),
        *(other.rsplit("/", 1)[-1] for other in others),
        by=by,
        reason=reason,
        field=field,
        value=value,
        leaving=form.getlist("leaving") if kind == "split" else (),
    )


def _field(form: QueryParams) -> tuple[str, Any]:
    """The field that is set and its value, as the ledger takes it."""
    field = form.get("field", "")
    given = form.get(f"value_{field}", "").strip()
    if field == "date":
        start, until = given, form.get("value_date_end", "").strip()
        if not start:
            return field, {"start": None, "end": None, "text": None, "basis": "none"}
        return field, {"start": start, "end": until or start, "text": None, "basis": "explicit"}
    if field == "place":
        return field, {"text": given} if given else None
    if field == "context":
        return field, form.getlist("value_context")
    return field, given or None


def _by(request: Request, form: QueryParams) -> str:
    """Who decides: whoever is signed in, whatever the form says."""
    signed_in: str | None = request.scope.get("state", {}).get("user")
    return signed_in or " ".join(form.get("by", "").split())[:200]


def _reason(form: QueryParams) -> str:
    return " ".join(form.get("reason", "").split())[:2000]


def _back(form: QueryParams, decision: Decision) -> str:
    """The page to go back to, which tells of the decision and offers to take it back."""
    done = [("done", str(decision.id))]
    if form.get("back") == "happening" and form.get("happening"):
        return f"/happening/{form['happening']}{query(done)}"
    before = form.get("before", "")
    return f"/review{query([*done, *([('before', before)] if before.isdecimal() else [])])}"


def _done(given: QueryParams, decisions: Sequence[Decision]) -> Decision | None:
    number = a_number(given, "done", 0, 0, 2**31 - 1)
    return next((decision for decision in decisions if decision.id == number), None)


def _said(it: Happening) -> Sequence[Any]:
    return (*it.asserted_by[:3], *it.denied_by[:3])
