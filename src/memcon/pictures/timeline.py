"""The timeline: what happened when, in lanes of those who dealt with each other.

Few happenings are drawn one by one, each with its words. Many are counted: a mark stands for all
of one standing and modality in a week, a month or whatever unit leaves the marks apart. Those
without a date stand in a column of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from xml.etree.ElementTree import Element

from memcon.pictures import sheet
from memcon.pictures.axis import Axis
from memcon.pictures.facts import Happening
from memcon.pictures.lanes import MOST_LANES, Lane, lanes_of
from memcon.pictures.sheet import SMALL, Picture
from memcon.pictures.style import fitting, modalities, width_of
from memcon.pictures.units import UNITS, Unit

# More than these, each with its words, are no picture but a list.
MOST_IN_WORDS = 60
MOST_COLUMNS = 38
# Rows that one kind of mark may take in a lane before long spans are drawn at their middles.
MOST_ROWS = 4
# A lane each would be more than a page.
MOST_ROWS_IN_ALL = 80
FEWEST_LANES = 4

WIDTH = 1200.0
MARGIN = 16.0
NAMES_WIDTH = 178.0
LABEL_WIDTH = 240.0
UNDATED_LABEL_WIDTH = 236.0
UNDATED_COUNT_WIDTH = 64.0
RADIUS = 5.5
COUNT_SIZE = 9.0
HEAD = 30.0

Span = tuple[int, int]


@dataclass(slots=True)
class Mark:
    """One or more happenings that are drawn as one, with where it goes."""

    standing: str
    modality: str
    span: Span | None
    label: str
    places: list[int] = field(default_factory=list)
    row: int = 0
    radius: float = RADIUS
    label_x: float = 0.0
    label_anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Block:
    """Marks of a lane that are kept in rows together."""

    dated: list[Mark]
    undated: list[Mark]

    @property
    def rows(self) -> int:
        return max(1 + max((mark.row for mark in self.dated), default=-1), len(self.undated))


def timeline(facts: Sequence[Happening]) -> Picture:
    """Draw happenings, which stand in the order of their dates, along time."""
    return _Timeline(facts).draw()


class _Timeline:
    """One timeline while it is drawn."""

    def __init__(self, facts: Sequence[Happening]) -> None:
        self.facts = facts
        self.in_words = len(facts) <= MOST_IN_WORDS
        self.undated = sum(happening.start is None for happening in facts)
        undated_width = UNDATED_LABEL_WIDTH if self.in_words else UNDATED_COUNT_WIDTH
        self.left = MARGIN + NAMES_WIDTH
        self.right = WIDTH - MARGIN - (undated_width + 24 if self.undated else 0)
        self.unit, self.axis = self._unit_and_axis()
        self.row_height = 19.0 if self.in_words else 25.0
        self.by_majority = False
        self.lanes = self._lanes()

    def draw(self) -> Picture:
        svg = sheet.blank(self._title())
        ground = sheet.group(svg, "ground")
        y = HEAD
        for i, lane in enumerate(self.lanes):
            y = self._draw_lane(svg, ground, lane, y, shaded=i % 2 == 0)
        self._draw_axis(ground, y)
        if self.undated:
            sheet.words(ground, "no date", (self.right + 24, HEAD - 10), ink="faint", bold=True)
        end = sheet.legend(svg, self.facts, (MARGIN, y + 62), WIDTH - 2 * MARGIN, self._notes())
        return sheet.finish(svg, WIDTH, end)

    # What goes where

    def _unit_and_axis(self) -> tuple[Unit | None, Axis | None]:
        spans = [span for span in map(_span, self.facts) if span]
        if not spans:
            return None, None
        if self.in_words:
            return None, self._axis(spans)
        for unit in UNITS:
            axis = self._axis([_snapped(span, unit) for span in spans])
            if axis.length / unit.days <= MOST_COLUMNS:
                break
        return unit, axis

    def _axis(self, spans: Iterable[Span]) -> Axis:
        return Axis((day for span in spans for day in span), self.left, self.right)

    def _lanes(self) -> list[tuple[Lane, list[Block]]]:
        """Lanes with their blocks: as many as there are rows for."""
        if self.in_words:
            return self._filled(len(self.facts) + 1)
        filled = self._filled(MOST_LANES)
        for most in range(MOST_LANES, FEWEST_LANES, -2):
            if sum(block.rows for _, blocks in filled for block in blocks) <= MOST_ROWS_IN_ALL:
                break
            self.by_majority = True
            filled = self._filled(most)
        return filled

    def _filled(self, most: int) -> list[tuple[Lane, list[Block]]]:
        lanes, by_parties = lanes_of(self.facts, most=most)
        return [(lane, self._blocks(lane, by_parties)) for lane in lanes]

    def _blocks(self, lane: Lane, by_parties: bool) -> list[Block]:
        if self.in_words:
            return [self._block(self._marks(lane.places, self._spelled(by_parties)))]
        marks = self._marks(lane.places, lambda _: "")
        kinds = sorted({self._kind(self.facts[mark.places[0]]) for mark in marks})
        return [
            self._block([m for m in marks if self._kind(self.facts[m.places[0]]) == kind])
            for kind in kinds
        ]

    def _kind(self, one: Happening) -> tuple[int, ...]:
        """What happenings have in common that are counted together, as ranks."""
        return one.manner[:1] if self.by_majority else one.manner

    def _marks(self, places: Iterable[int], label: Callable[[Happening], str]) -> list[Mark]:
        """A mark for each happening, or one for all that are alike."""
        marks: dict[object, Mark] = {}
        for place in places:
            one = self.facts[place]
            span = _span(one)
            if span and self.unit:
                span = _snapped(span, self.unit)
            alone = place if self.in_words and span else None
            key = (self._kind(one), span, label(one), alone)
            made = Mark(one.standing, one.modality, span, label(one))
            marks.setdefault(key, made).places.append(place)
        return list(marks.values())

    def _spelled(self, by_parties: bool) -> Callable[[Happening], str]:
        """What the words beside a mark say: that which its lane does not."""

        def spelled(one: Happening) -> str:
            if not by_parties:
                return one.who
            if one.actors and one.recipients:
                return f"{one.what} by {one.actors[0].name}"
            return one.what

        return spelled

    def _block(self, marks: list[Mark]) -> Block:
        dated = [mark for mark in marks if mark.span]
        block = Block(dated, [mark for mark in marks if not mark.span])
        for mark in marks:
            self._shape(mark)
        self._pack(dated)
        if self.unit and block.rows > MOST_ROWS:
            return self._at_middles(block)
        return block

    def _at_middles(self, block: Block) -> Block:
        """Too many spans that overlap: each is counted in the unit around its middle."""
        assert self.unit
        joined: dict[Span, Mark] = {}
        for mark in block.dated:
            assert mark.span
            middle = self.unit.span(sum(mark.span) // 2)
            made = Mark(mark.standing, mark.modality, middle, "")
            joined.setdefault(middle, made).places.extend(mark.places)
        for mark in joined.values():
            self._shape(mark)
        self._pack(list(joined.values()))
        return Block(list(joined.values()), block.undated)

    def _shape(self, mark: Mark) -> None:
        """The words and the size of a mark, by how many it stands for."""
        count = len(mark.places)
        mark.modality = self._commonest_modality(mark.places)
        if self.in_words:
            room = LABEL_WIDTH if mark.span else UNDATED_LABEL_WIDTH - 18
            times = f" ×{count}" if count > 1 else ""
            mark.label = fitting(mark.label, SMALL, room - width_of(times, SMALL)) + times
        else:
            mark.label = f"{count:,}" if count > 1 else ""
            mark.radius = min(8.0, 3.6 + sqrt(count) / 2)

    def _commonest_modality(self, places: Iterable[int]) -> str:
        counts = Counter(self.facts[place].modality for place in places)
        return min(counts, key=lambda modality: (-counts[modality], modalities().index(modality)))

    def _pack(self, marks: list[Mark]) -> None:
        """Give each mark the first row in which it has room for itself and its words."""
        ends: list[float] = []
        apart = 3.0 if self.in_words else 0.0
        taken = {id(mark): self._extent(mark) for mark in marks}
        # Counted marks stand in a row first; what spans several of them comes under it.
        for mark in sorted(marks, key=lambda mark: (self._is_long(mark), taken[id(mark)])):
            begin, end = taken[id(mark)]
            mark.row = next((i for i, last in enumerate(ends) if last + apart <= begin), len(ends))
            ends[mark.row :] = [end, *ends[mark.row + 1 :]]

    def _extent(self, mark: Mark) -> tuple[float, float]:
        """From where to where a mark reaches with its words, which are placed here."""
        first, middle, last = self._xs(mark)
        wide = width_of(mark.label, SMALL if self.in_words else COUNT_SIZE)
        if not self.in_words:
            half = max(mark.radius * 1.3, wide / 2)
            begin, end = min(first, middle - half), max(last, middle + half)
            return begin, end
        reach = 1.5 * mark.radius
        mark.label_x = middle + reach + 3
        if mark.label_x + wide > self.right and middle - reach - 3 - wide > self.left:
            mark.label_x, mark.label_anchor = middle - reach - 3, "end"
            return min(first, mark.label_x - wide), max(last, middle + reach)
        return min(first, middle - reach), max(last, mark.label_x + wide)

    def _is_long(self, mark: Mark) -> bool:
        assert mark.span
        return self.unit is not None and self.unit.span(mark.span[0]) != mark.span

    def _xs(self, mark: Mark) -> tuple[float, float, float]:
        """Where a mark begins, where its shape stands, and where it ends."""
        assert self.axis
        assert mark.span
        first, last = map(self.axis.x, mark.span)
        if self.unit and not self._is_long(mark):
            # The mark of a unit stands in its middle; only longer spans are drawn as such.
            return (first + last) / 2, (first + last) / 2, (first + last) / 2
        return first, (first + last) / 2, last

    # Drawing

    def _draw_lane(
        self,
        svg: Element,
        ground: Element,
        lane: tuple[Lane, list[Block]],
        top: float,
        *,
        shaded: bool,
    ) -> float:
        head, blocks = lane
        rows = sum(block.rows for block in blocks)
        height = max(rows * self.row_height, 15.0 * len(head.heading)) + 10
        if shaded:
            sheet.band(ground, 0, top, WIDTH, height)
        made = sheet.group(svg, "lane")
        for i, line in enumerate(head.heading):
            place = MARGIN, top + 18 + 15 * i
            sheet.words(made, fitting(line, 12, NAMES_WIDTH - 12), place, size=12, bold=not i)
        y = top + 5 + self.row_height / 2
        for block in blocks:
            for mark in block.dated:
                self._draw_mark(made, mark, y + mark.row * self.row_height)
            for i, mark in enumerate(block.undated):
                self._draw_undated(made, mark, y + i * self.row_height)
            y += block.rows * self.row_height
        return top + height

    def _draw_mark(self, lane: Element, mark: Mark, y: float) -> None:
        first, middle, last = self._xs(mark)
        made = self._group(lane, mark)
        if last - first > 2 * mark.radius:
            up = 0 if self.in_words else 4
            sheet.span(made, mark.standing, mark.modality, (first, last), y - up)
        if self.in_words:
            sheet.mark(made, mark.standing, mark.modality, (middle, y), mark.radius)
            place, crossed = (mark.label_x, y + 4), last - first > 12
            sheet.words(made, mark.label, place, anchor=mark.label_anchor, halo=crossed)
        else:
            self._draw_counted(made, mark, (middle, y))

    def _draw_undated(self, lane: Element, mark: Mark, y: float) -> None:
        made = self._group(lane, mark)
        x = self.right + 30
        if self.in_words:
            sheet.mark(made, mark.standing, mark.modality, (x, y), mark.radius)
            sheet.words(made, mark.label, (x + 12, y + 4))
        else:
            self._draw_counted(made, mark, (x + 16, y))

    def _draw_counted(self, made: Element, mark: Mark, at: tuple[float, float]) -> None:
        x, y = at[0], at[1] - 4
        sheet.mark(made, mark.standing, mark.modality, (x, y), mark.radius)
        if mark.label:
            place = x, y + mark.radius + 8
            sheet.words(made, mark.label, place, anchor="middle", size=COUNT_SIZE, kind="count")

    def _group(self, lane: Element, mark: Mark) -> Element:
        first = self.facts[mark.places[0]]
        title = first.sentence
        if len(mark.places) > 1:
            count = sheet.counted(len(mark.places), "happening")
            title = f"{count} ({mark.standing}, {self._told(mark)}), the first: {title}"
        return sheet.group(lane, "pick", mark.places, title)

    def _told(self, mark: Mark) -> str:
        """How many of a mark's happenings are of which modality."""
        counts = Counter(self.facts[place].modality for place in mark.places)
        return ", ".join(f"{counts[one]:,} {one}" for one in modalities() if counts[one])

    def _draw_axis(self, ground: Element, bottom: float) -> None:
        line = sheet.rule(ground, (self.left, bottom), (self.right, bottom), "axis")
        line.set("stroke-width", "1.2")
        if self.undated:
            edge = self.right + 12
            sheet.rule(ground, (edge, HEAD - 20), (edge, bottom)).set("stroke-dasharray", "3 3")
        if not self.axis:
            sheet.words(ground, "nothing dated", (self.left, bottom + 18), ink="faint")
            return
        for tick in self.axis.ticks():
            sheet.rule(ground, (tick.x, HEAD), (tick.x, bottom))
            sheet.rule(ground, (tick.x, bottom), (tick.x, bottom + 5), "axis")
            sheet.words(ground, tick.upper, (tick.x, bottom + 18), anchor="middle")
            sheet.words(ground, tick.lower, (tick.x, bottom + 32), anchor="middle", ink="faint")
        for x in self.axis.breaks():
            sheet.gap(ground, x, HEAD, bottom)

    # Words

    def _title(self) -> str:
        dated = [happening for happening in self.facts if happening.start]
        what = f"Timeline of {sheet.counted(len(self.facts), 'happening')}"
        if not dated:
            return what
        last = max(happening.end for happening in dated if happening.end)
        return f"{what}, {dated[0].start} to {last}"

    def _notes(self) -> list[str]:
        return list(self._each_note())

    def _each_note(self) -> Iterator[str]:
        if not self.facts:
            yield "No happenings."
        elif self.in_words:
            yield "Each mark is one happening; a bar is the time within which it lies."
        else:
            unit = f" of one {self.unit.name}" if self.unit else ""
            alike = "standing" if self.by_majority else "standing and modality"
            yield (
                f"{sheet.counted(len(self.facts), 'happening')}: a mark stands for all{unit} that "
                f"are alike in {alike}, the number under it for how many; a bar is a longer time "
                "within which they lie."
            )
            if self.by_majority:
                yield "Marks are filled by the modality that most of them have."
        if self.axis and self.axis.breaks():
            yield "To scale but for the breaks (//), where nothing happens for long."
        if self.undated:
            yield f"{sheet.counted(self.undated, 'happening')} without a date, in a column apart."


def _span(happening: Happening) -> Span | None:
    if happening.start is None or happening.end is None:
        return None
    return happening.start.toordinal(), happening.end.toordinal()


def _snapped(span: Span, unit: Unit) -> Span:
    return unit.span(span[0])[0], unit.span(span[1])[1]
