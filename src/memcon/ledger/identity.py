"""Whether two actors, each as a report gives it, are the same: names, offices, transliterations.

The answer is symmetric and looks at the two alone, so that nothing that is built on it depends on
what else the ledger holds.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

from memcon.ledger.facts import Who
from memcon.ledger.tables import pairs, word_list
from memcon.registry import Registry
from memcon.registry.keys import name_key, plain
from memcon.registry.tables import cue_words

_VOWELS: Final = re.compile(r"[aeiouh]")
_LEAST_BONES: Final = 6
_LEAST_HEARD: Final = 4
_POSSESSIVE: Final = re.compile(r"['’]s?\b")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
ALIKE: Final = 0.66
"""From here on two words are taken for spellings of one name, where the rest of it is the same."""

RULING: Final = frozenset({"GOV", "MIL", "SPY"})
"""The sectors of those who act for a state."""


@lru_cache(50_000)
def same(one: Who, other: Who) -> bool:
    """Whether two reports mean the same actor, as far as what they say of it tells."""
    if "unnamed" in (one.kind, other.kind):
        return False
    if one.kind == other.kind == "state":
        return _same_state(one, other)
    if "state" in (one.kind, other.kind):
        return False
    if one.kind == other.kind == "person":
        return _same_person(one, other)
    if "person" in (one.kind, other.kind):
        return False
    return _agree(one.country, other.country) and bool(_titles(one) & _titles(other))


def may_be(one: Who, other: Who) -> bool:
    """Whether two reports of one event may mean the same by its parties.

    That is the same actor; one name, whatever country readers guess with it; forces, fighters and
    crowds of one country, which every report calls otherwise ("the army", "Colombian forces";
    "guerrillas of the ELN"); or a state and a body that acts for it ("Colombia", "its air force").
    """
    if same(one, other) or (_sort(one) is not None and _sort(one) == _sort(other)):
        return True
    if one.kind == other.kind == "person":
        return (
            is_named(one)
            and is_named(other)
            and _alike_in_part(words_of(one.name), words_of(other.name))
        )
    return "state" in (one.kind, other.kind) and _acts_for(one) == _acts_for(other) is not None


def might_be(one: Who, other: Who) -> bool:
    """Whether two may be the same party where another party is the same and the words are alike.

    A person who is only described may be any person of the country, and a plain group any other
    group; a state acts through those who govern it.
    """
    if may_be(one, other):
        return True
    if one.country is None or one.country != other.country:
        return False
    kinds = {one.kind, other.kind}
    if kinds == {"unnamed"}:
        return one.name == other.name
    if kinds == {"person"}:
        return not (is_named(one) and is_named(other))
    if kinds == {"person", "state"}:
        person = one if one.kind == "person" else other
        return person.sector in RULING or not is_named(person)
    return kinds == {"group"} and not (is_named(one) and is_named(other))


def is_vague(who: Who) -> bool:
    """Whether an actor is only described, so that others of its country may be meant."""
    return who.country is not None and who.kind in ("person", "group") and not is_named(who)


def acting_for(who: Who) -> str | None:
    """The key of the state for which an actor acts, if it governs one."""
    return f"state {who.country}" if who.country and who.sector in RULING else None


def _acts_for(who: Who) -> str | None:
    if who.kind == "state":
        return who.country
    return who.country if who.kind in ("organisation", "group") and who.sector in RULING else None


def _sort(who: Who) -> tuple[str, str] | None:
    if who.kind not in ("organisation", "group") or who.country is None or who.sector is None:
        return None
    return (who.country, who.sector) if who.sector in word_list("kindred") else None


def keys(who: Who) -> Iterator[str]:
    """What an actor is filed under: two that may be the same share at least one of these."""
    if who.kind == "state":
        yield f"state {who.country or fold(who.name)}"
    elif who.kind == "person":
        yield from (f"person {key}" for key in dict.fromkeys(map(_heard, words_of(who.name))))
        if bones := _bones(words_of(who.name)):
            yield f"person ~{bones}"
        if who.country and _office(who):
            yield f"office {who.country}"
    else:
        yield from (f"body {title}" for title in sorted(_titles(who)))
        if sort := _sort(who):
            yield "sort {} {}".format(*sort)
        if country := _acts_for(who):
            yield f"state {country}"


def speaks_for(holder: Who, participant: Who) -> bool:
    """Whether an actor's word is that of a participant: himself, his government, his spokesman."""
    if holder.outlet is not None or (holder.kind == "unnamed" and not is_spokesman(holder)):
        return False
    if same(holder, participant) or _is_named_after(holder, participant):
        return True
    if holder.country is None or holder.country != participant.country:
        return False
    if holder.kind == "group" and not is_named(holder):
        return False
    if rules(participant) or participant.sector is None:
        return rules(holder) or _speaks(holder)
    return holder.sector == participant.sector


def rules(who: Who) -> bool:
    """Whether an actor belongs to what governs its country."""
    return who.kind == "state" or who.sector in RULING


def is_spokesman(who: Who) -> bool:
    """Whether an actor, with a name or without, is there to speak for somebody."""
    role = Registry.default().role(who.office or who.name)
    return role is not None and role.spokes


def is_named(who: Who) -> bool:
    """Whether a name names somebody, and does not only describe ("his Moroccan counterpart")."""
    if who.kind == "state":
        return True
    if who.kind == "person" and _is_title(who.name):
        return False
    return names(who.name)


def names(words: str) -> bool:
    """Whether words end in a name: in a capital letter, or in a script that has none.

    What follows a preposition names where somebody belongs, not him: "a judge in Caracas".
    """
    behind = word_list("prepositions")
    told = list(itertools.takewhile(lambda word: word not in behind, words.split()))
    last = told[-1] if told else ""
    particle, joint, name = last.partition("-")
    if joint and particle in word_list("particles"):
        last = name
    return last[:1].isupper() or not last.isascii()


def without_article(name: str) -> str:
    """A name without "the" before it: "The Andean Post" is the Andean Post."""
    return name.removeprefix("The ").removeprefix("the ")


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a person's name as they are compared, without titles, particles, initials."""
    left_out = cue_words("courtesy") | word_list("particles")
    words = _LETTERS.findall(plain(name).casefold())
    kept = [fold(word) for word in words if len(word) > 1 and word not in left_out]
    return tuple(kept or map(fold, words))


@cache
def fold(word: str) -> str:
    """A word in the letters that its usual spellings and transliterations have in common."""
    folded = plain(word).casefold()
    for letters, to in pairs("spellings"):
        folded = folded.replace(letters, to)
    return "".join(letter for letter, _ in groupby(folded))


def _same_state(one: Who, other: Who) -> bool:
    if one.country or other.country:
        return one.country == other.country
    return fold(one.name) == fold(other.name)


def _same_person(one: Who, other: Who) -> bool:
    if not (is_named(one) and is_named(other)):
        return _same_office(one, other)
    mine, theirs = words_of(one.name), words_of(other.name)
    # Of a whole name no country can say otherwise: reports seldom tell it, and readers guess.
    whole = min(len(set(mine)), len(set(theirs))) > 1
    return (whole or mine == theirs or _agree(one.country, other.country)) and _same_name(
        mine, theirs
    )


@cache
def _is_title(name: str) -> bool:
    """Whether a name is nothing but an office ("Foreign Minister", "President of Belarus")."""
    role = Registry.default().role(name)
    if role is None or not name.casefold().startswith(role.words.casefold()):
        return False
    rest = name[len(role.words) :].split()
    return not rest or (role.office and rest[0].casefold() == "of")


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the shorter name is the longer one with words left out, its family name kept."""
    if not one or not other:
        return False
    # By different words: "Boutros Boutros" is no longer than "Boutros Ghali", either way round.
    short, long = sorted((set(one), set(other)), key=len)
    return short <= long or (min(len(one), len(other)) > 1 and _alike(one, other))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are spellings of one: the same first or last word, the others alike."""
    if _bones(one) and _bones(one) == _bones(other):
        return True
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if short[-1] == long[-1]:
        return all(any(_ratio(word, w) >= ALIKE for w in long[:-1]) for word in short[:-1])
    return one[0] == other[0] and _ratio(one[-1], other[-1]) >= ALIKE


def _alike_in_part(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one, or one of them is another spelling of the other's family name."""
    if _same_name(one, other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and _heard(short[0]) == _heard(long[-1])


@lru_cache(100_000)
def _heard(word: str) -> str:
    """A word by its consonants, as spellings differ in the rest, if they tell it from others."""
    heard = _consonants(word)
    return heard if len(heard) >= _LEAST_HEARD else word


@lru_cache(100_000)
def _bones(words: tuple[str, ...]) -> str | None:
    """A whole name's consonants: "Abdulhamid Dabaiba" and "Abdul Hamid Dbeibah" have the same.

    None for a name of one word, or of too few consonants to tell it from others.
    """
    bones = _consonants("".join(words))
    return bones if len(words) > 1 and len(bones) >= _LEAST_BONES else None


def _consonants(letters: str) -> str:
    """The consonants, doubled ones once: what spellings of one name have in common."""
    return "".join(letter for letter, _ in groupby(_VOWELS.sub("", letters.replace("c", "k"))))


@lru_cache(100_000)
def _ratio(one: str, other: str) -> float:
    # SequenceMatcher looks at its sides differently: in order, the answer is one for both ways.
    first, second = sorted((one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _same_office(one: Who, other: Who) -> bool:
    """Whether one of two, which has no name, holds the office of the other."""
    if one.country is None or one.country != other.country:
        return False
    offices = [_office(one), _office(other)]
    return None not in offices and offices[0] == offices[1]


def _office(who: Who) -> str | None:
    role = Registry.default().role(who.office or who.name)
    return role.words.casefold() if role is not None and role.office else None


@cache
def _titles(who: Who) -> frozenset[str]:
    """The names of a body as they are compared: the registry's where it knows it, its own else."""
    body = Registry.default().body(who.name)
    if body is not None and not body.ambiguous:
        return frozenset({f"{body.name.casefold()}"})
    if who.outlet is not None:
        return frozenset({who.outlet.casefold()})
    words = [fold(w) for w in _LETTERS.findall(name_key(who.name))]
    return frozenset({" ".join(words)}) if words else frozenset({who.name})


def _speaks(who: Who) -> bool:
    """Whether an actor of no known sector speaks for others: a spokesman, an office."""
    if who.sector is not None:
        return False
    return who.kind == "organisation" or is_spokesman(who)


def _is_named_after(holder: Who, participant: Who) -> bool:
    """Whether a holder's words say whom it is of: "Insulza's spokeswoman", "Mr Daki's office"."""
    if participant.kind != "person" or not is_named(participant):
        return False
    if holder.kind != "organisation" and not is_spokesman(holder):
        return False
    return words_of(participant.name)[-1] in words_of(_POSSESSIVE.sub("", holder.name))


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
