"""One document of the web: asked for politely, read within limits, from nowhere it should not be.

Every hop of a redirect is looked at like the first address: only HTTP and HTTPS, only public hosts
and those that the user has named, and only what robots.txt lets in. A name is looked up once, and
what was checked is what is connected to, so that no second look-up can lead elsewhere. No proxy is
used: it would look names up by itself.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from memcon import __version__
from memcon.errors import SourceError
from memcon.sources.compressed import Gunzipped
from memcon.sources.strangers import LONGEST, PORTS, is_public
from memcon.watch.config import Network

MAX_BYTES: Final = 10_000_000
MAX_REDIRECTS: Final = 5
AGENT: Final = "memcon"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LATER: Final = frozenset({408, 425, 429})
"""Answers that say no more than that one should come again later; so does every 5xx."""
_HEADERS: Final = {
    "Accept": "application/atom+xml, application/rss+xml, text/html;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_CHUNK: Final = 65_536
_KEPT: Final = "%/:=&?~#+!$,;'@()*[]"

Gate = Callable[[str], None]
"""Raises FetchError for an address that may not be asked for."""


class FetchError(SourceError):
    """A document that could not be had; `passing` if another try may have it."""

    def __init__(
        self,
        input: str,
        problem: str,
        advice: str = "",
        *,
        passing: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(input, problem, advice)
        self.passing = passing
        # Seconds for which the host asked to be left alone.
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gave; `data` is None where nothing has changed."""

    url: str
    data: bytes | None
    kind: str
    charset: str | None
    etag: str | None
    modified: str | None


class Fetcher:
    """Fetches documents; `limit` is the most bytes of one, packed or unpacked."""

    def __init__(self, network: Network, ports: frozenset[int] = frozenset()) -> None:
        self._network = network
        self._ports = ports | frozenset(PORTS)
        self._tls = ssl.create_default_context()
        about = f" (+{network.contact})" if network.contact else ""
        self._agent = f"{AGENT}/{__version__}{about}"

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        gate: Gate | None = None,
        limit: int = MAX_BYTES,
    ) -> Answer:
        """The document at an address, through its redirects. Raises FetchError."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        here = url
        for _ in range(MAX_REDIRECTS + 1):
            if gate is not None:
                gate(here)
            found = self._hop(url, here, headers, limit)
            if isinstance(found, Answer):
                return found
            here = found
        raise FetchError(url, f"redirects more than {MAX_REDIRECTS} times")

    def _hop(self, url: str, here: str, conditions: Mapping[str, str], limit: int) -> Answer | str:
        """The answer, or the address that it sends one on to."""
        host, port, target, secure = _taken_apart(url, here)
        headers = {**_HEADERS, "User-Agent": self._agent, **conditions}
        with _Deadline(self._network.timeout.total_seconds()) as deadline:
            connection = self._connection(host, port, secure, deadline)
            try:
                connection.request("GET", target, headers=headers)
                with connection.getresponse() as response:
                    found = _read(response, url, here, limit)
                if deadline.over:  # what ends because we hung up looks whole
                    raise TimeoutError
                return found
            except SourceError:
                raise
            except (HTTPException, OSError, EOFError, ValueError, zlib.error) as error:
                raise _failed(url, error, deadline) from None
            finally:
                connection.close()

    def _connection(
        self, host: str, port: int, secure: bool, deadline: _Deadline
    ) -> HTTPConnection:
        timeout = deadline.seconds
        connection = (
            HTTPSConnection(host, port, timeout=timeout, context=self._tls)
            if secure
            else HTTPConnection(host, port, timeout=timeout)
        )

        def connect(*_: object) -> socket.socket:
            return deadline.watch(self._connect(host, port, timeout))

        # The way in that tests of the standard library use, too; there is no other.
        setattr(connection, "_create_connection", connect)  # noqa: B010
        return connection

    def _connect(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect to a host, to an address of it that was looked at."""
        problem: OSError = OSError("it has no address")
        for family, kind, protocol, _, place in self._checked(host, port):
            made = socket.socket(family, kind, protocol)
            try:
                made.settimeout(timeout)
                made.connect(place)
            except OSError as error:
                made.close()
                problem = error
            else:
                return made
        raise problem

    def _checked(self, host: str, port: int) -> list[Any]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if self._network.may_be_private(host, port):
            return found
        if not all(is_public(str(info[4][0])) for info in found):
            raise FetchError(
                f"{host}:{port}",
                "leads into a private network",
                "if it may, name it in private_hosts under [network]",
            )
        if port not in self._ports:
            raise FetchError(f"{host}:{port}", "is a port on which no web server is expected")
        return found


class _Deadline:
    """Hangs up on a server that takes too long over all, however little it lets wait each time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._twin: socket.socket | None = None
        self._timer = Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._twin is not None:
            self._twin.close()

    def watch(self, connected: socket.socket) -> socket.socket:
        """Hang up on this one, too, which TLS is yet to take over: hence the twin."""
        self._twin = connected.dup()
        if self.over:
            self._hang_up()
        return connected

    def _hang_up(self) -> None:
        self.over = True
        if self._twin is not None:
            with suppress(OSError):
                self._twin.shutdown(socket.SHUT_RDWR)


class _Limited(io.RawIOBase):
    """A response of which no more than so many bytes are read."""

    def __init__(self, response: HTTPResponse, url: str, limit: int) -> None:
        self._response, self._url, self._limit = response, url, limit
        self._left = limit

    def readable(self) -> bool:
        """It can be read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what there is; 0 at the end. Raises FetchError over the limit."""
        data = self._response.read1(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._url, self._limit)
        if not data and self._response.length:
            raise EOFError(f"it breaks off {self._response.length} bytes before its end")
        buffer[: len(data)] = data
        return len(data)


def _read(response: HTTPResponse, url: str, here: str, limit: int) -> Answer | str:
    status, headers = response.status, response.headers
    if status in _REDIRECTS and headers["Location"]:
        return urljoin(here, str(headers["Location"]))
    if status == 304:
        return _answer(None, here, headers)
    if status != 200:
        passing = status in _LATER or status >= 500
        raise FetchError(
            url,
            f"answers {status} {response.reason}".rstrip(),
            passing=passing,
            retry_after=_retry_after(headers) if passing else None,
        )
    return _answer(_body(response, url, limit), here, headers)


def _answer(data: bytes | None, here: str, headers: Message) -> Answer:
    kind = headers.get_content_type() if "Content-Type" in headers else ""
    etag, modified = _token(headers["ETag"]), _token(headers["Last-Modified"])
    return Answer(here, data, kind, headers.get_content_charset(), etag, modified)


def _token(value: object) -> str | None:
    """A header's value as it can be sent back; None for one that cannot."""
    text = str(value or "").strip()
    return text if text.isascii() and text.isprintable() and 0 < len(text) <= 1000 else None


def _body(response: HTTPResponse, url: str, limit: int) -> bytes:
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(url, f"is packed as {packing!r}, which was not asked for")
    stream: io.RawIOBase = _Limited(response, url, limit)
    if packing.endswith("gzip"):
        stream = Gunzipped(io.BufferedReader(stream))
    body = bytearray()
    while chunk := stream.read(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise _too_large(url, limit)
    return bytes(body)


def _taken_apart(url: str, here: str) -> tuple[str, int, str, bool]:
    """Host, port, what to ask it for, and whether over TLS. Raises FetchError."""
    via = "" if here == url else f" sends on to {here[:100]!r}, which"
    try:
        parts = urlsplit(here)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        raise FetchError(url, f"{via} is no address".strip()) from None
    if scheme not in ("http", "https"):
        raise FetchError(url, f"{via} is neither http nor https".strip())
    if not name or parts.username or len(here) > LONGEST:
        raise FetchError(url, f"{via} is no address that is fetched".strip())
    target = quote(parts.path or "/", safe=_KEPT)
    target += f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    secure = scheme == "https"
    return name, port or (443 if secure else 80), target, secure


def _retry_after(headers: Message) -> float | None:
    """The seconds that a server asks to be left alone for."""
    value = str(headers["Retry-After"] or "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, until.timestamp() - time.time())


def _failed(url: str, error: Exception, deadline: _Deadline) -> FetchError:
    if deadline.over or isinstance(error, TimeoutError):
        said = f"does not answer within {deadline.seconds:g} seconds"
        return FetchError(url, said, passing=True)
    reason = " ".join(str(error).split()) or type(error).__name__
    return FetchError(url, f"cannot be fetched: {reason}", passing=True)


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(url, f"is larger than {limit / 1_000_000:g} MB, packed or unpacked")
