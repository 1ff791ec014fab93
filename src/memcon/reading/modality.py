"""How sure: whether what a word names has happened, lies ahead, is only thought of, or did not."""

from typing import Literal

from memcon.language.analysis import Analysis, Word
from memcon.reading.clauses import Clauses
from memcon.reading.saying import Sayings
from memcon.reading.tables import words

Modality = Literal["actual", "future", "hypothetical", "negated"]

SURELY_NOT = -1.2
"""Below this factuality (White et al. 2016) a verb that nothing marks is taken as not real."""


class Modalities:
    """Judges words of one report."""

    def __init__(self, analysis: Analysis, sayings: Sayings) -> None:
        self.analysis = analysis
        self.clauses = Clauses(analysis)
        self._sayings = sayings

    def of(self, word: Word) -> Modality:
        """The modality of what a verb, noun or adjective names (PLOVER's auxiliary modes)."""
        if word.upos in {"VERB", "AUX", "ADJ"}:
            return self._of_verb(word)
        return self._of_noun(word)

    def is_wished(self, word: Word) -> bool:
        """Whether a clause only names a purpose or a wish: nobody says that it happens."""
        head = self._top(word)
        if not self.clauses.is_infinitive(head):
            return False
        above = self.analysis.head(head)
        if above is None:
            return False
        if head.relation == "advcl" and above.lemma not in words("modality", "governors", "future"):
            return True
        return above.lemma in words("modality", "governors", "unreal")

    def will(self, verb: Word) -> bool:
        """Whether "will" or, in reported speech, "would" stands at a verb."""
        told = self.clauses.auxiliaries(verb)
        ahead = words("modality", "auxiliaries", "future")
        return bool(told & (ahead | words("modality", "auxiliaries", "reported_future")))

    def is_obliged(self, verb: Word) -> bool:
        """Whether somebody says that it should or must be done."""
        told = self.clauses.auxiliaries(verb)
        obliging = bool(told & words("modality", "auxiliaries", "obliging"))
        return obliging and not self._is_inverted(verb)

    def _of_verb(self, verb: Word) -> Modality:
        if self.clauses.is_negated(verb) or self._negated_from_above(verb) or self._by_nobody(verb):
            return "negated"
        marks = {c.lower for c in self.analysis.dependents(verb, "mark")}
        if marks & words("modality", "marks", "conditional") or self._is_inverted(verb):
            return "hypothetical"
        told = self.clauses.auxiliaries(verb)
        if told & words("modality", "auxiliaries", "future"):
            return "future"
        if told & words("modality", "auxiliaries", "reported_future"):
            return "future" if self._is_reported(verb) and "have" not in told else "hypothetical"
        if told & words("modality", "auxiliaries", "possible"):
            return "hypothetical"
        if not told and self._is_on_the_timetable(verb):
            return "future"
        return self._from_above(verb)

    def _by_nobody(self, verb: Word) -> bool:
        """ "no meeting took place", "nobody attacked X"."""
        subjects = self.analysis.dependents(verb, "nsubj")
        dets = [d for s in subjects for d in self.analysis.dependents(s, "det")]
        return any(w.lower in words("modality", "subjects", "negated") for w in [*subjects, *dets])

    def _is_inverted(self, verb: Word) -> bool:
        """ "Should the army attack, …", "were they to leave": a condition without "if"."""
        subjects = self.analysis.dependents(verb, "nsubj")
        before = [
            c
            for c in self.analysis.dependents(verb, "aux", "cop")
            if c.lower in words("modality", "auxiliaries", "inverted")
            and any(c.number < s.number < verb.number for s in subjects)
        ]
        start, end = self.analysis.sentences[verb.sentence]
        asks = any(w.text == "?" for w in self.analysis.words[max(start, end - 2) : end])
        return bool(before) and not asks

    def _is_on_the_timetable(self, verb: Word) -> bool:
        """ "flies to Oslo on Friday": present tense for what is planned."""
        if verb.xpos not in {"VBZ", "VBP"}:
            return False
        if verb.lemma not in words("modality", "timetable", "verbs"):
            return False
        days = words("modality", "timetable", "days")
        times = self.analysis.dependents(verb, "obl", "advmod")
        return any(w.lemma.lower() in days and w.number > verb.number for w in times)

    def _from_above(self, verb: Word) -> Modality:
        head = self._top(verb)
        above = self.analysis.head(head)
        if self.clauses.is_infinitive(head) and above is not None:
            if above.lemma in words("modality", "governors", "future"):
                return "future"
            if above.lemma in words("modality", "governors", "unreal"):
                return "hypothetical"
        if verb.xpos in {"VB", "VBP"} and verb.factuality < SURELY_NOT:
            return "hypothetical"
        return "actual"

    def _of_noun(self, noun: Word) -> Modality:
        told = {c.lower for c in self.analysis.dependents(noun, "det", "amod", "advmod")}
        if told & words("modality", "adjectives", "negated"):
            return "negated"
        above = self.analysis.head(noun)
        light = above is not None and above.lemma in words("modality", "light", "verbs")
        if (
            above is not None
            and light
            and noun.relation in {"obj", "nsubj"}
            and above.upos == "VERB"
        ):
            return self._of_verb(above)
        if told & words("modality", "adjectives", "future"):
            return "future"
        return "hypothetical" if told & words("modality", "adjectives", "unreal") else "actual"

    def _top(self, word: Word) -> Word:
        """The first of coordinated verbs: they share its infinitive mark and governor."""
        while word.relation == "conj" and not self.clauses.is_infinitive(word):
            above = self.analysis.head(word)
            if above is None or above.upos not in {"VERB", "AUX"}:
                break
            word = above
        return word

    def _negated_from_above(self, verb: Word) -> bool:
        """ "without meeting X", "did not plan to meet X"."""
        if any(c.lower == "without" for c in self.analysis.dependents(verb, "mark", "case")):
            return True
        above = self.analysis.head(verb)
        return (
            above is not None
            and verb.relation == "xcomp"
            and above.upos == "VERB"
            and self.clauses.is_negated(above)
        )

    def _is_reported(self, verb: Word) -> bool:
        return bool(self._sayings.around(verb.number))
