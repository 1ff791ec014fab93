"""Dictionary forms of words, by rules learned from treebanks.

A rule says how many characters to take off a word's end and what to put there; it is chosen by the
longest known ending of the word under its part of speech (Chrupała et al. 2008, edit scripts).
"""

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from memcon.language.pieces import pieces

LONGEST_ENDING = 6

Rules = dict[str, dict[str, tuple[int, str]]]
"""Penn tag to ending ("^" marks a whole word) to (characters off, characters on)."""


@lru_cache(1 << 15)
def lemma(word: str, xpos: str) -> str:
    """The dictionary form of a word with a Penn Treebank tag: lower-case, names as they are."""
    if xpos in {"NNP", "NNPS"}:
        return word
    lowered = word.lower().replace("’", "'")
    found = apply(_rules(), lowered, xpos)
    if xpos not in _SISTERS:
        return found
    forms = [found, *_alternatives(lowered, found, xpos)]
    known = (f for f in forms if xpos.startswith("V") and f in _verbs())
    words = (f for f in forms if f != lowered and _is_word(f))
    return next(known, None) or (found if _is_word(found) else next(words, found))


_SISTERS = {
    "VBD": "VBN", "VBN": "VBD", "VBG": "VBG", "VBZ": "VBZ", "NNS": "NN",
}  # fmt: skip
"""Inflected tags, and the tag that a tagger most often takes them for."""


def _is_word(form: str) -> bool:
    """Whether the encoder's vocabulary holds a form whole: a word, and not cut too short."""
    return len(pieces(form)) == 1


def _alternatives(word: str, found: str, xpos: str) -> Iterator[str]:
    """Other forms that an ending could come from: "raided" raid, "freed" free, "shelled" shell."""
    ending = next((e for e in ("ing", "ed", "es", "s") if word.endswith(e)), "")
    stem = word.removesuffix(ending)
    yield apply(_rules(), word, _SISTERS[xpos])
    yield from (stem + "e", stem, stem[:-1], found + found[-1:], found + "e")


def apply(rules: Rules, word: str, xpos: str) -> str:
    """What the rules make of a lower-case word."""
    endings = rules.get(xpos, {})
    for length in range(min(len(word), LONGEST_ENDING), -1, -1):
        for ending in (["^" + word] if length == min(len(word), LONGEST_ENDING) else []) + [
            word[len(word) - length :]
        ]:
            if ending in endings:
                off, on = endings[ending]
                return word[: len(word) - off] + on or word
    return word


@cache
def _verbs() -> frozenset[str]:
    text = (files("memcon.language") / "data" / "verbs.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(word for line in lines for word in line.split())


@cache
def _rules() -> Rules:
    path = files("memcon.language") / "weights" / "lemmas.json"
    loaded: Rules = json.loads(path.read_text("utf-8"))
    return loaded
