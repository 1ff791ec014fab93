"""What a noun phrase tells of its party: role, office, sector, country, gender."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from memcon.language.analysis import Analysis, Word, WordSpan
from memcon.reading.because import Because, Span, registered, rule
from memcon.reading.met import Met
from memcon.reading.party import Party
from memcon.reading.phrases import Phrase, Phrases
from memcon.reading.tables import words
from memcon.registry import CountryMatch, Registry, Role
from memcon.registry.entries import ELITE
from memcon.registry.lookup import Gender

LONGEST_NAME = 4
"""How many words a country or body before a head may have: "Democratic Republic of Congo"."""


_Key = tuple[int, WordSpan, WordSpan | None]
"""What tells one phrase from another: its head, its core and its name."""


class Told(NamedTuple):
    """The country that words give somebody, and by what they do."""

    country: str
    because: Because


class Describer:
    """Reads descriptions of one report."""

    def __init__(self, analysis: Analysis, phrases: Phrases, registry: Registry, met: Met) -> None:
        self.analysis = analysis
        self.phrases = phrases
        self.registry = registry
        self.met = met
        self._roles: dict[_Key, Role | None] = {}
        self._before: dict[_Key, Told | None] = {}

    def describe(self, party: Party, phrase: Phrase) -> None:
        """Adds to a party what a phrase tells of it and nothing before has told."""
        role = self.role(phrase)
        party.gender = party.gender or self.gender(phrase)
        if phrase.name is None:
            party.plural = party.plural or is_plural(phrase.head)
        if role is not None:
            party.roles.add(role.words.lower())
            if role.office and party.kind == "person" and party.office is None:
                party.office = role.words
                party.note(self._by_role(role, phrase), "office")
        if party.kind == "state" or party.known:
            return
        if party.sector is None and (whom := self._served(party, phrase, role)) is not None:
            word, party.sector = whom
            party.note(rule("sector-of-served", (word.start, word.end)), "sector")
        elif role is not None:
            party.sector = party.sector or role.sector
            party.note(self._by_role(role, phrase), "sector")
        elif self.is_counterpart(phrase):
            party.sector = party.sector or "GOV"
            party.note(rule("counterpart", self._span(phrase.core)), "sector")
        if party.country is None and (told := self._country(phrase)) is not None:
            party.country = told.country
            party.note(told.because, "country")

    def role(self, phrase: Phrase) -> Role | None:
        """The role that the words of a phrase before or around its name tell."""
        key = _key(phrase)
        if key not in self._roles:
            self._roles[key] = self._role(phrase)
        return self._roles[key]

    def _role(self, phrase: Phrase) -> Role | None:
        first, end = phrase.core
        if phrase.name is not None and phrase.name.kind == "PER":
            if phrase.name.words[0] <= first:
                return None
            end = phrase.name.words[0]
        role = self.registry.role(self.analysis.text_of((first, end)))
        if role is None or phrase.name is not None:
            return role
        for of in self.analysis.dependents(phrase.head, "nmod"):
            if self.case(of) == "of":
                longer = self.analysis.text_of((first, self.analysis.subtree(of)[1]))
                return self.registry.role(longer) or role
        return role

    def country(self, phrase: Phrase) -> str | None:
        """The country that a phrase gives its party: before the head, by possessor, by "of"."""
        told = self._country(phrase)
        return told.country if told is not None else None

    def country_match(self, number: int) -> CountryMatch | None:
        """The country of a place or nationality named at a word."""
        return self.registry.country(self.analysis.text_of(self._stretch_at(number)))

    def _stretch_at(self, number: int) -> WordSpan:
        """The words of the phrase at a word, without its article."""
        phrase = self.phrases.at(number)
        return self.phrases.bare(phrase) if phrase else (number, number + 1)

    def is_definite(self, phrase: Phrase) -> bool:
        """Whether a phrase speaks of somebody already told of: "the", "this", "his"."""
        children = self.analysis.dependents(phrase.head, "det", "nmod:poss")
        return any(c.lower in _DEFINITE or c.deprel == "nmod:poss" for c in children)

    def full_text(self, phrase: Phrase) -> str:
        """The phrase with what follows, up to a comma: "two people briefed on the deal"."""
        first, end = phrase.core
        stop = self.analysis.subtree(phrase.head)[1]
        for word in self.analysis.words[end:stop]:
            if word.text in _STOPS or word.relation == "appos":
                stop = min(stop, word.number)
            if word.deprel == "acl:relcl":
                inside = [c.number for c in self.analysis.children[word.number] if c.number >= end]
                stop = min([stop, word.number, *inside])
        while first + 1 < end and self.analysis.words[first].lower == "the":
            first += 1
        return self.analysis.text_of((first, max(end, stop)))

    def case(self, word: Word) -> str:
        """The preposition before a noun."""
        titles = self.analysis.dependents(word, "nmod:desc")
        cases = [c for place in [word, *titles] for c in self.analysis.dependents(place, "case")]
        return " ".join(c.lower for c in cases if c.number < word.number)

    def _span(self, stretch: WordSpan) -> Span:
        return self.analysis.characters(stretch)

    def _by_role(self, role: Role, phrase: Phrase) -> Because:
        """The entry of a role, with the place of its words in or behind a phrase."""
        start, end = self._span(phrase.core)
        stop = max(end, self._span(self.analysis.subtree(phrase.head))[1])
        at = self.analysis.text.find(role.words, start, stop)
        return registered(role, (at, at + len(role.words)) if at >= 0 else (start, end))

    def _country(self, phrase: Phrase) -> Told | None:
        key = _key(phrase)
        if key not in self._before:
            self._before[key] = self._country_before(phrase)
        return self._before[key] or self._country_behind(phrase)

    def _country_before(self, phrase: Phrase) -> Told | None:
        """The country, or body of one, in the core: the longest name, of two the country's."""
        own = phrase.name.words if phrase.name and phrase.name.kind == "PER" else (0, 0)
        for stretches in self._stretches(phrase):
            outside = [(s, e) for s, e in stretches if s >= own[1] or e <= own[0]]
            told = map(self._told_by_state, outside), map(self._told_by_body, outside)
            if found := next(filter(None, chain(*told)), None):
                return found
        return self._country_beside(phrase)

    def _told_by_state(self, stretch: WordSpan) -> Told | None:
        match = self.registry.country(self.analysis.text_of(stretch))
        return Told(match.code, registered(match, self._span(stretch))) if match else None

    def _told_by_body(self, stretch: WordSpan) -> Told | None:
        body = self.registry.body(self.analysis.text_of(stretch))
        if body is None or body.ambiguous or not body.country:
            return None
        return Told(body.country, registered(body, self._span(stretch)))

    def _country_beside(self, phrase: Phrase) -> Told | None:
        """The country right before a titled name that the tree takes for a subject of its own."""
        first = phrase.core[0]
        before = self.analysis.words[max(first - 1, 0)]
        if before.xpos == "POS":
            before = self.analysis.words[max(first - 2, 0)]
        if before.number >= first or before.head != phrase.head.head or before.upos != "PROPN":
            return None
        if before.relation != "nsubj" or phrase.head.relation != "nsubj":
            return None
        return self._told_by_state((before.number, before.number + 1))

    def _country_behind(self, phrase: Phrase) -> Told | None:
        for word, owner in self._owners(phrase):
            if owner.country:
                return Told(owner.country, rule("country-of-owner", (word.start, word.end)))
        for child in self.analysis.dependents(phrase.head, "nmod"):
            if self.case(child) in _BELONGING and (told := self._told_behind(child)):
                return told
        return None

    def _told_behind(self, child: Word) -> Told | None:
        """The country of a place, party or body behind "of" or "in"."""
        span = self._span(self._stretch_at(child.number))
        if match := self.country_match(child.number):
            return Told(match.code, registered(match, span))
        named = [p.country for p in self.met.at(child.number) if p.country]
        if named:
            return Told(named[0], rule("country-of-owner", span))
        return self._told_by_body(self._stretch_at(child.number))

    def _stretches(self, phrase: Phrase) -> Iterator[list[tuple[int, int]]]:
        """Stretches of words inside the core by length, long ones first."""
        first, end = phrase.core
        for length in range(LONGEST_NAME, 0, -1):
            yield [(start, start + length) for start in range(first, end - length + 1)]

    def _owners(self, phrase: Phrase) -> Iterator[tuple[Word, Party]]:
        for child in self.analysis.dependents(phrase.head, "nmod:poss"):
            yield from ((child, party) for party in self.met.at(child.number))

    def _served(self, party: Party, phrase: Phrase, role: Role | None) -> tuple[Word, str] | None:
        """The sector of whom somebody serves or belongs to, and the word that names them.

        "its spokesman", "the Front's chairman", "a source at the ministry".
        """
        hidden = party.kind == "unnamed" and (role is None or role.sector is None)
        serves = role is not None and role.serves and not role.former
        if not (hidden or serves):
            return None
        behind = [
            w for w in self.analysis.dependents(phrase.head, "nmod") if self.case(w) in _SERVED
        ]
        for word in [*self.analysis.dependents(phrase.head, "nmod:poss", "compound"), *behind]:
            if sector := self._sector_at(word):
                return word, sector
        return None

    def _sector_at(self, word: Word) -> str | None:
        """The sector of the party at a word, or of a body met before whose name it ends."""
        if parties := self.met.at(word.number):
            return next((p.sector for p in parties if p.sector not in {None, ELITE}), None)
        if word.deprel == "compound":
            last = word.text.casefold()
            body = self.met.find(
                lambda p: p.kind == "organisation" and p.name.casefold().split()[-1:] == [last]
            )
            return body.sector if body is not None else None
        text = self.analysis.text_of(self._stretch_at(word.number))
        told = self.registry.body(text) or self.registry.role(text)
        return told.sector if told is not None else None

    def is_counterpart(self, phrase: Phrase) -> bool:
        """Whether a phrase tells of somebody by who has the same office: "his counterpart"."""
        nouns = words("anaphora", "counterpart", "nouns")
        return any(self.analysis.words[i].lower in nouns for i in range(*phrase.core))

    def gender(self, phrase: Phrase) -> Gender | None:
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        if told & words("anaphora", "gender", "masculine"):
            return "masculine"
        return "feminine" if told & words("anaphora", "gender", "feminine") else None


def _key(phrase: Phrase) -> _Key:
    return phrase.number, phrase.core, phrase.name.words if phrase.name else None


def is_plural(word: Word) -> bool:
    """Whether a noun is plural."""
    return word.xpos in {"NNS", "NNPS"}


def is_matter(word: Word) -> bool:
    """Whether a word heads a mention of something that is no party: a plan, an attack, a day."""
    return word.mention in words("anaphora", "matter", "mentions")


_SERVED = frozenset({"of", "for", "at", "in", "from", "with", "within"})
_BELONGING = frozenset({"of", "for", "in", "to", "at", "from"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_STOPS = frozenset({",", ";", ":", "—", "-", "(", ")", ".", '"', "”", "“"})
