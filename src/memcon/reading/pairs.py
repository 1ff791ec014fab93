"""Which two a phrase means: "both countries", "the two leaders", "the pair", "both"."""

from collections.abc import Iterator, Sequence

from memcon.language.analysis import Analysis, Word
from memcon.reading.clauses import Clauses
from memcon.reading.met import Met
from memcon.reading.party import Party
from memcon.reading.phrases import Phrase
from memcon.reading.tables import words

SENTENCES_BACK = 4
"""How far a pair looks for whom it means."""

SORTS = ("state", "person", "organisation")

Two = tuple[Party, Party]


class Pairs:
    """Resolves pairs of one report, in the order of the text."""

    def __init__(self, analysis: Analysis, met: Met) -> None:
        self.analysis = analysis
        self.met = met
        self._clauses = Clauses(analysis)

    def is_pair(self, phrase: Phrase) -> bool:
        """Whether a phrase means two of a kind: "both sides", "the two leaders", "the leaders"."""
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        head = phrase.head.lemma.lower()
        definite = bool(told & words("anaphora", "pair", "definite"))
        if head in words("anaphora", "pair", "nouns"):
            return definite and not self._clauses.oblique(phrase.head, "of")
        if not any(head in words("anaphora", "pair", sort) for sort in SORTS):
            return False
        bare = phrase.core[1] - phrase.core[0] == 2 and phrase.head.xpos in {"NNS", "NNPS"}
        bare = bare and not self._is_group(phrase.head.text.lower())
        return definite and (bool(told & words("anaphora", "pair", "markers")) or bare)

    def _is_group(self, told: str) -> bool:
        """Whether several were spoken of together by a plural: "two officials", "the officials"."""
        return any(party.plural and party.has_role(told) for party in self.met.recent())

    def of_noun(self, phrase: Phrase) -> tuple[Party, ...]:
        """The two parties that the noun of a pair means: of its sort, and of its office if any."""
        head = phrase.head.lemma.lower()
        if head in words("anaphora", "pair", "nouns"):
            return self._two(phrase, [SORTS], head)
        sorts = [(sort,) for sort in SORTS if head in words("anaphora", "pair", sort)]
        return self._two(phrase, sorts, head)

    def alone(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "both", "the two" alone; "two of them" are two others."""
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        if not told & words("anaphora", "pair", "definite"):
            return ()
        return self._two(phrase, [SORTS], phrase.head.lower)

    def _two(self, phrase: Phrase, sorts: Sequence[Sequence[str]], head: str) -> tuple[Party, ...]:
        """Who was linked last, else spoken of last; of the first sort and the office that fit."""
        barred = self.local_subjects(phrase.head)
        free = [p for p in self.met.recent() if not p.latent and p not in barred]
        for able in ([p for p in free if _holds(p, head)], free):
            for kinds in sorts:
                fit = [p for p in able if p.kind in kinds]
                if two := self._last_linked(phrase, fit) or self._latest(phrase, fit):
                    return two
        return ()

    def _latest(self, phrase: Phrase, fit: Sequence[Party]) -> tuple[Party, ...]:
        """The last two of one kind, the last first in `fit`."""
        back = phrase.head.sentence - SENTENCES_BACK
        near = {id(seen.party) for seen in self.met.back_to(back)}
        of_kind: dict[str, list[Party]] = {}
        for party in fit:
            alike = of_kind.setdefault(party.kind, [])
            alike.append(party)
            if len(alike) == 2:
                return tuple(alike[::-1]) if all(id(p) in near for p in alike) else ()
        return ()

    def _last_linked(self, phrase: Phrase, fit: Sequence[Party]) -> tuple[Party, ...]:
        chosen = {id(p) for p in fit}
        for one, other in self._linked(phrase):
            if one.kind == other.kind and {id(one), id(other)} <= chosen:
                return one, other
        return ()

    def _linked(self, phrase: Phrase) -> Iterator[Two]:
        """Any two that a word before joins: "A and B", "A met B", "A spoke with B"."""
        for word in reversed(self.analysis.words[: phrase.number]):
            if phrase.head.sentence - word.sentence > SENTENCES_BACK:
                return
            partners = list({id(p): p for p in self._partners(word)}.values())
            if len(partners) == 2:
                yield partners[0], partners[1]

    def _partners(self, word: Word) -> list[Party]:
        if word.upos == "VERB":
            return self._dealing(word)
        joined = self.analysis.joined(word)
        return [p for w in (word, *joined) for p in self.met.at(w.number)] if joined else []

    def _dealing(self, verb: Word) -> list[Party]:
        """Who does something, and the one to whom or with whom it is done."""
        subject = self._clauses.subject(verb)
        if subject is None or subject.number > verb.number:
            return []
        for other in self._counterparts(verb):
            parties = [*self.met.at(subject.number), *self.met.at(other.number)]
            if len(parties) == 2:
                return parties
        return []

    def _counterparts(self, verb: Word) -> list[Word]:
        objects = self.analysis.dependents(verb, "obj", "iobj")
        matters = [*objects, *self.analysis.dependents(verb, "obl")]
        places = [(w, p) for w in (verb, *matters) for p in ("with", "to")]
        told = [found for w, p in places for found in self._clauses.oblique(w, p)]
        return [*objects, *told]

    def local_subjects(self, word: Word) -> list[Party]:
        """The subject of the verb that an object hangs on: it would be "himself"."""
        if word.relation not in {"obj", "iobj", "obl"} or word.lower.endswith(("self", "selves")):
            return []
        verb = self.analysis.head(word)
        subject = self._clauses.subject(verb) if verb is not None else None
        return list(self.met.at(subject.number)) if subject is not None else []


def _holds(party: Party, office: str) -> bool:
    """Whether a party holds an office, or leads: "the two presidents", "both leaders"."""
    if office in words("anaphora", "pair", "leaders"):
        return any(map(party.has_role, sorted(words("anaphora", "pair", "leading"))))
    return party.has_role(office)
