"""Which pattern of a word holds where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from memcon.ontology.lexicon import PartOfSpeech, Pattern, patterns_for

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a verb, noun or adjective, as far as patterns ask for it.

    Lemmas in lower case; what each field takes in is told at the field of the same name in Pattern.
    Heads are given as `head_words` has them: a name also counts as "NAME" ("received NAME" is a
    visit, "received feedback" is not). A quantity or number ("dozens of missiles", "some of its
    troops") also counts as what it is a quantity of.
    """

    particles: frozenset[str] = _NONE
    hanging: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Preposition to the heads of the phrases it leads."""
    objects: frozenset[str] = _NONE
    subjects: frozenset[str] = _NONE
    modifiers: frozenset[str] = _NONE
    predicates: frozenset[str] = _NONE
    clause: str | None = None
    """The head of the clause that hangs on the word; None if there is none."""
    infinitive: bool = False
    act: bool = False
    negated: bool = False


def choose(lemma: str, pos: PartOfSpeech, around: Surroundings) -> Pattern | None:
    """The most specific pattern of a word that holds; the first in file order among equals."""
    holding = [pattern for pattern in patterns_for(lemma, pos) if holds(pattern, around)]
    return max(holding, key=lambda pattern: pattern.conditions, default=None)


def holds(pattern: Pattern, around: Surroundings) -> bool:
    """Whether all conditions of a pattern are met."""
    return (
        _meet(around.particles, pattern.particle, pattern.not_particle)
        and _prepositions_hold(pattern, around.hanging)
        and _meet(around.objects, pattern.object, pattern.not_object)
        and _meet(around.subjects, pattern.subject, pattern.not_subject)
        and _meet(around.modifiers, pattern.modifier, pattern.not_modifier)
        and _meet(around.predicates, pattern.predicate, pattern.not_predicate)
        and _clause_holds(pattern, around)
        and (around.negated or not pattern.negated)
    )


def _meet(found: frozenset[str], wanted: frozenset[str], excluded: frozenset[str]) -> bool:
    with_any = found | {"*"} if found else found
    return (not wanted or not wanted.isdisjoint(with_any)) and excluded.isdisjoint(with_any)


def _prepositions_hold(pattern: Pattern, hanging: Mapping[str, frozenset[str]]) -> bool:
    if not pattern.not_prep.isdisjoint(hanging):
        return False
    wanted = [p for p in hanging if not pattern.prep or p in pattern.prep]
    if pattern.prep and not wanted:
        return False
    if not pattern.prep_object and not pattern.not_prep_object:
        return True
    heads = frozenset[str]().union(*(hanging[p] for p in wanted))
    return _meet(heads, pattern.prep_object, pattern.not_prep_object)


def _clause_holds(pattern: Pattern, around: Surroundings) -> bool:
    if around.clause is None:
        return not pattern.complement
    if (pattern.infinitive and not around.infinitive) or (pattern.act and not around.act):
        return False
    return _meet(frozenset({around.clause}), pattern.clause, pattern.not_clause)
