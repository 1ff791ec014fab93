"""When a source is looked at next: its interval, more after failures, and never all at once."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

LONGEST: Final = timedelta(days=1)
"""No failure, and no server, keeps us away for longer."""
JITTER: Final = 0.1
"""By which share of itself a wait may be longer, so that sources part that began together."""


def wait(
    every: timedelta, source: str, failures: int = 0, retry_after: float | None = None
) -> timedelta:
    """How long to wait until the next round of a source.

    Twice as long with each failure in a row, up to a day, and as long as its server asked for.
    The jitter comes of the source's name and the number of failures, not of chance.
    """
    backed_off = every * int(2 ** min(failures, 20))
    longest = max(every, LONGEST)
    asked = timedelta(seconds=min(retry_after or 0.0, LONGEST.total_seconds()))
    base = max(min(backed_off, longest), asked)
    return base * (1 + JITTER * _share(f"{source} {failures}"))


def _share(words: str) -> float:
    """A number from 0 to 1 that is another for other words, and always the same for these."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4]) / 2**32
