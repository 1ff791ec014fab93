"""Who is who across reports: which names are one actor.

A name that tells enough (more than one word, and a country) stands for itself and for its other
spellings. One that tells less ("Attaf", "Ahmed Attaf" of no known country) belongs to the one
actor that it fits; fits it several, it stays apart, as it stands in the report. What comes of it
depends on the set of names alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from memcon.ledger.facts import Who
from memcon.ledger.identity import is_named, keys, same, words_of


@dataclass(frozen=True, slots=True)
class Form:
    """A name as reports give it, with kind and country."""

    id: str
    name: str
    kind: str
    country: str | None

    @property
    def who(self) -> Who:
        return Who(self.name, self.kind, self.country)

    @property
    def tells_enough(self) -> bool:
        """Whether it stands for itself, and needs no fuller name to say who is meant."""
        if self.kind == "person":
            return self.country is not None and len(words_of(self.name)) > 1
        return self.country is not None or self.kind == "state"

    @property
    def of_one_report(self) -> bool:
        """Whether it names nobody beyond its report: "sources", "his deputy", "protesters"."""
        return self.kind == "unnamed" or not is_named(self.who)


def form_of(who: Who, report: str) -> Form:
    """The form of an actor's name in a report."""
    form = Form("", who.name, who.kind, who.country)
    within = report if form.of_one_report else ""
    named = "\x1f".join((who.kind, who.country or "", who.name, within))
    id_ = hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Form(id_, who.name, who.kind, who.country)


def form_keys(form: Form) -> list[str]:
    """What a form is filed under; none for one that means nobody beyond its report."""
    if form.of_one_report:
        return []
    return sorted({key for key in keys(form.who) if not key.startswith("office ")})


def entries(added: Iterable[Form], around: Callable[[Form], Iterable[Form]]) -> dict[str, str]:
    """The entry of every form whose entry adding some forms may change, by the forms' ids.

    `around` gives the forms that share a key with one; the added ones are among them. An entry is
    named by the first of its forms that tell enough, in the order of their ids.
    """
    added = list(added)
    full = _closure([f for f in added if f.tells_enough], around)
    partial = {f.id: f for f in added if not f.tells_enough}
    for form in [*full.values(), *partial.values()]:
        partial.update((f.id, f) for f in around(form) if not f.tells_enough)
    found = {f.id: min(g.id for g in group) for group in _groups(full.values()) for f in group}
    known: dict[str, str] = dict(found)
    for form in partial.values():
        found[form.id] = _entry_of(form, around, known)
    return found


def _entry_of(form: Form, around: Callable[[Form], Iterable[Form]], known: dict[str, str]) -> str:
    """The one full name's entry that a form fits, else the entry of those that tell as little."""
    if form.of_one_report:
        return form.id
    fitting = [f for f in around(form) if f.tells_enough and same(f.who, form.who)]
    candidates = set()
    for full in fitting:
        if full.id not in known:
            for group in _groups(_closure([full], around).values()):
                known.update((f.id, min(g.id for g in group)) for f in group)
        candidates.add(known[full.id])
    if len(candidates) == 1:
        return candidates.pop()
    twins = [f.id for f in around(form) if _twins(f, form)]
    return min([form.id, *twins])


def _twins(one: Form, other: Form) -> bool:
    """Whether two names that tell too little are spellings of one another."""
    return (
        not one.tells_enough
        and one.country == other.country
        and one.kind == other.kind
        and words_of(one.name) == words_of(other.name)
    )


def _closure(seeds: Iterable[Form], around: Callable[[Form], Iterable[Form]]) -> dict[str, Form]:
    found = {form.id: form for form in seeds}
    waiting = list(found.values())
    while waiting:
        form = waiting.pop()
        for other in around(form):
            if other.id not in found and other.tells_enough and same(form.who, other.who):
                found[other.id] = other
                waiting.append(other)
    return found


def _groups(forms: Iterable[Form]) -> list[list[Form]]:
    """Full names grouped: the most alike first, and never two in one group that differ."""
    ordered = sorted(forms, key=lambda form: form.id)
    groups = {form.id: [form] for form in ordered}
    pairs = [p for p in combinations(ordered, 2) if same(p[0].who, p[1].who)]
    pairs.sort(key=lambda pair: (-_shared(*pair), pair[0].id, pair[1].id))
    for one, other in pairs:
        mine, theirs = groups[one.id], groups[other.id]
        if mine is theirs or not all(same(a.who, b.who) for a in mine for b in theirs):
            continue
        mine.extend(theirs)
        groups.update((form.id, mine) for form in theirs)
    return list({id(group): group for group in groups.values()}.values())


def _shared(one: Form, other: Form) -> int:
    return len(set(words_of(one.name)) & set(words_of(other.name)))
