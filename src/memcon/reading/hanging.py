"""Which words a time expression hangs on, and so which of them it dates."""

from bisect import bisect_right
from collections.abc import Sequence

from memcon.language.analysis import Analysis, Word
from memcon.reading.clauses import Clauses
from memcon.reading.dates import TimeExpression
from memcon.reading.tables import words

LONGEST_TIME = 15
"""How many words a time expression has at most."""


class Hanging:
    """The time expressions of a report in its trees; each is known by its number."""

    def __init__(self, analysis: Analysis, times: Sequence[TimeExpression]) -> None:
        self.analysis = analysis
        self._clauses = Clauses(analysis)
        self._times = times
        self._starts = [w.start for w in analysis.words]
        self.cues = {n for a in analysis.attributions for n in range(*a.cue)}
        """The words that tell that somebody says something."""
        self.paths = [self._path(t) for t in times]
        """The words from each expression to the verb of its clause, that verb included."""
        self._on: dict[int, list[int]] = {}
        for i, path in enumerate(self.paths):
            for number in path:
                self._on.setdefault(number, []).append(i)
        self._opened = {
            verb: i
            for i in range(len(times))
            if (verb := self._when_clause(i) or self.counts_from(i)) is not None
        }

    def sentence(self, at: int) -> int:
        """The sentence that an expression stands in."""
        return self.analysis.words[bisect_right(self._starts, self._times[at].start) - 1].sentence

    def has_preposition(self, at: int) -> bool:
        """Whether an expression has a preposition of its own: "the vote *on* Friday"."""
        return any(self._clauses.case(word) for word in self._tops(self._times[at]))

    def after(self, at: int, count: int) -> Sequence[Word]:
        """So many words after an expression."""
        first = bisect_right(self._starts, self._times[at].end - 1)
        return self.analysis.words[first : first + count]

    def nearest(self, word: Word) -> int | None:
        """The expression that dates a word: its own, else one of its clause, else a shared one."""
        near = sorted({*self._on.get(word.number, ()), *self._on.get(word.head, ())})
        found = [
            (distance, *self._doubts(i), abs(self._times[i].start - word.start), i)
            for i in near
            if self._times[i].tells_when and (distance := self._distance(i, word)) is not None
        ]
        return min(found)[-1] if found else self._opened.get(word.number)

    def _doubts(self, at: int) -> tuple[bool, bool]:
        """Of several expressions one that dates goes before a bound, one in full before another."""
        return self._times[at].bound, self._times[at].anaphoric

    def _distance(self, at: int, word: Word) -> int | None:
        """How far up from an expression a word stands; None if it does not date it."""
        path = self.paths[at]
        if word.number in path:
            return path.index(word.number)
        clause = self.analysis.words[path[-1]]
        if word.head != clause.number:
            return None
        if word.upos == "NOUN" and word.relation in {"obj", "obl", "nsubj"}:
            return len(path)
        if self._shares_opening(at, clause, word) or self._goes_with(clause, word):
            return len(path) + 1
        return None

    def _shares_opening(self, at: int, clause: Word, word: Word) -> bool:
        """Whether the date of a verb is that of one joined to it.

        What opens a sentence dates all its verbs ("Last week X spoke and met Z"), and the day of a
        journey is that of what was done there ("flew in on Monday and met Z").
        """
        if word.relation != "conj" or word.upos != "VERB":
            return False
        journey = clause.lemma in words("dates", "hanging", "journeys")
        if self._times[at].start > clause.start and not journey:
            return False
        return not self.analysis.dependents(word, "nsubj")

    def _goes_with(self, clause: Word, word: Word) -> bool:
        """Both at once: "blocked it on Monday, *accusing* X", "managed on Monday to *meet* X"."""
        if word.relation == "xcomp" and clause.lemma in words("modality", "tense", "realised"):
            return True
        free = word.xpos == "VBG" and word.relation == "advcl" and not self._clauses.case(word)
        return free and not self.analysis.dependents(word, "nsubj")

    def _when_clause(self, at: int) -> int | None:
        """The verb of a clause that tells what happened then: "on May 3, when guards *fired*"."""
        after = [w for w in self.after(at, 2) if w.text != ","]
        if not after or after[0].lower != "when":
            return None
        above = self.analysis.head(after[0])
        return above.number if above is not None else None

    def counts_from(self, at: int) -> int | None:
        """The verb of a clause that an expression counts from: "two days after guards *fired*"."""
        last = self._words(self._times[at])[-1:]
        marks = [w for w in last if w.relation == "mark" and self._times[at].opens]
        above = self.analysis.head(marks[0]) if marks else None
        return above.number if above is not None else None

    def _path(self, time: TimeExpression) -> list[int]:
        tops = self._tops(time)
        if time.dateline or not tops:
            return []
        cue = self._cue_before(time) or self._said_then(time)
        if cue is not None:
            return [cue]
        path, word = [], tops[0]
        while (above := self.analysis.head(word)) is not None:
            path.append(above.number)
            if self._is_top(above) or self._clauses.case(above) in _TIMES_ANOTHER:
                break
            if word is tops[0] and word.deprel == "nmod:poss":
                break  # "this week's summit": the noun's own, whatever is said of it
            word = above
        return path

    def _cue_before(self, time: TimeExpression) -> int | None:
        """The verb of saying that an expression follows at once: "said on Monday" is one phrase."""
        number = self._words(time)[0].number - 1
        while number >= 0 and self.analysis.words[number].upos == "ADP":
            number -= 1
        said = number in self.cues and self.analysis.words[number].upos == "VERB"
        return number if said else None

    def _said_then(self, time: TimeExpression) -> int | None:
        """The verb that an expression before its clause dates: "denied on X on Monday *that* …"."""
        last = self._words(time)[-1].number
        following = self.analysis.words[last + 1 : last + 2]
        if not following or following[0].lower != "that" or following[0].relation != "mark":
            return None
        clause = self.analysis.head(following[0])
        verb = self.analysis.head(clause) if clause is not None else None
        said = clause is not None and clause.relation == "ccomp" and verb is not None
        return verb.number if said and verb is not None and verb.number < last else None

    def _is_top(self, word: Word) -> bool:
        """Whether a word heads a clause."""
        if word.upos in {"VERB", "AUX"} or word.relation in _CLAUSE_TOPS:
            return True
        describes = word.upos == "ADJ" and word.relation in {"amod", "appos"}
        return describes or bool(self.analysis.dependents(word, "nsubj", "cop"))

    def _tops(self, time: TimeExpression) -> list[Word]:
        """The words of an expression that hang on words outside it."""
        inside = self._words(time)
        numbers = {w.number for w in inside}
        return [w for w in inside if w.head not in numbers and w.head != w.number]

    def _words(self, time: TimeExpression) -> list[Word]:
        at = bisect_right(self._starts, time.start)  # of the word after its first
        near = self.analysis.words[max(at - 1, 0) : at + LONGEST_TIME]
        return [w for w in near if w.start < time.end and w.end > time.start]


# "has given aid since the invasion in 2022": the year is the invasion's, not the aid's.
_TIMES_ANOTHER = frozenset(
    {"since", "after", "before", "until", "following", "despite", "over", "about"}
)
_CLAUSE_TOPS = frozenset({"ccomp", "advcl", "acl", "parataxis", "root"})
