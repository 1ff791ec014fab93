"""Noun phrases of a tree: where they begin and end, what names them, what their titles are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from memcon.language.analysis import Analysis, Name, Word, WordSpan

_NAME_LINKS = frozenset({"flat", "compound", "goeswith", "fixed", "list"})
_CUT = frozenset({"of", "the"})
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod", "advmod", "flat", "case", "obl"})


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: its head, its core (up to the head and the name after it), the name inside."""

    head: Word
    core: WordSpan
    name: Name | None

    @property
    def number(self) -> int:
        """The number of the head word, by which others refer to the phrase."""
        return self.head.number


class Phrases:
    """All noun phrases of a report; any word inside a name or compound leads to its phrase."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._name_at = {i: n for n in self._whole_names() for i in range(*n.words)}
        self._above: dict[int, int | None] = {}
        self._phrases = {w.number: self._phrase(w) for w in analysis.words if self._is_head(w)}
        self._first = {p.core[0]: p for p in self._phrases.values()}
        self._last = {p.core[1] - 1: p for p in self._phrases.values()}

    def _whole_names(self) -> Iterator[Name]:
        """The names; a person's given and family name that were found apart are one."""
        held: Name | None = None
        names = [*map(self._trimmed, self.analysis.names), *self._titled_names()]
        for name in sorted(names, key=lambda n: n.words):
            if held is not None and self._are_one(held, name):
                held = replace(held, words=(held.words[0], name.words[1]))
                continue
            if held is not None:
                yield held
            held = name
        if held is not None:
            yield held

    def _trimmed(self, name: Name) -> Name:
        """A name without the verb behind it that was taken for its last word: "Leyva denied"."""
        first, end = name.words
        while end - first > 1 and self.analysis.words[end - 1].xpos in {"VBD", "VBZ"}:
            end -= 1
        return replace(name, words=(first, end))

    def _titled_names(self) -> Iterator[Name]:
        """Names right behind a title that were not found as such: "Prime Minister Aliev"."""
        known = {i for name in self.analysis.names for i in range(*name.words)}
        for word in self.analysis.words:
            if word.xpos != "NNP" or word.mention != "person" or word.deprel == "nmod:desc":
                continue
            titled = any(
                t.number == word.number - 1 and t.mention == "person"
                for t in self.analysis.dependents(word, "nmod:desc")
            )
            if titled and known.isdisjoint({word.number, word.number + 1}):
                yield Name((word.number, word.number + 1), "PER", 0.5)

    def _are_one(self, one: Name, other: Name) -> bool:
        if one.kind == "ORG" and other.kind != "PER":
            return self._goes_on(one, other)
        if (one.kind, other.kind) != ("PER", "PER") or one.words[1] != other.words[0]:
            return False
        if self.analysis.words[other.words[1] - 1].upos == "PUNCT":  # cut off: "Jae-" of "Jae-in"
            return False
        last, first = self.analysis.words[one.words[1] - 1], self.analysis.words[other.words[0]]
        if last.head in range(*other.words):
            return last.deprel != "nmod:desc"  # a title is no given name
        return first.head in range(*one.words)

    def _goes_on(self, one: Name, other: Name) -> bool:
        """Whether the name of a body was cut at "of": "Economic Community of | African States"."""
        last = self.analysis.words[one.words[1] - 1]
        return last.lower in _CUT and other.words[0] == one.words[1]

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases.values())

    def at(self, number: int) -> Phrase | None:
        """The phrase that the word heads, or that it is part of as name or compound."""
        return self._phrases.get(self.top(number))

    def neighbours(self, phrase: Phrase, mark: str) -> tuple[Phrase | None, Phrase | None]:
        """The phrases before and behind one that nothing but this mark parts from it."""
        first, end = phrase.core
        words = self.analysis.words
        before = self._last.get(first - 2) if first and words[first - 1].text == mark else None
        behind = end < len(words) and words[end].text == mark
        return before, self._first.get(end + 1) if behind else None

    def opening(self, number: int) -> Phrase | None:
        """The phrase that begins with a word."""
        return self._first.get(number)

    def ending(self, number: int) -> Phrase | None:
        """The phrase that ends right before a word."""
        return self._last.get(number - 1)

    def top(self, number: int) -> int:
        """The head of the phrase that a word of a name or compound belongs to."""
        seen = set()
        while (
            number not in seen and (above := self._within(self.analysis.words[number])) is not None
        ):
            seen.add(number)
            number = above
        return number

    def text(self, phrase: Phrase) -> str:
        """The words of the core, without the article."""
        return self.analysis.text_of(self.bare(phrase))

    def bare(self, phrase: Phrase) -> WordSpan:
        """The stretch of these words."""
        first, end = phrase.core
        words = self.analysis.words
        while first + 1 < end and words[first].xpos == "DT":
            first += 1
        return first, end

    def _within(self, word: Word) -> int | None:
        """The word whose phrase a word belongs to: of a name, a title, or a title's name."""
        if word.number not in self._above:
            self._above[word.number] = self._above_in_phrase(word)
        return self._above[word.number]

    def _above_in_phrase(self, word: Word) -> int | None:
        mine = self._name_at.get(word.number)
        titled = self._titled(word)
        if titled is not None and self.analysis.words[titled].head != word.number:
            return titled
        if word.head == word.number:
            return None
        if mine is not None and (top := self._titles(word.number)) != word.number:
            return top
        if word.relation == "flat" or word.deprel in {"goeswith", "fixed", "nmod:desc"}:
            return word.head if self._belongs(word) else None
        if mine is not None and mine.kind == "PER" and word.head == mine.words[0] - 1:
            return word.head if self._titled(self.analysis.words[word.head]) is not None else None
        return None

    def _belongs(self, word: Word) -> bool:
        """Whether what the tree calls a part of a name stands near it, and at a noun."""
        above = self.analysis.words[word.head]
        between = self.analysis.words[
            min(word.number, above.number) : max(word.number, above.number)
        ]
        joined = any(w.upos == "CCONJ" for w in between)
        return above.upos not in {"VERB", "AUX"} and len(between) <= 6 and not joined

    def _titled(self, word: Word) -> int | None:
        """The head of the name behind a title: "Chancellor Scholz", "Secretary of State X"."""
        if word.upos not in {"NOUN", "PROPN"} or word.number in self._name_at:
            return None
        if word.mention not in {"person", "none"} or word.xpos in {"NNS", "NNPS"}:
            return None
        for last in [word, *self.analysis.dependents(word, "nmod")]:
            following = self._after_honorifics(last.number + 1)
            after = self._name_at.get(following)
            inside = last is word or last.number - word.number in {2, 3}
            if inside and after and after.kind == "PER" and after.words[0] == following:
                return self._titles(following)
        return None

    def _after_honorifics(self, number: int) -> int:
        """The place behind "Dr.", "Prof.", initials."""
        words = self.analysis.words
        while (
            number < len(words)
            and words[number].text.endswith(".")
            and words[number].text[0].isupper()
        ):
            number += 1
        return min(number, len(words) - 1)

    def _titles_of(self, head: Word, first: int) -> list[Word]:
        """The title words that stand right before a name."""
        before = self.analysis.words[max(first - 3, 0) : first]
        return [w for w in before if self._titled(w) == head.number]

    def _titles(self, number: int) -> int:
        """The head word of the name that a word is part of."""
        name = self._name_at[number]
        inside = [self.analysis.words[i] for i in range(*name.words)]
        tops = [
            w for w in inside if not name.words[0] <= w.head < name.words[1] or w.head == w.number
        ]
        return tops[0].number

    def _is_inner(self, word: Word) -> bool:
        return self._within(word) is not None

    def _is_head(self, word: Word) -> bool:
        return self._may_be_head(word) and not self._is_inner(word)

    def _may_be_head(self, word: Word) -> bool:
        if word.number in self._name_at:
            return word.upos != "PUNCT"
        alone = word.upos in {"NUM", "ADJ", "DET"} and word.relation in {"nsubj", "obj", "iobj"}
        after = word.upos == "DET" and word.relation == "obl"  # "spoke to both"
        nominal = word.upos in {"NOUN", "PROPN", "PRON"} or alone or after
        return nominal and word.relation not in _NAME_LINKS

    def _phrase(self, head: Word) -> Phrase:
        core = self._core(head)
        inside = [self._name_at[i] for i in range(*core) if i in self._name_at]
        name = next((n for n in inside if n.words[0] <= head.number < n.words[1]), None)
        if name is None:
            after = [n for n in inside if n.words[0] > head.number]
            name = next((n for n in after if n.kind == "PER" or _is_called(head, n)), None)
        return Phrase(head, core, name)

    def _behind_opening(self, first: int, head: Word) -> int:
        """Where a subject begins behind a place or time that the tree takes for a part of it.

        "In Cairo students marched", "yesterday traders marched".
        """
        words = self.analysis.words
        if head.relation != "nsubj" or head.number in self._name_at:
            return first
        led = first > 0 and words[first - 1].upos == "ADP"
        while first < head.number and (
            words[first].mention == "time"
            or (led and (words[first].upos in {"PROPN", "NUM"} or words[first].xpos == "POS"))
        ):
            first += 1
        return first

    def _core(self, head: Word) -> WordSpan:
        """From the first modifier before the head to the end of the name that the head begins."""
        words = self.analysis.words
        first, end = head.number, head.number + 1
        for child in self.analysis.children[head.number]:
            if child.number < head.number and child.relation in _BEFORE and child.deprel != "case":
                start, _ = self.analysis.subtree(child)
                first = min(first, start)
            elif child.number > head.number and self._is_inner(child):
                end = max(end, self.analysis.subtree(child)[1])
        name = self._name_at.get(head.number)
        if name is not None:
            first, end = min(first, name.words[0]), max(end, name.words[1])
            first = min([first, *(self._core(t)[0] for t in self._titles_of(head, first))])
        for i in range(head.number - 1, first - 1, -1):
            if words[i].text in {",", ";", ":", "(", ")", "—", '"', "“", "”"}:
                first = i + 1
                break
        while first < head.number and words[first].upos in {"ADP", "PUNCT", "CCONJ", "SCONJ"}:
            first += 1
        first = self._behind_opening(first, head)
        for i in range(head.number + 1, end):
            if words[i].text in {",", ";", ":", "(", ")", "—", '"', "“", "”"}:
                end = i
                break
        return first, end


def _is_called(head: Word, name: Name) -> bool:
    """Whether a noun says what a body is and the name behind it what: "daily Le Monde"."""
    return name.kind == "ORG" and name.words[0] == head.number + 1
