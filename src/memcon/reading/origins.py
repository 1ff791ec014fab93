"""Where from: the outlet that a statement was first reported by, as far as the report names it."""

from collections.abc import Iterator

from memcon.language.analysis import Analysis, Word
from memcon.reading.actors import Cast
from memcon.reading.because import Because, rule
from memcon.reading.party import Party, plain_name
from memcon.reading.saying import Saying, Sayings
from memcon.reading.tables import words
from memcon.registry import Registry


def trace_origins(
    analysis: Analysis, cast: Cast, sayings: Sayings, registry: Registry, publisher: str | None
) -> None:
    """Sets each statement's origin: the outlet that says it, that is told it, or that it is in.

    A statement within another has the other's origin. The report's own outlet is none.
    """
    tracer = _Tracer(analysis, cast, registry, publisher)
    for saying in sayings.all:
        tracer.trace(saying)


class _Tracer:
    def __init__(
        self, analysis: Analysis, cast: Cast, registry: Registry, publisher: str | None
    ) -> None:
        self.analysis = analysis
        self.cast = cast
        self._own = _names_of(publisher, registry) if publisher else set()

    def trace(self, saying: Saying) -> None:
        """Sets the outlet named by a statement itself, else by the one that it is within."""
        at: Saying | None = saying
        while at is not None:
            for outlet, because in self._named(at):
                if not {plain_name(outlet.name), plain_name(outlet.key)} & self._own:
                    saying.origin = outlet
                    saying.note(because, "origin")
                return
            at = at.within

    def _named(self, saying: Saying) -> Iterator[tuple[Party, Because]]:
        """The outlets that a statement is held by, told to or published in, in this order."""
        cue = self.analysis.words[saying.cue_head]
        start, end = saying.holder_words or (0, 0)
        described = {w.lemma.lower() for w in self.analysis.words[start:end]}
        reporting = cue.lemma in words("cues", "reporting", "cues")
        reporting = reporting or bool(described & words("cues", "outlets", "nouns"))
        if saying.holder is not None and _is_outlet(saying.holder, reporting=reporting):
            yield saying.holder, rule("outlet-that-says", self.analysis.characters((start, end)))
        if saying.addressee is not None and _is_outlet(saying.addressee):
            told = self.cast.span_of(saying.addressee)
            yield saying.addressee, rule("outlet-that-is-told", told)
        for place in self._places(cue, saying):
            printed = rule("outlet-said-in", self.analysis.characters(self.cast.core(place.number)))
            yield from ((p, printed) for p in self.cast.one(place.number) if _is_outlet(p))

    def _places(self, cue: Word, saying: Saying) -> Iterator[Word]:
        """Where it was said: "in an interview with Reuters", "wrote in Le Monde"."""
        if cue.upos != "VERB":
            return
        for place in self.analysis.dependents(cue, "obl", "advcl"):
            if saying.covers(place.number) or self._case(place) not in _MEDIA:
                continue
            yield place
            yield from (
                w
                for w in self.analysis.dependents(place, "nmod", "obl")
                if not saying.covers(w.number)
            )

    def _case(self, word: Word) -> str:
        cases = self.analysis.dependents(word, "case", "mark")
        return next((c.lower for c in cases if c.number < word.number), "")


def _is_outlet(party: Party, *, reporting: bool = False) -> bool:
    """Whether a party publishes news: by what it is, or as an unknown body that reports some."""
    if party.kind != "organisation":
        return False
    unknown = party.named and not party.known and party.sector is None
    return party.sector == "JRN" or (reporting and unknown)


def _names_of(publisher: str, registry: Registry) -> set[str]:
    """What a report may call its own outlet: its name, as known, without "(English edition)"."""
    bare = publisher.partition("(")[0].strip() or publisher
    known = [e.name for name in (publisher, bare) if (e := registry.outlet(name)) is not None]
    return {plain_name(name) for name in (publisher, bare, *known)}


_MEDIA = frozenset({"in", "to", "with", "on", "by", "for"})
