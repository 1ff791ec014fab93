"""What sites let robots read, by their robots.txt (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from memcon.watch.fetching import AGENT, Fetcher, FetchError

_KEPT_S: Final = 24 * 3600.0
"""How long a robots.txt is gone by; the RFC allows no longer."""
_MISSED_S: Final = 300.0
"""After how long one is asked for again that could not be had."""
_LIMIT: Final = 512_000
_LONGEST_PAUSE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules; none, where it has none; an error, where they could not be had."""

    until: float
    parser: Any = None
    error: FetchError | None = None


class Robots:
    """Asks each site's robots.txt, once a day."""

    def __init__(self, fetcher: Fetcher, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher, self._clock = fetcher, clock
        self._sites: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Raise FetchError if a site does not let us read an address, or cannot say."""
        rules = self._rules(url)
        if rules is None:
            return
        if rules.error is not None:
            raise FetchError(
                url,
                f"robots.txt of its site cannot be had ({rules.error.problem})",
                passing=True,
                retry_after=rules.error.retry_after,
            )
        if rules.parser is not None and not rules.parser.can_fetch(url, AGENT):
            raise FetchError(url, "is closed to robots by its site's robots.txt")

    def pause(self, host: str) -> float:
        """The seconds between two requests that a site asks for, as far as that is known yet."""
        rules = [r for site, r in list(self._sites.items()) if urlsplit(site).netloc == host]
        delays = [r.parser.crawl_delay(AGENT) for r in rules if r.parser is not None]
        return min(_LONGEST_PAUSE_S, max((d for d in delays if d), default=0.0))

    def _rules(self, url: str) -> _Rules | None:
        try:
            parts = urlsplit(url)
        except ValueError:
            return None  # no address at all, which is told where it is fetched
        if parts.scheme.lower() not in ("http", "https"):
            return None
        site = f"{parts.scheme.lower()}://{parts.netloc.lower()}"
        known = self._sites.get(site)
        if known is None or known.until <= self._clock():
            known = self._sites[site] = self._asked(site)
        return known

    def _asked(self, site: str) -> _Rules:
        from protego import Protego

        now = self._clock()
        try:
            answer = self._fetcher.get(f"{site}/robots.txt", limit=_LIMIT)
            text = (answer.data or b"").decode("utf-8", "replace")
            return _Rules(now + _KEPT_S, parser=Protego.parse(text))
        except FetchError as error:
            if error.passing:
                return _Rules(now + max(_MISSED_S, error.retry_after or 0), error=error)
            return _Rules(now + _KEPT_S)  # there is none: all is open
