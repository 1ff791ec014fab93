"""The shelf on which a desk keeps pages of one version of the ledger."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

_BYTES: Final = 24_000_000
"""What the pages of a process may take; the one not asked for longest goes first."""


class Shelf:
    """Keeps pages by their keys; those of another version than the last make room at once."""

    def __init__(self, most: int = _BYTES) -> None:
        self._most = most
        self._lock = Lock()
        self._version: Hashable = None
        self._size = 0
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, version: Hashable, key: Hashable) -> str | None:
        """The page that was made of this version, if it is still there."""
        with self._lock:
            if version != self._version or key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key].decode()

    def put(self, version: Hashable, key: Hashable, page: str) -> None:
        """Keep a page that was made of this version or of one that has come since."""
        told = page.encode()  # a string takes up to four times as much
        with self._lock:
            if version != self._version:
                self._pages.clear()
                self._version, self._size = version, 0
            self._size += len(told) - len(self._pages.pop(key, b""))
            self._pages[key] = told
            while self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1])
