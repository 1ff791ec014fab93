"""The network: who dealt with whom, how much, and how firmly that is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot, log2
from xml.etree.ElementTree import Element

from memcon.pictures import sheet
from memcon.pictures.dealings import Dealings, Strand, dealings_of
from memcon.pictures.facts import ARROW, DASH, Happening
from memcon.pictures.placing import Box, Point, place
from memcon.pictures.sheet import SMALL, Picture
from memcon.pictures.style import fitting, width_of

WIDTH = 1200.0
MARGIN = 30.0
NAME_SIZE = 12.0
NAME_WIDTH = 260.0
BETWEEN_STRANDS = 14.0
MARK_RADIUS = 5.5
# How far a line bows aside so as not to run through somebody else, from least to most.
BOWS = (0.0, 26.0, -26.0, 52.0, -52.0, 84.0, -84.0)
# Where on its line a mark may stand, from best to worst.
ALONG = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8, 0.46, 0.54)


def network(facts: Sequence[Happening]) -> Picture:
    """Draw who dealt with whom in these happenings."""
    return _Network(facts).draw()


@dataclass(frozen=True, slots=True)
class _Curve:
    """A line from one point to another, bowed towards a third."""

    start: Point
    bow: Point
    end: Point

    def at(self, share: float) -> Point:
        a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
        (x1, y1), (x2, y2), (x3, y3) = self.start, self.bow, self.end
        return a * x1 + b * x2 + c * x3, a * y1 + b * y2 + c * y3

    def part(self, first: float, last: float) -> _Curve:
        """The piece from one share of the way to another."""
        bow = (
            (1 - first) * (1 - last) * start
            + (first * (1 - last) + last * (1 - first)) * middle
            + first * last * end
            for start, middle, end in zip(self.start, self.bow, self.end, strict=True)
        )
        x, y = bow
        return _Curve(self.at(first), (x, y), self.at(last))

    def between(self, one: Box, other: Box) -> _Curve:
        """The piece outside of the boxes in which it begins and ends."""
        shares = [i / 200 for i in range(201)]
        first = next((s for s in shares if not one.holds(self.at(s), 3)), 0.0)
        last = next((s for s in shares[::-1] if not other.holds(self.at(s), 3)), 1.0)
        return self.part(first, last)


class _Network:
    """One network while it is drawn."""

    def __init__(self, facts: Sequence[Happening]) -> None:
        self.facts = facts
        self.dealings: Dealings = dealings_of(facts)
        self.names = {
            id_: fitting(actor.name, NAME_SIZE, NAME_WIDTH)
            for id_, actor in self.dealings.actors.items()
        }
        self.boxes = {id_: self._box(id_) for id_ in self.names}
        weights: Counter[tuple[str, str]] = Counter()
        for strand in self.dealings.strands:
            weights[strand.pair] += len(strand.places)
        self.height = place(self.boxes, weights, WIDTH - 2 * MARGIN)
        for box in self.boxes.values():
            box.x, box.y = box.x + MARGIN, box.y + MARGIN
        # Marks on lines keep clear of names and of each other.
        self.taken = [
            (box.x - box.half, box.y - box.tall, box.x + box.half, box.y + box.tall)
            for box in self.boxes.values()
        ]

    def draw(self) -> Picture:
        svg = sheet.blank(self._title())
        curves = list(self._curves())
        lines = sheet.group(svg, "lines")
        for strand, curve in curves:
            self._draw_line(lines, strand, curve)
            # Arrows are kept free, and so are the ends of other lines.
            self.taken += [_area(end, 10) for end in (curve.start, curve.end)]
        for id_ in self.boxes:
            self._draw_actor(svg, id_)
        for strand, curve in curves:
            self._draw_mark(svg, strand, curve)
        y = self.height + 2 * MARGIN + 24
        end = sheet.legend(svg, self.facts, (16, y), WIDTH - 32, list(self._notes()))
        return sheet.finish(svg, WIDTH, end)

    def _box(self, id_: str) -> Box:
        """Room for the name, and more for who has more happenings."""
        more = min(7.0, 1.1 * log2(len(self.dealings.places[id_])))
        return Box(width_of(self.names[id_], NAME_SIZE) / 2 + 9 + more, 11 + more)

    # Lines

    def _curves(self) -> Iterator[tuple[Strand, _Curve]]:
        by_pair: defaultdict[tuple[str, str], list[Strand]] = defaultdict(list)
        for strand in self.dealings.strands:
            by_pair[strand.pair].append(strand)
        for strands in by_pair.values():
            bow = self._best_bow(strands)
            for i, strand in enumerate(strands):
                aside = (i - (len(strands) - 1) / 2) * BETWEEN_STRANDS
                yield strand, self._curve(strand, bow + 1.6 * aside, aside * 0.6)

    def _best_bow(self, strands: Sequence[Strand]) -> float:
        """The least bow with which a line runs through the fewest other actors and names."""
        best, fewest = BOWS[0], len(self.boxes)
        for bow in BOWS:
            hits = self._hits(strands[0], self._curve(strands[0], bow))
            if hits < fewest:
                best, fewest = bow, hits
            if not hits:
                break  # the others bow more
        return best

    def _hits(self, strand: Strand, curve: _Curve) -> int:
        points = [curve.at(i / 24) for i in range(25)]
        xs, ys = zip(*points, strict=True)
        left, right, top, bottom = min(xs) - 4, max(xs) + 4, min(ys) - 4, max(ys) + 4
        others = (
            box
            for id_, box in self.boxes.items()
            if id_ not in strand.pair
            # Most are far from the line.
            and left < box.x + box.half
            and box.x - box.half < right
            and top < box.y + box.tall
            and box.y - box.tall < bottom
        )
        return sum(any(box.holds(point, 4) for point in points) for box in others)

    def _curve(self, strand: Strand, bow: float, shift: float = 0.0) -> _Curve:
        """A line between two actors; `bow` and `shift` move its middle and all of it aside."""
        first, second = (self.boxes[id_] for id_ in strand.pair)
        far = hypot(second.x - first.x, second.y - first.y) or 1.0
        across, along = -(second.y - first.y) / far, (second.x - first.x) / far
        middle = (first.x + second.x) / 2, (first.y + second.y) / 2
        curve = _Curve(
            (first.x + across * shift, first.y + along * shift),
            (middle[0] + across * bow, middle[1] + along * bow),
            (second.x + across * shift, second.y + along * shift),
        )
        return curve.between(first, second)

    def _draw_line(self, lines: Element, strand: Strand, curve: _Curve) -> None:
        made = sheet.group(lines, "pick line", strand.places, self._told(strand))
        width = 1.3 + min(3.7, 0.55 * log2(len(strand.places)))
        manner = strand.standing, strand.modality
        sheet.curve(made, manner, (curve.start, curve.bow, curve.end), width)
        # An arrow stands at the end of whom the other acts upon.
        if strand.pair[1] in strand.acting:
            sheet.arrow(made, strand.standing, curve.at(0.15), curve.start)
        if strand.pair[0] in strand.acting:
            sheet.arrow(made, strand.standing, curve.at(0.85), curve.end)

    def _draw_mark(self, svg: Element, strand: Strand, curve: _Curve) -> None:
        count = f"{len(strand.places):,}" if len(strand.places) > 1 else ""
        wide = 2 * MARK_RADIUS + (5 + width_of(count, SMALL) if count else 0)
        x, y = self._free(curve, wide)
        made = sheet.group(svg, "pick", strand.places, self._told(strand))
        sheet.mark(made, strand.standing, strand.modality, (x, y), MARK_RADIUS)
        if count:
            sheet.words(made, count, (x + 1.5 * MARK_RADIUS + 2, y + 4), halo=True, kind="count")

    def _free(self, curve: _Curve, wide: float) -> Point:
        """The place on the line where a mark covers least else."""

        def covered(share: float) -> int:
            area = _area(curve.at(share), wide)
            return sum(_overlap(area, other) for other in self.taken)

        found = curve.at(min(ALONG, key=covered))
        self.taken.append(_area(found, wide))
        return found

    # Actors and words

    def _draw_actor(self, svg: Element, id_: str) -> None:
        box, places = self.boxes[id_], self.dealings.places[id_]
        name = self.dealings.actors[id_].name
        title = f"{name}: {sheet.counted(len(places), 'happening')}"
        made = sheet.group(svg, "pick actor", places, title)
        sheet.pill(made, (box.x, box.y), box.half, box.tall)
        place = box.x, box.y + 4.3
        sheet.words(made, self.names[id_], place, anchor="middle", size=NAME_SIZE)

    def _told(self, strand: Strand) -> str:
        """A line in words."""
        first, second = strand.pair
        if strand.acting == {second}:
            first, second = second, first
        link = ARROW if len(strand.acting) == 1 else DASH
        who = link.join(self.dealings.actors[id_].name for id_ in (first, second))
        kinds = Counter(self.facts[place].what for place in strand.places)
        most = sorted(kinds, key=lambda what: (-kinds[what], what))[:4]
        what = ", ".join(f"{what} ({kinds[what]})" if kinds[what] > 1 else what for what in most)
        sure = "mostly " * self.dealings.joined + f"{strand.standing}, {strand.modality}"
        return f"{who}: {what}{' and more' if len(kinds) > len(most) else ''} ({sure})"

    def _title(self) -> str:
        return f"Network of dealings in {sheet.counted(len(self.facts), 'happening')}"

    def _notes(self) -> Iterator[str]:
        if not self.facts:
            yield "No happenings."
            return
        lines = "standing and modality alike"
        if self.dealings.joined:
            lines = "one line a pair, in the standing and modality that most of its dealings have"
        yield (
            f"{sheet.counted(len(self.facts), 'happening')}. A line stands for dealings of two "
            f"({lines}), the number and the line’s width for how many; an arrow points at whom "
            "something was done to. The size of an actor is by the number of its happenings."
        )
        shown, known = len(self.names), self.dealings.all_actors
        if shown < known:
            yield f"{shown} of {known:,} actors are drawn: those with most dealings."
        drawn, pairs = len(self.dealings.pairs), self.dealings.all_pairs
        if drawn < pairs:
            yield f"{drawn} of {sheet.counted(pairs, 'pair')} are drawn: those with most dealings."


def _area(at: Point, wide: float) -> tuple[float, float, float, float]:
    """What a mark and the number beside it take up."""
    return at[0] - 8, at[1] - 8, at[0] - 2 + wide, at[1] + 8


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
