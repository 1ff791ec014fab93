"""What a noun phrase tells of its party: role, office, sector, country, gender."""

from collections.abc import Iterator

from memcon.language.analysis import Analysis, Word
from memcon.reading.met import Met
from memcon.reading.party import Party
from memcon.reading.phrases import Phrase, Phrases
from memcon.reading.tables import words
from memcon.registry import CountryMatch, Registry, Role
from memcon.registry.lookup import Gender

LONGEST_NAME = 4
"""How many words a country or body before a head may have: "Democratic Republic of Congo"."""


class Describer:
    """Reads descriptions of one report."""

    def __init__(self, analysis: Analysis, phrases: Phrases, registry: Registry, met: Met) -> None:
        self.analysis = analysis
        self.phrases = phrases
        self.registry = registry
        self.met = met

    def describe(self, party: Party, phrase: Phrase) -> None:
        """Adds to a party what a phrase tells of it and nothing before has told."""
        role = self.role(phrase)
        party.gender = party.gender or self._gender(phrase)
        if phrase.name is None:
            party.plural = party.plural or is_plural(phrase.head)
        if role is not None:
            party.roles.add(role.words.lower())
            if role.office and party.kind == "person" and party.office is None:
                party.office = role.words
        if party.kind == "state" or party.known:
            return
        if role is not None:
            party.sector = party.sector or role.sector
        elif self.is_counterpart(phrase):
            party.sector = party.sector or "GOV"
        party.country = party.country or self.country(phrase)

    def role(self, phrase: Phrase) -> Role | None:
        """The role that the words of a phrase before or around its name tell."""
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
        return self._country_before(phrase) or self._country_behind(phrase)

    def country_at(self, number: int) -> str | None:
        """The country of a place or nationality named at a word."""
        match = self.country_match(number)
        return match.code if match else None

    def country_match(self, number: int) -> CountryMatch | None:
        """The same with the words that name it."""
        return self.registry.country(self._text_at(number))

    def _text_at(self, number: int) -> str:
        """The words of the phrase at a word, without its article."""
        phrase = self.phrases.at(number)
        return self.phrases.text(phrase) if phrase else self.analysis.words[number].text

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
                stop = word.number
                break
            if word.deprel == "acl:relcl":
                inside = [c.number for c in self.analysis.children[word.number] if c.number >= end]
                stop = min([word.number, *inside])
                break
        while first + 1 < end and self.analysis.words[first].lower == "the":
            first += 1
        return self.analysis.text_of((first, max(end, stop)))

    def case(self, word: Word) -> str:
        """The preposition before a noun."""
        titles = self.analysis.dependents(word, "nmod:desc")
        cases = [c for place in [word, *titles] for c in self.analysis.dependents(place, "case")]
        return " ".join(c.lower for c in cases if c.number < word.number)

    def _country_before(self, phrase: Phrase) -> str | None:
        """The country, or body of one, in the core: the longest name, of two the country's."""
        own = phrase.name.words if phrase.name and phrase.name.kind == "PER" else (0, 0)
        for stretches in self._stretches(phrase):
            outside = [(s, e) for s, e in stretches if s >= own[1] or e <= own[0]]
            texts = [self.analysis.text_of(stretch) for stretch in outside]
            states = [match.code for text in texts if (match := self.registry.country(text))]
            bodies = [code for text in texts if (code := self._country_of_body(text))]
            if found := states or bodies:
                return found[0]
        return self._country_beside(phrase)

    def _country_of_body(self, text: str) -> str | None:
        body = self.registry.body(text)
        return body.country if body is not None and not body.ambiguous else None

    def _country_beside(self, phrase: Phrase) -> str | None:
        """The country right before a titled name that the tree takes for a subject of its own."""
        first = phrase.core[0]
        before = self.analysis.words[max(first - 1, 0)]
        if before.xpos == "POS":
            before = self.analysis.words[max(first - 2, 0)]
        if before.number >= first or before.head != phrase.head.head or before.upos != "PROPN":
            return None
        if before.relation != "nsubj" or phrase.head.relation != "nsubj":
            return None
        match = self.registry.country(before.text)
        return match.code if match is not None else None

    def _country_behind(self, phrase: Phrase) -> str | None:
        for owner in self._owners(phrase):
            if owner.country:
                return owner.country
        for child in self.analysis.dependents(phrase.head, "nmod"):
            if self.case(child) in _BELONGING:
                named = [p.country for p in self.met.at(child.number) if p.country]
                if code := self.country_at(child.number) or next(iter(named), None):
                    return code
                if code := self._country_of_body(self._text_at(child.number)):
                    return code
        return None

    def _stretches(self, phrase: Phrase) -> Iterator[list[tuple[int, int]]]:
        """Stretches of words inside the core by length, long ones first."""
        first, end = phrase.core
        for length in range(LONGEST_NAME, 0, -1):
            yield [(start, start + length) for start in range(first, end - length + 1)]

    def _owners(self, phrase: Phrase) -> Iterator[Party]:
        for child in self.analysis.dependents(phrase.head, "nmod:poss"):
            yield from self.met.at(child.number)

    def is_counterpart(self, phrase: Phrase) -> bool:
        """Whether a phrase tells of somebody by who has the same office: "his counterpart"."""
        nouns = words("anaphora", "counterpart", "nouns")
        return any(self.analysis.words[i].lower in nouns for i in range(*phrase.core))

    def _gender(self, phrase: Phrase) -> Gender | None:
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        if told & words("anaphora", "gender", "masculine"):
            return "masculine"
        return "feminine" if told & words("anaphora", "gender", "feminine") else None


def is_plural(word: Word) -> bool:
    """Whether a noun is plural."""
    return word.xpos in {"NNS", "NNPS"}


_BELONGING = frozenset({"of", "for", "in", "to", "at", "from"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_STOPS = frozenset({",", ";", ":", "—", "-", "(", ")", ".", '"', "”", "“"})
