"""Holders of office by name and date."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from memcon.registry.entries import Holder
from memcon.registry.keys import is_capitalised, name_key
from memcon.registry.tables import cue_words, forms, read_table

_FULL: Final = len("YYYY-MM-DD")  # these, nearly all, are read fast


@dataclass(frozen=True, slots=True)
class Tenure:
    """One row of the holders: who held what, and the names one finds them by."""

    holder: Holder
    names: tuple[str, ...]


def person_key(words: str) -> str:
    """A person's name as it is compared: no titles of courtesy, initials or "Jr."."""
    if words.isascii() and words.isalpha():  # most surnames: nothing to take apart
        return words.casefold()
    tokens = name_key(words).casefold().split()
    courtesy = cue_words("courtesy")
    kept = [token for token in tokens if len(token) > 1 and token not in courtesy]
    return " ".join(kept or tokens)


@cache
def person_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of a person's names; whoever held three offices is not worked out three times."""
    keys = dict.fromkeys(map(person_key, names))
    return tuple(dict.fromkeys((*keys, *map(without_article, keys))))


def without_article(key: str) -> str:
    """A person's key without Arabic articles, which papers write as "al-", "el-" or not at all."""
    if "al " not in key and "el " not in key:
        return key
    articles = cue_words("article")
    return " ".join(token for token in key.split() if token not in articles) or key


class HolderIndex:
    """Finds tenures by a name that stands for the person: surname, full name, variants."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self._tenures: dict[str, list[Holder]] = {}
        for tenure in tenures:
            for key in person_keys(tenure.names):
                self._tenures.setdefault(key, []).append(tenure.holder)

    def find(self, words: str, on: date | None) -> list[Holder]:
        """All tenures of that name: those running on the day, then past, then coming ones."""
        if not is_capitalised(words):
            return []
        key = person_key(words)
        found = self._tenures.get(key) or self._tenures.get(without_article(key), [])
        if on is None:
            return sorted(found, key=lambda holder: holder.since or date.min, reverse=True)
        return [holder.seen_on(on) for holder in sorted(found, key=lambda h: distance(h, on))]


def distance(holder: Holder, on: date) -> tuple[int, int]:
    """How far a tenure is from a day: running ones first, then the latest past, the next coming."""
    if holder.holds_on(on):
        return 0, 0
    if holder.until is not None and holder.until < on:
        return 1, (on - holder.until).days
    return 2, ((holder.since or on) - on).days


def shipped_tenures() -> Iterator[Tenure]:
    """The rows of holders.tsv; a person's names may stand in any one of their rows."""
    rows = list(read_table("holders"))
    names: dict[tuple[str, str], dict[str, None]] = {}
    for name, short, variants, country, *_ in rows:
        known = names.setdefault((name, country), {name: None})
        known.update((form, None) for cell in (short, variants) for form, _ in forms(cell))
    for name, short, _, country, office, sector, since, until in rows:
        holder = Holder(name, country, office, sector or None, first_day(since), last_day(until))
        known = names[name, country]
        yield Tenure(holder, (*known, *([] if short else [surname(name)])))


def surname(name: str) -> str:
    """The last word of a name, which is what the table's empty short form means."""
    return name.rsplit(maxsplit=1)[-1]


def first_day(text: str) -> date | None:
    """The first day of YYYY, YYYY-MM or YYYY-MM-DD; None if empty; a ValueError otherwise."""
    if not text:
        return None
    if len(text) == _FULL:
        return date.fromisoformat(text)
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day of YYYY, YYYY-MM or YYYY-MM-DD; None if empty; a ValueError otherwise."""
    if not text:
        return None
    if len(text) == _FULL:
        return date.fromisoformat(text)
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not given."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) > 3:
        raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = parts + [0] * (3 - len(parts))
    return year, month, day
