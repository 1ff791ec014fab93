"""Which picture goes into which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from memcon.errors import UsageError
from memcon.pictures.facts import Happening
from memcon.pictures.sheet import Picture

Layout = Callable[[list[Happening]], Picture]
Writer = Callable[[Picture, list[Happening]], bytes]


def draw_timeline(happenings: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> None:
    """Draw when things happened, between whom, into FILE.svg, FILE.png or FILE.html.

    Takes happenings as the record contract has them. Raises UsageError if the file's name has
    another ending or the file cannot be written.
    """
    from memcon.pictures.timeline import timeline

    _draw(timeline, happenings, Path(path))


def draw_network(happenings: Iterable[Mapping[str, Any]], path: str | PathLike[str]) -> None:
    """Draw who dealt with whom into FILE.svg, FILE.png or FILE.html.

    Takes happenings as the record contract has them. Raises UsageError if the file's name has
    another ending or the file cannot be written.
    """
    from memcon.pictures.network import network

    _draw(network, happenings, Path(path))


def ending_of(path: str | PathLike[str]) -> str:
    """The ending that says what kind of picture a file is to hold.

    Raises UsageError, which names those there are, for any other.
    """
    ending = Path(path).suffix.lower()
    if ending not in _WRITERS:
        raise UsageError(f"{path}: no picture has this ending; give a name in .svg, .png or .html")
    return ending


def _draw(layout: Layout, happenings: Iterable[Mapping[str, Any]], path: Path) -> None:
    write = _WRITERS[ending_of(path)]
    facts = sorted(map(Happening.of, happenings), key=lambda one: one.sort_key)
    content = write(layout(facts), facts)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; name a file to write to") from None


def _svg(picture: Picture, facts: list[Happening]) -> bytes:  # noqa: ARG001
    return picture.to_svg()


def _png(picture: Picture, facts: list[Happening]) -> bytes:  # noqa: ARG001
    from memcon.pictures.png import png

    return png(picture)


def _html(picture: Picture, facts: list[Happening]) -> bytes:
    from memcon.pictures.page import page

    return page(picture, facts)


_WRITERS: dict[str, Writer] = {".svg": _svg, ".png": _png, ".html": _html}
