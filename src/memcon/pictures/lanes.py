"""The lanes of a timeline: whose dealings, or which kind of dealing, stand side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from memcon import wording
from memcon.pictures.facts import Happening

# As many lanes as people compare at a glance; what they leave over shares one.
MOST_LANES = 14
# Lanes by parties that leave more than this over would hide who is who: then lanes by type.
WORTH_LANES = 0.4
NAMES_IN_A_LANE = 3


@dataclass(frozen=True, slots=True)
class Lane:
    """The lines at its left side, and its happenings by their places in the list."""

    heading: tuple[str, ...]
    places: tuple[int, ...]


def lanes_of(facts: Sequence[Happening], *, most: int = MOST_LANES) -> tuple[list[Lane], bool]:
    """The lanes, the fullest first, and whether they are by parties; else they are by type."""
    by_parties = _grouped(facts, lambda one: frozenset(party.id for party in one.parties))
    shown = sum(map(len, by_parties[:most]))
    if len(by_parties) > 1 and shown >= (1 - WORTH_LANES) * len(facts):
        named = [Lane(_names(facts[places[0]]), tuple(places)) for places in by_parties]
        return _at_most(most, named, "other groupings"), True
    by_type = _grouped(facts, lambda one: one.event)
    headed = [Lane((wording.label(facts[places[0]].event),), tuple(places)) for places in by_type]
    return _at_most(most, headed, "other types"), False


def _grouped(facts: Sequence[Happening], key: Callable[[Happening], Hashable]) -> list[list[int]]:
    """Places of the happenings with the same key: the largest group first, then the earliest."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, happening in enumerate(facts):
        groups[key(happening)].append(place)
    return sorted(groups.values(), key=lambda places: (-len(places), places[0]))


def _names(happening: Happening) -> tuple[str, ...]:
    names = [party.name for party in happening.parties] or ["nobody named"]
    if len(names) <= NAMES_IN_A_LANE:
        return tuple(names)
    more = len(names) - NAMES_IN_A_LANE + 1
    return (*names[: NAMES_IN_A_LANE - 1], f"and {more} others")


def _at_most(most: int, lanes: list[Lane], others: str) -> list[Lane]:
    """So many lanes; the last takes in all that are left over."""
    if len(lanes) <= most:
        return lanes
    kept, left_over = lanes[: most - 1], lanes[most - 1 :]
    places = sorted(place for lane in left_over for place in lane.places)
    return [*kept, Lane((f"{len(left_over):,} {others}",), tuple(places))]
