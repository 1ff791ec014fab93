"""Tense: whether a verb tells what is past or what lies ahead, for the dates that hang on it."""

from memcon.language.analysis import Analysis, Word
from memcon.reading.clauses import Clauses
from memcon.reading.tables import words
from memcon.reading.time_meanings import Tense


class Tenses:
    """Looks at the verbs of one tree."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._clauses = Clauses(analysis)

    def of(self, verb: Word) -> Tense | None:
        """The time that a verb, or a noun or adjective with a copula, tells; None if left open."""
        told = self._clauses.auxiliaries(verb)
        perfect = bool(told & words("modality", "tense", "perfect"))
        if told & words("modality", "tense", "ahead"):
            return "past" if perfect else "future"
        if self._clauses.is_infinitive(verb):
            return "past" if perfect else self._of_infinitive(verb)
        if perfect:
            return None  # English has no "has invited him yesterday": the day is another's
        if verb.lemma in words("modality", "tense", "planning") and verb.xpos in {"VBN", "JJ"}:
            return "future"
        done = bool(told & words("modality", "tense", "past")) or verb.xpos == "VBD"
        return "past" if done else self._of_present(verb, told)

    def _of_infinitive(self, verb: Word) -> Tense | None:
        above = self.analysis.head(verb)
        if above is not None and above.lemma in words("modality", "tense", "realised"):
            return self.of(above)
        return "future"

    def _of_present(self, verb: Word, told: set[str]) -> Tense | None:
        present = bool(told & words("modality", "tense", "present"))
        if verb.xpos == "VBG" and not present:
            return self._of_participle(verb)
        ahead = verb.xpos in {"VBZ", "VBP"} or (present and verb.xpos != "VBN")
        return "present" if ahead else None

    def _of_participle(self, verb: Word) -> Tense | None:
        """ "He left, *promising* to return": as the verb above, unless a preposition parts them."""
        above = self.analysis.head(verb)
        free = verb.relation in {"advcl", "conj", "xcomp"} and not self._clauses.case(verb)
        return self.of(above) if above is not None and free else None
