"""Turns words into what the encoder takes in: word pieces, and shapes that lower-casing hides."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

CLS, SEP = 101, 102
"""Ids of the marks that open and close a window in BERT's vocabulary."""

PIECES_PER_WORD = 5
"""Longer words (addresses, hashes) are cut, lest a sentence outgrow the encoder's positions."""

MARKS = {"<actor>": 1, "</actor>": 2, "<recipient>": 3, "</recipient>": 4}
"""Marks around two actors whose relation is asked, and their ids, which BERT leaves unused.

The segmenter never makes such words, so no text can hold them."""

SHAPES = 22
"""Number of shape ids: 0 for marks, then seven forms in three positions."""


def pieces(word: str) -> tuple[int, ...]:
    """The ids of a word's pieces, at least one and at most `PIECES_PER_WORD`."""
    if word in MARKS:
        return (MARKS[word],)
    known = _known_pieces()
    if word not in known:
        if len(known) > 200_000:
            known.clear()
        ids = _tokenizer().encode(word, add_special_tokens=False).ids  # type: ignore[attr-defined]
        known[word] = tuple(ids[:PIECES_PER_WORD]) or (_UNKNOWN,)
    return known[word]


def shapes(words: Sequence[str], *, opens_paragraph: bool) -> list[int]:
    """The shape id of each word of a sentence: its form, and whether it opens a paragraph."""
    opening = 2 if opens_paragraph else 1
    return [1 + 3 * _form(w) + (opening if i == 0 else 0) for i, w in enumerate(words)]


_UNKNOWN = 100


@lru_cache(1 << 15)
def _form(word: str) -> int:
    if not any(c.isalnum() for c in word):
        return 6 if word in "\"“”„«»''``" else 5
    if word[0].isdigit():
        return 4
    if word.islower() or not any(c.isupper() for c in word):
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


@cache
def _known_pieces() -> dict[str, tuple[int, ...]]:
    return {}


@cache
def _tokenizer() -> object:
    from tokenizers import Tokenizer

    path = files("memcon.language") / "weights" / "tokenizer.json"
    return Tokenizer.from_str(path.read_text("utf-8"))
