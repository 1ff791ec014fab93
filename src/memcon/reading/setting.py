"""When and where a happening took place."""

from collections.abc import Sequence

from memcon.language.analysis import Analysis, Word
from memcon.reading.actors import Cast
from memcon.reading.acts import Acts
from memcon.reading.because import registered, rule
from memcon.reading.clauses import Clauses
from memcon.reading.dates import Resolved, Tense
from memcon.reading.happening import Happening, Placed
from memcon.reading.phrases import Phrase
from memcon.reading.when import Calendar


class Settings:
    """Dates and places of the happenings of one report."""

    def __init__(self, analysis: Analysis, cast: Cast, acts: Acts, calendar: Calendar) -> None:
        self.analysis = analysis
        self.cast = cast
        self.acts = acts
        self.calendar = calendar
        self.clauses = Clauses(analysis)

    def date(self, found: Sequence[Happening]) -> None:
        """Dates each event from its own clause; what counts from another's date comes after it."""
        dated = [(h, self._dated_word(h)) for h in found]
        for happening, word in dated:
            happening.date = self.calendar.of(word, tense=_tense(happening))
        for happening, word in dated:
            named = self.calendar.named_reference(word)
            if named is not None and (reference := self._date_of(named, found)) is not None:
                tense = _tense(happening)
                happening.date = self.calendar.of(word, tense=tense, reference=reference)
            if word is not happening.word:
                happening.note(rule("date-of-what-is-promised", (word.start, word.end)), "date")

    def place(self, word: Word) -> Placed | None:
        """The place that a clause names ("in Rome") and its country."""
        head = self.clauses.clause_head(word)
        for start in dict.fromkeys([word.number, head.number]):
            for child in self.analysis.dependents(self.analysis.words[start], "obl", "nmod"):
                if self.clauses.case(child) not in {"in", "at", "near", "outside", "inside"}:
                    continue
                phrase = self.cast.phrases.at(child.number)
                if phrase is not None and phrase.name is not None and phrase.name.kind == "LOC":
                    return self._placed(phrase, child.number)
        return None

    def _placed(self, phrase: Phrase, number: int) -> Placed:
        span = self.analysis.characters(phrase.core)
        match = self.cast.country_match(number)
        because = [rule("place-of-clause", span), *([registered(match, span)] if match else [])]
        country = match.code if match is not None else None
        return Placed(self.cast.phrases.text(phrase), country, tuple(because))

    def _dated_word(self, happening: Happening) -> Word:
        """The word whose date counts: of a promise the thing promised, if it has one (case 13)."""
        promised = happening.event in {"AGREE", "CONCEDE"}
        act = self.acts.about(happening.word) if promised else None
        if act is not None:
            clauses = [c for c in self.analysis.dependents(act, "acl") if c.upos == "VERB"]
            for word in [act, *clauses]:
                if self.calendar.dates(word):
                    return word
        return happening.word

    def _date_of(self, number: int, found: Sequence[Happening]) -> Resolved | None:
        """The date of the happening that a noun names again: "two days before the call"."""
        lemma = self.analysis.words[number].lemma
        told = [h.date.resolved for h in found if h.word.lemma == lemma]
        return next((r for r in reversed(told) if r.start is not None), None)


def _tense(happening: Happening) -> Tense:
    return "future" if happening.modality == "future" else "past"
