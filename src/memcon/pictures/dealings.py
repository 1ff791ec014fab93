"""Who dealt with whom: the actors and lines of a network, cut down to what a picture can hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from memcon.pictures.facts import Happening, Party

MOST_ACTORS = 40
# Up to here a pair has a line for each standing and modality, beyond one for all its dealings.
MOST_STRANDS = 60
MOST_LINES = 70

Pair = tuple[str, str]


@dataclass(slots=True)
class Strand:
    """Dealings of two actors that are drawn as one line, by their places in the list."""

    pair: Pair
    standing: str
    modality: str
    places: list[int] = field(default_factory=list)
    # Who of the two acts upon the other.
    acting: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Dealings:
    """What a network shows, and how much there is besides."""

    actors: dict[str, Party]
    places: dict[str, list[int]]
    strands: list[Strand]
    joined: bool
    all_actors: int
    all_pairs: int

    @property
    def pairs(self) -> list[Pair]:
        return list(dict.fromkeys(strand.pair for strand in self.strands))


def dealings_of(facts: Sequence[Happening]) -> Dealings:
    """The pairs with most dealings, as many as a picture holds, and lines between them."""
    names, places = _actors(facts)
    between = Counter(pair for one in facts for pair in set(_pairs(one)))
    ranked = sorted(between, key=lambda pair: (-between[pair], -_weight(pair, places), pair))
    actors = _shown(ranked, names, places)
    drawn = [pair for pair in ranked if pair[0] in actors and pair[1] in actors][:MOST_LINES]
    strands = _strands(facts, set(drawn))
    joined = len(strands) > MOST_STRANDS
    if joined:
        strands = _joined(strands, facts)
    if len(places) > MOST_ACTORS and strands:
        # Where not all have room, those without a line are the first to go.
        linked = {id_ for strand in strands for id_ in strand.pair}
        actors = {id_: actor for id_, actor in actors.items() if id_ in linked}
    shown = {id_: places[id_] for id_ in actors}
    return Dealings(actors, shown, strands, joined, len(places), len(between))


def _weight(pair: Pair, places: Mapping[str, Sequence[int]]) -> int:
    """In how many happenings the two take part, with whomever."""
    return len(places[pair[0]]) + len(places[pair[1]])


def _shown(
    ranked: Sequence[Pair], names: Mapping[str, Party], places: Mapping[str, Sequence[int]]
) -> dict[str, Party]:
    """The actors of the first pairs, then, where there is room, those with most happenings."""
    kept: dict[str, Party] = {}
    for pair in ranked:
        if len(kept.keys() | set(pair)) <= MOST_ACTORS:
            kept |= {id_: names[id_] for id_ in pair}
    rest = sorted(places, key=lambda id_: (-len(places[id_]), names[id_].name, id_))
    for id_ in rest:
        if len(kept) < MOST_ACTORS:
            kept.setdefault(id_, names[id_])
    return kept


def _actors(facts: Sequence[Happening]) -> tuple[dict[str, Party], dict[str, list[int]]]:
    names: dict[str, Party] = {}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(facts):
        for party in one.parties:
            names.setdefault(party.id, party)
            places[party.id].append(place)
    return names, places


def _pairs(one: Happening) -> Iterator[Pair]:
    """Who deals with whom: actors with recipients, or all who do something together."""
    actors = sorted({party.id for party in one.actors})
    recipients = sorted({party.id for party in one.recipients})
    found = product(actors, recipients) if recipients else combinations(actors, 2)
    for first, second in found:
        if first != second:
            yield (first, second) if first < second else (second, first)


def _strands(facts: Sequence[Happening], drawn: set[Pair]) -> list[Strand]:
    strands: dict[tuple[Pair, str, str], Strand] = {}
    for place, one in enumerate(facts):
        for pair in sorted(set(_pairs(one)) & drawn):
            key = (pair, one.standing, one.modality)
            strand = strands.setdefault(key, Strand(*key))
            strand.places.append(place)
            if one.recipients:
                strand.acting.update(party.id for party in one.actors if party.id in pair)
    return sorted(strands.values(), key=lambda s: (s.pair, facts[s.places[0]].manner))


def _joined(strands: Sequence[Strand], facts: Sequence[Happening]) -> list[Strand]:
    """One line a pair, in the standing and modality that most of its dealings have."""
    by_pair: defaultdict[Pair, list[Strand]] = defaultdict(list)
    for strand in strands:
        by_pair[strand.pair].append(strand)
    return [_one(pair, parts, facts) for pair, parts in by_pair.items()]


def _one(pair: Pair, parts: Sequence[Strand], facts: Sequence[Happening]) -> Strand:
    main = min(parts, key=lambda part: (-len(part.places), facts[part.places[0]].manner))
    places = sorted(place for part in parts for place in part.places)
    acting = {id_ for part in parts for id_ in part.acting}
    return Strand(pair, main.standing, main.modality, places, acting)
