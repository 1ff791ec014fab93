"""Addresses: fetched from a server on this machine; each way to fail is one clear line."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from memcon import __version__
from memcon.sources import url as module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Reading

PAGE = (
    "<html><head><title>Talks</title></head><body><article>"
    "<p>Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said.</p>"
    "<p>Brandl’s office denied that any promise was made to the neighbours.</p>"
    "</article></body></html>"
)
TEXT = (
    "Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said.\n\n"
    "Brandl’s office denied that any promise was made to the neighbours."
)
HTML = "text/html; charset=utf-8"


class Site(BaseHTTPRequestHandler):
    """Pages by path: status, headers, body."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/page": (200, {"Content-Type": HTML}, PAGE.encode()),
        "/latin": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.encode("cp1252")),
        "/packed": (
            200,
            {"Content-Type": HTML, "Content-Encoding": "gzip"},
            gzip.compress(PAGE.encode()),
        ),
        "/no-type": (200, {}, PAGE.encode()),
        "/plain": (200, {"Content-Type": "text/plain"}, b"The talks failed.\n"),
        "/caf%C3%A9?q=%E2%82%AC": (200, {"Content-Type": HTML}, PAGE.encode()),
        "/moved": (302, {"Location": "/page"}, b""),
        "/to-file": (302, {"Location": "file:///etc/hostname"}, b""),
        "/to-ftp": (302, {"Location": "ftp://127.0.0.1/x"}, b""),
        "/loop": (302, {"Location": "/loop"}, b""),
        "/gone": (404, {"Content-Type": HTML}, b"<p>Not here.</p>"),
        "/broken": (500, {}, b""),
        "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        "/pdf": (200, {"Content-Type": "text/html"}, b"%PDF-1.4"),
        "/empty": (200, {"Content-Type": HTML}, b"<html></html>"),
        "/cut": (200, {"Content-Type": HTML, "Content-Length": "100000"}, PAGE.encode()),
        "/bad-gzip": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, b"\x1f\x8bno"),
        "/large": (200, {"Content-Type": HTML}, b"x" * 3000),
        "/bomb": (
            200,
            {"Content-Type": HTML, "Content-Encoding": "gzip"},
            gzip.compress(b"x" * 3000),
        ),
    }

    def do_GET(self) -> None:
        self.server.agents.append(self.headers["User-Agent"])  # type: ignore[attr-defined]
        if self.path == "/slow":
            time.sleep(1)
            return
        status, headers, body = self.pages[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        server.agents = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def at(site: HTTPServer) -> str:
    return f"http://127.0.0.1:{site.server_port}"


@pytest.mark.parametrize(
    "path", ["/page", "/latin", "/packed", "/no-type", "/moved", "/café?q=€", "/page#part"]
)
def test_a_page_is_fetched(path: str, at: str, reading: type[Reading]) -> None:
    report = reading(at + path).report
    assert (report.text, report.title, report.url) == (TEXT, "Talks", at + path)


def test_plain_text_is_kept(at: str, reading: type[Reading]) -> None:
    report = reading(f"{at}/plain").report
    assert (report.text, report.url) == ("The talks failed.\n", f"{at}/plain")


def test_memcon_says_who_asks(at: str, site: HTTPServer, reading: type[Reading]) -> None:
    assert reading(f"{at}/page").report
    assert site.agents == [f"memcon/{__version__}"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/gone", "answers 404 Not Found"),
        ("/broken", "answers 500 Internal Server Error"),
        ("/picture", "is image/png, no page"),
        ("/pdf", "is a PDF, not text"),
        ("/empty", "has no article text"),
        ("/to-file", "answers 302"),
        ("/to-ftp", "does not answer: unknown url type: ftp"),
        ("/loop", "answers 302"),
        ("/cut", "cannot be fetched: it breaks off after"),
        ("/bad-gzip", "cannot be fetched"),
    ],
)
def test_each_way_to_fail_is_told(path: str, says: str, at: str, reading: type[Reading]) -> None:
    error = reading(at + path).error
    assert error.startswith(f"{at}{path}: ")
    assert says in error


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_too_large_a_page_is_told(
    path: str, at: str, reading: type[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 2000)
    assert "is larger than" in reading(at + path).error


def test_a_server_that_takes_too_long_is_told(
    at: str, reading: type[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIMEOUT_S", 0.1)
    assert "does not answer within 0.1 seconds" in reading(f"{at}/slow").error


def test_a_server_that_is_not_there_is_told(reading: type[Reading]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        assert "does not answer: [Errno" in reading(address).error


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://127.0.0.1/a", "is neither http nor https"),
        ("file:///etc/hostname", "is neither http nor https"),
        ("http://", "cannot be fetched|does not answer"),
        ("http://127.0.0.1:port/", "cannot be fetched"),
        ("http://[::1", "cannot be fetched"),
        ("http://127.0.0.1/a b\nc", "does not answer|cannot be fetched"),
    ],
)
def test_an_address_that_is_none_is_told(address: str, says: str, reading: type[Reading]) -> None:
    error = reading(address).error
    assert any(words in error for words in says.split("|"))
