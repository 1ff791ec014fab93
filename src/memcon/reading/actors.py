"""Who: the actors of a report, each with all its mentions, and whom any noun phrase refers to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from memcon.language.analysis import Analysis, Word
from memcon.reading.phrases import Phrase, Phrases
from memcon.reading.tables import words
from memcon.registry import CountryMatch, Entry, Registry, Role
from memcon.registry.lookup import Gender

Kind = Literal["person", "organisation", "state", "group", "unnamed"]

SENTENCES_BACK = 4
"""How far a pronoun looks for whom it means."""


@dataclass
class Party:
    """An actor while the report is being read."""

    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    named: bool = False
    """Whether the report gives a name, and not only a description."""
    gender: Gender | None = None
    plural: bool = False
    roles: set[str] = field(default_factory=set)
    """The roles it was described by, in lower case: "prime minister", "army"."""
    mentions: list[tuple[int, int]] = field(default_factory=list)
    key: str = ""
    known: bool = False
    """Whether the registry knows it, so that its words tell nothing more of it."""
    spoken_for: "Party | None" = None
    """For a spokesperson: the person or body whose words it gives."""


@dataclass(frozen=True)
class _Seen:
    party: Party
    sentence: int
    number: int
    subject: bool


class Cast:
    """All parties of a report, and which of them each noun phrase refers to."""

    def __init__(self, analysis: Analysis, registry: Registry, published: date | None) -> None:
        self.analysis = analysis
        self.phrases = Phrases(analysis)
        self.parties: list[Party] = []
        self._registry = registry
        self._published = published
        self._refers: dict[int, tuple[Party, ...]] = {}
        self._seen: list[_Seen] = []
        self._waiting: list[Phrase] = []
        for phrase in self.phrases:
            self._read(phrase)

    def who(self, number: int) -> list[Party]:
        """The parties that the phrase at a word refers to, those joined to it by "and" included."""
        word = self.analysis.words[number]
        found = list(self._one(word)) or self._counted(word)
        for other in self.analysis.dependents(word, "conj"):
            found += [p for p in self._one(other) if p not in found]
        return found

    def _counted(self, word: Word) -> list[Party]:
        """ "thousands of Israelis": whoever is counted."""
        if word.lemma.lower() not in words("anaphora", "quantity", "nouns"):
            return []
        return [
            p
            for child in self.analysis.dependents(word, "nmod")
            if self._case(child) == "of"
            for p in self.who(child.number)
        ]

    def one(self, number: int) -> list[Party]:
        """The parties of one phrase alone."""
        return list(self._one(self.analysis.words[number]))

    def nationality(self, word: Word) -> list[Party]:
        """The state that a nationality word names ("Russian"), met now if not before."""
        match = self._registry.country(word.text)
        if match is None or match.how not in {"adjective", "demonym", "name"}:
            return []
        state = self._state(match.code, match.name)
        if (word.start, word.end) not in state.mentions:
            state.mentions.append((word.start, word.end))
        return [state]

    def country_at(self, number: int) -> str | None:
        """The country of a place or nationality named at a word."""
        phrase = self.phrases.at(number)
        text = self.phrases.text(phrase) if phrase else self.analysis.words[number].text
        match = self._registry.country(text)
        return match.code if match else None

    def core(self, number: int) -> tuple[int, int]:
        """The words of the phrase at a word, from its first modifier to its head and name."""
        phrase = self.phrases.at(number)
        return phrase.core if phrase is not None else (number, number + 1)

    def add(self, phrase: Phrase, kind: Kind, *, name: str | None = None) -> Party:
        """A new party for a phrase that takes part in something but that nothing names."""
        party = Party(name or self.phrases.text(phrase), kind, plural=_is_plural(phrase.head))
        self._describe(party, phrase)
        self.parties.append(party)
        self._note(phrase, (party,))
        return party

    def settle_speakers(self, speaker_at: Iterable[tuple[int, Party]]) -> None:
        """Tells who "I" and "we" are, once it is known who speaks: pairs of word and speaker."""
        for number, speaker in speaker_at:
            phrase = self.phrases.at(number)
            if phrase is not None and number not in self._refers:
                self._note(phrase, (speaker,))

    def _one(self, word: Word) -> tuple[Party, ...]:
        word = self._antecedent(word)
        return self._refers.get(self.phrases.top(word.number), ())

    def _antecedent(self, word: Word) -> Word:
        """For a relative pronoun the noun that its clause hangs on, else the word itself."""
        relative = word.lower in words("anaphora", "pronouns", "relative") and word.upos == "PRON"
        if not relative:
            return word
        for above in self.analysis.ancestors(word):
            if above.deprel == "acl:relcl":
                return self.analysis.words[above.head]
        return word

    # -- one phrase after the other -------------------------------------------------------------

    def _read(self, phrase: Phrase) -> None:
        if phrase.number in self._refers:
            return
        partner = self._apposed(phrase)
        if partner is not None and partner.number not in self._refers:
            self._resolve(partner)
        if partner is not None and (shared := self._refers.get(partner.number)):
            if len(shared) == 1 and self._fits(shared[0], phrase):
                self._describe(shared[0], phrase)
                self._note(phrase, shared)
                return
        self._resolve(phrase)

    def _apposed(self, phrase: Phrase) -> Phrase | None:
        """The named phrase that this one describes, or the other way round: "X, the Y"."""
        others = [self.phrases.at(w.number) for w in self.analysis.dependents(phrase.head, "appos")]
        if phrase.head.relation == "appos":
            others.append(self.phrases.at(phrase.head.head))
        if phrase.name is not None and not self._is_country(phrase):
            return None
        return next((o for o in others if o is not None and o.name is not None), None)

    def _is_country(self, phrase: Phrase) -> bool:
        return self._registry.country(self.phrases.text(phrase)) is not None

    def _fits(self, party: Party, phrase: Phrase) -> bool:
        """Whether a description may be one of this party: a role of its kind."""
        role = self._role(phrase)
        if role is None:
            return party.kind != "state" and phrase.head.mention in {"person", "organization"}
        return role.kind == party.kind or (role.kind == "group" and party.kind == "organisation")

    def _resolve(self, phrase: Phrase) -> None:
        parties = self._pronoun(phrase) if phrase.head.upos == "PRON" else self._noun(phrase)
        if parties:
            self._note(phrase, parties)

    def _note(self, phrase: Phrase, parties: tuple[Party, ...]) -> None:
        self._refers[phrase.number] = parties
        span = self.analysis.characters(phrase.core)
        if phrase.name is not None and len(parties) == 1 and parties[0].named:
            span = self.analysis.characters(phrase.name.words)
        elif len(parties) == 1 and phrase.head.upos == "PRON":
            span = (phrase.head.start, phrase.head.end)
        subject = phrase.head.relation == "nsubj" or self._owns_subject(phrase.head)
        for party in parties:
            if len(parties) == 1 and span not in party.mentions:
                party.mentions.append(span)
            self._seen.append(_Seen(party, phrase.head.sentence, phrase.number, subject))

    def _owns_subject(self, word: Word) -> bool:
        """Whether a word is the possessor of a subject: as good an antecedent as a subject is."""
        above = self.analysis.head(word)
        return word.deprel == "nmod:poss" and above is not None and above.relation == "nsubj"

    # -- names and descriptions ------------------------------------------------------------------

    def _noun(self, phrase: Phrase) -> tuple[Party, ...]:
        text = self.phrases.text(phrase)
        person = phrase.name is not None and phrase.name.kind == "PER"
        country = self._registry.country(text) or self._nation(phrase)
        nation = country is not None and country.how in {"adjective", "demonym"}
        if country is not None and (nation or not (person and country.ambiguous)):
            return self._country_party(phrase, country.code, country.name, country.how)
        if person:
            return (self._person(phrase),)
        entry = self._entry(text)
        if entry is None and phrase.name is not None and phrase.name.kind == "ORG":
            entry = self._entry(self.analysis.text_of(phrase.name.words))
        if entry is not None and not (entry.ambiguous and phrase.name is None):
            return (self._body(phrase, entry.name, entry.country, entry.sector),)
        if phrase.name is not None and phrase.name.kind == "ORG":
            return (self._organisation(phrase),)
        if self._plural_pair(phrase):
            return self._pair(phrase)
        return self._description(phrase)

    def _nation(self, phrase: Phrase) -> CountryMatch | None:
        """The nation that a plural names, however many of it: "40,000 Palestinians"."""
        match = self._registry.country(phrase.head.text) if _is_plural(phrase.head) else None
        return match if match is not None and match.how == "demonym" else None

    def _entry(self, text: str) -> Entry | None:
        """A body or an outlet of that name; of two the one whose name means nothing else."""
        body, outlet = self._registry.body(text), self._registry.outlet(text)
        return outlet if outlet is not None and (body is None or body.ambiguous) else body

    def _country_party(self, phrase: Phrase, code: str, name: str, how: str) -> tuple[Party, ...]:
        if how == "demonym" and phrase.head.xpos in {"NNS", "NNPS"}:
            return self._group(phrase, code)
        if how == "capital" and self._is_locative(phrase.head):
            return ()
        party = self._find(lambda p: p.kind == "state" and p.country == code)
        if party is None:
            shown = self.phrases.text(phrase) if how != "adjective" else name
            party = self._new(Party(shown, "state", code, named=True))
        return (party,)

    def _is_locative(self, word: Word) -> bool:
        cases = {c.lower for c in self.analysis.dependents(word, "case")}
        return word.relation in {"obl", "nmod"} and bool(cases & _LOCATIVE)

    def _person(self, phrase: Phrase) -> Party:
        assert phrase.name is not None
        name = _clean(self.analysis.text_of(phrase.name.words))
        party = self._known_person(name)
        if party is None:
            party = self._new(Party(name, "person", named=True))
        elif len(name.split()) > len(party.name.split()):
            party.name = name
        self._describe(party, phrase)
        party.gender = party.gender or self._registry.gender(party.name)
        self._look_up(party)
        return party

    def _known_person(self, name: str) -> Party | None:
        """The person of that name among those already met; a single word may be any of its names."""
        tokens = _tokens(name)
        candidates = [p for p in self._recent() if p.kind == "person" and p.named]
        for party in candidates:
            theirs = _tokens(party.name)
            if tokens == theirs or _compatible(tokens, theirs):
                return party
        if len(tokens) == 1:
            return next((p for p in candidates if tokens[0] in _tokens(p.name)), None)
        return None

    def _look_up(self, party: Party) -> None:
        """What the registry knows of a person adds to what the report says, never against it."""
        holders = self._registry.holders(party.name, self._published)
        fits = [h for h in holders if party.country in (None, h.country)]
        full = len(_tokens(party.name)) > 1
        if not fits or not (full or len({h.name for h in fits}) == 1 or party.office):
            return
        holder = fits[0]
        party.country = party.country or holder.country
        in_office = self._published is None or holder.holds_on(self._published)
        if full or in_office:
            party.sector = party.sector or holder.sector

    def _body(self, phrase: Phrase, name: str, country: str | None, sector: str | None) -> Party:
        party = self._find(lambda p: p.kind == "organisation" and p.key == name)
        if party is None:
            shown = self.phrases.text(phrase)
            party = self._new(
                Party(shown, "organisation", country, sector, named=True, key=name, known=True)
            )
        elif len(self.phrases.text(phrase)) > len(party.name):
            party.name = self.phrases.text(phrase)
        self._describe(party, phrase)
        return party

    def _organisation(self, phrase: Phrase) -> Party:
        text = self.phrases.text(phrase)
        assert phrase.name is not None
        name = self.analysis.text_of(phrase.name.words)
        keys = {_plain(text), _plain(name)}
        party = self._find(
            lambda p: p.kind == "organisation" and (_plain(p.name) in keys or p.key in keys)
        ) or self._find(lambda p: p.kind == "organisation" and _initials(p.name) == name)
        if party is None:
            party = self._new(Party(text, "organisation", named=True, key=_plain(name)))
        self._describe(party, phrase)
        return party

    def _group(self, phrase: Phrase, code: str | None) -> tuple[Party, ...]:
        text = self.phrases.text(phrase)
        party = self._find(lambda p: p.kind == "group" and _plain(p.name) == _plain(text))
        if party is None:
            party = self._new(Party(text, "group", code, plural=True))
        self._describe(party, phrase)
        return (party,)

    def _description(self, phrase: Phrase) -> tuple[Party, ...]:
        """A phrase without a name: somebody met before, or somebody new whom it describes."""
        role = self._role(phrase)
        head = phrase.head.lemma.lower()
        if namesake := self._other_half(phrase):
            return (namesake,)
        if head in words("anaphora", "agents", "nouns") and (senders := self._before(phrase)):
            return tuple(self._governed(senders, head))
        definite = self._is_definite(phrase)
        bare = phrase.core[1] - phrase.core[0] == 2
        if definite and bare and _is_plural(phrase.head) and self._is_pair_noun(phrase):
            if pair := self._pair(phrase):
                return pair
        if definite and (known := self._described_before(phrase, head, role)):
            return (known,)
        if role is None:
            return ()
        full = self.full_text(phrase)
        unnamed = self._registry.unnamed(full) or self._registry.unnamed(self.phrases.text(phrase))
        if role.kind == "organisation":
            party = Party(self.phrases.text(phrase), "organisation")
        elif unnamed:
            party = Party(full, "unnamed", plural=_is_plural(phrase.head))
        elif _is_plural(phrase.head) or role.kind == "group":
            party = Party(self.phrases.text(phrase), "group", plural=True)
        else:
            party = Party(self.phrases.text(phrase), "person")
        self._describe(party, phrase)
        same = self._find(lambda p: p.kind == party.kind and _same_description(p, party))
        return (same or self._new(party),)

    def _other_half(self, phrase: Phrase) -> Party | None:
        """ "the North", "the South": the state so called where the report names one or its twin."""
        text = self.phrases.text(phrase)
        if text not in {"North", "South", "East", "West"} or not self._is_definite(phrase):
            return None
        for party in self._recent():
            halves = party.name.split()
            if party.kind == "state" and len(halves) > 1 and halves[0] in _OPPOSITES:
                if _OPPOSITES[halves[0]] == text or halves[0] == text:
                    match = self._registry.country(" ".join([text, *halves[1:]]))
                    return self._state(match.code, match.name) if match else None
        return None

    def _state(self, code: str, name: str) -> Party:
        """The state of that code, met now if not before."""
        known = self._find(lambda p: p.kind == "state" and p.country == code)
        return known or self._new(Party(name, "state", code, named=True))

    def _governed(self, senders: list[Party], head: str) -> list[Party]:
        """ "his government": the state of a person that it is named after."""
        person = len(senders) == 1 and senders[0].kind == "person" and senders[0].country
        if not person or head not in words("anaphora", "agents", "rule"):
            return senders
        states = [p for p in self.parties if p.kind == "state" and p.country == person]
        return states or senders

    def _before(self, phrase: Phrase) -> list[Party]:
        """The parties that words before a head name: nationalities, bodies, groups."""
        found: list[Party] = []
        for child in self.analysis.dependents(phrase.head, "amod", "compound", "nmod:poss"):
            if bodies := self.compound(child):
                return bodies
            for word in [child, *self.analysis.dependents(child, "conj", "compound", "amod")]:
                parties = self.one(word.number) or self.nationality(word)
                found += [p for p in parties if p not in found]
        return found

    def compound(self, word: Word) -> list[Party]:
        """The body that a noun inside a compound names: "Congolese *army* positions"."""
        if word.relation != "compound" or word.upos not in {"NOUN", "PROPN"}:
            return []
        if word.number in self._refers:
            return list(self._refers[word.number])
        first = word.number
        while first and self._registry.country(self.analysis.words[first - 1].text):
            first -= 1
        phrase = Phrase(word, (first, word.number + 1), None)
        role = self._role(phrase)
        entry = self._entry(word.text) if word.text[0].isupper() else None
        if entry is not None and not entry.ambiguous:
            self._note(phrase, (self._body(phrase, entry.name, entry.country, entry.sector),))
        elif role is not None and role.kind == "organisation":
            self._note(phrase, self._description(phrase))
        return list(self._refers.get(word.number, ()))

    def _described_before(self, phrase: Phrase, head: str, role: Role | None) -> Party | None:
        """ "the chancellor", "the army", "the group": the last party of that description."""
        country = self._country_of(phrase)
        if head in words("anaphora", "generic", "state") and not country:
            return self._find(lambda p: p.kind == "state")
        told = role.words.lower() if role is not None else head
        for party in self._recent():
            if country and party.country and party.country != country:
                continue
            if (party.kind != "group" or party.plural) and _has_role(party, told):
                return party
        if head in words("anaphora", "generic", "organisation"):
            sector = role.sector if role is not None else None
            return self._find(
                lambda p: (
                    p.kind == "organisation"
                    and p.named
                    and (sector is None or p.sector in (None, sector))
                )
            )
        return None

    def _is_definite(self, phrase: Phrase) -> bool:
        children = self.analysis.dependents(phrase.head, "det", "nmod:poss")
        return any(c.lower in _DEFINITE or c.deprel == "nmod:poss" for c in children)

    def full_text(self, phrase: Phrase) -> str:
        """The phrase with what follows its head, up to a comma: "two people briefed on the deal"."""
        first, end = phrase.core
        stop = self.analysis.subtree(phrase.head)[1]
        for i in range(end, stop):
            if self.analysis.words[i].text in _STOPS or self.analysis.words[i].relation == "appos":
                stop = i
                break
            if self.analysis.words[i].deprel == "acl:relcl":
                stop = min([i, *(c.number for c in self.analysis.children[i] if c.number >= end)])
                break
        while first + 1 < end and self.analysis.words[first].lower == "the":
            first += 1
        return self.analysis.text_of((first, max(end, stop)))

    # -- what a phrase tells of its party ----------------------------------------------------------

    def _describe(self, party: Party, phrase: Phrase) -> None:
        role = self._role(phrase)
        party.gender = party.gender or self._gender(phrase)
        if phrase.name is None:
            party.plural = party.plural or _is_plural(phrase.head)
        if role is not None:
            party.roles.add(role.words.lower())
            if not party.known:
                party.sector = party.sector or role.sector
            if role.office and party.kind == "person" and party.office is None:
                party.office = role.words
            if role.spokes:
                party.spoken_for = self._possessor(phrase)
        if party.kind == "state" or party.known:
            return
        party.country = party.country or self._country_of(phrase)
        if party.sector is None and self._is_counterpart(phrase):
            party.sector = "GOV"

    def _is_counterpart(self, phrase: Phrase) -> bool:
        nouns = words("anaphora", "counterpart", "nouns")
        return any(self.analysis.words[i].lower in nouns for i in range(*phrase.core))

    def _role(self, phrase: Phrase) -> Role | None:
        """The role that the words of a phrase before or around its name tell."""
        first, end = phrase.core
        if phrase.name is not None and phrase.name.kind == "PER":
            start = phrase.name.words[0]
            if start <= first:
                return None
            end = start
        role = self._registry.role(self.analysis.text_of((first, end)))
        if role is None or phrase.name is not None:
            return role
        of = [w for w in self.analysis.dependents(phrase.head, "nmod") if self._case(w) == "of"]
        if of:
            longer = self.analysis.text_of((first, self.analysis.subtree(of[0])[1]))
            return self._registry.role(longer) or role
        return role

    def _gender(self, phrase: Phrase) -> Gender | None:
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        if told & words("anaphora", "gender", "masculine"):
            return "masculine"
        return "feminine" if told & words("anaphora", "gender", "feminine") else None

    def _country_of(self, phrase: Phrase) -> str | None:
        """The country that a phrase gives its party: before the head, by possessor, by "of"."""
        own = phrase.name.words if phrase.name and phrase.name.kind == "PER" else None
        for start, end in self._stretches(phrase):
            if own and start < own[1] and end > own[0]:
                continue
            text = self.analysis.text_of((start, end))
            match = self._registry.country(text)
            if match is not None:
                return match.code
            body = self._registry.body(text)
            if body is not None and body.country and not body.ambiguous:
                return body.country
        possessor = self._possessor(phrase)
        if possessor is not None and possessor.country:
            return possessor.country
        for child in self.analysis.dependents(phrase.head, "nmod"):
            if self._case(child) in {"of", "for", "in", "to", "at"}:
                code = self.country_at(child.number)
                owners = self._refers.get(child.number, ())
                code = code or (owners[0].country if owners else None)
                if code:
                    return code
        return None

    def _stretches(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Stretches of up to four words inside the core, long ones first."""
        first, end = phrase.core
        for length in (4, 3, 2, 1):
            for start in range(first, end - length + 1):
                yield start, start + length

    def _possessor(self, phrase: Phrase) -> Party | None:
        for child in self.analysis.dependents(phrase.head, "nmod:poss"):
            inner = self.phrases.at(child.number)
            if inner is not None and inner.number not in self._refers:
                self._read(inner)
            owners = self._refers.get(self.phrases.top(child.number), ())
            if owners:
                return owners[0]
        for child in self.analysis.dependents(phrase.head, "nmod"):
            owners = self._refers.get(self.phrases.top(child.number), ())
            if owners and self._case(child) in {"for", "of", "to"}:
                return owners[0]
        return None

    def _case(self, word: Word) -> str:
        return " ".join(c.lower for c in self.analysis.dependents(word, "case"))

    # -- pronouns and pairs ------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> tuple[Party, ...]:
        form = phrase.head.lower
        if form in words("anaphora", "pronouns", "masculine"):
            return self._he_or_she(phrase, "masculine")
        if form in words("anaphora", "pronouns", "feminine"):
            return self._he_or_she(phrase, "feminine")
        if form in words("anaphora", "pronouns", "thing"):
            return self._latest(phrase, lambda p: p.kind in {"state", "organisation"})
        if form in words("anaphora", "pronouns", "plural"):
            return self._they(phrase)
        if form == "both" or form == "two":
            return self._pair(phrase)
        return ()

    def _he_or_she(self, phrase: Phrase, gender: Gender) -> tuple[Party, ...]:
        found = self._latest(
            phrase,
            lambda p: (
                (p.kind == "person" or (p.kind == "unnamed" and not p.plural))
                and p.gender in (None, gender)
            ),
        )
        for party in found:
            party.gender = gender
        return found

    def _they(self, phrase: Phrase) -> tuple[Party, ...]:
        """The latest plural party, or several parties spoken of together, whichever is nearer."""
        plural = self._latest(phrase, lambda p: p.plural)
        together = [(n, ps) for n, ps in self._refers.items() if len(ps) > 1 and n < phrase.number]
        if together:
            number, parties = max(together, key=lambda t: t[0])
            seen = max(
                (s.number for s in self._seen if plural and s.party is plural[0]), default=-1
            )
            near = phrase.head.sentence - self.analysis.words[number].sentence <= 2
            if near and number > seen:
                return parties
        return plural or self._joined_before(phrase)

    def _latest(self, phrase: Phrase, fits: Callable[[Party], bool]) -> tuple[Party, ...]:
        """The best antecedent: near, a subject, and not the subject of the pronoun's own clause."""
        barred = self._local_subjects(phrase.head)
        best: tuple[float, Party] | None = None
        for order, seen in enumerate(self._seen):
            back = phrase.head.sentence - seen.sentence
            if back > SENTENCES_BACK or not fits(seen.party) or seen.party in barred:
                continue
            score = -1.0 * back + 0.7 * seen.subject + 0.001 * order
            if seen.number > phrase.number:
                continue
            if best is None or score > best[0]:
                best = (score, seen.party)
        return (best[1],) if best else ()

    def _local_subjects(self, word: Word) -> list[Party]:
        """The subject of the verb that an object pronoun hangs on: it would be "himself"."""
        if word.relation not in {"obj", "iobj", "obl"} or word.lower.endswith(("self", "selves")):
            return []
        verb = self.analysis.head(word)
        if verb is None:
            return []
        subject = self.subject(verb)
        return self.one(subject.number) if subject is not None else []

    def subject(self, verb: Word) -> Word | None:
        """The subject of a verb, its own or the one it shares with the verb it hangs on."""
        for candidate in [verb, *self.analysis.ancestors(verb)]:
            subjects = self.analysis.dependents(candidate, "nsubj")
            if subjects:
                return subjects[0]
            if candidate.relation not in {"conj", "xcomp", "advcl", "cop"}:
                return None
        return None

    def _joined_before(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "they" after "A and B": the parties of the last such pair, subjects first."""
        for word in reversed(self.analysis.words[: phrase.number]):
            if phrase.head.sentence - word.sentence > 2:
                break
            joined = self.analysis.dependents(word, "conj")
            if joined and word.number in self._refers:
                found = self.who(word.number)
                if len(found) > 1:
                    return tuple(found)
        people = [p for p in self._recent() if p.kind == "person"]
        return tuple(people[:2]) if len(people) == 2 else ()

    def _plural_pair(self, phrase: Phrase) -> bool:
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        return bool(told & words("anaphora", "pair", "markers")) and self._is_pair_noun(phrase)

    def _is_pair_noun(self, phrase: Phrase) -> bool:
        head = phrase.head.lemma.lower()
        definite = any(
            self.analysis.words[i].lower in {"the", "both", "these"} for i in range(*phrase.core)
        )
        sorts = ("state", "person", "organisation")
        return definite and any(head in words("anaphora", "pair", sort) for sort in sorts)

    def _pair(self, phrase: Phrase) -> tuple[Party, ...]:
        head = phrase.head.lemma.lower()
        kinds = [
            k for k in ("state", "person", "organisation") if head in words("anaphora", "pair", k)
        ]
        if not kinds:
            return ()
        latest: list[Party] = []
        for party in self._recent():
            if party.kind in kinds and party not in latest:
                latest.append(party)
            if len(latest) == 2 and latest[0].kind == latest[1].kind:
                return tuple(latest[::-1])
            if len(latest) == 2:
                latest = [p for p in latest if p.kind == latest[0].kind][:1]
        return ()

    # -- the parties met so far --------------------------------------------------------------------

    def _recent(self) -> Iterator[Party]:
        """Parties from the one mentioned last to the one not mentioned for longest."""
        met: list[int] = []
        for seen in reversed(self._seen):
            if id(seen.party) not in met:
                met.append(id(seen.party))
                yield seen.party

    def _find(self, fits: Callable[[Party], bool]) -> Party | None:
        return next((p for p in self._recent() if fits(p)), None)

    def _new(self, party: Party) -> Party:
        self.parties.append(party)
        return party


_OPPOSITES = {"North": "South", "South": "North", "East": "West", "West": "East"}
_LOCATIVE = frozenset({"in", "at", "near", "from", "to", "outside", "around", "through", "into"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_STOPS = frozenset({",", ";", ":", "—", "-", "(", ")", ".", '"', "”", "“"})


def _has_role(party: Party, told: str) -> bool:
    """Whether a description fits: "the minister" a foreign minister, but no prime minister."""
    alone = words("anaphora", "whole_roles", "roles")
    return any(r == told or (r not in alone and r.endswith(" " + told)) for r in party.roles)


def _is_plural(word: Word) -> bool:
    return word.xpos in {"NNS", "NNPS"}


def _clean(name: str) -> str:
    return " ".join(name.split()).removesuffix("'s").removesuffix("’s").strip(" ,")


def _plain(name: str) -> str:
    lowered = _clean(name).casefold()
    for article in ("the ", "a ", "an "):
        lowered = lowered.removeprefix(article)
    return lowered


def _tokens(name: str) -> list[str]:
    return [t.strip(".,").casefold() for t in name.replace("-", " ").split() if t.strip(".,")]


def _compatible(a: list[str], b: list[str]) -> bool:
    """Whether two names of several words can be one person's: same last word, no other first name."""
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return set(a) <= set(b) or set(b) <= set(a) if min(len(a), len(b)) > 1 else False
    return a[0] == b[0] or a[0][0] == b[0] or b[0][0] == a[0]


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())


def _same_description(a: Party, b: Party) -> bool:
    return _plain(a.name) == _plain(b.name)
