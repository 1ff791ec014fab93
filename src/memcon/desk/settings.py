"""What a desk is told when it starts: who may see it, and how much of it."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import Final

from memcon.errors import UsageError

TOKEN_VARIABLE: Final = "MEMCON_TOKEN"  # noqa: S105 - the name of a variable, no token
SHORTEST_TOKEN: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a desk is guarded, and its limits."""

    token: str | None = None
    """Who has it is let in; None: everybody who can reach the address."""
    user_header: str | None = None
    """The header in which a proxy says who has signed in there."""
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """From which addresses that header is believed."""
    host_names: tuple[str, ...] = ()
    """The names under which the desk is reached, besides localhost and bare addresses."""
    fetch: bool = True
    """Whether addresses that users give are fetched."""
    requests_per_second: float = 50
    readings_per_minute: float = 30
    """How often one client may have something read."""
    largest_form: int = 65_536
    largest_text: int = 200_000
    """Characters of a report; as many bytes, escaped, make a body eight times as long."""
    seconds: float = 20
    """After so long the database is stopped."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    """What cookies and forms are signed with: a desk that starts anew believes none of old."""


def check_exposure(host: str, settings: Settings) -> None:
    """Raise UsageError if a desk at that address could be used by anybody in the network."""
    if settings.token is not None and len(settings.token) < SHORTEST_TOKEN:
        raise UsageError(
            f"the token has {len(settings.token)} characters; give it {SHORTEST_TOKEN} or more"
        )
    if is_loopback(host) or settings.token is not None or settings.user_header is not None:
        return
    raise UsageError(
        f"--host {host}: others could reach the desk there; protect it with a token "
        f"({TOKEN_VARIABLE} or --token), or put it behind a proxy that people sign in to and name "
        "its header (--user-header)"
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
