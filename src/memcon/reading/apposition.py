"""The names that descriptions stand beside: "X, the mayor", "the mayor of the capital, X"."""

from itertools import takewhile

from memcon.language.analysis import Analysis
from memcon.reading.describing import Describer, is_plural
from memcon.reading.phrases import Phrase, Phrases
from memcon.registry import Registry

LONGEST_REST = 8
"""How many words may stand between a description and the comma before its name."""


class Appositions:
    """Finds them in one report."""

    def __init__(
        self, analysis: Analysis, phrases: Phrases, describer: Describer, registry: Registry
    ) -> None:
        self.analysis = analysis
        self.phrases = phrases
        self.describer = describer
        self.registry = registry

    def named(self, phrase: Phrase) -> Phrase | None:
        """The named phrase that this one describes, or the other way round: "X, the Y"."""
        if phrase.name is not None and self.registry.country(self.phrases.text(phrase)) is None:
            return None
        others = [self.phrases.at(w.number) for w in self.analysis.apposed(phrase.head)]
        above = self.analysis.head(phrase.head)
        if above is not None and phrase.head in self.analysis.apposed(above):
            others.append(self.phrases.at(above.number))
        named = next((o for o in others if o is not None and o.name is not None), None)
        return named or self._beside(phrase)

    def _beside(self, phrase: Phrase) -> Phrase | None:
        """The name that only commas part from a description: "The Foreign Minister, X, said".

        The tree often hangs both on one word, as if they were two.
        """
        if phrase.name is not None or is_plural(phrase.head) or phrase.head.mention != "person":
            return None
        role = self.describer.role(phrase)
        office = role is not None and role.office and self.describer.is_definite(phrase)
        before, after = self.phrases.neighbours(phrase, ",")
        after = after or self._behind_rest(phrase)
        for other, last in ((after, after), (before, phrase)):
            person = other is not None and other.name is not None and other.name.kind == "PER"
            if other is None or last is None or not person:
                continue
            one = office or other.head.head == phrase.head.head or self._parts(other, phrase)
            if one and self._closes(last):
                return other
        return None

    def _parts(self, name: Phrase, phrase: Phrase) -> bool:
        """Whether a name stands between commas behind a noun: one with it, whatever the tree is."""
        behind = self.analysis.words[name.core[1] : name.core[1] + 1]
        parted = all(w.upos == "PUNCT" for w in behind)
        return phrase.number < name.number and phrase.head.upos != "PRON" and parted

    def _behind_rest(self, phrase: Phrase) -> Phrase | None:
        """The name behind what belongs to a description: "the mayor of the capital, X, said".

        Unless the words between end in a description of their own: "an aide to the president, X".
        """
        behind = self.analysis.words[phrase.core[1] :]
        rest = list(takewhile(lambda w: w.upos not in _ENDS_REST, behind))
        if not rest or rest[0].upos != "ADP" or len(rest) > LONGEST_REST:
            return None
        last = self.phrases.at(rest[-1].number)
        if last is None or (last.head.mention == "person" and last.head.upos == "NOUN"):
            return None
        return self.phrases.neighbours(last, ",")[1]

    def _closes(self, phrase: Phrase) -> bool:
        """Whether a pause follows a phrase, or what else belongs to it."""
        follows = self.analysis.words[phrase.core[1] : phrase.core[1] + 1]
        return all(w.upos in {"PUNCT", "ADP"} for w in follows)


_ENDS_REST = frozenset({"PUNCT", "VERB", "AUX", "CCONJ", "SCONJ"})
