"""What one pass of the encoder makes of a report: words, trees, names, attributions, triggers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

WordSpan = tuple[int, int]
"""Half-open word numbers within the report."""

NameKind = Literal["PER", "ORG", "LOC", "MISC"]


# What all words without dependents share: most words have none, and a report has thousands.
_NONE: dict[str, "list[Word]"] = {}


class _Relations(dict[str, str]):
    """Relations without their subtypes, each cut once: they are asked for all the time."""

    def __missing__(self, deprel: str) -> str:
        self[deprel] = deprel.partition(":")[0]
        return self[deprel]


_RELATIONS = _Relations()


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in the tree (Universal Dependencies 2, Penn Treebank tags).

    `head` is the number of the governing word, the word's own number at the root. `mention` is the
    type of the mention that the word heads ("person", "organization", "place", …, or "none").
    `factuality` runs from about -2 (did not happen) to 2 (happened) and means something for verbs.
    """

    number: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    sentence: int
    mention: str
    factuality: float

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def relation(self) -> str:
        """The dependency relation without its subtype."""
        return _RELATIONS[self.deprel]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: PER, ORG, LOC or MISC."""

    words: WordSpan
    kind: NameKind
    probability: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source, None where the text names none) says or thinks (cue) what (contents)."""

    source: WordSpan | None
    cue: WordSpan
    contents: tuple[WordSpan, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an event (ACE's event trigger), by the event heads.

    `chances` maps PLOVER types to probabilities, what they lack to 1 being that of no event;
    `modes` has the likeliest mode of each of these types, or none, and how likely it is. `actors`
    and `recipients` map the numbers of words to the probability that they mean a party of the
    event.
    """

    word: int
    chances: Mapping[str, float]
    modes: Mapping[str, tuple[str | None, float]]
    actors: Mapping[int, float]
    recipients: Mapping[int, float]


@dataclass(frozen=True)
class Analysis:
    """A report's text, read by the language model."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[WordSpan, ...]
    paragraphs: tuple[int, ...]
    """The paragraph of each sentence."""
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
    triggers: tuple[Trigger, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[Word, ...], ...]:
        """The dependents of each word, in the order of the text."""
        found: list[list[Word]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.number:
                found[word.head].append(word)
        return tuple(map(tuple, found))

    @cached_property
    def _by_relation(self) -> tuple[dict[str, list[Word]], ...]:
        """The dependents of each word by relation, with and without its subtype."""
        found: list[dict[str, list[Word]]] = [_NONE if not c else {} for c in self.children]
        for there, children in zip(found, self.children, strict=True):
            for child in children:
                there.setdefault(child.deprel, []).append(child)
                if child.relation != child.deprel:
                    there.setdefault(child.relation, []).append(child)
        return tuple(found)

    @cached_property
    def _joined(self) -> dict[int, list[Word]]:
        """What `joined` has found: it is asked for the same words again and again."""
        return {}

    def head(self, word: Word) -> Word | None:
        """The word that governs this one, or None at the root."""
        return None if word.head == word.number else self.words[word.head]

    def dependents(self, word: Word, *relations: str) -> list[Word]:
        """Dependents by any of these relations; "nsubj" takes in "nsubj:pass"."""
        there = self._by_relation[word.number]
        if not there:
            return []
        if len(relations) == 1:
            return [*there.get(relations[0], ())]
        found = [there[relation] for relation in relations if relation in there]
        if len(found) <= 1:
            return [*found[0]] if found else []
        numbers = {c.number for each in found for c in each}
        return [c for c in self.children[word.number] if c.number in numbers]

    def joined(self, word: Word) -> list[Word]:
        """Words joined to a word by "and"; what hangs there without any is an apposition."""
        known = self._joined.get(word.number)
        if known is None:
            known = self._joined[word.number] = self._linked(word)
        return [*known]

    def _linked(self, word: Word) -> list[Word]:
        found = self._chain(word)
        linked = any(self.dependents(t, "cc") for w in found for t in self.titles(w))
        return found if linked or word.upos in {"VERB", "AUX"} else []

    def titles(self, word: Word) -> list[Word]:
        """A word with the titles and name parts that hang on it, and those that hang on them."""
        if not self.children[word.number]:
            return [word]
        inner = self.dependents(word, "nmod:desc", "compound", "flat")
        return [word, *(w for child in inner for w in self.titles(child))]

    def _chain(self, word: Word) -> list[Word]:
        if not self.children[word.number]:
            return []
        linked = [
            w
            for w in self.dependents(word, "appos")
            if any(self.dependents(title, "cc") for title in self.titles(w))
        ]
        direct = [*self.dependents(word, "conj"), *linked]
        return [w for child in direct for w in (child, *self._chain(child))]

    def apposed(self, word: Word) -> list[Word]:
        """Words that say what another is: appositions, also where the tree calls them joined."""
        if not self.children[word.number]:
            return []
        loose = [] if self.joined(word) else self.dependents(word, "conj")
        appositions = self.dependents(word, "appos")
        if appositions:
            joined = {w.number for w in self.joined(word)}
            appositions = [w for w in appositions if w.number not in joined]
        return [*appositions, *loose]

    def ancestors(self, word: Word) -> Iterator[Word]:
        """The governors of a word, nearest first."""
        while (above := self.head(word)) is not None:
            yield above
            word = above

    def subtree(self, word: Word) -> WordSpan:
        """The stretch from the first to the last word that hangs on this one, itself included."""
        first = last = word.number
        stack = [word.number]
        while stack:
            number = stack.pop()
            first, last = min(first, number), max(last, number)
            stack += [c.number for c in self.children[number]]
        return first, last + 1

    def characters(self, words: WordSpan) -> tuple[int, int]:
        """The character span of a stretch of words."""
        return self.words[words[0]].start, self.words[words[1] - 1].end

    def text_of(self, words: WordSpan) -> str:
        """The text of a stretch of words, as it stands."""
        start, end = self.characters(words)
        return self.text[start:end]
