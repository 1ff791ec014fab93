"""On whose word a happening rests: origins, and which of them are independent.

An outlet that passes on another's report adds no origin, nor does a reprint. A participant's own
word is one for each side, whoever carries it; an outlet's hidden sources and its own voice are one
origin of that outlet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from memcon.ledger.copies import is_copy
from memcon.ledger.facts import Fact, Voice, Who, outlets
from memcon.ledger.identity import (
    RULING,
    is_named,
    is_spokesman,
    names,
    rules,
    same,
    speaks_for,
    without_article,
    words_of,
)

Kind = Literal["side", "person", "outlet"]

_PUBLISHING: Final = frozenset({"organisation", "person"})
"""What readers take an outlet for that they do not know."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report has a happening from."""

    kind: Kind
    key: str
    """What tells one origin from another."""
    name: str
    fact: Fact
    voice: Voice
    why: str
    """Why it counts as an origin of its own, or does not."""
    rests_on: str | None = None
    """The key of the origin that it passes on; None for one of its own."""


@dataclass(slots=True)
class Origin:
    """One origin of a happening, with all reports that rest on it."""

    origin: str
    counts: bool
    why: str
    reports: list[str] = field(default_factory=list)
    key: str = ""
    rests_on: str | None = None


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Events as their reports appeared; those of one day, and those without one, by report."""
    return sorted(
        facts, key=lambda f: (f.published is None, f.published or 0, f.report, f.id, f.uid)
    )


def sources(facts: Iterable[Fact], participants: Sequence[Sequence[Who]]) -> list[Source]:
    """Where each report has the happening from, in the order of their appearance.

    Each of the participants is given by all that the reports call it.
    """
    tracing = _Tracing(in_order(facts), participants)
    return [tracing.source(fact, v) for fact in tracing.facts for v in _asserting(fact)]


def origins(found: Iterable[Source]) -> list[Origin]:
    """The origins: those that count first, each with the reports that rest on it."""
    by_key: dict[tuple[str, str | None], Origin] = {}
    for source in found:
        known = by_key.setdefault(
            (source.key, source.rests_on),
            Origin(
                source.name,
                source.rests_on is None,
                source.why,
                key=source.key,
                rests_on=source.rests_on,
            ),
        )
        if source.fact.report not in known.reports:
            known.reports.append(source.fact.report)
    return sorted(by_key.values(), key=lambda o: not o.counts)


class _Tracing:
    def __init__(self, facts: list[Fact], participants: Sequence[Sequence[Who]]) -> None:
        self.facts, self._participants = facts, participants
        self._outlets = publishers(facts)
        self._known = everybody(facts)
        self._own = {f.publisher for f in facts if any(map(_first_hand, _asserting(f)))}
        self._copied = {f.uid: _copied_from(f, facts) for f in facts}

    def source(self, fact: Fact, voice: Voice) -> Source:
        voice = completed(as_outlet(voice, self._outlets), self._known)
        holder = voice.holder
        if holder is not None and holder.outlet is None and is_on_record(holder):
            return self._on_record(fact, voice, holder)
        outlet = next(outlets(voice), None) or voice.origin
        if outlet is None or not names(outlet):
            outlet = self._that_newspaper(fact, voice) or outlet
        if outlet is not None and outlet != fact.publisher:
            return self._passes_on(fact, voice, outlet)
        original = self._copied[fact.uid]
        if original is not None:
            return self._reprint(fact, voice, original)
        if fact.publisher is None:
            return self._of_nobody(fact, voice)
        return self._of_outlet(fact, voice, fact.publisher)

    def _of_nobody(self, fact: Fact, voice: Voice) -> Source:
        """What a report tells that names no publisher: nothing shows that it is independent."""
        name = f"report {fact.report}"
        others = (f.publisher for f in self.facts if f.publisher in self._own)
        outlet = next((publisher for publisher in others if publisher), None)
        if outlet is None:
            return self._of_outlet(fact, voice, name)
        why = f"{name} names no publisher; it may have it from {outlet}"
        return Source("outlet", f"nobody {name}", name, fact, voice, why, f"outlet {outlet}")

    def _that_newspaper(self, fact: Fact, voice: Voice) -> str | None:
        """The outlet that "the newspaper" means: the first other one that reported."""
        holder = voice.holder
        if voice.origin is None and (holder is None or holder.sector != "JRN"):
            return None
        others = (f.publisher for f in self.facts if f.publisher != fact.publisher)
        return next((publisher for publisher in others if publisher), None)

    def _on_record(self, fact: Fact, voice: Voice, holder: Who) -> Source:
        if sided := self._sided(holder):
            side, participant = sided[0]
            why = f"{holder.name} speaks for {participant.name}, on the record"
            return Source("side", f"side {side}", holder.name, fact, voice, why)
        key = " ".join(words_of(holder.name)) or holder.name
        why = f"{holder.name} says so on the record"
        return Source("person", f"person {key}", holder.name, fact, voice, why)

    def _sided(self, holder: Who) -> list[tuple[str, Who]]:
        """The sides that a holder may speak for: himself before his country's, that before others'.

        A party's country may be told in several ways, as readers guess it.
        """
        found = []
        for party in self._participants:
            side = _side(party)
            told = [who for who in party if speaks_for(holder, who)]
            himself = any(same(holder, who) for who in told)
            found += [(not himself, side != holder.country, side, who) for who in told[:1]]
        return [(side, who) for *_, side, who in sorted(found, key=lambda one: one[:2])]

    def _of_outlet(self, fact: Fact, voice: Voice, outlet: str) -> Source:
        holder = voice.holder
        why = (
            f"{outlet} tells it in its own voice"
            if holder is None or holder.outlet is not None
            else f"{outlet} has it from its own sources ({holder.name})"
        )
        return Source("outlet", f"outlet {outlet}", outlet, fact, voice, why)

    def _passes_on(self, fact: Fact, voice: Voice, outlet: str) -> Source:
        """Another outlet's word: its origin, which is told by its own report where there is one."""
        name = fact.publisher or f"report {fact.report}"
        if outlet in self._own:
            why = f"{name} passes on what {outlet} reported"
            return Source(
                "outlet", f"passes {name}", name, fact, voice, why, rests_on=f"outlet {outlet}"
            )
        why = f"{outlet} as cited by {name}; its own report is not in the ledger"
        return Source("outlet", f"outlet {outlet}", outlet, fact, voice, why)

    def _reprint(self, fact: Fact, voice: Voice, original: Fact) -> Source:
        name = fact.publisher or f"report {fact.report}"
        first = original.publisher or f"report {original.report}"
        why = f"{name} prints the text of {first}"
        return Source("outlet", f"copy {name}", name, fact, voice, why, rests_on=f"outlet {first}")


def _side(party: Sequence[Who]) -> str:
    """Whose side a participant is on: its country's if it acts for it or may, else its own."""
    countries = Counter(who.country for who in party if who.country is not None)
    own = " ".join(words_of(party[0].name))
    if not countries or not any(who.sector is None or rules(who) for who in party):
        return own
    return max(countries, key=lambda country: (countries[country], country))


def as_outlet(voice: Voice, outlets: Mapping[str, str]) -> Voice:
    """A voice whose holder is an outlet if one of these has its name, known as one or not."""
    holder = voice.holder
    if holder is None or holder.outlet is not None or holder.kind not in _PUBLISHING:
        return voice
    if holder.sector in RULING:
        return voice
    name = without_article(holder.name)
    if name == voice.origin:
        return replace(voice, holder=replace(holder, outlet=name))
    # Reports call an outlet by more than its name: "the Oslo daily Aftenposten".
    called = _tails(name.casefold()) if holder.kind == "organisation" else [name.casefold()]
    known = (outlets[n] for n in called if n in outlets)
    outlet = next(known, None)
    return voice if outlet is None else replace(voice, holder=replace(holder, outlet=outlet))


def everybody(facts: Iterable[Fact]) -> list[Who]:
    """All people of whom some events tell where they belong, those told of best before others."""
    told = {who for fact in facts for who in (*fact.whos, *_holders(fact))}
    known = [who for who in told if who.kind == "person" and is_named(who) and who.country]
    return sorted(known, key=lambda who: (who.sector is None, who.office is None, repr(who)))


def completed(voice: Voice, known: Iterable[Who]) -> Voice:
    """A voice whose holder belongs where another report tells that he does, if this one doesn't."""
    holder = voice.holder
    if holder is None or holder.kind != "person" or holder.country is not None:
        return voice
    who = next((who for who in known if same(holder, who)), None)
    if who is None:
        return voice
    sector, office = holder.sector or who.sector, holder.office or who.office
    full = replace(holder, country=who.country, sector=sector, office=office)
    return replace(voice, holder=full)


def _holders(fact: Fact) -> Iterator[Who]:
    return (voice.holder for voice in fact.voices if voice.holder is not None)


def publishers(facts: Iterable[Fact]) -> dict[str, str]:
    """The outlets whose reports these are, by their names in small letters."""
    return {fact.publisher.casefold(): fact.publisher for fact in facts if fact.publisher}


def _tails(name: str) -> Iterator[str]:
    """A name, and what is left of it without its first words."""
    words = name.split()
    return (" ".join(words[first:]) for first in range(len(words)))


def is_on_record(holder: Who) -> bool:
    """Whether a source can be held to its word: it has a name, or is a body or one that speaks.

    Editors and reporters speak for their outlet, of what it has from others.
    """
    if holder.kind == "person" and holder.sector == "JRN":
        return False
    if holder.kind in ("person", "state") or is_spokesman(holder):
        return True
    if holder.kind == "organisation":
        return is_named(holder) or holder.sector != "JRN"
    return holder.kind == "group" and is_named(holder)


def _asserting(fact: Fact) -> list[Voice]:
    if fact.modality == "negated":
        return []
    return [voice for voice in fact.voices if voice.stance == "asserts"]


def _first_hand(voice: Voice) -> bool:
    return next(outlets(voice), None) is None and voice.origin is None


def _copied_from(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The first report of another outlet whose passage this one prints."""
    for earlier in facts:
        if earlier.uid == fact.uid:
            return None
        if earlier.publisher != fact.publisher and is_copy(earlier.passage, fact.passage):
            return earlier
    return None
