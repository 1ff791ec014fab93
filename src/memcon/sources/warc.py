"""Web archives (WARC, ISO 28500): the page of each response record that is HTML."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from memcon.errors import SourceError
from memcon.sources.base import Item, Options, make_report
from memcon.sources.html import article
from memcon.sources.text import MAX_TEXT, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The report of each archived page; what stands before a break of the file is read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = 0
    try:
        for record in ArchiveIterator(stream):
            records += 1
            if _is_page(record):
                yield _report(record, name, options)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as problem:
        reason = " ".join(str(problem).split())
        yield SourceError(
            name,
            f"breaks off or is damaged after {records} records: {reason}"
            if records
            else f"is no WARC file: {reason}",
            "fetch it anew",
        )
        return
    if not records:
        yield SourceError(name, "is empty", "there is no record in it")


def _is_page(record: ArcWarcRecord) -> bool:
    """A response that brought a page; redirects, errors and pictures are no reports."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type", "").partition(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and kind in _PAGES


def _report(record: ArcWarcRecord, name: str, options: Options) -> Item:
    url = record.rec_headers.get_header("WARC-Target-URI")
    where = f"{name}, {url}"
    data = record.content_stream().read(MAX_TEXT)
    if record.raw_stream.limit > 0 and len(data) < MAX_TEXT:
        raise EOFError(f"{url} is cut short")
    try:
        if len(data) == MAX_TEXT:
            raise too_large(where, MAX_TEXT)
        told = article(data, where, url=url, charset=_charset(record))
        return make_report(where, told, options.defaults)
    except SourceError as error:
        return error


def _charset(record: ArcWarcRecord) -> str | None:
    """The encoding that the server declared."""
    _, found, charset = (
        record.http_headers.get_header("Content-Type", "").lower().partition("charset=")
    )
    return charset.partition(";")[0].strip() if found else None
