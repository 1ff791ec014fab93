"""A saying: a statement while the report is being read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from memcon.language.analysis import WordSpan
from memcon.reading.because import Reasoned
from memcon.reading.party import Party

Stance = Literal["asserts", "denies", "doubts", "declines"]
Quote = Literal["direct", "indirect", "mixed"]

BY_RULE = 0.8
"""Confidence in an attribution that the tree shows and the language model does not."""


@dataclass
class Saying(Reasoned):
    """A statement while the report is being read; spans count words."""

    EXPLAINED: ClassVar = ("cue", "contents", "holder_words")

    cue: WordSpan
    cue_head: int
    contents: list[WordSpan]
    holder_words: WordSpan | None = None
    holder: Party | None = None
    stance: Stance = "asserts"
    quote: Quote = "indirect"
    addressee: Party | None = None
    within: "Saying | None" = None
    origin: Party | None = None
    """The outlet that the report names as where this was first reported."""
    retold: bool = False
    """Whether it is told of only for what another makes of it: "denied *a report by X* that …"."""
    cited: bool = False
    """Whether another's statement names it as its source: "reported, *citing X*"."""
    confidence: float = BY_RULE

    def covers(self, number: int) -> bool:
        """Whether a word stands in the content."""
        return any(start <= number < end for start, end in self.contents)

    def overlaps(self, span: WordSpan) -> bool:
        """Whether the content and a stretch of words share one."""
        return overlap(self.contents, span)

    @property
    def words(self) -> set[int]:
        """The numbers of the content's words."""
        return {i for start, end in self.contents for i in range(start, end)}

    @property
    def size(self) -> int:
        """How many words the content has."""
        return sum(end - start for start, end in self.contents)


def overlap(stretches: Sequence[WordSpan], span: WordSpan) -> bool:
    """Whether one of the stretches shares a word with the span."""
    return any(start < span[1] and end > span[0] for start, end in stretches)


class Sayings:
    """The statements of a report, found by their cues and by the words of their contents."""

    def __init__(self, found: Sequence[Saying]) -> None:
        self.all = tuple(found)
        self._at_cue = {n: s for s in reversed(found) for n in range(*s.cue)}
        self._at_head = {s.cue_head: s for s in reversed(found)}
        self._around: dict[int, list[Saying]] = {}
        # Of two with one content the later cue is the inner: "X reported, citing Y".
        for saying in sorted(found, key=lambda s: (s.size, not s.cited, -s.cue_head)):
            for number in sorted(saying.words):
                self._around.setdefault(number, []).append(saying)

    def at_cue(self, number: int) -> Saying | None:
        """The statement of whose cue a word is part."""
        return self._at_cue.get(number)

    def with_head(self, number: int) -> Saying | None:
        """The statement whose cue a word heads."""
        return self._at_head.get(number)

    def around(self, number: int) -> list[Saying]:
        """The statements whose contents a word stands in, the smallest first."""
        return self._around.get(number, [])

    def innermost(self, number: int) -> Saying | None:
        """The smallest of them."""
        return next(iter(self.around(number)), None)
