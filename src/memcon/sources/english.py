"""Is a text English? A look at its letters and its function words.

No library: the smallest kept ones are megabytes and seconds, and the question here is only
English or not. In running English four words in ten are function words; in any other language
those of that language outnumber them. Short texts and lists of names are given the benefit of
the doubt. Particles of names ("von", "de la") are left out of the lists on purpose.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

# The beginning tells as much as the whole, and a long text costs no more than a short one.
SAMPLE_CHARACTERS = 20_000
# Below this the words of another language may be names, titles or a quotation.
FEWEST_FOREIGN_WORDS = 3
# English news has 35 to 45 function words in a hundred, lists of names at least five.
FEWEST_WORDS_FOR_SHARE = 60
SMALLEST_ENGLISH_SHARE = 0.04
# A short English text may quote a slogan in its own letters.
MOST_FOREIGN_LETTERS = 0.6

_WORD = re.compile(r"[^\W\d_]+")


def why_not_english(text: str) -> str | None:
    """What the text is instead of English, in words that follow "is"; None if it may be English."""
    sample = text[:SAMPLE_CHARACTERS]
    return _foreign_script(sample) or _foreign_words(sample)


def _foreign_script(sample: str) -> str | None:
    letters = [c for c in sample if c.isalpha()]
    scripts = Counter(_script(c) for c in letters if not c.isascii())
    del scripts["Latin"]
    if scripts.total() <= MOST_FOREIGN_LETTERS * len(letters):
        return None
    return f"written mostly in {scripts.most_common(1)[0][0]} letters"


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "unknown").split()[0].split("-")[0].capitalize()


def _foreign_words(sample: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(sample)]
    counts = Counter(words)
    hits = {
        language: sum(counts[word] for word in function_words)
        for language, function_words in _function_words().items()
    }
    english = hits.pop("English")
    language, most = max(hits.items(), key=lambda item: item[1])
    if most >= FEWEST_FOREIGN_WORDS and most > 2 * english:
        return f"in {language}, as its words tell"
    if len(words) >= FEWEST_WORDS_FOR_SHARE and english < SMALLEST_ENGLISH_SHARE * len(words):
        return "in some other language than English, as its words tell"
    return None


@cache
def _function_words() -> dict[str, list[str]]:
    source = files("memcon.sources").joinpath("function_words.json").read_text("utf-8")
    words: dict[str, list[str]] = json.loads(source)
    return words
