"""When: which time expression of a report dates which word, and what day that was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from memcon.language.analysis import Analysis, Word
from memcon.reading.because import Because, Span, rule
from memcon.reading.dates import Resolved, TimeExpression, find_times, resolve
from memcon.reading.hanging import Hanging
from memcon.reading.tenses import Tenses
from memcon.reading.time_meanings import Tense

NEVER = Resolved(None, None, "none", None)


@dataclass(frozen=True)
class Dated:
    """A day or stretch of days, and the words that tell it."""

    resolved: Resolved
    text: str | None
    because: Because | None = None


REACH = 3
"""How many sentences back "the same day" looks for its day."""
OWNED = len("'s ")
"""How far from whom it belongs to a fiscal year stands at most: "Japan's fiscal 2013"."""
UNDATED = Dated(NEVER, None)


class Calendar:
    """The time expressions of a report, what each tells, and the words that they hang on."""

    def __init__(
        self,
        analysis: Analysis,
        published: date | None,
        spoken: Sequence[tuple[Span, str]] = (),
        home: str | None = None,
    ) -> None:
        """Takes which countries are spoken of where, and where the report is at home."""
        self.analysis = analysis
        self._published = published
        self._spoken, self._home = spoken, home
        self._tenses = Tenses(analysis)
        self._times = find_times(analysis.text)
        self._hanging = Hanging(analysis, self._times)
        self._told: list[Resolved] = []
        for at in range(len(self._times)):
            self._told.append(self._alone(at))

    @property
    def readings(self) -> list[tuple[TimeExpression, Resolved]]:
        """Every time expression of the report, in order, with what it tells where it stands."""
        return list(zip(self._times, self._told, strict=True))

    def of(self, word: Word, *, tense: Tense, reference: Resolved | None = None) -> Dated:
        """The date of what a word names, "none" where no expression hangs on it.

        The verb that the expression hangs on tells its tense; where that leaves it open, `tense`
        does. `reference` is what the date counts from, where that is known.
        """
        at = self._hanging.nearest(word)
        if at is None:
            return UNDATED
        time, reference = self._times[at], reference or self._reference(at)
        if self._named(at) == word.number:
            time, reference = time.inverse(), self._above(word, at)
        tense = self._tense(at) or tense
        resolved = self._resolved(at, time, tense, reference)
        return Dated(resolved, time.text, self._because(at, word, tense, resolved, reference))

    def _because(
        self, at: int, word: Word, tense: Tense, resolved: Resolved, reference: Resolved | None
    ) -> Because:
        """Why an expression dates a word, in which tense it was read and what it counts from."""
        time = self._times[at]
        own = word.number in self._hanging.paths[at]
        base = reference.start if time.anaphoric and reference is not None else self._published
        counted = str(base) if resolved.basis == "relative" and base is not None else None
        name = "date-on-word" if own else "date-of-clause"
        return rule(name, (time.start, time.end), tense=tense, counted_from=counted)

    def dates(self, word: Word) -> bool:
        """Whether an expression hangs on the word itself, not on the verb that it belongs to."""
        at = self._hanging.nearest(word)
        return at is not None and word.number in self._hanging.paths[at]

    def named_reference(self, word: Word) -> int | None:
        """The noun that an anaphoric expression counts from: "two days before *the call*"."""
        at = self._hanging.nearest(word)
        return self._named(at) if at is not None else None

    def _alone(self, at: int) -> Resolved:
        """What an expression tells by its own verb and what was told before it."""
        time = replace(self._times[at], bound=False)
        tense, reference = self._tense(at) or "past", self._reference(at)
        return self._resolved(at, time, tense, reference)

    def _resolved(
        self, at: int, time: TimeExpression, tense: Tense, reference: Resolved | None
    ) -> Resolved:
        country = self._country(at) if time.fiscal else None
        return resolve(
            time,
            published=self._published,
            tense=tense,
            reference=reference,
            country=country,
        )

    def _country(self, at: int) -> str | None:
        """Whose fiscal year is meant: of whom stands before it or in its sentence, else home's."""
        first, end = self.analysis.characters(self.analysis.sentences[self._hanging.sentence(at)])
        near = [(span, code) for span, code in self._spoken if first <= span[0] and span[1] <= end]
        start = self._times[at].start
        owners = {code for (_, stop), code in near if 0 <= start - stop <= OWNED}
        told = owners or {code for _, code in near}
        if not told:
            return self._home
        return told.pop() if len(told) == 1 else None

    def _reference(self, at: int) -> Resolved | None:
        """The date told before an expression, in the nearest sentence with one.

        In that sentence the date of what happened goes before the date on which it was told.
        None where the words name what it counts from; an hour counts within its sentence only.
        """
        named = self._named(at)
        if named is not None:
            return self._elsewhere(self.analysis.words[named])
        sentence = self._hanging.sentence
        reach = 0 if self._times[at].is_bare_clock else REACH
        dated = [
            i
            for i in range(at)
            if self._told[i].start
            and not self._times[i].dateline
            and sentence(i) >= sentence(at) - reach
        ]
        if not dated:
            return None
        near = [i for i in dated if sentence(i) == sentence(dated[-1])]
        happened = [i for i in near if not self._hanging.cues.intersection(self._hanging.paths[i])]
        return self._told[(happened or near)[-1]]

    def _named(self, at: int) -> int | None:
        """The noun or verb that the words after an expression name as what it counts from."""
        time = self._times[at]
        after = self._hanging.after(at, 6)
        if not time.anaphoric or not time.opens or not after or after[0].upos in _BREAKS:
            return None
        clause = self._hanging.counts_from(at)
        if clause is not None or after[0].upos == "PRON":
            return clause
        return next((w.number for w in after if w.upos == "NOUN"), None)

    def _elsewhere(self, named: Word) -> Resolved | None:
        """The date that the report gives something in another place: "the day of *the vote*"."""
        same = [w for w in self.analysis.words[: named.number] if w.lemma == named.lemma]
        found = [at for w in same if (at := self._hanging.nearest(w)) is not None]
        told = [self._told[at] for at in found if at < len(self._told)]
        return next((t for t in reversed(told) if t.start is not None), None)

    def _above(self, word: Word, at: int) -> Resolved | None:
        """The date of the clause over a word's own: "on Monday, two days after guards *fired*"."""
        above = self.analysis.head(word)
        other = self._hanging.nearest(above) if above is not None else None
        return self._told[other] if other is not None and other != at else None

    def _tense(self, at: int) -> Tense | None:
        """Where an expression looks, by the words before it or the verb that it hangs on."""
        path = self._hanging.paths[at]
        if self._times[at].ahead:
            return "future"
        if not path or (len(path) > 1 and not self._hanging.has_preposition(at)):
            return None  # "Friday's vote" may be past whatever is said of it
        tense = self._tenses.of(self.analysis.words[path[-1]])
        return tense if len(path) == 1 or tense == "future" else None


# "The day before, in Rome, …" names nothing that it counts from.
_BREAKS = frozenset({"ADP", "PUNCT", "CCONJ"})
