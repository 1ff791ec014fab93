"""Web addresses: a page fetched over HTTP or HTTPS.

urllib of the standard library does it: one GET with redirects, a time limit and a size limit is
all there is to do, and that is worth no dependency.
"""

from __future__ import annotations

import gzip
import io
import time
import zlib
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from memcon import __version__
from memcon.errors import SourceError
from memcon.sources import html
from memcon.sources.base import Item, Options, make_report
from memcon.sources.text import MAX_TEXT, decode, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

TIMEOUT_S = 20.0
MAX_BYTES = MAX_TEXT
_CHUNK = 65_536
_TEXT_KINDS = ("text/plain", "text/html", "application/xhtml+xml", "")


def read(url: str, options: Options, *, opener: OpenerDirector | None = None) -> Iterator[Item]:
    """The one report at the address. Raises SourceError where there is none."""
    answer = _fetch(url, opener or _opener())
    if answer.kind == "text/plain" and not html.looks_like_html(answer.data):
        text = decode(answer.data, url, declared=answer.charset)
        yield make_report(url, {"text": text, "url": url}, options.defaults)
    else:
        told = html.article(answer.data, url, url=url, charset=answer.charset)
        yield make_report(url, told, options.defaults)


@dataclass(frozen=True)
class _Answer:
    data: bytes
    kind: str
    charset: str | None


def _fetch(url: str, opener: OpenerDirector) -> _Answer:
    try:
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            raise SourceError(url, "is neither http nor https", "fetch it, then give the file")
        request = Request(_ascii(url), headers={"User-Agent": f"memcon/{__version__}"})  # noqa: S310
        with opener.open(request, timeout=TIMEOUT_S) as response:
            return _answer(response, url)
    except HTTPError as error:
        error.close()
        raise SourceError(
            url, f"answers {error.code} {error.reason}", "check the address in a browser"
        ) from None
    except TimeoutError:
        raise _slow(url) from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _slow(url) from None
        raise SourceError(
            url, f"does not answer: {error.reason}", "check the address and the network"
        ) from None
    except (HTTPException, OSError, EOFError, ValueError, zlib.error) as error:
        reason = str(error) or type(error).__name__
        raise SourceError(url, f"cannot be fetched: {reason}", "check the address") from None


def _opener() -> OpenerDirector:
    return opener_with(ProxyHandler(), HTTPHandler(), HTTPSHandler())


def opener_with(*handlers: BaseHandler) -> OpenerDirector:
    """An opener for HTTP and HTTPS alone, so that no redirect leads to a file or to FTP."""
    opener = OpenerDirector()
    for handler in (
        *handlers,
        UnknownHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _answer(response: HTTPResponse, url: str) -> _Answer:
    kind = response.headers.get_content_type() if "Content-Type" in response.headers else ""
    if kind not in _TEXT_KINDS:
        raise SourceError(url, f"is {kind}, no page", "memcon reads HTML and plain text")
    data = _body(response, url)
    if response.headers.get("Content-Encoding", "").lower() == "gzip":
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as unpacked:
            data = unpacked.read(MAX_BYTES)
    if len(data) >= MAX_BYTES:
        raise too_large(url, MAX_BYTES)
    return _Answer(data, kind, response.headers.get_content_charset())


def _body(response: HTTPResponse, url: str) -> bytes:
    """The body, as far as the limits of size and of time let it come."""
    deadline = time.monotonic() + TIMEOUT_S
    body = bytearray()
    while len(body) < MAX_BYTES and (chunk := response.read1(_CHUNK)):
        body += chunk
        if time.monotonic() > deadline:
            raise _slow(url)
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(body) < min(int(announced), MAX_BYTES):
        raise EOFError(f"it breaks off after {len(body)} of {announced} bytes")
    return bytes(body)


def _ascii(url: str) -> str:
    """The address as it goes over the wire: host in IDNA, all else percent-encoded."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode("ascii")
    kept = "%/:=&?~#+!$,;'@()*[]"
    return parts._replace(
        netloc=host, path=quote(parts.path, safe=kept), query=quote(parts.query, safe=kept)
    ).geturl()


def _slow(url: str) -> SourceError:
    return SourceError(
        url, f"does not answer within {TIMEOUT_S:g} seconds", "try again later, or save the page"
    )
