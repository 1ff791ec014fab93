"""A happening: an event while the report is being read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple, Self

from memcon.language.analysis import Word
from memcon.reading.because import Because, Reasoned, Span, rule
from memcon.reading.modality import Modality
from memcon.reading.party import Party
from memcon.reading.saying import Saying
from memcon.reading.when import UNDATED, Dated


class Placed(NamedTuple):
    """The words of a place and its country."""

    text: str
    country: str | None
    because: tuple[Because, ...]


@dataclass
class Happening(Reasoned):
    """An event while the report is being read; codes are PLOVER's."""

    EXPLAINED: ClassVar = (
        "event", "mode", "context", "cameo", "actors", "recipients", "modality",
    )  # fmt: skip

    event: str
    word: Word
    actors: list[Party]
    recipients: list[Party]
    cameo: str | None
    mode: str | None = None
    context: list[str] = field(default_factory=list)
    modality: Modality = "actual"
    words: frozenset[int] = frozenset()
    """Numbers of other words that name it too: the object of a light verb."""
    mutual: bool = False
    """Whether all parties are actors by the words themselves (met, signed)."""
    date: Dated = UNDATED
    place: Placed | None = None
    chain: list[Saying] = field(default_factory=list)
    """The statements that it rests on, innermost first; empty if the report itself says it."""
    denied_by: list[Saying] = field(default_factory=list)
    stood_by: list[Saying] = field(default_factory=list)
    """Statements by which an outlet says once more what it told: "stands by its report"."""
    also: list[Word] = field(default_factory=list)
    """Further words of the report that name the same happening."""
    by_pattern: bool = True
    """Whether a pattern of the lexicon or a rule told it, and not the event heads alone."""
    sure: bool = False
    """Whether its words hardly ever mean anything else, so that the event heads are not asked."""
    support: float = 0.0
    """How likely the event heads hold it, 0 where they were not asked."""
    confidence: float = 0.5

    @property
    def parties(self) -> list[Party]:
        """Everybody in it."""
        return [*self.actors, *self.recipients]

    def note_parties(self, because: Callable[[Party], Because], *fields: str) -> Self:
        """Gives the actors and recipients that have no reason yet each its own."""
        for name in fields or ("actors", "recipients"):
            known = self.reasons.setdefault(name, [])
            told = {id(party) for party, _ in known}
            known += [(p, because(p)) for p in getattr(self, name) if id(p) not in told]
        return self

    def note_rule(self, name: str, span_of: Callable[[Party], Span]) -> Self:
        """Gives a rule as the reason of what it has set; `span_of` tells the words of a party."""
        self.note_parties(lambda party: rule(name, span_of(party)))
        return self.note(rule(name, (self.word.start, self.word.end)))

    def recode(self, event: str, cameo: str, mode: str | None = None) -> None:
        """Gives it another type, by a rule."""
        self.event, self.cameo, self.mode = event, cameo, mode
