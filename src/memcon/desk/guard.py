"""What stands before every page: whom it lets in, how much and how often, and with what headers.

In this order: the Host header (against DNS rebinding), the rate, requests that other sites make,
who it is, the size of the body. What is refused never reaches a page.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Mapping, MutableSequence
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from memcon.desk.errors import Refused, refusal
from memcon.desk.rates import Rates, own_cells, shared_cells
from memcon.desk.settings import Settings
from memcon.desk.signing import is_signed, same

SESSION: Final = "memcon_session"
READING_PATHS: Final = ("/read", "/api/read")
_OPEN: Final = ("/login", "/static/")
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_LONGEST_QUERY: Final = 8_192
_BODY_SECONDS: Final = 30.0

# Nothing but what the desk itself ships may load or run; inline scripts and styles never.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: then browsers would not say where a form comes from.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What clients have used of their rates; shared by all processes of a desk."""

    requests: MutableSequence[float] = field(default_factory=own_cells)
    readings: MutableSequence[float] = field(default_factory=own_cells)
    logins: MutableSequence[float] = field(default_factory=own_cells)

    @classmethod
    def shared(cls) -> Counts:
        """Counts that processes begun by this one count in as well."""
        return cls(shared_cells(), shared_cells(), shared_cells())


class Guard:
    """The door of a desk, as ASGI middleware."""

    def __init__(self, app: ASGIApp, settings: Settings, counts: Counts | None = None) -> None:
        self._app, self._settings = app, settings
        counts = counts or Counts()
        often, secret = settings.requests_per_second, settings.secret
        reads = settings.readings_per_minute
        self._requests = Rates(often, 10 * often, cells=counts.requests, secret=secret)
        self._readings = Rates(reads / 60, reads, cells=counts.readings, secret=secret)
        self._logins = Rates(0.1, 6, cells=counts.logins, secret=secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        guarded = _with_headers(send)
        try:
            self._check(scope)
            if scope["method"] not in _SAFE:
                receive = _again(await self._body(scope, receive))
        except Refused as no:
            await refusal(scope, no)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        self._check_host(headers)
        self._check_rate(scope, headers)
        if len(scope["query_string"]) > _LONGEST_QUERY:
            raise Refused(414, "The address is too long.", "Ask for less at once.")
        if scope["method"] not in _SAFE:
            self._check_origin(headers)
        self._check_who(scope, headers)

    def _check_host(self, headers: Headers) -> None:
        name = _host(headers.get("host", ""))
        if name in ("localhost", *self._settings.host_names) or _is_address(name):
            return
        raise Refused(
            421,
            "The desk is not known by this name.",
            "Open it by its address, or start it with --host-name.",
        )

    def _check_rate(self, scope: Scope, headers: Headers) -> None:
        path, client = scope["path"], _client(scope)
        if self._settings.user_header is not None:
            client += f" {headers.get(self._settings.user_header, '')[:200]}"
        rates = [] if path.startswith("/static/") else [self._requests]
        if scope["method"] == "POST" and path in READING_PATHS:
            rates.append(self._readings)
        if scope["method"] == "POST" and path == "/login":
            rates.append(self._logins)
        if not all(rate.takes(client) for rate in rates):
            raise Refused(
                429, "Too much at once.", "Wait a little, then go on.", {"retry-after": "10"}
            )

    def _check_origin(self, headers: Headers) -> None:
        """Browsers say where a request that changes something comes from; here alone is right."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        known = (_host(headers.get("host", "")), *self._settings.host_names)
        foreign = origin is not None and _host(urlsplit(origin).netloc) not in known
        if site not in (None, "same-origin", "none") or foreign:
            raise Refused(403, "Another site asked for this.", "Do it on the desk's own page.")

    def _check_who(self, scope: Scope, headers: Headers) -> None:
        settings, path = self._settings, scope["path"]
        if settings.user_header is not None:
            user = headers.get(settings.user_header, "").strip()
            if _client(scope) not in settings.proxies or not user:
                raise Refused(403, "You have not signed in.", "Come by the proxy's address.")
            scope.setdefault("state", {})["user"] = user[:200]
        elif settings.token is not None and not path.startswith(_OPEN):
            if _has_token(headers, settings):
                return
            if path.startswith("/api") or scope["method"] != "GET":
                raise Refused(
                    401,
                    "This needs the desk's token.",
                    "Send it as Authorization: Bearer …, or sign in at /login.",
                    {"www-authenticate": "Bearer"},
                )
            query = scope["query_string"].decode("latin-1")
            asked = f"{path}?{query}" if query else path
            raise Refused(
                303, "Sign in first.", "", {"location": f"/login?to={quote(asked, safe='')}"}
            )

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body, as far as it may be long and may take long to come."""
        reads = scope["path"] in READING_PATHS
        limit = 8 * self._settings.largest_text if reads else self._settings.largest_form
        too_long = Refused(413, "That is too long.", f"At most {limit:,} bytes can be sent here.")
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > limit:
            raise too_long
        body = bytearray()
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                while (message := await receive())["type"] == "http.request":
                    body += message.get("body", b"")
                    if len(body) > limit:
                        raise too_long
                    if not message.get("more_body"):
                        break
        except TimeoutError:
            raise Refused(408, "It took too long to come.", "Send it again.") from None
        return bytes(body)


def cookies(headers: Mapping[str, str]) -> dict[str, str]:
    """The cookies of a request; none if they are broken."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie")).items()}
    except CookieError:
        return {}


def _has_token(headers: Headers, settings: Settings) -> bool:
    assert settings.token is not None
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return same(token.strip(), settings.token)
    return is_signed(settings.secret, "session", cookies(headers).get(SESSION, ""))


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                if name not in headers:
                    headers[name] = value
        await send(message)

    return guarded


def _again(body: bytes) -> Receive:
    """A body that has been read, for the page to read it again."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    return receive


def _client(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""


def _host(netloc: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    """Whether it is a bare address: no name, so no name server can turn it elsewhere."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
