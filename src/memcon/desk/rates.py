"""How often each client may ask, counted for all processes of a desk together."""

from __future__ import annotations

from array import array
from collections.abc import Callable, MutableSequence
from hashlib import blake2b
from multiprocessing import get_context
from time import monotonic
from typing import Any, Final, cast

_CELLS: Final = 65_536
"""Clients that are told apart; two that fall into one cell share what is let through."""


def shared_cells() -> MutableSequence[float]:
    """Cells for `Rates` that processes begun by this one count in as well."""
    cells: Any = get_context("spawn").RawArray("d", 2 * _CELLS)
    return cast("MutableSequence[float]", cells)


def own_cells() -> MutableSequence[float]:
    """Cells for `Rates` of a desk that is one process."""
    return array("d", bytes(16 * _CELLS))


class Rates:
    """Lets each client ask so often a second, and so many times at once.

    A cell holds how much of that a client has used, and when that was told. No lock is taken: of
    two requests that processes count in the same instant one may go uncounted, and a process that
    is killed holds nobody up.
    """

    def __init__(
        self,
        per_second: float,
        burst: float,
        clock: Callable[[], float] = monotonic,
        *,
        cells: MutableSequence[float] | None = None,
        secret: bytes = b"",
    ) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._cells = cells if cells is not None else own_cells()
        self._secret = secret

    def takes(self, client: str) -> bool:
        """Whether the client may ask once more."""
        place, now = self._place(client), self._clock()
        used, at = self._cells[place], self._cells[place + 1]
        used = max(0.0, used - (now - at) * self._per_second)
        taken = used + 1 <= self._burst
        self._cells[place], self._cells[place + 1] = used + taken, now
        return taken

    def _place(self, client: str) -> int:
        # With a secret, so that nobody can look for an address that shares another's cell.
        named = blake2b(client.encode("utf-8", "replace"), digest_size=8, key=self._secret[:64])
        return 2 * (int.from_bytes(named.digest()) % _CELLS)
