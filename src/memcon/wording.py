"""Codes and dates in plain words, wherever people read them."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


def label(event: str, mode: str | None = None) -> str:
    """A PLOVER type and, where it has one, its mode in plain words: "talks by phone"."""
    labels = _labels()[event]
    words: str = labels["modes"][mode] if mode else labels["type"]
    return words


def when(start: date | None, end: date | None, text: str | None = None) -> str:
    """A date as people write it, a whole month or year as such; without one, the report's words."""
    if start is None or end is None:
        return f"“{' '.join(text.split())}”, unresolved" if text else "no date"
    if start == end:
        return day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start == end.replace(day=1) and end.day == monthrange(end.year, end.month)[1]:
        return f"{start:%b} {start.year}"
    return f"{start.day} {start:%b} {start.year} to {end.day} {end:%b} {end.year}"


def day(date_: date) -> str:
    """A day with its weekday, which is what reports tell time by."""
    return f"{date_:%a} {date_.day} {date_:%b} {date_.year}"


@cache
def _labels() -> dict[str, dict[str, Any]]:
    path = files("memcon.ontology").joinpath("labels.toml")
    return tomllib.loads(path.read_text("utf-8"))
