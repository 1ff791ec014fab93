"""Dictionary forms of words, by rules learned from treebanks.

A rule says how many characters to take off a word's end and what to put there; it is chosen by the
longest known ending of the word under its part of speech (Chrupała et al. 2008, edit scripts).
"""

import json
from functools import cache
from importlib.resources import files

LONGEST_ENDING = 6

Rules = dict[str, dict[str, tuple[int, str]]]
"""Part of speech (Penn tag) to ending ("^" marks a whole word) to (characters off, characters on)."""


def lemma(word: str, xpos: str) -> str:
    """The dictionary form of a word with a Penn Treebank tag; lower-case, but names stay as they are."""
    if xpos in {"NNP", "NNPS"}:
        return word
    return apply(_rules(), word.lower().replace("’", "'"), xpos)


def apply(rules: Rules, word: str, xpos: str) -> str:
    """What the rules make of a lower-case word."""
    endings = rules.get(xpos, {})
    for length in range(min(len(word), LONGEST_ENDING), -1, -1):
        for ending in (["^" + word] if length == min(len(word), LONGEST_ENDING) else []) + [
            word[len(word) - length :]
        ]:
            if ending in endings:
                off, on = endings[ending]
                return word[: len(word) - off] + on
    return word


@cache
def _rules() -> Rules:
    path = files("memcon.language") / "weights" / "lemmas.json"
    loaded: Rules = json.loads(path.read_text("utf-8"))
    return loaded
