"""The parties met so far in a report, and which of them each noun phrase refers to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from memcon.language.analysis import Analysis, Word
from memcon.reading.because import rule
from memcon.reading.party import Party
from memcon.reading.phrases import Phrase, Phrases


@dataclass(frozen=True)
class Seen:
    """One mention: whose, in which sentence, at which word, and whether as good as a subject."""

    party: Party
    sentence: int
    number: int
    subject: bool


class Met:
    """Keeps parties in the order in which they were met, and every mention of them."""

    def __init__(self, analysis: Analysis, phrases: Phrases) -> None:
        self.analysis = analysis
        self.phrases = phrases
        self.parties: list[Party] = []
        self.mentions: list[Seen] = []
        self.references: dict[int, tuple[Party, ...]] = {}
        """The parties that the phrase headed by a word refers to."""
        self.together: list[tuple[int, tuple[Party, ...]]] = []
        """Phrases that refer to several parties at once."""
        self._recent: dict[int, Party] = {}

    def at(self, number: int) -> tuple[Party, ...]:
        """The parties of the phrase that a word belongs to."""
        return self.references.get(self.phrases.top(number), ())

    def new(self, party: Party) -> Party:
        """A party that was not met before."""
        self.parties.append(party)
        return party

    def state(self, code: str, name: str) -> Party:
        """The state of that code, met now if not before."""
        known = self.find(lambda p: p.kind == "state" and p.country == code)
        return known or self.new(Party(name, "state", code, named=True))

    def note(self, phrase: Phrase, parties: tuple[Party, ...], how: str = "description") -> None:
        """Writes down that a phrase refers to these parties; a mention of one alone is kept.

        `how` is the name of the rule by which it does.
        """
        words = self.analysis.characters(phrase.core)
        self.references[phrase.number] = parties
        if len(parties) > 1:
            self.together.append((phrase.number, parties))
        subject = phrase.head.relation == "nsubj" or self._owns_subject(phrase.head)
        for party in parties:
            before = party.mentions[-1:] if how == "pronoun" else []
            because = rule(how, words, *before)
            party.note(because)
            span = self._span(phrase, party)
            if len(parties) == 1:
                (party.speaker or party).mention(span, because)
            self.mentions.append(Seen(party, phrase.head.sentence, phrase.number, subject))
            self._recent.pop(id(party), None)
            self._recent[id(party)] = party

    def recent(self) -> Iterator[Party]:
        """Parties from the one mentioned last to the one not mentioned for longest."""
        return reversed(self._recent.values())

    def back_to(self, sentence: int) -> Iterator[Seen]:
        """Mentions from the last one back to a sentence."""
        for seen in reversed(self.mentions):
            if seen.sentence < sentence - 1:
                return  # a name in apposition may be noted a sentence early, no more
            if seen.sentence >= sentence:
                yield seen

    def find(self, fits: Callable[[Party], bool]) -> Party | None:
        """The party mentioned last of those that fit, of what more than a noun tells."""
        return next((p for p in self.recent() if not p.latent and fits(p)), None)

    def promoted(self, phrase: Phrase) -> list[Party]:
        """Whoever a phrase only speaks of, a party from now on, as it takes part in something."""
        found = self.references.get(phrase.number, ())
        if len(found) != 1 or not found[0].latent or found[0].kind == "place" or not found[0].key:
            return []
        found[0].latent, found[0].key = False, ""
        return [self.new(found[0])]

    def _span(self, phrase: Phrase, party: Party) -> tuple[int, int]:
        if phrase.name is not None and party.named:
            return self.analysis.characters(phrase.name.words)
        if phrase.head.upos == "PRON":
            return phrase.head.start, phrase.head.end
        return self.analysis.characters(phrase.core)

    def _owns_subject(self, word: Word) -> bool:
        """Whether a word is the possessor of a subject: as good an antecedent as a subject is."""
        above = self.analysis.head(word)
        return word.deprel == "nmod:poss" and above is not None and above.relation == "nsubj"
