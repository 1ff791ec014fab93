"""Reviewers' decisions: they lie over what the machine joined and told, and change none of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

Kind = Literal["wrong", "confirm", "merge", "split", "set", "undo"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a reviewer, with the events that it is about."""

    id: int
    at: datetime
    by: str
    reason: str
    kind: Kind
    field: str | None = None
    value: Any = None
    undoes: int | None = None
    sides: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """The events that it is about; of a split, those of side 1 go."""

    def to_dict(self) -> dict[str, Any]:
        """The decision as plain JSON values."""
        return {
            "id": self.id,
            "at": self.at.isoformat(timespec="seconds"),
            "by": self.by,
            "reason": self.reason,
            "kind": self.kind,
            "field": self.field,
            "value": self.value,
            "undoes": self.undoes,
            "events": sorted(self.sides),
        }


@dataclass(frozen=True, slots=True)
class Group:
    """The events of a happening after all decisions."""

    events: tuple[str, ...]
    """In the order of their names."""
    struck: bool = False
    """It was found wrong."""
    decisions: tuple[Decision, ...] = ()
    """All about it that stand, the first first."""


def standing_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that no other has undone, by their numbers; an undo can be undone."""
    undone: set[int] = set()
    kept: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: -d.id):
        if decision.id in undone:
            continue
        if decision.undoes is not None:
            undone.add(decision.undoes)
        else:
            kept.append(decision)
    return kept[::-1]


def decided(groups: Iterable[Iterable[str]], decisions: Sequence[Decision]) -> list[Group]:
    """The machine's groups with the decisions that stand laid over them, one after the other."""
    sets = [set(group) for group in groups]
    for decision in decisions:
        if decision.kind == "merge":
            sets = _merged(sets, set(decision.sides))
        elif decision.kind == "split":
            sets = _parted(sets, {uid for uid, side in decision.sides.items() if side == 1})
    return [group for events in sets for group in _groups(events, decisions)]


def _merged(sets: list[set[str]], together: set[str]) -> list[set[str]]:
    touched = [events for events in sets if events & together]
    others = [events for events in sets if not events & together]
    return [*others, set[str]().union(*touched)] if touched else others


def _parted(sets: list[set[str]], leaving: set[str]) -> list[set[str]]:
    """A set of which only some leave falls in two; one that leaves whole stays as it is."""
    result = []
    for events in sets:
        gone = events & leaving
        result += [events - gone, gone] if gone and gone != events else [events]
    return result


def _groups(events: set[str], decisions: Sequence[Decision]) -> Iterator[Group]:
    """Events that were found wrong are told, struck, apart from those that came to them since."""
    wrong = {uid for d in decisions if d.kind == "wrong" for uid in d.sides} & events
    for told, struck in ((events - wrong, False), (wrong, True)):
        if told:
            about = tuple(d for d in decisions if told & set(d.sides))
            yield Group(tuple(sorted(told)), struck, about)
