"""Plain text: one report a file, kept exactly as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.sources.base import Item, Options, make_report
from memcon.sources.text import decode, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The one report that the stream holds."""
    text = decode(read_all(stream, name), name)
    yield make_report(name, {"text": text}, options.defaults)
