"""What pictures look like, from the data file that says so."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def style() -> dict[str, Any]:
    """Colours, shapes, fonts and words of pictures."""
    path = files("memcon.pictures").joinpath("data", "style.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def standings() -> tuple[str, ...]:
    """The standings, the firmest first."""
    return tuple(style()["standing"])


@cache
def modalities() -> tuple[str, ...]:
    """The modalities, what happened first."""
    return tuple(style()["modality"])


def font_of(text: str) -> str:
    """The fonts for the first script in a text that the usual ones lack; empty if they have all."""
    return next(filter(None, map(_script_font, text)), "")


@cache
def _script_font(character: str) -> str:
    name = unicodedata.name(character, "")
    scripts: dict[str, str] = style()["font"]["scripts"]
    return next((font for script, font in scripts.items() if name.startswith(script)), "")


def width_of(text: str, size: float) -> float:
    """About how wide a text is at a font size, rather too wide than too narrow."""
    return sum(map(_share, text)) * size


def fitting(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as there is room for, with an ellipsis."""
    if width_of(text, size) <= room:
        return text
    room -= _share("…") * size
    end = 0
    for character in text:
        room -= _share(character) * size
        if room < 0:
            break
        end += 1
    return f"{text[:end].rstrip()}…"


@cache
def _share(character: str) -> float:
    widths = style()["widths"]
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    for listed, share in (widths["narrow"], widths["wide"]):
        if character in listed:
            return float(share)
    return float(widths["upper"] if character.isupper() else widths["other"])
