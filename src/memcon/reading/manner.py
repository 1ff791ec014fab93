"""How something is said: what the holder does with it, quoted or not, to whom."""

from collections.abc import Sequence

from memcon.language.analysis import Analysis, Word, WordSpan
from memcon.reading.actors import Cast
from memcon.reading.because import rule
from memcon.reading.clauses import Clauses
from memcon.reading.party import Party
from memcon.reading.saying import Quote, Saying, Stance
from memcon.reading.tables import words

SHORT = 9
"""A content of at most so many words says one thing: "it was untrue"."""

NEARLY_ALL = 0.9
"""A content of which so much stands between quotation marks is a direct quotation."""


class Manners:
    """Judges the sayings of one report."""

    def __init__(self, analysis: Analysis, cast: Cast, quoted: Sequence[WordSpan]) -> None:
        self.analysis = analysis
        self.cast = cast
        self._quoted = {i for start, end in quoted for i in range(start, end)}
        self.clauses = Clauses(analysis)

    def note(self, saying: Saying) -> None:
        """Gives the reasons of stance, quote and addressee: the words that they go by."""
        cue = self.analysis.characters(saying.cue)
        saying.note(rule(f"stance-{saying.stance}", cue), "stance")
        pieces = [self.analysis.characters(piece) for piece in saying.contents]
        saying.note(rule(f"quote-{saying.quote}", *pieces), "quote")
        if saying.addressee is not None:
            saying.note(rule("addressee", self.cast.span_of(saying.addressee)), "addressee")

    def stance(self, saying: Saying) -> Stance:
        """Asserts, denies, doubts or declines, by the cue and what it is about."""
        cue = self.analysis.words[saying.cue_head]
        negated = self.clauses.is_negated(cue)
        if cue.lemma in words("cues", "stance", "declines") and self._is_silence(saying):
            return "declines"
        if negated and cue.lemma in words("cues", "silence", "negated"):
            return "declines"
        if not negated and cue.lemma in words("cues", "stance", "denies") and self._denies(cue):
            return "denies"
        false = self._calls_false(cue, saying) or self._is_corrected(saying)
        if false or takes_back(self.analysis, cue):
            return "denies"
        return "doubts" if cue.lemma in words("cues", "stance", "doubts") else "asserts"

    def quote(self, saying: Saying) -> Quote:
        """Whether the content is quoted wholly, in part or not at all."""
        inside = len(self._quoted & saying.words)
        if inside == 0:
            return "indirect"
        return "direct" if inside >= NEARLY_ALL * saying.size else "mixed"

    def addressee(self, saying: Saying) -> Party | None:
        """Whom it is said to: "told X", "urged X to", "said to X", "called on X"."""
        cue = self.analysis.words[saying.cue_head]
        places: list[Word] = []
        if cue.lemma in words("cues", "addressee", "object"):
            places += self.analysis.dependents(cue, "iobj", "obj", "nsubj:pass")
            patient = self.clauses.patient(cue)
            places += [patient] if patient is not None else []
        for preposition in ("to", "on"):
            if cue.lemma in words("cues", "addressee", preposition):
                places += self.clauses.oblique(cue, preposition)
        outside = [w for w in places if not saying.covers(w.number) or w.number < cue.number + 6]
        return next((p for w in outside for p in self.cast.one(w.number)), None)

    def _denies(self, cue: Word) -> bool:
        """Rejecting a claim is a denial, rejecting a proposal is none."""
        if cue.lemma not in words("cues", "stance", "denies_claims_only"):
            return True
        claims = words("cues", "claims", "nouns")
        return any(o.lemma in claims for o in self.analysis.dependents(cue, "obj"))

    def _calls_false(self, cue: Word, saying: Saying) -> bool:
        """ "called the report a lie", "described that as absurd", "said it was untrue"."""
        told = [w for start, end in saying.contents for w in self.analysis.words[start:end]]
        if cue.lemma not in words("cues", "verbs", "naming"):
            told = told if len(told) <= SHORT else []
        named = [w for w in told if w.upos in {"NOUN", "PRON"}][:2]
        named += self.analysis.dependents(cue, "obj", "obl") if told else []
        claims = words("cues", "claims", "nouns")
        meant = [
            w for w in named if w.lemma in claims or w.lower in words("cues", "pointing", "words")
        ]
        false = any(w.lemma.lower() in words("cues", "falsehood", "words") for w in told)
        return bool(meant) and false and not any(self.clauses.is_negated(w) for w in told)

    def _is_corrected(self, saying: Saying) -> bool:
        """ "an earlier version of this article said": the report no longer says so."""
        start, end = saying.holder_words or (0, 0)
        told = {w.lemma.lower() for w in self.analysis.words[start:end]}
        earlier = told & words("cues", "corrected", "adjectives")
        return bool(earlier and told & words("cues", "corrected", "nouns"))

    def _is_silence(self, saying: Saying) -> bool:
        """Whether what is declined is to speak: the first verb of the content tells."""
        opening = [w for s, e in saying.contents for w in self.analysis.words[s : min(e, s + 4)]]
        verbs = [w for w in opening if w.upos in {"VERB", "AUX"}]
        cue = self.analysis.words[saying.cue_head]
        declined = [
            w for w in self.analysis.dependents(cue, "xcomp") if not saying.covers(w.number)
        ]
        return any(w.lemma in words("cues", "silence", "verbs") for w in [*declined, *verbs[:1]])


def takes_back(analysis: Analysis, verb: Word) -> bool:
    """ "withdrew its report", "the story has been retracted": whoever does so denies it."""
    if verb.lemma not in words("cues", "withdrawing", "verbs"):
        return False
    nouns = words("cues", "withdrawing", "nouns")
    return any(o.lemma in nouns for o in analysis.dependents(verb, "obj", "nsubj:pass"))
