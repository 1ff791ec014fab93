"""What tests ask of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring

from memcon.pictures.facts import Happening
from memcon.pictures.sheet import Picture
from memcon.pictures.style import width_of
from pictures.composed import Given

SVG = "{http://www.w3.org/2000/svg}"
Area = tuple[float, float, float, float]


def facts(given: Sequence[Given]) -> list[Happening]:
    return sorted(map(Happening.of, given), key=lambda one: one.sort_key)


def parsed(picture: Picture) -> Element:
    return fromstring(picture.to_svg())


def texts(root: Element) -> list[Element]:
    """All lines of text, without the halos under them."""
    return [one for one in root.iter(f"{SVG}text") if "halo" not in one.attrib["class"]]


def area(text: Element) -> Area:
    """About what a line of text takes up."""
    size = float(text.attrib["font-size"])
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    wide = width_of(text.text or "", size)
    left = (
        x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.attrib.get("text-anchor", "start")]
    )
    return left, y - 0.75 * size, left + wide, y + 0.1 * size


def overlapping(lines: Sequence[Element]) -> list[tuple[str | None, str | None]]:
    found = []
    for i, one in enumerate(lines):
        for other in lines[i + 1 :]:
            a, b = area(one), area(other)
            if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                found.append((one.text, other.text))
    return found


def picks(root: Element, kind: str = "pick") -> list[list[int]]:
    """The places in the list that each mark stands for."""
    return [
        [int(place) for place in one.attrib["data-of"].split()]
        for one in root.iter(f"{SVG}g")
        if kind in one.attrib["class"].split()
    ]
