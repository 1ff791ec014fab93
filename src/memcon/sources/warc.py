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

    from warcio.limitreader import LimitReader
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

_CUT = "the last record is cut short"
_CHUNK = 65_536
_PAGES = ("text/html", "application/xhtml+xml")


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The report of each archived page; what stands before a break of the file is read."""
    seen = 0
    try:
        for record in _records(stream):
            seen += 1
            if _is_page(record):
                yield _report(record, name, options)
    except (EOFError, OSError, ValueError, zlib.error) as problem:
        what = f"breaks off or is damaged after {seen} records" if seen else "is no WARC file"
        yield SourceError(name, f"{what}: {' '.join(str(problem).split())}", "fetch it anew")
        return
    if not seen:
        yield SourceError(name, "is empty", "there is no record in it")


def _records(stream: BufferedReader) -> Iterator[ArcWarcRecord]:
    """The records one by one. Raises EOFError where the file breaks off or is no archive."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(_Steps(stream))
    http = records.loader.http_parser = _Watched(records.loader.http_parser)
    while True:
        http.cut_short = False
        try:
            record = next(records, None)
        except ArchiveLoadFailed as error:
            raise EOFError(str(error)) from error
        except (AttributeError, TypeError) as error:  # warcio misses a header that it counts on
            raise EOFError(_CUT) from error
        if record is None and not http.cut_short:
            stream.read(1)  # warcio passes over the end of a compressed file cut short; this tells
            return
        if record is None or not record.rec_headers.get_header("Content-Length"):
            raise EOFError(_CUT)
        yield record
        while record.raw_stream.read(_CHUNK):
            pass
        if record.raw_stream.limit > 0:
            raise EOFError(_CUT)


class _Steps:
    """The stream read in single steps, so that what stands before a break comes before it."""

    def __init__(self, stream: BufferedReader) -> None:
        self.stream = stream

    def read(self, size: int) -> bytes:
        return self.stream.read1(size)


class _Watched:
    """A parser of HTTP headers that remembers the end of the file, which warcio passes over."""

    def __init__(self, parser: StatusAndHeadersParser) -> None:
        self.parser = parser
        self.cut_short = False

    def parse(self, stream: LimitReader) -> StatusAndHeaders:
        try:
            return self.parser.parse(stream)
        except EOFError:
            self.cut_short = True
            raise


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
        raise EOFError(_CUT)
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
