"""Spans of time as people write them: "90s", "15m", "6h", "1d"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LONGEST: Final = timedelta(days=366)


def duration(words: object) -> timedelta:
    """The span that words like "15m" name. Raises ValueError for others."""
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*([smhd])\s*", str(words))
    if not isinstance(words, str) or found is None:
        raise ValueError(f'{words!r} is no span of time; write it as "90s", "15m", "6h" or "1d"')
    span = timedelta(seconds=float(found[1]) * _UNITS[found[2]])
    if span > _LONGEST:
        raise ValueError(f"{words!r} is longer than a year")
    return span


def in_words(span: timedelta) -> str:
    """A span in its largest whole unit, roughly: "15m", "2h"."""
    seconds = max(0, round(span.total_seconds()))
    unit, size = next((u, n) for u, n in reversed(_UNITS.items()) if seconds >= n or n == 1)
    return f"{round(seconds / size)}{unit}"
