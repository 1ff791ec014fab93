"""Two ways to find something by words: a proper name as a whole, or the head of a noun phrase."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from re import Match
from typing import Final, Generic, TypeVar

from memcon.registry.entries import CountryMatch, Entry
from memcon.registry.keys import (
    is_acronym,
    is_capitalised,
    name_key,
    phrase_tokens,
    plain,
    regular_plural,
    token_key,
    trimmed,
)
from memcon.registry.tables import cue_words, read_table

NamedT = TypeVar("NamedT", CountryMatch, Entry)
ValueT = TypeVar("ValueT")

_NO_PLURAL: Final = "-"


class NameIndex(Generic[NamedT]):
    """Finds what a proper name names; acronyms by their own capitals only."""

    def __init__(self) -> None:
        self._exact: dict[str, NamedT] = {}
        self._folded: dict[str, NamedT] = {}

    def add(self, words: str, value: NamedT, *, ambiguous: bool = False) -> None:
        """Lets the words name the value; whoever has them already keeps them, as ambiguous."""
        key = name_key(words)
        if ambiguous:
            value = replace(value, ambiguous=True)
        self._put(self._exact, key, value)
        if not is_acronym(key):
            self._put(self._folded, key.casefold(), value)

    def add_all(self, names: Iterable[str], value: NamedT) -> None:
        """Lets each of the names name the value."""
        for words in names:
            self.add(words, value)

    def _put(self, names: dict[str, NamedT], key: str, value: NamedT) -> None:
        held = names.setdefault(key, value)
        if self.same(held, value) or held.ambiguous:
            return
        names[key] = replace(held, ambiguous=True)

    @staticmethod
    def same(one: NamedT, other: NamedT) -> bool:
        """Whether two values are the same thing, found by whatever words."""
        if isinstance(one, CountryMatch) and isinstance(other, CountryMatch):
            return one.code == other.code
        return one.name == other.name

    def find(self, words: str) -> NamedT | None:
        """What the words name, None if nothing or if they are written as a common word."""
        if not self._exact:  # a user's index most often is empty
            return None
        key = name_key(words)
        found = self._exact.get(key)
        if found is None and is_capitalised(key):
            found = self._folded.get(key.casefold())
        return found


@dataclass(frozen=True, slots=True)
class Found(Generic[ValueT]):
    """A known phrase in the words of a noun phrase."""

    value: ValueT
    words: str
    """The phrase as it stands there, with words of rank before it ("deputy energy minister")."""
    keys_before: list[str]
    """The keys of all words before the known phrase, those of rank too."""
    before: str
    """The words before that, those of rank not included."""
    after: str
    """The words after it."""


class PhraseIndex(Generic[ValueT]):
    """Finds the longest known phrase that ends with, or goes on from, a noun phrase's head.

    A phrase that is given with a capital is found only where its first word has one: "Justice".
    """

    def __init__(self, rows: Iterable[tuple[str, ValueT]]) -> None:
        self._values: dict[tuple[str, ...], ValueT] = {}
        self._capitalised: set[tuple[str, ...]] = set()
        for words, value in rows:
            key = tuple(phrase_keys(phrase_tokens(words)))
            if key in self._values:
                continue
            self._values[key] = value
            if is_capitalised(words):
                self._capitalised.add(key)
        self._longest = max(map(len, self._values))

    def find(self, words: str) -> Found[ValueT] | None:
        """The longest phrase at the head of the words, None if none is known."""
        tokens = phrase_tokens(words)
        keys = phrase_keys(tokens)
        head_end = head_end_of(tokens, keys)
        for start, end in _spans(head_end, len(keys), self._longest):
            key = tuple(keys[start:end])
            small = not is_capitalised(tokens[start][0])
            if key in self._values and not (small and key in self._capitalised):
                return self._found(words, tokens, keys, start, end)
        return None

    def _found(
        self, words: str, tokens: list[Match[str]], keys: list[str], start: int, end: int
    ) -> Found[ValueT]:
        ranked = start
        while ranked and keys[ranked - 1] in cue_words("rank"):
            ranked -= 1
        first, last = tokens[ranked].start(), tokens[end - 1].end()
        return Found(
            value=self._values[tuple(keys[start:end])],
            words=trimmed(words[first:last]),
            keys_before=keys[:start],
            before=words[:first].strip(),
            after=words[last:].strip(),
        )


@cache
def _spellings() -> dict[str, str]:
    return dict(read_table("spellings"))


def phrase_keys(tokens: list[Match[str]]) -> list[str]:
    """The tokens of a phrase as they are compared, in standard spelling."""
    return [_phrase_key(token[0]) for token in tokens]


@lru_cache(1 << 16)
def _phrase_key(token: str) -> str:
    key = token_key(token)
    return _spellings().get(key, key)


def head_end_of(tokens: list[Match[str]], keys: list[str]) -> int:
    """Where a noun phrase's head ends: before the first preposition, relative word or comma."""
    after_head = cue_words("after-head")
    for position, key in enumerate(keys):
        if position and key in after_head:
            return position
        if tokens[position][0].endswith(","):
            return position + 1
    return len(keys)


def _spans(head_end: int, length: int, longest: int) -> Iterator[tuple[int, int]]:
    """All spans that hold the head's last word and end with it or later, the longest first."""
    for size in range(min(longest, length), 0, -1):
        for start in range(max(0, head_end - size), head_end):
            if head_end <= start + size <= length:
                yield start, start + size


def inflected(words: str, plurals: str) -> Iterator[tuple[str, bool]]:
    """A phrase and its plurals, each with whether it is one; an empty cell means the regular."""
    yield plain(words), False
    if plurals == _NO_PLURAL:
        return
    for plural in plurals.split(";") if plurals else [regular_plural(words)]:
        yield plural, True
