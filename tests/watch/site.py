"""A web site on this machine that tests write: pages, feeds, and every kind of bad manners."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RSS = "application/rss+xml"
HTML = "text/html; charset=utf-8"
PLACES = ["Oslo", "Bern", "Quito", "Accra", "Hanoi", "Doha", "Lima", "Cairo", "Sofia", "Tunis"]


@dataclass
class Answer:
    """What the site answers: status, headers, body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Answer | Callable[[Mapping[str, str]], Answer]


class Site:
    """Answers by path; what is not there is not found. Remembers who asked for what."""

    def __init__(self, host: str, port: int) -> None:
        self.at = f"http://{host}:{port}"
        self.host = f"{host}:{port}"
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def article(self, path: str, text: str, title: str = "Talks") -> None:
        """A page with an article of one paragraph, and another that is always the same."""
        page = (
            f"<html><head><title>{title}</title></head><body><article><p>{text}</p>"
            "<p>Officials said on Thursday that the talks had been useful to both sides.</p>"
            "</article></body></html>"
        )
        self.pages[path] = Answer(page.encode(), headers={"Content-Type": HTML})

    def story(self, number: int) -> str:
        """An article of its own, and an item about it for a feed."""
        place = PLACES[number % len(PLACES)]
        path = f"/story/{number}"
        self.article(path, f"Ana Duarte met envoy {number} in {place} on Thursday, a source said.")
        return item(f"Talks {number} in {place}", f"{self.at}{path}")

    def stories(self, *numbers: int) -> list[str]:
        return [self.story(number) for number in numbers]

    def feed(self, path: str, items: list[str], **headers: str) -> str:
        """An RSS feed; gives its address."""
        body = rss(items)
        self.pages[path] = Answer(body, headers={"Content-Type": RSS, **headers})
        return self.at + path

    def tagged(self, path: str, items: list[str], tag: str) -> str:
        """A feed that tells by its ETag that nothing has changed."""

        def answer(asked: Mapping[str, str]) -> Answer:
            if asked.get("If-None-Match") == tag:
                return Answer(status=304, headers={"ETag": tag})
            return Answer(rss(items), headers={"Content-Type": RSS, "ETag": tag})

        self.pages[path] = answer
        return self.at + path

    def hangs(self, path: str, seconds: float = 3.0) -> str:
        """An address that answers nothing for a long while."""

        def answer(_: Mapping[str, str]) -> Answer:
            time.sleep(seconds)
            return Answer(status=500)

        self.pages[path] = answer
        return self.at + path

    def answers(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Answer(body, status, {"Content-Type": RSS, **named})
        return self.at + path


def item(
    title: str,
    link: str | None = None,
    *,
    text: str | None = None,
    id_: str | None = None,
    published: datetime | None = None,
) -> str:
    """An item of an RSS feed."""
    parts = [f"<title>{escape(title)}</title>"]
    if link:
        parts.append(f"<link>{escape(link)}</link>")
    if text:
        parts.append(f"<description>{escape(text)}</description>")
    if id_:
        parts.append(f'<guid isPermaLink="false">{escape(id_)}</guid>')
    day = published or datetime(2024, 11, 8, 9, tzinfo=UTC)
    parts.append(f"<pubDate>{format_datetime(day)}</pubDate>")
    return f"<item>{''.join(parts)}</item>"


def rss(items: list[str], title: str = "The Example Wire") -> bytes:
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def bomb(size: int = 30_000_000) -> bytes:
    """A few bytes that unpack to many."""
    return gzip.compress(b"<rss><channel>" + b" " * size)


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        asked = dict(self.headers.items())
        self.site.asked.append((self.path, asked))
        page = self.site.pages.get(self.path, Answer(status=404))
        answer = page(asked) if callable(page) else page
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
        except OSError:
            pass  # they hung up on us, as they should

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(host: str = "127.0.0.1", port: int = 0) -> Iterator[Site]:
    """A site that answers meanwhile."""

    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = True
    Handler.site = Site(host, server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield Handler.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
