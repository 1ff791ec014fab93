"""Read: a text or an address in, its record out; kept in the ledger if that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from memcon.desk.desk import Desk, ThisDesk, page
from memcon.desk.errors import Refused, as_refusal
from memcon.desk.forms import Form
from memcon.desk.pages.report import report_page
from memcon.errors import MemconError, SourceError
from memcon.record import Record, Report

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wants to have read."""

    text: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str] | QueryParams) -> Given:
        """The fields of a form, those of one line without what stands around it."""
        one_line = {n: " ".join(form.get(n, "").split()) for n in _LINES}
        return cls(text=form.get("text", ""), **one_line)


_LINES = ("url", "title", "publisher", "published")


@router.get("/read")
def ask(request: Request, desk: ThisDesk) -> Response:
    """The page to paste a text into."""
    return _form(request, desk, Given())


@router.post("/read")
async def read(request: Request, desk: ThisDesk, form: Form) -> Response:
    """Show the record of what was pasted; or keep it, and go to its page."""
    given = Given.of(form)
    try:
        record = await run_in_threadpool(record_of, desk, given)
        if form.get("keep") == "1":
            await run_in_threadpool(desk.ledger.add, record)
            return RedirectResponse(f"/report/{record.report.id}", 303)
    except MemconError as error:
        no = as_refusal(error)
        return _form(request, desk, given, no)
    except Refused as no:
        return _form(request, desk, given, no)
    view = report_page(record, {}, in_ledger=False)
    return page(request, "report.html", view=view, given=asdict(given))


def record_of(desk: Desk, given: Given) -> Record:
    """The record of a text or address.

    Raises SourceError for what cannot be read, UsageError for a date that is none, Refused if too
    many are waiting.
    """
    with desk.room.seat():
        return desk.room.read(report_of(desk, given))


def report_of(desk: Desk, given: Given) -> Report:
    """The report that somebody wants to have read, fetched if it is an address."""
    from memcon.sources import ReportFields
    from memcon.sources.base import Options, make_report

    fields = ReportFields.of(
        title=given.title or None,
        publisher=given.publisher or None,
        published=given.published or None,
    )
    if given.url and not given.text.strip():
        report = _fetched(desk, given.url, Options(fields))
    else:
        told = {"text": given.text.replace("\r\n", "\n"), "url": given.url or None}
        report = make_report("the text", told, fields)
    most = desk.settings.largest_text
    if len(report.text) > most:
        raise SourceError(
            "the text", f"has {len(report.text):,} characters", f"the desk reads up to {most:,}"
        )
    return report


def _fetched(desk: Desk, url: str, options: object) -> Report:
    from memcon.sources import strangers
    from memcon.sources.base import Options

    if not desk.settings.fetch:
        raise SourceError(url, "is not fetched by this desk", "paste the text")
    assert isinstance(options, Options)
    item = next(iter(strangers.read(url, options)))
    if isinstance(item, SourceError):
        raise item
    return item


def _form(request: Request, desk: Desk, given: Given, no: Refused | None = None) -> Response:
    return page(
        request,
        "read.html",
        status=no.status if no is not None else 200,
        given=given,
        no=no,
        settings=desk.settings,
    )
