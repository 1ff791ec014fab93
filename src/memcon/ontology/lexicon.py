"""The event lexicon: which words name which PLOVER event, and who takes part in it.

`patterns/TYPE.toml` holds the patterns of a type, `patterns/classes.toml` the classes of words
that their conditions name (`@attack`), `complements.toml` what the act inside a request, a
promise or a threat makes of it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, get_args

from memcon.ontology.tables import (
    OntologyError,
    cameo_codes,
    contexts,
    data_dir,
    event_types,
    read_toml,
)

PartOfSpeech = Literal["verb", "noun", "adjective"]
Modality = Literal["actual", "future", "hypothetical", "negated"]

# fmt: off
SLOTS: Final = frozenset({
    "subject", "object", "indirect", "possessive", "adjective",
    "complement-object", "complement-subject",
    "object-owner", "object-possessive", "subject-possessive",
    "about", "across", "after", "against", "along", "alongside", "among", "around", "at", "before",
    "behind", "between", "by", "for", "from", "in", "into", "near", "of", "off", "on", "onto",
    "outside", "over", "round", "to", "toward", "towards", "upon", "with", "within",
})
# fmt: on
"""Where a party can stand: a grammatical place, or a bare preposition.

- `subject`: nsubj, in a passive the by-phrase; `object`: obj, in a passive the passive subject;
  `indirect`: iobj.
- `possessive`: nmod:poss; `adjective`: a nationality or a compound before a noun ("Russian",
  "U.S. aid").
- `complement-subject`: the subject of the complement clause ("demanded that Kinshasa …");
  `complement-object`: whom the act in it concerns ("signed an accord to supply Fiji with …").
- `object-possessive`, `subject-possessive`: the party named inside the object or the subject
  ("rejected her criticism", "cancelled a visit to Oslo", "Israel's offensive killed …").
- `object-owner`: only whose the object is ("conveyed India's support for Nepal": India).
- A preposition: an obl or nmod with it, on the word itself, else on its object, else on a
  subject that the pattern has a condition on ("a truce between A and B took effect").
"""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words, the conditions under which they name an event, and that event.

    All conditions given must hold; None and empty ask for nothing. Words are lemmas in lower case.
    """

    event: str
    pos: PartOfSpeech
    lemmas: tuple[str, ...]
    sure: frozenset[str]
    """Those of its lemmas that hardly ever mean anything else here: the event heads, which have
    seldom or never met them, are not asked ("beseech to", "turn a deaf ear")."""

    particle: frozenset[str]
    """One of these stands beside a verb as particle or adverb ("turn down", "hit back")."""
    not_particle: frozenset[str]
    """None of these does ("called off" is no telephone call)."""
    prep: frozenset[str]
    """An obl or nmod with one of these prepositions hangs on the word, or on a verb's object."""
    not_prep: frozenset[str]
    """No obl or nmod with one of these does."""
    prep_object: frozenset[str]
    """The head of that obl or nmod is one of these ("withdraw from the treaty", "go on strike")."""
    not_prep_object: frozenset[str]
    """The head of that obl or nmod (of any, if `prep` is empty) is none of these."""
    object: frozenset[str]
    """The head of the object is one of these (of the passive subject in a passive). For a noun
    the head of its nmod with "of", or a compound before it ("release of hostages", "troop
    withdrawal"). "*" stands for any."""
    not_object: frozenset[str]
    """The head of the object is none of these; "*": there is no object."""
    subject: frozenset[str]
    """The head of the subject is one of these (of the by-phrase in a passive)."""
    not_subject: frozenset[str]
    """The head of the subject is none of these."""
    modifier: frozenset[str]
    """An adjective or compound before a noun is one of these ("joint exercise"); for a verb the
    same before its object or the obl of `prep` ("held a joint exercise", "on hunger strike")."""
    not_modifier: frozenset[str]
    """No adjective or compound there is one of these."""
    predicate: frozenset[str]
    """What is said of the object, an xcomp without "to", is one of these ("found him guilty").
    "*" stands for any."""
    not_predicate: frozenset[str]
    """It is none of these ("called him a liar" is no telephone call)."""
    clause: frozenset[str]
    """The head of the clause that hangs on the word is one of these ("allowed them to enter")."""
    not_clause: frozenset[str]
    """It is none of these ("declined to comment" is no refusal)."""
    complement: bool
    """A clause hangs on the word: xcomp, ccomp, or an advcl or acl with a mark; an indirect
    question ("asked whether") is none."""
    infinitive: bool
    """That clause is an infinitive ("told him to leave", not "told him that …")."""
    negated: bool
    """ "Not" or "never" stands at the word, and the event is that it is so: "would not budge"."""
    act: bool
    """What that clause says is itself an act that has a type, of its own or as a promise ("plans to
    visit", not "plans to think")."""

    mode: str | None
    modality: Modality | None
    """The modality the words fix; None leaves it to the clause."""
    context: tuple[str, ...]
    cameo: str
    actor: tuple[str, ...]
    """Slots of the actor; the first one filled wins."""
    recipient: tuple[str, ...]
    mutual: bool
    """All parties are actors: those that stand in `recipient` join those in `actor`."""
    number: int
    """Which of its file's patterns it is, counted from 1."""

    @property
    def conditions(self) -> int:
        """How specific the pattern is: of several that hold, the one with most conditions wins."""
        words = (
            *(self.particle, self.prep, self.prep_object, self.object, self.subject),
            *(self.modifier, self.predicate, self.clause),
        )
        return sum(map(bool, words)) + self.complement + self.negated


def patterns_for(lemma: str, pos: PartOfSpeech) -> tuple[Pattern, ...]:
    """The patterns of a word, in the order of their files; empty if it has none."""
    return _lexicon().get((lemma, pos), ())


def all_patterns() -> tuple[Pattern, ...]:
    """Every pattern, files in alphabetical order."""
    classes = _classes()
    return tuple(
        _pattern(event, entry, classes, number)
        for event in sorted(event_types())
        for number, entry in enumerate(_written(event), 1)
    )


def as_written(pattern: Pattern) -> dict[str, Any]:
    """A pattern as its file has it, classes not replaced by their words."""
    return _written(pattern.event)[pattern.number - 1]


def head_words(lemma: str, upos: str) -> frozenset[str]:
    """What the head of a phrase counts as for conditions.

    In: its lemma and universal part of speech. Out: the lemma in lower case; with it "NAME" for a
    proper noun other than a weekday or month, "PRON" for a personal pronoun other than "it". Who
    reads a text adds "PERSON" where the noun means people.
    """
    word = lemma.lower()
    if upos == "PROPN" and word not in _classes()["time"]:
        return frozenset({word, "NAME"})
    if upos == "PRON" and word in _classes()["personal"]:
        return frozenset({word, "PRON"})
    return frozenset({word})


def is_quantity(lemma: str) -> bool:
    """Whether a noun only counts what stands behind its "of" ("dozens of missiles")."""
    return lemma in _classes()["quantity"]


def complement_mode(event: str, lemma: str) -> str | None:
    """The mode that the act in its complement gives a REQUEST, a REJECT or a THREATEN.

    In: the type and the lemma of the act ("urged to withdraw": REQUEST, withdraw). Out: the mode
    ("yield"), None where the act tells none.
    """
    return _complements().get(event, {}).get(lemma)


def promised_type(lemma: str) -> str | None:
    """The type that an act makes of the promise, offer or vow to do it, None if it tells none.

    Only for acts that are no events of their own ("vowed to retaliate": THREATEN).
    """
    return _promises().get(lemma)


@cache
def usual_cameo(event: str, mode: str | None) -> str:
    """The CAMEO code that most patterns of a type and mode have, else most of the type."""
    of_type = [p for p in all_patterns() if p.event == event and p.cameo]
    chosen = [p for p in of_type if p.mode == mode] or of_type
    counts = Counter(p.cameo or "" for p in chosen)
    return min(counts, key=lambda code: (-counts[code], code))


@cache
def _lexicon() -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    found: dict[tuple[str, str], list[Pattern]] = {}
    for pattern in all_patterns():
        for lemma in pattern.lemmas:
            found.setdefault((lemma, pattern.pos), []).append(pattern)
    return {key: tuple(patterns) for key, patterns in found.items()}


@cache
def _classes() -> dict[str, frozenset[str]]:
    tables = read_toml(data_dir() / "patterns" / "classes.toml")
    classes: dict[str, frozenset[str]] = {}
    for name, words in tables.items():  # a class may name classes above it
        classes[name] = _expand(words, classes, f"classes.toml, {name}")
    return classes


def _expand(words: str, classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    """The words of a list, `@name` replaced by the members of that class, "out_of" by "out of"."""
    found: set[str] = set()
    for word in words.split():
        if not word.startswith("@"):
            found.add(word.replace("_", " "))
        elif word[1:] in classes:
            found |= classes[word[1:]]
        else:
            raise OntologyError(f"{where}: no class {word!r} in classes.toml (above its use)")
    return frozenset(found)


_CONDITIONS: Final = (
    *("particle", "not_particle", "prep", "not_prep", "prep_object", "not_prep_object"),
    *("object", "not_object", "subject", "not_subject", "modifier", "not_modifier"),
    *("predicate", "not_predicate", "clause", "not_clause"),
)
_FIELDS: Final = frozenset(
    {
        *(*get_args(PartOfSpeech), *_CONDITIONS, "complement", "infinitive", "act", "negated"),
        "sure",
        *("mode", "modality", "context"),
        *("cameo", "actor", "recipient", "mutual"),
    }
)
_NONE: Final[frozenset[str]] = frozenset()
_DEFAULT_ACTOR: Final = {
    "verb": "subject",
    "noun": "possessive by adjective",
    "adjective": "subject",
}


@cache
def _written(event: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_toml(data_dir() / "patterns" / f"{event}.toml")["pattern"]
    return found


def _pattern(
    event: str, entry: dict[str, Any], classes: Mapping[str, frozenset[str]], number: int = 0
) -> Pattern:
    """One table of a pattern file as a Pattern; an OntologyError names what is unknown in it."""
    where = f"{event}.toml, {entry}"
    if unknown := entry.keys() - _FIELDS:
        raise OntologyError(f"{where}: unknown fields {sorted(unknown)}")
    parts = [pos for pos in get_args(PartOfSpeech) if pos in entry]
    if len(parts) != 1:
        raise OntologyError(f"{where}: give one of verb, noun, adjective")
    pos: PartOfSpeech = parts[0]
    _check_codes(event, entry, where)
    return Pattern(
        event=event,
        pos=pos,
        lemmas=tuple(entry[pos].split()),
        sure=frozenset(entry[pos if entry.get("sure") == "*" else "sure"].split())
        if "sure" in entry
        else _NONE,
        **{
            name: _expand(entry[name], classes, where) if name in entry else _NONE
            for name in _CONDITIONS
        },
        complement=not entry.keys().isdisjoint({"complement", "infinitive", "act", "clause"}),
        infinitive=entry.get("infinitive", False),
        act=entry.get("act", False),
        negated=entry.get("negated", False),
        mode=entry.get("mode"),
        modality=entry.get("modality"),
        context=tuple(entry.get("context", "").split()),
        cameo=entry["cameo"],
        actor=_slots(entry.get("actor", _DEFAULT_ACTOR[pos]), where),
        recipient=_slots(entry.get("recipient", ""), where),
        mutual=entry.get("mutual", False),
        number=number,
    )


def _check_codes(event: str, entry: dict[str, Any], where: str) -> None:
    """Refuse a mode, a CAMEO code, a context or a modality that the tables do not know."""
    mode = entry.get("mode")
    if mode is not None and event_types()[event].mode(mode) is None:
        raise OntologyError(f"{where}: {event} has no mode {mode!r} in types.toml")
    if entry.get("cameo") not in cameo_codes():
        raise OntologyError(f"{where}: CAMEO code {entry.get('cameo')!r} is not in cameo.toml")
    if unknown := set(entry.get("context", "").split()) - contexts().keys():
        raise OntologyError(f"{where}: contexts {sorted(unknown)} are not in contexts.toml")
    if entry.get("modality") not in (None, *get_args(Modality)):
        raise OntologyError(f"{where}: modality is one of {get_args(Modality)}")


def _slots(words: str, where: str) -> tuple[str, ...]:
    names = words.split()
    if unknown := set(names) - SLOTS:
        raise OntologyError(f"{where}: unknown slots {sorted(unknown)}; known are {sorted(SLOTS)}")
    return tuple(names)


@cache
def _complement_tables() -> dict[str, Any]:
    return read_toml(data_dir() / "complements.toml")


@cache
def _complements() -> dict[str, dict[str, str]]:
    """Per event type: lemma to mode; the first mode that lists a lemma wins."""
    found: dict[str, dict[str, str]] = {}
    for event, table in _complement_tables()["modes"].items():
        for mode, lemmas in table.items():
            if event_types()[event].mode(mode) is None:
                raise OntologyError(f"complements.toml: {event} has no mode {mode!r}")
            for lemma in lemmas.split():
                found.setdefault(event, {}).setdefault(lemma, mode)
    return found


@cache
def _promises() -> dict[str, str]:
    found: dict[str, str] = {}
    for event, lemmas in _complement_tables()["promise"].items():
        if event not in event_types():
            raise OntologyError(f"complements.toml, [promise]: no event type {event!r}")
        for lemma in lemmas.split():
            found.setdefault(lemma, event)
    return found
