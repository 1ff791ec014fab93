"""Web pages: the article's paragraphs, and what the page says of its title, outlet and date."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from memcon.errors import SourceError
from memcon.sources.base import Item, Options, make_report
from memcon.sources.text import decode, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from trafilatura.settings import Document

_LOOKS = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
    rb"<(!doctype\s+html|html|head|body|title|meta|article|main|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# The HTML standard looks for the declaration in the first 1024 bytes; real pages often miss that.
_HEAD_BYTES = 4096
# A page without its own date gets none: searching its whole text finds dates of other things.
# The bounds keep the clock out of it.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2099-12-31",
}
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$", re.MULTILINE)


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The one report that the page holds."""
    yield make_report(name, article(read_all(stream, name), name), options.defaults)


def looks_like_html(data: bytes) -> bool:
    """Tell whether these bytes begin like a web page."""
    head = data[:_HEAD_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return _LOOKS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def article(
    data: bytes, name: str, *, url: str | None = None, charset: str | None = None
) -> dict[str, object]:
    """What the page tells of a report: text, title, publisher, url, published.

    `charset` is what the transport declared; it goes before what the page declares. Raises
    SourceError for a page that cannot be decoded or has no article.
    """
    page = decode(data, name, declared=charset or _declared(data), fallback="cp1252")
    found = _extract(page, url)
    text = _paragraphs(found.text or "", found.title) if found else ""
    if found is None or not _SENTENCE_END.search(text):
        raise SourceError(
            name,
            "has no article text, or none that can be told from its menus",
            "save the article as plain text",
        )
    return {
        "text": text,
        "title": found.title,
        "publisher": found.sitename,
        "url": url or found.url,
        "published": found.date,
    }


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_HEAD_BYTES])
    return found.group(1).decode("ascii", "ignore") if found else None


def _extract(page: str, url: str | None) -> Document | None:
    """Trafilatura's reading of the page, or None where it finds nothing."""
    # Without a handler of their own these loggers print on standard error.
    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(logging.NullHandler())
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=dict(_DATES),
    )
    return found if isinstance(found, Document) else None


def _paragraphs(text: str, title: str | None) -> str:
    """The paragraphs with blank lines between them, without the headline on top."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and title and lines[0] == title.strip():
        lines = lines[1:]
    return "\n\n".join(lines)
