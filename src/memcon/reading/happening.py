"""A happening: an event while the report is being read."""

from dataclasses import dataclass, field

from memcon.language.analysis import Word
from memcon.reading.modality import Modality
from memcon.reading.party import Party
from memcon.reading.saying import Saying
from memcon.reading.when import UNDATED, Dated


@dataclass
class Happening:
    """An event while the report is being read; codes are PLOVER's."""

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
    place: tuple[str, str | None] | None = None
    """The words of the place and its country."""
    chain: list[Saying] = field(default_factory=list)
    """The statements that it rests on, innermost first; empty if the report itself says it."""
    denied_by: list[Saying] = field(default_factory=list)
    stood_by: list[Saying] = field(default_factory=list)
    """Statements by which an outlet says once more what it told: "stands by its report"."""
    also: list[Word] = field(default_factory=list)
    """Further words of the report that name the same happening."""
    by_pattern: bool = True
    """Whether a pattern of the lexicon or a rule told it, and not the event heads alone."""
    support: float = 0.0
    """How likely the event heads hold it, 0 where they were not asked."""
    confidence: float = 0.5

    @property
    def parties(self) -> list[Party]:
        """Everybody in it."""
        return [*self.actors, *self.recipients]

    def recode(self, event: str, cameo: str, mode: str | None = None) -> None:
        """Gives it another type, by a rule."""
        self.event, self.cameo, self.mode = event, cameo, mode
