"""Addresses that strangers give: fetched from the public web and from nowhere else.

A name is looked up once, every address it has must be a public one, and it is those addresses that
are connected to, so that no second look-up can lead elsewhere. A redirect is a connection like any
other. No proxy is used: it would look names up by itself.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, Request

from memcon.errors import SourceError
from memcon.sources import url as web
from memcon.sources.base import Item, Options

PORTS: Final = (80, 443, 8080, 8443)
"""Where web servers answer; on others something else might."""
LONGEST: Final = 2_000
"""Characters of an address."""
LONGEST_S: Final = 40.0
"""After so many seconds a connection is ended."""
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def read(url: str, options: Options) -> Iterator[Item]:
    """The one report at an address of the public web. Raises SourceError where there is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        known = None
    if not known or len(url) > LONGEST:
        raise SourceError(
            url[:100], "is no address of the web", "give one that begins with https://"
        )
    opener = web.opener_with(_Handler(), _SecureHandler())
    return web.read(url, options, opener=opener)


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public Internet, whatever it is written or wrapped as."""
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner and not _is_public(inner):
            return False
        if inner and ip.ipv4_mapped:
            return True
    return _is_public(ip)


def _is_public(ip: Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def checked(host: str, port: int) -> list[Any]:
    """What a name leads to, all of it public. Raises SourceError if any of it is not."""
    if port not in PORTS:
        listed = ", ".join(map(str, PORTS))
        raise SourceError(f"{host}:{port}", f"asks for a port other than {listed}")
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(is_public(str(info[4][0])) for info in found):
        raise SourceError(host, "leads into a private network", "save the page and paste its text")
    return found


def connect(
    address: tuple[str, int], timeout: float | None = None, source_address: object = None
) -> socket.socket:
    """Connect as socket.create_connection does, to addresses that have been checked."""
    del source_address
    problem: OSError = OSError("it has no address")
    for family, kind, protocol, _, place in checked(*address):
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(place)
            _part_with(made)
        except OSError as error:
            made.close()
            problem = error
        else:
            return made
    raise problem


class _Connection(HTTPConnection):
    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as they are
        super().__init__(*given, **named)
        self._create_connection = connect

    def connect(self) -> None:
        super().connect()
        _part_with(self.sock)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as they are
        super().__init__(*given, **named)
        self._create_connection = connect

    def connect(self) -> None:
        super().connect()
        _part_with(self.sock)


def _part_with(made: socket.socket) -> None:
    """End a connection after a while, however slowly the other side goes on with it."""

    def end() -> None:
        # By then it is closed, as a rule, or has been handed on to TLS.
        with suppress(OSError):
            made.shutdown(socket.SHUT_RDWR)

    timer = Timer(LONGEST_S, end)
    timer.daemon = True
    timer.start()


class _Handler(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Connection, request)


class _SecureHandler(HTTPSHandler):
    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, request)
