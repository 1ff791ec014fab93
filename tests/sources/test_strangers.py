"""Addresses that strangers give lead into the public web, and nowhere else."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from memcon.errors import SourceError
from memcon.sources import strangers
from memcon.sources.base import Options

PAGE = b"Norway met Sweden in Oslo on Monday, the ministry said."


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "ff02::1", "192.0.2.1",
    ],
)  # fmt: skip
def test_a_private_address_is_known_however_it_is_wrapped(address: str) -> None:
    assert not strangers.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_a_public_address_is_public(address: str) -> None:
    assert strangers.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "javascript:alert(1)",
        "http://", "http:///path", "//a.example", "http://user:word@a.example/", "",
        "http://[::1", f"http://a.example/{'x' * 3000}",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_fetched(url: str) -> None:
    with pytest.raises(SourceError, match="no address of the web"):
        list(strangers.read(url, Options()))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/",
        "http://0x7f.1/", "http://127.1/", "https://10.0.0.1/", "http://169.254.169.254/latest/",
        "http://[::ffff:127.0.0.1]/",
    ],
)  # fmt: skip
def test_private_networks_are_not_reached(url: str) -> None:
    with pytest.raises(SourceError):
        list(strangers.read(url, Options()))


def test_other_ports_are_not_reached() -> None:
    with pytest.raises(SourceError, match="port"):
        list(strangers.read("http://93.184.216.34:25/", Options()))


class Web:
    """A server on the loopback that names of the public web are made to lead to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
        self.port, self.asked = port, list[str]()
        self.addresses: dict[str, list[str]] = {"a.example": ["93.184.216.34"]}
        monkeypatch.setattr(socket, "getaddrinfo", self._look_up)
        monkeypatch.setattr(socket.socket, "connect", self._connect(socket.socket.connect))

    def _look_up(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        self.asked.append(host)
        found = self.addresses.get(host) or [host]
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, (address, port)) for address in found]

    def _connect(self, real: Any) -> Any:
        def connect(made: socket.socket, place: tuple[str, int]) -> None:
            assert strangers.is_public(place[0]), f"{place} was connected to"
            real(made, ("127.0.0.1", self.port))

        return connect


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/slow":
                # A line of the head now and then, each in time, and the page at last.
                self.wfile.write(b"HTTP/1.0 200 OK\r\n")
                with contextlib.suppress(OSError):
                    for number in range(60):
                        self.wfile.write(b"X-%d: y\r\n" % number)
                        time.sleep(0.02)
                    self.wfile.write(b"Content-Type: text/plain\r\n\r\n" + PAGE)
                return
            if self.path.startswith("/to/"):
                self.send_response(302)
                self.send_header("Location", self.path.removeprefix("/to/"))
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Web(monkeypatch, server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.usefixtures("web")
def test_a_page_of_the_public_web_is_read() -> None:
    (report,) = strangers.read("http://a.example/story", Options())
    assert report.text == PAGE.decode()  # type: ignore[union-attr]


@pytest.mark.usefixtures("web")
def test_a_server_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "LONGEST_S", 0.2)
    with pytest.raises(SourceError):
        list(strangers.read("http://a.example/slow", Options()))


def test_a_name_is_looked_up_once(web: Web) -> None:
    list(strangers.read("http://a.example/story", Options()))
    assert web.asked == ["a.example"]


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1/", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd",
        "http://inside.example/", "http://a.example:22/", "ftp://a.example/",
    ],
)  # fmt: skip
def test_a_redirect_leads_nowhere_else_either(web: Web, place: str) -> None:
    web.addresses["inside.example"] = ["192.168.0.7"]
    with pytest.raises(SourceError):
        list(strangers.read(f"http://a.example/to/{place}", Options()))


def test_a_name_with_one_private_address_among_others_is_refused(web: Web) -> None:
    web.addresses["a.example"] = ["93.184.216.34", "127.0.0.1"]
    with pytest.raises(SourceError, match="private network"):
        list(strangers.read("http://a.example/", Options()))
