"""Which reports have nothing to code, by their words, before the encoder reads them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.record import Report

POLITICS = "politics"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def kinds() -> tuple[str, ...]:
    """The kinds of reports that can be left out."""
    return tuple(kind for kind in _tables() if kind != POLITICS)


class Filter:
    """Leaves out reports of some kinds. Raises UsageError for a kind that there is not."""

    def __init__(self, leave_out: Iterable[str] = ()) -> None:
        self._kinds = tuple(leave_out)
        for kind in self._kinds:
            if kind not in kinds():
                raise UsageError(f"no kind {kind!r} to leave out; there are {', '.join(kinds())}")

    def kind(self, report: Report) -> str | None:
        """The kind that the report is left out as; None for one that is coded."""
        if not self._kinds:
            return None
        words = _WORD.findall(report.text.lower())
        if _counted(words, POLITICS) * _tables()[POLITICS]["one_in"] >= max(1, len(words)):
            return None
        parts = set(urlsplit(report.url or "").path.lower().split("/"))
        return next((kind for kind in self._kinds if _is(kind, words, parts)), None)


def _is(kind: str, words: Sequence[str], address: set[str]) -> bool:
    table = _tables()[kind]
    if not address.isdisjoint(table["sections"].split()):
        return True
    found = _counted(words, kind)
    return bool(found >= max(table["least"], table["share"] * len(words)))


def _counted(words: Iterable[str], kind: str) -> int:
    known = _words(kind)
    return sum(word in known for word in words)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(_tables()[kind]["words"].split())


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("memcon.corpus").joinpath("filters.toml").read_text("utf-8"))
