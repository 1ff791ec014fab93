"""Finds the event lexicon's patterns in a tree and who stands in their slots."""

from dataclasses import dataclass

from memcon.language.analysis import Analysis, Word
from memcon.ontology import PartOfSpeech, Pattern, patterns_for
from memcon.reading.actors import Cast, Party
from memcon.reading.clauses import Clauses

_PARTS: dict[str, PartOfSpeech] = {
    "VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective",
}  # fmt: skip


@dataclass(frozen=True)
class Match:
    """A pattern found at a word, with the parties in its slots."""

    pattern: Pattern
    word: Word
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    used: frozenset[int]
    """Words whose own patterns this one speaks for: the object of a light verb."""


class Matcher:
    """Looks up words of one report in the lexicon."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.analysis = analysis
        self.cast = cast
        self.clauses = Clauses(analysis)

    def match(self, word: Word) -> Match | None:
        """The most specific pattern that holds at a word, with its parties; None if none holds."""
        part = _PARTS.get(word.upos)
        if part is None:
            return None
        holding = [p for p in patterns_for(word.lemma.lower(), part) if self._holds(p, word)]
        if not holding:
            return None
        pattern = max(holding, key=lambda p: p.conditions)
        actors = self._fill(pattern.actor, pattern, word)
        recipients = [p for p in self._fill(pattern.recipient, pattern, word) if p not in actors]
        return Match(
            pattern, word, tuple(actors), tuple(recipients), frozenset(self._used(pattern, word))
        )

    # -- conditions --------------------------------------------------------------------------------

    def _holds(self, pattern: Pattern, word: Word) -> bool:
        verb = pattern.pos != "noun"
        if pattern.particle and not self._particles(word) & pattern.particle:
            return False
        if pattern.prep and not self._prepositions(pattern, word):
            return False
        if (pattern.prep_object or pattern.not_prep_object) and not self._prep_objects(pattern, word):
            return False
        objects = self._object_lemmas(word) if verb else self._of_lemmas(word)
        if pattern.object and not objects & pattern.object:
            return False
        if objects & pattern.not_object:
            return False
        subjects = self._lemmas(self.clauses.agent(word)) if verb else set()
        if pattern.subject and not subjects & pattern.subject:
            return False
        if subjects & pattern.not_subject:
            return False
        modifiers = self._modifiers(self.clauses.patient(word) if verb else word)
        if pattern.modifier and not modifiers & pattern.modifier:
            return False
        if modifiers & pattern.not_modifier:
            return False
        return self._has_complement(pattern, word)

    def _has_complement(self, pattern: Pattern, word: Word) -> bool:
        if not pattern.complement:
            return True
        clause = self.clauses.complement(word)
        if clause is None:
            return False
        marks = {c.lower for c in self.analysis.dependents(clause, "mark", "advmod")}
        if marks & {"whether", "if", "how", "why", "when", "where"}:
            return False
        return self.clauses.is_infinitive(clause) or not pattern.infinitive

    def _particles(self, word: Word) -> set[str]:
        return {
            c.lower
            for c in self.analysis.dependents(word, "compound", "advmod", "obl")
            if c.number > word.number and (c.deprel == "compound:prt" or c.upos in {"ADV", "ADP"})
        }

    def _prepositions(self, pattern: Pattern, word: Word) -> list[Word]:
        """What hangs on the word by one of the pattern's prepositions, clauses included."""
        wanted = pattern.prep
        found = [
            c
            for c in self.analysis.children[word.number]
            if c.number > word.number and c.relation in _HANGING and self.clauses.case(c) in wanted
        ]
        if pattern.pos != "noun" and not found:
            first = [
                c for c in self.analysis.children[word.number]
                if c.relation in {"obl", "nmod"} and self.clauses.case(c) in wanted
            ]  # fmt: skip
            return first or self._stranded(word, wanted)
        return found

    def _stranded(self, word: Word, wanted: frozenset[str]) -> list[Word]:
        """In a passive the preposition stays at the verb ("was called on to resign")."""
        return [
            c
            for c in self.analysis.children[word.number]
            if c.upos in {"ADP", "ADV"} and c.lower in wanted and c.number == word.number + 1
        ]

    def _prep_objects(self, pattern: Pattern, word: Word) -> bool:
        wanted = pattern.prep
        hanging = self._prepositions(pattern, word) if wanted else [
            c for c in self.analysis.dependents(word, "obl", "nmod") if self.clauses.case(c)
        ]  # fmt: skip
        lemmas = {c.lemma.lower() for c in hanging}
        if pattern.prep_object and not lemmas & pattern.prep_object:
            return False
        return not lemmas & pattern.not_prep_object

    def _object_lemmas(self, word: Word) -> set[str]:
        return self._lemmas(self.clauses.patient(word))

    def _of_lemmas(self, word: Word) -> set[str]:
        found = {c.lemma.lower() for c in self.clauses.oblique(word, "of")}
        return found | {c.lemma.lower() for c in self.analysis.dependents(word, "compound")}

    def _lemmas(self, word: Word | None) -> set[str]:
        if word is None:
            return set()
        joined = self.analysis.dependents(word, "conj")
        return {word.lemma.lower(), *(c.lemma.lower() for c in joined)}

    def _modifiers(self, word: Word | None) -> set[str]:
        if word is None:
            return set()
        return {c.lemma.lower() for c in self.analysis.dependents(word, "amod", "compound")}

    def _used(self, pattern: Pattern, word: Word) -> set[int]:
        used = set()
        if pattern.object and (patient := self.clauses.patient(word)) is not None:
            used.add(patient.number)
        if pattern.prep_object:
            used |= {c.number for c in self._prepositions(pattern, word)}
        if pattern.subject and (agent := self.clauses.agent(word)) is not None:
            used.add(agent.number)
        return used

    # -- slots -------------------------------------------------------------------------------------

    def _fill(self, slots: tuple[str, ...], pattern: Pattern, word: Word) -> list[Party]:
        for slot in slots:
            if found := self._slot(slot, pattern, word):
                return found
        return []

    def _slot(self, slot: str, pattern: Pattern, word: Word) -> list[Party]:
        match slot:
            case "subject":
                return self._subject_parties(pattern, word)
            case "object":
                return self._object_parties(pattern, word)
            case "indirect":
                return self._of_all(self.analysis.dependents(word, "iobj"))
            case "possessive":
                return self._of_all(self.analysis.dependents(word, "nmod:poss"))
            case "adjective":
                return self._nationality(word)
            case "complement-subject":
                return self._complement_subject(word)
            case "object-possessive":
                return self._inside(self.clauses.patient(word))
            case "subject-possessive":
                return self._inside(self.clauses.agent(word))
            case _:
                return self._by_preposition(slot, pattern, word)

    def _subject_parties(self, pattern: Pattern, word: Word) -> list[Party]:
        """Who the subject is, or whose it is: "Army jets bombed", "Israel's offensive killed"."""
        agent = self.clauses.agent(word) if pattern.pos != "noun" else None
        if agent is None:
            return []
        owners = self.analysis.dependents(agent, "nmod:poss")
        return self.cast.who(agent.number) or self._of_all(owners) or self._nationality(agent)

    def _parties(self, word: Word | None) -> list[Party]:
        return self.cast.who(word.number) if word is not None else []

    def _of_all(self, words: list[Word]) -> list[Party]:
        return [p for w in words for p in self.cast.who(w.number)]

    def _object_parties(self, pattern: Pattern, word: Word) -> list[Party]:
        if pattern.pos == "noun":
            return self._of_all(self.clauses.oblique(word, "of"))
        patient = self.clauses.patient(word)
        found = self._parties(patient)
        return found or (self._inside(patient) if not pattern.object else [])

    def _nationality(self, word: Word) -> list[Party]:
        """ "Russian attack", "U.S. aid", "U.S.-German talks"."""
        found: list[Party] = []
        for child in self.analysis.dependents(word, "amod", "compound", "nmod"):
            if child.number < word.number and child.deprel != "nmod:poss":
                bodies = self.cast.compound(child)
                if bodies:
                    return bodies
                for inner in [child, *self.analysis.dependents(child, "conj", "compound", "amod")]:
                    found += [p for p in self.cast.one(inner.number) if p not in found]
                    found += [p for p in self.cast.nationality(inner) if p not in found]
        return found

    def _complement_subject(self, word: Word) -> list[Party]:
        clause = self.clauses.complement(word)
        if clause is None:
            return []
        own = self.analysis.dependents(clause, "nsubj")
        return self._of_all(own[:1])

    def _inside(self, word: Word | None) -> list[Party]:
        """The parties named inside a noun phrase: possessor, nationality, "by X", "with X", "of X"."""
        if word is None:
            return []
        owners = self._of_all(self.analysis.dependents(word, "nmod:poss"))
        if owners:
            return owners
        if nations := self._nationality(word):
            return nations
        for preposition in ("by", "with", "from", "of", "to", "against", "for", "between"):
            if found := self._of_all(self.clauses.oblique(word, preposition)):
                return found
        return []

    def _by_preposition(self, slot: str, pattern: Pattern, word: Word) -> list[Party]:
        """Parties behind a preposition: on the word, on its object, on the noun it speaks of."""
        places = [word, self.clauses.patient(word) if pattern.pos != "noun" else None]
        if pattern.subject:
            places.append(self.clauses.agent(word))
        for place in places:
            if place is not None and (found := self._of_all(self.clauses.oblique(place, slot))):
                return found
        return self._inner_parties(slot, word)

    def _inner_parties(self, slot: str, word: Word) -> list[Party]:
        """ "attacks on Israel's ports", "aid to Ukrainian refugees": the owner of what is named."""
        for hanging in self.clauses.oblique(word, slot):
            if found := self._inside(hanging):
                return found
        return []


_HANGING = frozenset({"obl", "nmod", "advcl", "acl", "xcomp", "ccomp"})
