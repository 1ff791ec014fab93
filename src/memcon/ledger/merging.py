"""From the events of one happening to what is said of it: type, mode, date, place, parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from memcon.ledger.entries import Form, form_of
from memcon.ledger.facts import Fact, Role, Who
from memcon.ledger.identity import is_named, may_be, might_be
from memcon.ledger.origins import in_order

ValueT = TypeVar("ValueT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Participant:
    """A party of a happening, by all that the reports call it; the fullest name first."""

    role: Role
    whos: tuple[Who, ...]
    forms: tuple[Form, ...]
    """Its names, as the ledger's actors are known by, in the same order."""
    names: tuple[str, ...]
    """All names that the reports call it by, the short ones too."""

    @property
    def who(self) -> Who:
        return self.whos[0]


def participants(facts: Iterable[Fact]) -> list[Participant]:
    """The parties that at least half of the events name, in the order of the first report."""
    ordered = in_order(facts)
    alike: list[list[_Told]] = []
    for fact in ordered:
        for party, at in zip(fact.parties, _places(alike, fact.whos), strict=True):
            form = form_of(party.who, fact.report)
            alike[at].append(_Told(party.role, party.who, form))
    return [_participant(group) for group in alike if 2 * len(group) >= len(ordered)]


def merged_mode(facts: Sequence[Fact]) -> str | None:
    """The mode that most events have, of those that have one."""
    modes = [fact.mode for fact in facts if fact.mode is not None]
    return _most(modes) if modes else None


def merged_context(facts: Iterable[Fact]) -> list[str]:
    """All contexts, the commonest first."""
    counts = Counter(context for fact in facts for context in fact.context)
    return sorted(counts, key=lambda context: (-counts[context], context))


def merged_modality(facts: Sequence[Fact]) -> str:
    """Negated only if nobody tells it otherwise; actual if anybody tells it so."""
    modalities = [fact.modality for fact in facts if fact.modality != "negated"]
    if not modalities:
        return "negated"
    return "actual" if "actual" in modalities else _most(modalities)


def dated(facts: Iterable[Fact]) -> Fact | None:
    """The event that tells the date best: the narrowest that most agree on."""
    with_date = [fact for fact in in_order(facts) if fact.start is not None]
    if not with_date:
        return None
    counts = Counter((fact.start, fact.end) for fact in with_date)
    return min(
        with_date,
        key=lambda f: (f.end_day - (f.start or f.end_day), -counts[f.start, f.end]),
    )


def placed(facts: Iterable[Fact]) -> Fact | None:
    """The event that tells the place: the one that most agree on, one with its country before."""
    with_place = [fact for fact in in_order(facts) if fact.place is not None]
    counts = Counter((fact.place, fact.place_country) for fact in with_place)
    return min(
        with_place,
        key=lambda f: (f.place_country is None, -counts[f.place, f.place_country]),
        default=None,
    )


class _Told(NamedTuple):
    role: Role
    who: Who
    form: Form


def _places(alike: list[list[_Told]], whos: Sequence[Who]) -> list[int]:
    """The group of each party of an event: where it surely belongs, else where it perhaps does."""
    found: dict[int, int] = {}
    for same in (may_be, might_be):
        for number, who in enumerate(whos):
            left = (at for at in range(len(alike)) if at not in found.values())
            fits = (at for at in left if any(who == t.who or same(who, t.who) for t in alike[at]))
            if number not in found and (at := next(fits, None)) is not None:
                found[number] = at
    for number in range(len(whos)):
        if number not in found:
            found[number] = len(alike)
            alike.append([])
    return [found[number] for number in range(len(whos))]


def _participant(group: Sequence[_Told]) -> Participant:
    """The party that a group of mentions is, its fullest name first."""
    by_form = {told.form.id: told for told in group}
    ordered = sorted(by_form.values(), key=lambda told: (*_emptiness(told.who), told.form.id))
    return Participant(
        _most(told.role for told in group),
        tuple(told.who for told in ordered),
        tuple(told.form for told in ordered),
        tuple(sorted({name for told in group for name in told.who.names})),
    )


def _emptiness(who: Who) -> tuple[bool, bool, int, str]:
    return not is_named(who), who.country is None, -len(who.name.split()), who.name


def _most(values: Iterable[ValueT]) -> ValueT:
    """The value that occurs most often, the first of several."""
    counts = Counter(values)
    return max(counts, key=lambda value: counts[value])
