"""Finds the event lexicon's patterns in a tree and who stands in their slots."""

from collections.abc import Mapping
from dataclasses import dataclass

from memcon.language.analysis import Analysis, Word
from memcon.ontology import (
    PartOfSpeech,
    Pattern,
    Surroundings,
    choose,
    head_words,
    is_quantity,
    patterns_for,
    promised_type,
)
from memcon.reading.actors import Cast
from memcon.reading.because import Because, by_pattern
from memcon.reading.clauses import Clauses
from memcon.reading.party import Party

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
    slots: Mapping[int, Because]
    """By the identities of the parties: the slot that each stands in, and by which words."""


class Matcher:
    """Looks up words of one report in the lexicon."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.analysis = analysis
        self.cast = cast
        self.clauses = Clauses(analysis)
        self._patterns: dict[int, Pattern | None] = {}

    def match(self, word: Word) -> Match | None:
        """The most specific pattern that holds at a word, with its parties; None if none holds."""
        pattern = self.pattern(word)
        if pattern is None:
            return None
        slots: dict[int, Because] = {}
        actors = self._fill(pattern.actor, pattern, word, slots)
        told = self._fill(pattern.recipient, pattern, word, slots)
        recipients = [p for p in told if p not in actors]
        if pattern.mode == "visit" and not recipients:
            recipients = self._hosts(word)
        return Match(
            pattern,
            word,
            tuple(actors),
            tuple(recipients),
            frozenset(self._used(pattern, word)),
            slots,
        )

    def pattern(self, word: Word) -> Pattern | None:
        """The most specific pattern that holds at a word."""
        if word.number not in self._patterns:
            self._patterns[word.number] = self._pattern(word)
        return self._patterns[word.number]

    def _pattern(self, word: Word) -> Pattern | None:
        part = _PARTS.get(word.upos)
        if part is None:
            return None
        for lemma in (self._hyphenated(word), word.lemma.lower()):
            if patterns_for(lemma, part):
                return choose(lemma, part, self._surroundings(word, part))
        return None

    def _hyphenated(self, word: Word) -> str:
        """The word with those that hyphens join to it: "cease-fire"."""
        first = word.number
        if not first or self.analysis.words[first - 1].text != "-":
            return word.lemma.lower()
        while first >= 2 and self.analysis.words[first - 1].text == "-":
            if self.analysis.words[first - 2].end != self.analysis.words[first - 1].start:
                break
            first -= 2
        before = "".join(w.lower for w in self.analysis.words[first : word.number])
        return before + word.lemma.lower()

    def _hosts(self, word: Word) -> list[Party]:
        """Whom somebody travels to see, else the state that the destination belongs to."""
        purposes = self.analysis.dependents(word, "advcl", "xcomp")
        for verb in (v for v in purposes if self.clauses.is_infinitive(v)):
            pattern = self.pattern(verb)
            if pattern is not None and pattern.event == "CONSULT":
                seen = self._fill(("object", "with"), pattern, verb)
                if seen:
                    return seen
        places = [w for p in ("to", "in", "for") for w in self.clauses.oblique(word, p)]
        return [p for w in places for p in self.cast.host(w.number)]

    # -- what stands around a word -----------------------------------------------------------------

    def _surroundings(self, word: Word, part: PartOfSpeech) -> Surroundings:
        noun = part == "noun"
        patient = None if noun else self.clauses.patient(word)
        clause = self._clause(word)
        return Surroundings(
            particles=self._particles(word),
            hanging=self._hanging(word, patient),
            objects=self._of_lemmas(word) if noun else self._lemmas(patient),
            subjects=frozenset() if noun else self._lemmas(self.clauses.agent(word)),
            modifiers=self._modifiers(word, noun=noun),
            predicates=self._predicates(word),
            clause=clause.lemma.lower() if clause is not None else None,
            infinitive=clause is not None and self.clauses.is_infinitive(clause),
            act=clause is not None and self._is_act(clause),
            negated=self.clauses.is_negated(word),
        )

    def _clause(self, word: Word) -> Word | None:
        """The clause that a word takes, unless it is an indirect question."""
        clause = self.clauses.complement(word)
        if clause is None:
            return None
        marks = {c.lower for c in self.analysis.dependents(clause, "mark", "advmod")}
        return None if marks & {"whether", "if", "how", "why", "when", "where"} else clause

    def _is_act(self, clause: Word) -> bool:
        return promised_type(clause.lemma.lower()) is not None or self.pattern(clause) is not None

    def _particles(self, word: Word) -> frozenset[str]:
        return frozenset(
            c.lower
            for c in self.analysis.dependents(word, "compound", "advmod", "obl")
            if c.number > word.number
            and (c.deprel in {"compound:prt", "advmod"} or c.upos in {"ADV", "ADP"})
        )

    def _hanging(self, word: Word, patient: Word | None) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for place in [word, patient] if patient is not None else [word]:
            for child in self._led(place):
                found.setdefault(self.clauses.case(child), set()).update(self._lemmas(child))
        for stranded in self.analysis.children[word.number]:
            if stranded.upos == "ADP" and stranded.number == word.number + 1:
                found.setdefault(stranded.lower, set())
        return {preposition: frozenset(heads) for preposition, heads in found.items()}

    def _led(self, word: Word) -> list[Word]:
        """The phrases and clauses that hang by a preposition on a word, or on its "closer"."""
        return [
            c
            for place in (word, *self._degrees(word))
            for c in self.analysis.children[place.number]
            if c.relation in _HANGING and self.clauses.case(c)
        ]

    def _degrees(self, word: Word) -> list[Word]:
        """The adverbs behind a word: "moved *closer* to a deal"."""
        return [c for c in self.analysis.dependents(word, "advmod") if c.number > word.number]

    def _of_lemmas(self, word: Word) -> frozenset[str]:
        inside = [*self.clauses.oblique(word, "of"), *self.analysis.dependents(word, "compound")]
        return frozenset().union(*(self._lemmas(w) for w in inside))

    def _lemmas(self, word: Word | None) -> frozenset[str]:
        """What a head counts as, with those joined to it; of a quantity also what is counted."""
        if word is None:
            return frozenset()
        found: frozenset[str] = frozenset()
        for head in [word, *self.analysis.dependents(word, "conj")]:
            found |= self._counts_as(head)
            if is_quantity(head.lemma.lower()) or head.upos in {"NUM", "DET"}:
                for counted in self.clauses.oblique(head, "of"):
                    found |= self._lemmas(counted)
        return found

    def _counts_as(self, head: Word) -> frozenset[str]:
        """A head's lemma and kind; of a person's name the titles instead ("Bill" is no bill)."""
        phrase = self.cast.phrases.at(head.number)
        if phrase is None or phrase.name is None or phrase.name.kind != "PER":
            person = {"PERSON"} if head.upos == "NOUN" and head.mention == "person" else set()
            return head_words(head.lemma, head.upos) | person
        titles = self.analysis.words[phrase.core[0] : phrase.name.words[0]]
        return frozenset({"NAME", "PERSON", *(w.lemma.lower() for w in titles)})

    def _modifiers(self, word: Word, *, noun: bool) -> frozenset[str]:
        """What stands before a noun; for a verb before its object and hanging nouns."""
        patient = None if noun else self.clauses.patient(word)
        places = [word] if noun else [*([patient] if patient else []), *self._led(word)]
        return frozenset(
            c.lemma.lower()
            for place in places
            for c in self.analysis.dependents(place, "amod", "compound", "nummod")
        )

    def _predicates(self, word: Word) -> frozenset[str]:
        return frozenset(
            c.lemma.lower()
            for c in self.analysis.dependents(word, "xcomp")
            if not self.clauses.is_infinitive(c)
        )

    def _used(self, pattern: Pattern, word: Word) -> set[int]:
        used = set()
        if pattern.object and (patient := self.clauses.patient(word)) is not None:
            used.add(patient.number)
        if pattern.prep_object:
            used |= {c.number for c in self._by_prep(pattern, word)}
        if pattern.subject and (agent := self.clauses.agent(word)) is not None:
            used.add(agent.number)
        return used

    def _by_prep(self, pattern: Pattern, word: Word) -> list[Word]:
        """What hangs on the word by one of the pattern's prepositions."""
        return [c for c in self._led(word) if self.clauses.case(c) in pattern.prep]

    # -- slots -------------------------------------------------------------------------------------

    def _fill(
        self,
        slots: tuple[str, ...],
        pattern: Pattern,
        word: Word,
        filled: dict[int, Because] | None = None,
    ) -> list[Party]:
        """The parties in the first slot that has any; `filled` takes down what each stands in."""
        for slot in slots:
            if found := self._slot(slot, pattern, word):
                if filled is not None:
                    for party in found:
                        because = by_pattern(pattern, self.cast.span_of(party), slot=slot)
                        filled.setdefault(id(party), because)
                return found
        return []

    def _slot(self, slot: str, pattern: Pattern, word: Word) -> list[Party]:
        match slot:
            case "subject":
                return self._subject_parties(pattern, word)
            case "object":
                return self._object_parties(pattern, word)
            case "indirect":
                return self._parties(self.clauses.recipient(word))
            case "possessive":
                return self._of_all(self.analysis.dependents(word, "nmod:poss"))
            case "adjective":
                return self._nationality(word)
            case "complement-subject":
                return self._complement_subject(word)
            case "complement-object":
                return self._complement_object(word)
            case "object-possessive":
                return self.inside(self.clauses.patient(word))
            case "object-owner":
                return self._owners(self.clauses.patient(word))
            case "subject-possessive":
                return self.inside(self.clauses.agent(word))
            case _:
                return self._by_preposition(slot, pattern, word)

    def _subject_parties(self, pattern: Pattern, word: Word) -> list[Party]:
        """Who the subject is, or whose it is: "Army jets bombed", "Israel's offensive killed"."""
        agent = self.clauses.agent(word) if pattern.pos != "noun" else self._told_of(word)
        if agent is None:
            return []
        fellows = self._of_all(self.clauses.fellow_subjects(word, agent))
        return list({id(p): p for p in (*fellows, *self._agents(agent))}.values())

    def _told_of(self, noun: Word) -> Word | None:
        """Of whom a noun is said: "*Geingob* was Khama's guest"."""
        subjects = self.analysis.dependents(noun, "nsubj")
        return subjects[-1] if self.analysis.dependents(noun, "cop") and subjects else None

    def _agents(self, agent: Word) -> list[Party]:
        if agent.mention == "person":  # "followers of X" are no X
            return self.cast.who(agent.number) or self.cast.met(agent.number)
        owners = [
            *self.analysis.dependents(agent, "nmod:poss"),
            *self.clauses.oblique(agent, "of"),
        ]
        named = self.cast.who(agent.number) or self._of_all(owners) or self._nationality(agent)
        return named or self.cast.met(agent.number)

    def _parties(self, word: Word | None) -> list[Party]:
        if word is None:
            return []
        found = self.cast.who(word.number)
        return found or (self.cast.nationality(word) if word.upos == "PROPN" else [])

    def _of_all(self, words: list[Word]) -> list[Party]:
        return [p for w in words for p in self.cast.who(w.number)]

    def _object_parties(self, pattern: Pattern, word: Word) -> list[Party]:
        if pattern.pos == "noun":
            return self._of_all(self.clauses.oblique(word, "of"))
        patient = self.clauses.patient(word)
        found = self._parties(patient) or self._people(patient)
        found = found or (self.inside(patient) if not pattern.object else [])
        if not found and patient is not None:  # "barred products *from Kosovo*"
            found = self._of_all([w for p in _OWNING for w in self.clauses.oblique(word, p)])
        if found or patient is None:
            return found
        return self.cast.met(patient.number, counted=pattern.event != "ASSAULT")

    def _people(self, word: Word | None) -> list[Party]:
        """Those whom a noun means themselves, and not whose they are: "killed his followers"."""
        people = word is not None and word.mention == "person"
        return self.cast.met(word.number) if people and word is not None else []

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

    def _complement_object(self, word: Word) -> list[Party]:
        clause = self.clauses.complement(word)
        if clause is None:
            return []
        act = self.match(clause)
        patient = self._parties(self.clauses.patient(clause))
        return list(act.recipients) if act is not None else patient

    def _owners(self, word: Word | None) -> list[Party]:
        """Whose something is: its possessor, or the nationality before it."""
        if word is None:
            return []
        owners = self._of_all(self.analysis.dependents(word, "nmod:poss"))
        return owners or self._nationality(word)

    def inside(self, word: Word | None) -> list[Party]:
        """The parties named inside a noun phrase: possessor, nationality, "by X", "of X"."""
        if word is None:
            return []
        if owners := self._owners(word):
            return owners
        deeper = [w for w in self.clauses.oblique(word, "of") if not self.cast.who(w.number)]
        if deeper and (found := self.inside(deeper[0])):
            return found
        for preposition in ("by", "with", "from", "of", "to", "against", "for", "between"):
            if found := self._of_all(self.clauses.oblique(word, preposition)):
                return found
        places = self._of_all(self.clauses.oblique(word, "in"))
        return [p for p in places if p.kind == "state"] or self._further_inside(word)

    def _further_inside(self, word: Word) -> list[Party]:
        """ "letters sent by X", "roads leading into X", "assurances on trade from X"."""
        for clause in self.analysis.dependents(word, "acl"):
            if self.clauses.is_passive(clause):
                if by := self._parties(self.clauses.agent(clause)):
                    return by
            elif clause.xpos == "VBG":
                ways = [w for p in _LEADING for w in self.clauses.oblique(clause, p)]
                if towards := [p for p in self._of_all(ways) if p.kind == "state"]:
                    return towards
        topics = [w for p in ("on", "about") for w in self.clauses.oblique(word, p)]
        return self._of_all([w for t in topics for w in self.clauses.oblique(t, "from")])

    def _by_preposition(self, slot: str, pattern: Pattern, word: Word) -> list[Party]:
        """Parties behind a preposition: on the word, on its object, on the noun it speaks of."""
        places = [word, self.clauses.patient(word) if pattern.pos != "noun" else None]
        if pattern.subject:
            places.append(self.clauses.agent(word))
        if pattern.prep:
            places += [*self._by_prep(pattern, word), *self._degrees(word)]
        for place in places:
            hanging = self.clauses.oblique(place, slot) if place is not None else []
            for parties in (self._parties, self._people):
                if found := [p for w in hanging for p in parties(w)]:
                    return found
        return self._inner_parties(slot, places)

    def _inner_parties(self, slot: str, places: list[Word | None]) -> list[Party]:
        """ "attacks on Israel's ports": the owner of what is named; else whom it describes."""
        hanging = [w for p in places if p is not None for w in self.clauses.oblique(p, slot)]
        for parties in (self.inside, lambda word: self.cast.met(word.number)):
            for word in hanging:
                if found := parties(word):
                    return found
        return []


_LEADING = ("to", "into", "towards", "toward")
_OWNING = ("from", "against", "of")
_HANGING = frozenset({"obl", "nmod", "advcl", "acl", "xcomp", "ccomp"})
