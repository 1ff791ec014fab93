"""Questions about a verb or noun and what hangs on it: objects, prepositions, negation, tense."""

from collections.abc import Iterator

from memcon.language.analysis import Analysis, Word

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj", "root"})


class Clauses:
    """Looks at the arguments of words in one tree."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._cases: dict[int, str] = {}

    def case(self, word: Word) -> str:
        """The preposition before a noun or a clause ("on", "in"), "" if none."""
        if word.number not in self._cases:
            self._cases[word.number] = self._case(word)
        return self._cases[word.number]

    def _case(self, word: Word) -> str:
        found = [
            c.lower
            for place in self.analysis.titles(word)
            for c in self.analysis.dependents(place, "case", "mark")
            if c.number < word.number and c.lower not in {"'s", "’s"}
        ]
        return found[0] if found else ""

    def is_passive(self, verb: Word) -> bool:
        """Whether a verb is passive: by subject, by auxiliary, or as participle after a noun."""
        children = self.analysis.children[verb.number]
        if any(c.deprel in {"nsubj:pass", "aux:pass", "csubj:pass"} for c in children):
            return not self._is_perfect(verb)
        above = self.analysis.head(verb)
        if verb.relation == "conj" and verb.xpos == "VBN" and above is not None:
            own = any(c.relation in {"nsubj", "aux"} for c in children)
            return not own and above.xpos == "VBN" and self.is_passive(above)
        participle = verb.xpos == "VBN" and verb.relation == "acl" and verb.deprel != "acl:relcl"
        return participle and not any(c.relation == "nsubj" for c in children)

    def _is_perfect(self, verb: Word) -> bool:
        """Whether "have" stands at a participle without "been": active, whatever the tree says."""
        told = self.analysis.dependents(verb, "aux")
        return bool(told) and all(c.deprel == "aux" for c in told) and told[-1].lemma == "have"

    def subject(self, verb: Word) -> Word | None:
        """Who does what an active verb says: its subject, or the one it takes from another verb."""
        for word in self._sharing(verb):
            if own := self._subjects(word):
                return own[-1]  # the one next to the verb, if a place or title came before
            if word.deprel == "acl:relcl" or word.relation == "acl":
                return self.analysis.words[word.head]
        return self._controller(verb)

    def _subjects(self, verb: Word) -> list[Word]:
        """The subjects of a verb; a name before it that the tree puts elsewhere is one too."""
        children = self.analysis.children[verb.number]
        own = [c for c in children if c.relation == "nsubj" and c.number < verb.number]
        own = own or [c for c in children if c.relation == "nsubj"] or self._astray(verb)
        return own or [
            c
            for c in children
            if c.number < verb.number
            and c.upos in {"PROPN", "NOUN"}
            and c.relation in {"flat", "compound", "appos", "obj"}
            and not self.case(c)
        ]

    def _astray(self, verb: Word) -> list[Word]:
        """The subject right before the "was" of a word, if the tree hangs it on one behind it."""
        helps = [c for c in self.analysis.children[verb.number] if c.relation in {"cop", "aux"}]
        first = min((c.number for c in helps), default=0)
        before = self.analysis.words[max(first - 1, 0)]
        astray = before.relation == "nsubj" and before.number < verb.number < before.head
        return [before] if astray else []

    def fellow_subjects(self, verb: Word, subject: Word) -> list[Word]:
        """Subjects before a verb's last one, joined to it by an "and" that the tree has lost."""
        words = self.analysis.words
        return [
            other
            for other in self.analysis.dependents(verb, "nsubj")
            if other.number < subject.number < verb.number
            and other.upos == subject.upos == "PROPN"
            and any(w.upos == "CCONJ" for w in words[other.number : subject.number])
        ]

    def agent(self, verb: Word) -> Word | None:
        """The actor's place: the subject, in a passive the by-phrase."""
        if not self.is_passive(verb):
            return self.subject(verb)
        by = [c for c in self.analysis.dependents(verb, "obl", "nmod") if self.case(c) == "by"]
        return by[0] if by else None

    def patient(self, verb: Word) -> Word | None:
        """The object, in a passive the subject or the noun that the participle describes."""
        if self.is_passive(verb):
            own = self.analysis.dependents(verb, "nsubj")
            if own:
                return own[0]
            if verb.relation == "acl":
                return self.analysis.words[verb.head]
            above = self.analysis.head(verb)
            if verb.relation == "conj" and above is not None:
                return self.patient(above)
            return None
        objects = self._objects(verb)
        if objects:
            given = len(objects) > 1 and objects[0].upos in {"PROPN", "PRON"}
            return objects[-1 if given else 0]
        if causee := self._causee(verb):
            return causee
        joined = [c for c in self.analysis.dependents(verb, "conj") if c.upos == "VERB"]
        later = [o for c in joined for o in self.analysis.dependents(c, "obj")]
        if (
            later
            and not self.analysis.dependents(verb, "obl", "ccomp", "xcomp")
            and (later[0].number - verb.number <= 8)
        ):
            return later[0]
        if verb.deprel == "acl:relcl" and (above := self.analysis.head(verb)) is not None:
            subjects = self.analysis.dependents(verb, "nsubj")
            return above if subjects and subjects[0].xpos not in {"WP", "WDT"} else None
        return None

    def _objects(self, verb: Word) -> list[Word]:
        """The objects of an active verb, also where the tree calls them something else."""
        children = [c for c in self.analysis.children[verb.number] if c.number > verb.number]
        for relations in ({"obj"}, {"iobj"}, {"nsubj"}, {"flat", "compound", "appos"}, {"obl"}):
            found = [
                c
                for c in children
                if (c.relation if c.relation != "obl" else c.deprel) in relations
                and c.upos in {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM"}
                and (c.relation in {"obj", "iobj"} or (self._is_bare(c) and self._adjoins(verb, c)))
            ]
            if found:
                return found
        return []

    def _adjoins(self, verb: Word, word: Word) -> bool:
        """Whether no comma parts a noun from its verb: behind one begins whoever told of it."""
        between = self.analysis.words[verb.number + 1 : word.number]
        return all(w.text != "," for w in between)

    def _is_bare(self, word: Word) -> bool:
        """Whether a noun has no preposition and tells no time."""
        return not self.case(word) and word.mention != "time" and word.upos != "NUM"

    def _causee(self, verb: Word) -> Word | None:
        """The subject of a clause that is the verb's object: "let them in", "asked Oslo to pay"."""
        for clause in self.analysis.dependents(verb, "xcomp", "ccomp", "advcl"):
            marks = [m.number for m in self.analysis.dependents(clause, "mark", "case")]
            bare = verb.lemma in {"let", "make", "have", "help"}
            for word in self.analysis.dependents(clause, "nsubj", "obj", "iobj"):
                before = bool(marks) and verb.number < word.number < min(marks)
                if before or (bare and word.relation == "nsubj"):
                    return word
        return None

    def recipient(self, verb: Word) -> Word | None:
        """The indirect object: iobj, or the first of two objects ("sent Sudan 40 tonnes")."""
        own = self.analysis.dependents(verb, "iobj")
        objects = self.analysis.dependents(verb, "obj")
        if own and objects:
            return own[0]
        given = len(objects) > 1 and objects[0].upos in {"PROPN", "PRON"}
        return objects[0] if given else None

    def oblique(self, word: Word, preposition: str) -> list[Word]:
        """The nouns that hang on a word by a preposition."""
        return [
            c
            for c in self.analysis.dependents(word, "obl", "nmod")
            if self.case(c) == preposition and c.deprel not in {"obl:tmod", "nmod:poss"}
        ]

    def complement(self, word: Word) -> Word | None:
        """The clause that a word takes: "urged X *to leave*", "accused X *of doing*"."""
        for child in self.analysis.children[word.number]:
            if child.number < word.number:
                continue
            if child.relation in {"xcomp", "ccomp"} and child.upos in {
                "VERB",
                "AUX",
                "ADJ",
                "NOUN",
            }:
                return child
            if child.relation in {"advcl", "acl"} and child.deprel != "acl:relcl":
                marks = {c.lower for c in self.analysis.dependents(child, "mark", "case")}
                if marks & {"to", "that", "of", "against", "from", "for"}:
                    return child
        objects = self.analysis.dependents(word, "obj")
        for child in self.analysis.children[objects[0].number] if objects else ():
            marks = {c.lower for c in self.analysis.dependents(child, "mark")}
            if child.relation == "acl" and "to" in marks and word.upos == "VERB":
                return child
        return None

    def is_infinitive(self, verb: Word) -> bool:
        """Whether a clause is an infinitive with "to"."""
        return any(c.lower == "to" for c in self.analysis.dependents(verb, "mark", "aux"))

    def is_negated(self, word: Word) -> bool:
        """Whether "not", "never" or "no" stands at a word."""
        return bool(self.negations(word))

    def negations(self, word: Word) -> list[Word]:
        """What stands at a word of "not", "never", "no"."""
        return [
            c
            for c in self.analysis.children[word.number]
            if c.lower in _NEGATIONS
            and (c.relation in {"advmod", "det", "cc", "aux"} or c.upos == "PART")
        ]

    def auxiliaries(self, verb: Word) -> set[str]:
        """The auxiliaries of a verb, in lower case, or of the verb it is joined to."""
        own = {c.lower for c in self.analysis.dependents(verb, "aux", "cop")}
        above = self.analysis.head(verb)
        joined = verb.relation == "conj" and above is not None and above.upos == "VERB"
        if own or above is None or not joined or self.analysis.dependents(verb, "nsubj"):
            return own
        return self.auxiliaries(above)

    def clause_head(self, word: Word) -> Word:
        """The verb of the clause that a word stands in, or the word that stands for it."""
        at = word
        while at.relation not in _CLAUSES and (above := self.analysis.head(at)) is not None:
            if at.relation == "conj" and at.upos in {"VERB", "AUX"}:
                return at
            at = above
        return at

    def _sharing(self, verb: Word) -> Iterator[Word]:
        """The verb and the ones it shares its subject with by coordination."""
        yield verb
        while verb.relation == "conj" and (above := self.analysis.head(verb)) is not None:
            verb = above
            yield verb

    def _controller(self, verb: Word) -> Word | None:
        """The subject that an infinitive or participle takes from the verb it hangs on."""
        verb = list(self._sharing(verb))[-1]
        above = self.analysis.head(verb)
        if above is None or verb.relation not in {"xcomp", "advcl", "ccomp", "parataxis"}:
            return None
        aim = verb.relation == "advcl" and self.is_infinitive(verb)
        led = verb.relation != "parataxis" and self.case(verb) in _OBJECT_CONTROL
        if verb.relation == "xcomp" or aim or led:
            objects = self.analysis.dependents(above, "obj", "iobj")
            if objects and above.lemma not in _SUBJECT_CONTROL:
                return objects[0]
        if self.is_passive(above):
            return self.patient(above)
        return self.subject(above)


_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
# "accused him *of* doing it", "talked him *into* doing it": the object would do it.
_OBJECT_CONTROL = frozenset({"of", "for", "from", "into", "against"})
_SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "use", "vow", "pledge", "sign", "make", "take"}
)
