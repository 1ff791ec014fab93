"""When: which time expression of a report dates which word, and what day that was."""

from bisect import bisect_right
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

LONGEST_TIME = 15
"""How many words a time expression has at most."""


class Calendar:
    """The time expressions of a report and the words that they hang on."""

    def __init__(self, analysis: Analysis, published: date | None) -> None:
        self.analysis = analysis
        self._published = published
        self._clauses = Clauses(analysis)
        self._times = [t for t in find_times(analysis.text) if not t.dateline]
        starts = [w.start for w in analysis.words]
        self._paths = [self._path(t, bisect_right(starts, t.start)) for t in self._times]
        self._on: dict[int, list[int]] = {}
        for i, path in enumerate(self._paths):
            for number in path:
                self._on.setdefault(number, []).append(i)

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
        first = bisect_right([w.start for w in self.analysis.words], time.end - 1)
        after = self.analysis.words[first : first + 6]
        return next((w.number for w in after if w.upos == "NOUN"), None)

    def _nearest(self, word: Word) -> TimeExpression | None:
        near = sorted({*self._on.get(word.number, ()), *self._on.get(word.head, ())})
        found = [
            (distance, abs(self._times[i].start - word.start), i)
            for i in near
            if (distance := self._distance(self._paths[i], word)) is not None
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

    def _path(self, time: TimeExpression, at: int) -> list[int]:
        """The words from an expression (its first word is `at` - 1) to the verb of its clause."""
        near = self.analysis.words[max(at - 1, 0) : at + LONGEST_TIME]
        inside = [w for w in near if w.start < time.end and w.end > time.start]
        numbers = {w.number for w in inside}
        tops = [w for w in inside if w.head not in numbers and w.head != w.number]
        if not tops:
            return []
        path, word = [], tops[0]
        while (above := self.analysis.head(word)) is not None:
            path.append(above.number)
            if above.upos in {"VERB", "AUX"} or above.relation in _CLAUSE_TOPS:
                break
            if self._clauses.case(above) in _TIMES_ANOTHER:
                break
            word = above
        return path


# "has given aid since the invasion in 2022": the year is the invasion's, not the aid's.
_TIMES_ANOTHER = frozenset(
    {"since", "after", "before", "until", "following", "despite", "over", "about"}
)
_CLAUSE_TOPS = frozenset({"ccomp", "advcl", "acl", "parataxis", "root"})
