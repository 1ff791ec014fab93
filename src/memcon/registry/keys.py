"""How words are compared: what counts as the same name, the same phrase, a plural."""

import re
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

# Letters that Unicode does not take apart, and the marks that typography varies.
_LETTERS: Final = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "þ": "th", "Þ": "Th", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
        "ə": "e", "Ə": "E", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "ʿ": "'", "ʾ": "'", "`": "'",
        "‐": "-", "‑": "-", "–": "-", "—": "-", "\u00ad": None,
    }
)  # fmt: skip
_MARKS: Final = str.maketrans({".": None, "-": " ", ",": " "})
_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s?$", re.IGNORECASE)
_PUNCTUATION: Final = '"“”‘()[],;:!?'
_WORD: Final = re.compile(r"[^\s\-‐‑–—]+")
_ACRONYM_LENGTH: Final = 8  # the longest common ones: MONUSCO, EUROPOL, UNSMIL


def plain(words: str) -> str:
    """The words without accents, with straight apostrophes and plain hyphens."""
    if words.isascii():
        return words
    taken_apart = normalize("NFKD", words.translate(_LETTERS))
    return "".join(letter for letter in taken_apart if not combining(letter))


@lru_cache(1 << 16)
def name_key(words: str) -> str:
    """A proper name as it is compared, case kept: no "the", possessive, dots, hyphens, accents."""
    tokens = plain(words).translate(_MARKS).split()
    if len(tokens) > 1 and tokens[0] in ("the", "The", "THE"):
        tokens = tokens[1:]
    key = " ".join(tokens)
    return _POSSESSIVE.sub("", key) if "'" in key else key


def is_acronym(key: str) -> bool:
    """Whether a key is an acronym, which only its own capitals name: "us" is not the US."""
    return len(key) <= _ACRONYM_LENGTH and " " not in key and key.upper() == key


def is_capitalised(key: str) -> bool:
    """Whether a key has a capital at all: "turkey" and "chad" are no countries."""
    return key != key.lower()


def phrase_tokens(words: str) -> list[re.Match[str]]:
    """The words of a noun phrase where they stand, hyphens parted: "Vice-President" is two."""
    return list(_WORD.finditer(words))


def trimmed(words: str) -> str:
    """The words without punctuation around them or a possessive at their end."""
    return _POSSESSIVE.sub("", words.strip(_PUNCTUATION)).strip("'’")


def token_key(token: str) -> str:
    """A word of a phrase as it is compared: lower case, no dots, trimmed."""
    return trimmed(plain(token)).casefold().replace(".", "")


def regular_plural(words: str) -> str:
    """The regular English plural of a phrase whose last word is its head."""
    if words.endswith("man"):
        return words[:-3] + "men"
    if words.endswith(("s", "x", "z", "ch", "sh")):
        return words + "es"
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    return words + "s"
