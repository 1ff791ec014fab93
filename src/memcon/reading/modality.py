"""How sure: whether what a word names has happened, lies ahead, is only thought of, or did not."""

from typing import Literal, NamedTuple

from memcon.language.analysis import Analysis, Word
from memcon.reading.because import Because, rule
from memcon.reading.clauses import Clauses
from memcon.reading.saying import Sayings
from memcon.reading.tables import words

Modality = Literal["actual", "future", "hypothetical", "negated"]

SURELY_NOT = -1.2
"""Below this factuality (White et al. 2016) a verb that nothing marks is taken as not real."""


class Judged(NamedTuple):
    """A modality and what told it."""

    modality: Modality
    because: Because


class Modalities:
    """Judges words of one report."""

    def __init__(self, analysis: Analysis, sayings: Sayings) -> None:
        self.analysis = analysis
        self.clauses = Clauses(analysis)
        self._sayings = sayings

    def of(self, word: Word) -> Modality:
        """The modality of what a verb, noun or adjective names (PLOVER's auxiliary modes)."""
        return self.judge(word).modality

    def judge(self, word: Word) -> Judged:
        """The same with what told it."""
        if word.upos in {"VERB", "AUX", "ADJ"}:
            return self._of_verb(word)
        return self._of_noun(word)

    def is_wished(self, word: Word) -> bool:
        """Whether a clause only names a purpose or a wish: nobody says that it happens."""
        head = self._top(word)
        if not self.clauses.is_infinitive(head) or self._is_condition(head):
            return False
        above = self.analysis.head(head)
        if above is None:
            return False
        if head.relation == "advcl" and above.lemma not in words("modality", "governors", "future"):
            return True
        return above.lemma in words("modality", "governors", "unreal")

    def _is_condition(self, verb: Word) -> bool:
        """ "if X were to leave": a condition, though the verb is an infinitive."""
        marks = self.analysis.dependents(verb, "mark")
        return any(c.lower in _conditional() for c in marks) or self._is_inverted(verb)

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

    def _of_verb(self, verb: Word) -> Judged:
        if negations := self._negations(verb):
            return _judged("negated", "negated", *negations, verb)
        marks = [c for c in self.analysis.dependents(verb, "mark") if c.lower in _conditional()]
        if self._is_condition(verb):
            return _judged("hypothetical", "conditional-clause", *(marks or [verb]))
        return self._by_auxiliary(verb) or self._from_above(verb)

    def _negations(self, verb: Word) -> list[Word]:
        """What negates a verb: at it, above it, or as its subject."""
        at_verb = self.clauses.negations(verb) or self._negations_above(verb)
        return at_verb or self._by_nobody(verb)

    def _by_auxiliary(self, verb: Word) -> Judged | None:
        """What "will", "would", "may" tell; present tense alone where it is a timetable's."""
        told, told_by = self.clauses.auxiliaries(verb), self.analysis.dependents(verb, "aux", "cop")
        if told & words("modality", "auxiliaries", "future"):
            return _judged("future", "future-auxiliary", *told_by, verb)
        if told & words("modality", "auxiliaries", "reported_future"):
            if self._is_reported(verb) and "have" not in told:
                return _judged("future", "reported-future", *told_by, verb)
            return _judged("hypothetical", "would", *told_by, verb)
        if told & words("modality", "auxiliaries", "possible"):
            return _judged("hypothetical", "possible", *told_by, verb)
        if not told and self._is_on_the_timetable(verb):
            return _judged("future", "timetable", verb)
        return None

    def _by_nobody(self, verb: Word) -> list[Word]:
        """ "*no* meeting took place", "*nobody* attacked X"."""
        subjects = self.analysis.dependents(verb, "nsubj")
        # What "takes place" may hang on it as a second object.
        before = (w for w in self.analysis.dependents(verb, "obj") if w.number < verb.number)
        subjects = subjects or list(before)
        dets = [d for s in subjects for d in self.analysis.dependents(s, "det")]
        nobody = words("modality", "subjects", "negated")
        return [w for w in [*subjects, *dets] if w.lower in nobody]

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

    def _from_above(self, verb: Word) -> Judged:
        top = self._top(verb)
        above = self.analysis.head(top)
        if self.clauses.is_infinitive(top) and above is not None:
            if above.lemma in words("modality", "governors", "future"):
                return _judged("future", "governing-word", above, verb)
            if above.lemma in words("modality", "governors", "unreal"):
                return _judged("hypothetical", "governing-word", above, verb)
        if verb.xpos in {"VB", "VBP"} and verb.factuality < SURELY_NOT:
            told = {"factuality": round(verb.factuality, 2)}
            because = Because("head", "factuality", ((verb.start, verb.end),), told)
            return Judged("hypothetical", because)
        return _judged("actual", "nothing-marks-it", verb)

    def _of_noun(self, noun: Word) -> Judged:
        told = {c.lower: c for c in self.analysis.dependents(noun, "det", "amod", "advmod")}
        if negating := told.keys() & words("modality", "adjectives", "negated"):
            return _judged("negated", "adjective", *(told[t] for t in sorted(negating)), noun)
        above = self.analysis.head(noun)
        light = above is not None and above.lemma in words("modality", "light", "verbs")
        if (
            above is not None
            and light
            and noun.relation in {"obj", "nsubj"}
            and above.upos == "VERB"
        ):
            return self._of_verb(above)
        if ahead := told.keys() & words("modality", "adjectives", "future"):
            return _judged("future", "adjective", *(told[t] for t in sorted(ahead)), noun)
        if unreal := told.keys() & words("modality", "adjectives", "unreal"):
            return _judged("hypothetical", "adjective", *(told[t] for t in sorted(unreal)), noun)
        return _judged("actual", "nothing-marks-it", noun)

    def _top(self, word: Word) -> Word:
        """The first of coordinated verbs: they share its infinitive mark and governor."""
        while word.relation == "conj" and not self.clauses.is_infinitive(word):
            above = self.analysis.head(word)
            if above is None or above.upos not in {"VERB", "AUX"}:
                break
            word = above
        return word

    def _negations_above(self, verb: Word) -> list[Word]:
        """ "without meeting X", "did not plan to meet X"."""
        marks = self.analysis.dependents(verb, "mark", "case")
        if without := [c for c in marks if c.lower == "without"]:
            return without
        above = self.analysis.head(verb)
        if above is None or verb.relation != "xcomp" or above.upos != "VERB":
            return []
        return self.clauses.negations(above)

    def _is_reported(self, verb: Word) -> bool:
        return bool(self._sayings.around(verb.number))


def _judged(modality: Modality, name: str, *told: Word) -> Judged:
    spans = sorted((word.start, word.end) for word in told)
    return Judged(modality, rule(name, *spans))


def _conditional() -> frozenset[str]:
    return words("modality", "marks", "conditional")
