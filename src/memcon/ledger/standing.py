"""How a happening stands: reported, corroborated, confirmed, disputed or denied, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from memcon.ledger.facts import Fact, Voice, Who
from memcon.ledger.identity import same, speaks_for
from memcon.ledger.origins import (
    Origin,
    Source,
    as_outlet,
    completed,
    everybody,
    in_order,
    publishers,
)

Standing = Literal["reported", "corroborated", "confirmed", "disputed", "denied"]

STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody who says that it did not happen."""

    name: str
    fact: Fact
    voice: Voice
    outlet: str | None
    """The outlet that denies, if it is one: its own earlier report it withdraws so."""
    knows: bool
    """Whether it has standing: a participant's side, a host, an origin of the happening."""
    why: str


def denials(
    facts: Iterable[Fact], participants: Sequence[Who], origins: Iterable[Origin]
) -> list[Denial]:
    """All who deny a happening, in the order of their reports; those with standing first."""
    keys = {origin.key for origin in origins}
    facts = in_order(facts)
    outlets, known = publishers(facts), everybody(facts)
    found = [
        _denial(fact, completed(as_outlet(voice, outlets), known), participants, keys)
        for fact in facts
        for voice in fact.voices
        if voice.stance == "denies"
    ]
    return sorted(found, key=lambda denial: not denial.knows)


def standing(
    found: Sequence[Source], origins: Sequence[Origin], denied: Sequence[Denial]
) -> tuple[Standing, list[str]]:
    """The standing by the contract, and its reasons in words."""
    counting = [origin for origin in origins if origin.counts]
    withdrawn = {f"outlet {d.outlet}" for d in denied if d.outlet is not None}
    against = [denial for denial in denied if denial.knows and not _gave_in(denial, found)]
    reasons = [denial.why for denial in against]
    if not counting and denied:
        return "denied", [d.why for d in denied] + ["nobody asserts it"]
    if counting and all(origin.key in withdrawn for origin in counting):
        return "denied", [*reasons, "every origin has withdrawn it"]
    confirming = list(dict.fromkeys(s.why for s in found if s.kind == "side"))
    asserting = [origin.why for origin in counting]
    if against:
        return "disputed", asserting + reasons
    if confirming:
        return "confirmed", confirming
    if len(counting) > 1:
        return "corroborated", asserting
    return "reported", asserting


def _gave_in(denial: Denial, found: Iterable[Source]) -> bool:
    """Whether a denier says in a later report that it happened after all."""
    denier, before = denial.voice.holder, denial.fact.published
    if denier is None or before is None:
        return False
    later = (s for s in found if s.fact.published is not None and s.fact.published > before)
    return any(s.voice.holder is not None and same(s.voice.holder, denier) for s in later)


def _denial(fact: Fact, voice: Voice, participants: Sequence[Who], origins: set[str]) -> Denial:
    holder = voice.holder
    if holder is None or holder.outlet is not None:
        outlet = holder.outlet if holder is not None else fact.publisher
        name = outlet or f"report {fact.report}"
        knows = f"outlet {outlet}" in origins
        why = f"{name} withdraws it" if knows else f"{name} says that it did not happen"
        return Denial(name, fact, voice, outlet, knows, why)
    for participant in participants:
        if speaks_for(holder, participant):
            why = f"{holder.name} denies it for {participant.name}"
            return Denial(holder.name, fact, voice, None, True, why)
    if _hosts(holder, fact):
        why = f"{holder.name} denies it for the host"
        return Denial(holder.name, fact, voice, None, True, why)
    return Denial(holder.name, fact, voice, None, False, f"{holder.name} denies it")


def _hosts(holder: Who, fact: Fact) -> bool:
    """Whether a holder speaks for the state in which it is said to have happened."""
    if fact.place_country is None:
        return False
    return speaks_for(holder, Who(fact.place or "", "state", fact.place_country))
