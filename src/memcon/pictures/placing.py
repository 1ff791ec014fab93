"""Where the actors of a network stand: near those they deal with, and not upon each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, log2, sin, sqrt

Point = tuple[float, float]
Pair = tuple[str, str]

# Any number does; it is fixed so that the same dealings look the same.
SEED = 11
# Pictures are wider than high.
STRETCH = 1.35
# Between names, beside and above each other, a line needs room for its mark and its arrow.
BESIDE, ABOVE = 80.0, 46.0
LINE = 160.0


@dataclass(slots=True)
class Box:
    """What an actor takes up with its name: half its width, half its height, and its middle."""

    half: float
    tall: float
    x: float = 0.0
    y: float = 0.0

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies in the box or within a margin around it."""
        across, along = abs(point[0] - self.x), abs(point[1] - self.y)
        return across < self.half + margin and along < self.tall + margin


def place(boxes: Mapping[str, Box], weights: Mapping[Pair, int], width: float) -> float:
    """Give each box its place within the width. Returns the height that they take."""
    groups = [
        _spread({id_: boxes[id_] for id_ in group}, weights) for group in _groups(boxes, weights)
    ]
    height = _shelve(groups, width)
    _, _, right, _ = _around(boxes.values()) if boxes else (0, 0, width, 0)
    for box in boxes.values():
        box.x += (width - right) / 2
    return height


def _groups(boxes: Mapping[str, Box], weights: Mapping[Pair, int]) -> list[list[str]]:
    """Those who are connected, through whomever; the largest group first."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(boxes)
    graph.add_edges_from(weights)
    order = {id_: i for i, id_ in enumerate(boxes)}
    found = [sorted(group, key=order.__getitem__) for group in networkx.connected_components(graph)]
    return sorted(found, key=lambda group: (-len(group), order[group[0]]))


def _spread(boxes: dict[str, Box], weights: Mapping[Pair, int]) -> list[Box]:
    """Draw together who deals with each other and push apart who does not."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(boxes)
    for (first, second), count in weights.items():
        if first in boxes and second in boxes:
            graph.add_edge(first, second, weight=1 + log2(count))
    apart = 2.2 / sqrt(len(boxes))
    found = networkx.spring_layout(graph, k=apart, seed=SEED, iterations=400)
    # Fruchterman and Reingold's springs; the same seed, the same picture.
    places = _laid_flat({id_: (float(x), float(y)) for id_, (x, y) in found.items()})
    scale = _scale(places, list(graph.edges))
    for id_, (x, y) in places.items():
        boxes[id_].x, boxes[id_].y = round(x * scale, 1), round(y * scale, 1)
    _disentangle(list(boxes.values()))
    return list(boxes.values())


def _laid_flat(places: Mapping[str, Point]) -> dict[str, Point]:
    """The places turned so that they reach farthest from left to right."""
    middle_x = sum(x for x, _ in places.values()) / len(places)
    middle_y = sum(y for _, y in places.values()) / len(places)
    offsets = {id_: (x - middle_x, y - middle_y) for id_, (x, y) in places.items()}
    both = sum(x * y for x, y in offsets.values())
    angle = atan2(2 * both, sum(x * x - y * y for x, y in offsets.values())) / 2
    c, s = cos(angle), sin(angle)
    return {id_: ((x * c + y * s) * STRETCH, y * c - x * s) for id_, (x, y) in offsets.items()}


def _scale(places: Mapping[str, Point], edges: Sequence[Pair]) -> float:
    """What makes the usual line as long as its mark needs, longer where there are many."""
    if not edges:
        return 1.0
    lengths = [hypot(*(a - b for a, b in zip(places[p], places[q], strict=True))) for p, q in edges]
    usual = sum(lengths) / len(lengths)
    return (LINE + 40 * len(edges) / len(places)) / usual if usual else 1.0


def _disentangle(boxes: Sequence[Box]) -> None:
    """Push boxes apart where they overlap; where that goes round in circles, give more room."""
    while not _pushed_apart(boxes):
        for box in boxes:
            box.x, box.y = box.x * 1.15, box.y * 1.15


def _pushed_apart(boxes: Sequence[Box], rounds: int = 150) -> bool:
    for _ in range(rounds):
        # All are looked at, though one would do to know that another round is needed.
        if not sum(_pushed_from(a, boxes[i + 1 :], i) for i, a in enumerate(boxes)):
            return True
    return False


def _pushed_from(a: Box, others: Sequence[Box], turn: int) -> int:
    """Push a box and those that it overlaps apart; gives how many they are."""
    pushed = 0
    for b in others:
        # Written out, since most boxes are far from each other and there are many pairs of them.
        across = a.half + b.half + BESIDE - abs(a.x - b.x)
        if across > 0.01:
            along = a.tall + b.tall + ABOVE - abs(a.y - b.y)
            if along > 0.01:
                _push(a, b, turn, across, along)
                pushed += 1
    return pushed


def _push(a: Box, b: Box, turn: int, across: float, along: float) -> None:
    if across < along:
        step = across / 2 if (a.x, turn % 2) <= (b.x, 0) else -across / 2
        a.x, b.x = a.x - step, b.x + step
    else:
        step = along / 2 if a.y <= b.y else -along / 2
        a.y, b.y = a.y - step, b.y + step


def _shelve(groups: Sequence[Sequence[Box]], width: float) -> float:
    """Put groups side by side, on a new shelf where one is full; a group too wide is squeezed."""
    x = y = shelf = 0.0
    for group in groups:
        _squeeze(group, width)
        left, top, right, bottom = _around(group)
        if x and x + right - left > width:
            x, y, shelf = 0.0, y + shelf + ABOVE, 0.0
        for box in group:
            box.x, box.y = box.x + x - left, box.y + y - top
        x += right - left + BESIDE
        shelf = max(shelf, bottom - top)
    return y + shelf


def _squeeze(group: Sequence[Box], width: float) -> None:
    left, _, right, _ = _around(group)
    while right - left > width:
        share = max(0.5, 0.98 * width / (right - left))
        for box in group:
            # What is lost in width is given in height, though not all: few pages are as high.
            box.x, box.y = box.x * share, box.y / sqrt(share)
        _disentangle(group)
        left, _, right, _ = _around(group)


def _around(group: Iterable[Box]) -> tuple[float, float, float, float]:
    boxes = list(group)
    return (
        min(box.x - box.half for box in boxes),
        min(box.y - box.tall for box in boxes),
        max(box.x + box.half for box in boxes),
        max(box.y + box.tall for box in boxes),
    )
