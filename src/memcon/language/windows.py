"""Cuts a report into the windows that the encoder reads: whole sentences, some of them context."""

from collections.abc import Sequence
from dataclasses import dataclass

WINDOW_PIECES = 192
CONTEXT_PIECES = 56


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `first` to `end` are read; those before `start` belong to an earlier window."""

    first: int
    start: int
    end: int


def windows(
    lengths: Sequence[int], *, size: int = WINDOW_PIECES, context: int = CONTEXT_PIECES
) -> list[Window]:
    """Windows over sentences of these lengths (in word pieces); each is new in exactly one.

    A window holds at most `size` pieces, of which at most `context` repeat earlier sentences; a
    sentence longer than `size` has a window of its own.
    """
    found: list[Window] = []
    start = 0
    while start < len(lengths):
        first, room = start, context
        while first > 0 and lengths[first - 1] <= room:
            first -= 1
            room -= lengths[first]
        end, used = start + 1, sum(lengths[first : start + 1])
        if used > size:
            first, used = start, lengths[start]
        while end < len(lengths) and used + lengths[end] <= size:
            used += lengths[end]
            end += 1
        found.append(Window(first, start, end))
        start = end
    return found
