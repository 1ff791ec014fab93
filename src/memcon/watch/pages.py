"""From an entry to its report: the page it links to, else what the feed itself says."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from memcon.errors import SourceError
from memcon.record import Report
from memcon.sources import html
from memcon.sources.base import ReportFields, make_report
from memcon.sources.text import decode
from memcon.watch.apart import Call, here
from memcon.watch.config import Feed
from memcon.watch.entries import Entry
from memcon.watch.fetching import Answer, Fetcher, FetchError, Gate

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")


def report_of(
    entry: Entry,
    feed: Feed,
    title: str | None,
    fetcher: Fetcher,
    gate: Gate | None,
    *,
    last: bool,
    call: Call = here,
) -> Report:
    """The report that an entry of a feed of that title is about.

    Its text is that of its page; what the feed says itself, where the page cannot be had or is
    not wanted. `call` calls what reads it. Raises FetchError for a page that may be had later,
    unless this is the `last` try, and SourceError for an entry of which there is nothing to read;
    whatever else it raises is no fault of the page, and may pass.
    """
    problem: Exception | None = None
    if feed.full_text and entry.link:
        try:
            return _made(_of_page(entry.link, fetcher, gate, call), entry, feed, title)
        except FetchError as error:
            if error.passing and not last:
                raise
            problem = error
        except SourceError as error:
            problem = error
        except Exception as error:
            if not last:
                raise
            takes_long = isinstance(error, TimeoutError)
            problem = SourceError(entry.link, str(error)) if takes_long else error
    try:
        return _made(call(_of_feed, entry, feed), entry, feed, title)
    except SourceError as error:
        raise problem or error from None


def _of_page(link: str, fetcher: Fetcher, gate: Gate | None, call: Call) -> dict[str, object]:
    answer = fetcher.get(link, gate=gate)
    if answer.kind not in PAGES:
        raise SourceError(link, f"is {answer.kind}, no page", "memcon reads HTML and plain text")
    return call(_told, answer, link)


def _told(answer: Answer, link: str) -> dict[str, object]:
    data = answer.data or b""
    if answer.kind == "text/plain" and not html.looks_like_html(data):
        return {"text": decode(data, link, declared=answer.charset)}
    return html.article(data, link, url=link, charset=answer.charset)


def _of_feed(entry: Entry, feed: Feed) -> dict[str, object]:
    """What the feed itself says of an entry: its text from its HTML."""
    name = entry.link or feed.url
    if not entry.content:
        raise SourceError(name, "has no text in its feed")
    # In a page of its own, so that what reads pages reads this; a headline would be no text.
    page = f"<html><body><article>{_blocks(entry.content)}</article></body></html>"
    try:
        return {"text": html.article(page.encode("utf-8", "replace"), name)["text"]}
    except SourceError:
        from trafilatura import html2txt

        return {"text": html2txt(page)}


def _blocks(content: str) -> str:
    """HTML as it is; plain text with its paragraphs marked."""
    if "<" in content:
        return content
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in content.split("\n\n"))


def _made(told: Mapping[str, object], entry: Entry, feed: Feed, title: str | None) -> Report:
    """The report: the user's and the feed's word on it before the page's."""
    page = None if _is_host(told.get("publisher"), entry.link) else told.get("publisher")
    fields = {
        "text": told.get("text"),
        "title": entry.title or told.get("title"),
        "publisher": feed.name or entry.source or page or title,
        "url": entry.link,
        "published": entry.published or told.get("published"),
    }
    return make_report(entry.link or feed.url, fields, ReportFields())


def _is_host(name: object, link: str | None) -> bool:
    """Whether the name of a page's site is no more than its host, for lack of another."""
    words = str(name or "").lower()
    return "." in words and link is not None and words in urlsplit(link).netloc.lower()
