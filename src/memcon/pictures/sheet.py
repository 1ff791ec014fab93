"""A sheet to draw on: elements of SVG, with the same bytes for the same drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from xml.etree.ElementTree import Element, SubElement, tostring

from memcon.pictures.facts import Happening
from memcon.pictures.style import font_of, modalities, standings, style, width_of

SMALL = 11.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing."""

    svg: Element
    width: float
    height: float
    title: str

    def to_svg(self) -> bytes:
        """The drawing as an SVG file."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self.markup()}\n'.encode()

    def markup(self) -> str:
        """The drawing as an element of a page."""
        return str(tostring(self.svg, "unicode"))


def number(value: float) -> str:
    """A coordinate to the hundredth, as short as can be."""
    # Adding nothing makes a plain zero of a negative one.
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def blank(title: str) -> Element:
    """An empty sheet with its title; `finish` gives it a size."""
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.set("font-family", style()["font"]["family"])
    SubElement(svg, "title").text = title
    return svg


def finish(svg: Element, width: float, height: float) -> Picture:
    """The picture, with its size and its paper under all that is drawn."""
    size = number(width), number(height)
    svg.set("width", size[0])
    svg.set("height", size[1])
    svg.set("viewBox", f"0 0 {size[0]} {size[1]}")
    paper = Element("rect", {"class": "paper", "width": size[0], "height": size[1]})
    paper.set("fill", style()["ink"]["paper"])
    svg.insert(1, paper)
    return Picture(svg, width, height, svg[0].text or "")


def group(parent: Element, class_: str, of: Iterable[int] = (), title: str = "") -> Element:
    """A group that stands for happenings, by their places in the list, with its title."""
    made = SubElement(parent, "g", {"class": class_})
    if places := " ".join(map(str, of)):
        made.set("data-of", places)
    if title:
        SubElement(made, "title").text = title
    return made


def words(
    parent: Element,
    text: str,
    at: Point,
    *,
    anchor: str = "start",
    size: float = SMALL,
    ink: str = "text",
    bold: bool = False,
    halo: bool = False,
    kind: str = "",
) -> None:
    """A line of text; with a halo it stays readable upon lines."""
    look = {"font-size": number(size), "font-weight": "bold" * bold, "font-family": font_of(text)}
    look["text-anchor"] = anchor.removeprefix("start")
    place = {"x": number(at[0]), "y": number(at[1])}
    # Drawn twice: not every program draws an outline under its own letters.
    for layer in ("halo", ink) if halo else (ink,):
        made = SubElement(parent, "text", {"class": f"{layer} {kind}".strip(), **place})
        made.text = text
        made.attrib.update({name: value for name, value in look.items() if value})
        made.attrib.update(_inks(layer))


def _inks(layer: str) -> dict[str, str]:
    """What letters are drawn with; a halo is the paper around them."""
    if layer != "halo":
        return {"fill": style()["ink"][layer]}
    paper = style()["ink"]["paper"]
    edge = {"stroke": paper, "stroke-width": "3", "stroke-linejoin": "round"}
    return {"fill": paper, "aria-hidden": "true", **edge}


def rule(parent: Element, start: Point, end: Point, class_: str = "rule") -> Element:
    """A straight thin line."""
    (x1, y1), (x2, y2) = start, end
    made = SubElement(parent, "path", {"class": class_})
    made.set("d", f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")
    made.set("fill", "none")
    made.set("stroke", style()["ink"]["rule" if class_ == "rule" else "faint"])
    return made


def band(parent: Element, x: float, y: float, width: float, height: float) -> None:
    """A faint strip behind what belongs together."""
    places = zip(("x", "y", "width", "height"), map(number, (x, y, width, height)), strict=True)
    SubElement(parent, "rect", {"class": "band", "fill": style()["ink"]["band"], **dict(places)})


def mark(parent: Element, standing: str, modality: str, at: Point, radius: float) -> None:
    """The shape of a standing, filled by modality: solid, hollow, dotted, or struck through."""
    looks, manner = style()["standing"][standing], style()["modality"][modality]
    where = f"translate({number(at[0])} {number(at[1])}) scale({number(radius)})"
    made = SubElement(parent, "path", {"class": f"mark {standing} {modality}", "d": looks["path"]})
    made.set("transform", where)
    made.set("fill", looks["fill"] if manner["filled"] else style()["ink"]["paper"])
    made.set("stroke", looks["line"])
    # Outlines are scaled with the shape; these are undone to be of one width on all marks.
    made.set("stroke-width", number(1.4 / radius))
    if manner["mark_dash"]:
        dashes = (number(float(part) / radius) for part in manner["mark_dash"].split())
        made.set("stroke-dasharray", " ".join(dashes))
    if manner["struck"]:
        strike = SubElement(parent, "path", {"class": f"strike {standing}", "transform": where})
        strike.set("d", "M-1.5 1.5L1.5-1.5")
        strike.set("stroke", looks["line"])
        strike.set("stroke-width", number(1.4 / radius))


def span(parent: Element, standing: str, modality: str, ends: Point, y: float) -> None:
    """A bar from the first to the last day on which something may lie."""
    made = SubElement(parent, "path", {"class": f"span {standing}"})
    first, last = map(number, ends)
    made.set("d", f"M{first} {number(y - 4)}v8m0-4H{last}m0-4v8")
    made.set("fill", "none")
    made.set("stroke", style()["standing"][standing]["line"])
    made.set("stroke-opacity", "0.55")
    if dash := style()["modality"][modality]["dash"]:
        made.set("stroke-dasharray", dash)


def curve(
    parent: Element, manner: tuple[str, str], points: tuple[Point, Point, Point], width: float
) -> None:
    """A line between two ends, bowed towards the point that stands between them."""
    (x1, y1), (x2, y2), (x3, y3) = [(number(x), number(y)) for x, y in points]
    made = SubElement(parent, "path", {"class": f"strand {manner[0]}"})
    made.set("d", f"M{x1} {y1}Q{x2} {y2} {x3} {y3}")
    made.set("fill", "none")
    made.set("stroke", style()["standing"][manner[0]]["fill"])
    made.set("stroke-width", number(width))
    if dash := style()["modality"][manner[1]]["dash"]:
        made.set("stroke-dasharray", dash)


def arrow(parent: Element, standing: str, start: Point, tip: Point) -> None:
    """An arrow's head at its tip, pointing away from the start."""
    far = hypot(tip[0] - start[0], tip[1] - start[1]) or 1.0
    along = (tip[0] - start[0]) / far, (tip[1] - start[1]) / far
    back = tip[0] - 9 * along[0], tip[1] - 9 * along[1]
    left = back[0] - 4.5 * along[1], back[1] + 4.5 * along[0]
    right = back[0] + 4.5 * along[1], back[1] - 4.5 * along[0]
    made = SubElement(parent, "path", {"class": f"arrow {standing}"})
    corners = (f"{number(x)} {number(y)}" for x, y in (tip, left, right))
    made.set("d", f"M{'L'.join(corners)}Z")
    made.set("fill", style()["standing"][standing]["line"])


def pill(parent: Element, at: Point, half: float, tall: float) -> None:
    """What an actor's name is written into."""
    made = SubElement(parent, "rect", {"class": "pill", "rx": number(min(tall, 12))})
    made.set("x", number(at[0] - half))
    made.set("y", number(at[1] - tall))
    made.set("width", number(2 * half))
    made.set("height", number(2 * tall))
    made.set("fill", style()["ink"]["actor"])
    made.set("stroke", style()["ink"]["actor_line"])


def gap(parent: Element, x: float, top: float, bottom: float) -> None:
    """A break in the axis: time left out."""
    made = SubElement(parent, "path", {"class": "gap"})
    made.set("d", f"M{number(x)} {number(top)}V{number(bottom - 6)}")
    made.set("stroke", style()["ink"]["rule"])
    made.set("stroke-dasharray", "1 4")
    cut = SubElement(parent, "path", {"class": "axis", "stroke": style()["ink"]["faint"]})
    low, high = number(bottom + 5), number(bottom - 5)
    strokes = (f"M{number(x + i)} {low}L{number(x + i + 4)} {high}" for i in (-5, 1))
    cut.set("d", "".join(strokes))
    cut.set("stroke-width", "1.2")


def legend(
    parent: Element,
    shown: Sequence[Happening],
    at: Point,
    room: float,
    notes: Sequence[str],
) -> float:
    """What the marks mean, and notes under it. Returns where it ends."""
    x, y = at
    made = group(parent, "legend")
    present = {happening.standing for happening in shown}, {one.modality for one in shown}
    for standing in (one for one in standings() if one in present[0]):
        x, y = _entry(made, (standing, "actual"), style()["standing"][standing], x, y, at[0], room)
    x, y = at[0], y + 22 * bool(present[0])
    for modality in (one for one in modalities() if one in present[1]):
        looks = style()["modality"][modality]
        x, y = _entry(made, ("reported", modality), looks, x, y, at[0], room)
    y += 24 * bool(present[1])
    for note in notes:
        for line in wrapped(note, SMALL, room):
            words(made, line, (at[0], y), ink="faint")
            y += 15
    return y


def _entry(
    parent: Element,
    manner: tuple[str, str],
    looks: dict[str, str],
    x: float,
    y: float,
    left: float,
    room: float,
) -> Point:
    wide = 34 + width_of(looks["words"], SMALL)
    if x > left and x + wide > left + room:
        x, y = left, y + 20
    mark(parent, *manner, (x + 7, y - 4), 5.5)
    words(parent, looks["words"], (x + 19, y))
    return x + wide, y


def wrapped(text: str, size: float, room: float) -> list[str]:
    """A text in lines that fit into the room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 happening, 2,310 happenings."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
