"""When: which time expression of a report dates which word, and what day that was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from memcon.language.analysis import Analysis, Word
from memcon.reading.clauses import Clauses
from memcon.reading.dates import Resolved, TimeExpression, find_times, resolve
from memcon.reading.time_meanings import Tense

NEVER = Resolved(None, None, "none", None)


@dataclass(frozen=True)
class Dated:
    """A day or stretch of days, and the words that tell it."""

    resolved: Resolved
    text: str | None


UNDATED = Dated(NEVER, None)


class Calendar:
    """The time expressions of a report and the words that they hang on."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        self.analysis = analysis
        self._published = published
        self._clauses = Clauses(analysis)
        self._times = [t for t in find_times(analysis.text) if not t.dateline]
        self._paths = [self._path(t) for t in self._times]

    def of(self, word: Word, *, tense: Tense, reference: Resolved | None = None) -> Dated:
        """The date of what a word names, "none" where no expression hangs on it."""
        time = self._nearest(word)
        if time is None:
            return UNDATED
        resolved = resolve(time, published=self._published, tense=tense, reference=reference)
        return Dated(resolved, time.text)

    def dates(self, word: Word) -> bool:
        """Whether an expression hangs on the word itself, not on the verb that it belongs to."""
        time = self._nearest(word)
        path = self._paths[self._times.index(time)] if time is not None else []
        return word.number in path

    def is_anaphoric(self, word: Word) -> bool:
        """Whether the word's date counts from that of another happening."""
        time = self._nearest(word)
        return time is not None and time.anaphoric

    def named_reference(self, word: Word) -> int | None:
        """The noun that an anaphoric expression counts from: "two days before *the call*"."""
        time = self._nearest(word)
        if time is None or not time.anaphoric:
            return None
        after = [w for w in self.analysis.words if w.start >= time.end][:6]
        return next((w.number for w in after if w.upos == "NOUN"), None)

    def _nearest(self, word: Word) -> TimeExpression | None:
        found = [
            (self._distance(path, word), abs(time.start - word.start), i)
            for i, (time, path) in enumerate(zip(self._times, self._paths, strict=True))
            if self._distance(path, word) is not None
        ]
        return self._times[min(found)[2]] if found else None

    def _distance(self, path: Sequence[int], word: Word) -> int | None:
        """How far up from an expression a word stands; None if it does not date it."""
        if word.number in path:
            return path.index(word.number)
        if not path:
            return None
        clause = self.analysis.words[path[-1]]
        argument = word.upos == "NOUN" and word.relation in {"obj", "obl", "nsubj"}
        if argument and word.head == clause.number:
            return len(path)
        if self._shares_opening(path, clause, word):
            return len(path) + 1
        return None

    def _shares_opening(self, path: Sequence[int], clause: Word, word: Word) -> bool:
        """ "Last week X flew to Y and met Z": what opens a sentence dates all its joined verbs."""
        if path[0] > clause.number or word.relation != "conj" or word.upos != "VERB":
            return False
        return word.head == clause.number and not self.analysis.dependents(word, "nsubj")

    def _path(self, time: TimeExpression) -> list[int]:
        """The words from an expression up to the verb of its clause."""
        inside = [w for w in self.analysis.words if w.start < time.end and w.end > time.start]
        numbers = {w.number for w in inside}
        tops = [w for w in inside if w.head not in numbers and w.head != w.number]
        if not tops:
            return []
        path, at = [], tops[0]
        while (above := self.analysis.head(at)) is not None:
            path.append(above.number)
            if above.upos in {"VERB", "AUX"} or above.relation in _CLAUSE_TOPS:
                break
            if self._clauses.case(above) in _TIMES_ANOTHER:
                break
            at = above
        return path


# "has given aid since the invasion in 2022": the year is the invasion's, not the aid's.
_TIMES_ANOTHER = frozenset(
    {"since", "after", "before", "until", "following", "despite", "over", "about"}
)
_CLAUSE_TOPS = frozenset({"ccomp", "advcl", "acl", "parataxis", "root"})
