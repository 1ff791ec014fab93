"""Who: the parties of a report, each with all its mentions, and whom any noun phrase refers to."""

import itertools
from collections.abc import Iterable
from datetime import date

from memcon.language.analysis import Analysis, Word, WordSpan
from memcon.reading.affiliation import affiliate
from memcon.reading.apposition import Appositions
from memcon.reading.because import Because, Span, by_name, head, registered
from memcon.reading.bystanders import Bystanders
from memcon.reading.describing import Describer, is_matter, is_plural
from memcon.reading.home import Home, around, home, spoken_of
from memcon.reading.met import Met
from memcon.reading.pairs import Pairs
from memcon.reading.party import (
    Kind,
    Party,
    clean_name,
    initials,
    may_be_one,
    name_tokens,
    plain_name,
)
from memcon.reading.phrases import Phrase, Phrases
from memcon.reading.pronouns import Pronouns
from memcon.reading.tables import words
from memcon.registry import CountryMatch, Entry, Registry, Role


class Cast:
    """All parties of a report, and which of them each noun phrase refers to.

    Phrases are read in the order of the text: a name is joined to the party of that name, a
    description to the last party that it fits, a pronoun to its best antecedent. What the report
    itself says of a party goes before what the registry knows.
    """

    def __init__(
        self,
        analysis: Analysis,
        registry: Registry,
        published: date | None,
        publisher: str | None = None,
    ) -> None:
        self.analysis = analysis
        self.phrases = Phrases(analysis)
        self._registry = registry
        self._published = published
        self._met = Met(analysis, self.phrases)
        self._describer = Describer(analysis, self.phrases, registry, self._met)
        self._appositions = Appositions(analysis, self.phrases, self._describer, registry)
        self._bystanders = Bystanders(analysis, self.phrases, self._describer, self._met)
        self._pairs = Pairs(analysis, self._met)
        self._pronouns = Pronouns(analysis, self._met, self._pairs)
        self._asked: dict[int, int] = {}
        for phrase in self.phrases:
            self._read(phrase)
        self._publisher = publisher
        affiliate(analysis, self.phrases, self._describer, self._met)
        self._localise(publisher)

    @property
    def parties(self) -> list[Party]:
        """All parties, in the order in which the report names them."""
        return self._met.parties

    def who(self, number: int) -> list[Party]:
        """The parties that the phrase at a word refers to, and those joined to it by "and"."""
        word = self.analysis.words[number]
        found = self.one(number) or self._counted(word)
        for other in self.analysis.joined(word):
            found += [p for p in self.one(other.number) if p not in found]
        return found

    def one(self, number: int) -> list[Party]:
        """The parties of one phrase alone."""
        antecedent = self._antecedent(self.analysis.words[number])
        return self._told(antecedent.number, self._met.at(antecedent.number))

    def referents(self, number: int) -> list[Party]:
        """All that one phrase refers to, also what is no actor: places, "you", mere groups."""
        return list(self._met.at(self._antecedent(self.analysis.words[number]).number))

    def meant(self, number: int) -> list[Party]:
        """Whom any word means: the head of a phrase, a noun in a compound, a nationality."""
        word = self.analysis.words[number]
        return self.one(number) or self.compound(word) or self.nationality(word)

    def nationality(self, word: Word) -> list[Party]:
        """The state that a nationality word names ("Russian"), met now if not before."""
        match = self._registry.country(word.text)
        if match is None or match.how not in {"adjective", "demonym", "name"}:
            return []
        if self._is_of_a_currency(word):
            return []
        state = self._met.state(match.code, match.name)
        because = registered(match, (word.start, word.end))
        state.note(because).mention((word.start, word.end), because)
        return self._told(word.number, [state])

    def _is_of_a_currency(self, word: Word) -> bool:
        """Whether a nationality only tells whose money is counted: "US$376 million"."""
        behind = self.analysis.words[word.number + 1 : word.number + 2]
        return any(w.upos == "SYM" and w.start == word.end for w in behind)

    def compound(self, word: Word) -> list[Party]:
        """The body that a noun inside a compound names: "Congolese *army* positions"."""
        if word.relation != "compound" or word.upos not in {"NOUN", "PROPN"}:
            return []
        if word.number not in self._met.references:
            self._read_compound(word)
        return self._told(word.number, self._met.references.get(word.number, ()))

    def host(self, number: int) -> list[Party]:
        """The state that a place belongs to: whoever travels to Oslo visits Norway."""
        match = self._describer.country_match(number)
        if match is None:
            return []
        state = self._met.state(match.code, match.name)
        return self._told(number, [state.note(registered(match, self._span_at(number)))])

    def country_match(self, number: int) -> CountryMatch | None:
        """The country of a place or nationality named at a word."""
        return self._describer.country_match(number)

    def core(self, number: int) -> WordSpan:
        """The words of the phrase at a word, from its first modifier to its head and name."""
        phrase = self.phrases.at(number)
        return phrase.core if phrase is not None else (number, number + 1)

    def met(self, number: int, *, counted: bool = False) -> list[Party]:
        """Who a noun describes that nothing names, if it is people or a body: "the guards".

        Also whom a pronoun means that stands for such a noun. A bare number of people
        ("ten men") is somebody only where it may be `counted`.
        """
        phrase = self.phrases.at(number)
        if phrase is None or phrase.head.upos not in {"NOUN", "PRON", "NUM"}:
            return []
        if phrase.head.upos == "NUM":
            return self._so_many(phrase)
        if phrase.head.upos == "PRON":
            return self._told(number, self._met.promoted(phrase))
        if not counted and self._is_bare(phrase):
            return []
        if phrase.head.lemma.lower() in words("anaphora", "quantity", "nouns"):
            return self._told(number, [self.add(phrase, "group")])
        if phrase.head.mention == "person":
            kind: Kind = "group" if is_plural(phrase.head) else "person"
            return self._told(number, [self.add(phrase, kind)])
        if phrase.head.mention == "organization":
            return self._told(number, [self.add(phrase, "organisation")])
        return []

    def _is_building(self, phrase: Phrase) -> bool:
        """Whether a noun is a house of somebody's, and does nothing itself."""
        doing = set(self._describer.case(phrase.head).split()[:1])
        if phrase.head.deprel == "nsubj" or doing & words("anaphora", "buildings", "doing"):
            return False
        return phrase.head.lemma.lower() in words("anaphora", "buildings", "nouns")

    def _owners(self, phrase: Phrase) -> list[Party]:
        """Whose a building is: "the French embassy", "the offices of X"; nobody's if not told."""
        behind = self.analysis.dependents(phrase.head, "nmod")
        of = [w for w in behind if self._describer.case(w) == "of"]
        return self._before(phrase) or [p for w in of for p in self.one(w.number)]

    def _so_many(self, phrase: Phrase) -> list[Party]:
        """Some of those named: "34 of the strikers", "seven of them"."""
        members = self.analysis.dependents(phrase.head, "nmod")
        of = [w for w in members if self._describer.case(w) == "of"]
        if not any(w.mention == "person" or self._met.at(w.number) for w in of):
            return []
        return self._told(phrase.number, [self.add(phrase, "group")])

    def asked(self, party: Party) -> int:
        """The word by which a party was asked for last, -1 if by none."""
        return self._asked.get(id(party), -1)

    def span_of(self, party: Party) -> Span:
        """The words of the phrase there, else of its first mention, else none: (0, 0)."""
        number = self.asked(party)
        return self._span_at(number) if number >= 0 else min(party.mentions, default=(0, 0))

    def _told(self, number: int, parties: Iterable[Party]) -> list[Party]:
        """Who of them acts, having noted by which word they were asked for."""
        found = _actors(parties)
        self._asked.update((id(party), number) for party in found)
        return found

    def _by_noun(self, phrase: Phrase, kind: Kind) -> Because:
        """What told the kind of somebody whom only a noun names."""
        span = self._span(phrase)
        if kind == "unnamed":
            return Because("registry", "unnamed", (span,))
        return head("mention", None, span)

    def _span_at(self, number: int) -> Span:
        return self.analysis.characters(self.core(number))

    def _span(self, phrase: Phrase) -> Span:
        return self.analysis.characters(phrase.core)

    def full_text(self, phrase: Phrase) -> str:
        """The phrase with what follows its head, up to a comma."""
        return self._describer.full_text(phrase)

    def add(self, phrase: Phrase, kind: Kind, *, name: str | None = None) -> Party:
        """A new party for a phrase that takes part in something but that nothing names."""
        (party,) = self._met.promoted(phrase) or [self._met.new(Party("", kind))]
        party.name, party.kind = name or self.full_text(phrase), kind
        party.note(self._by_noun(phrase, kind))
        self._describer.describe(party, phrase)
        self._met.note(phrase, (party,))
        return party

    def hidden_before(self, number: int) -> WordSpan | None:
        """The hidden source that begins behind the last comma before a verb, up to the verb."""
        texts = self.analysis.words
        first = end = number
        while first and texts[first - 1].upos != "PUNCT":
            first -= 1
        while end > first and texts[end - 1].upos == "AUX":
            end -= 1
        phrase = self.phrases.opening(first)
        hidden = phrase is not None and self._is_hidden_speaker(phrase)
        return (first, end) if hidden else None

    def is_hidden(self, phrase: Phrase) -> bool:
        """Whether a phrase names nobody on purpose: "a source close to the matter"."""
        return phrase.name is None and self._registry.unnamed(self.phrases.text(phrase))

    def _is_hidden_speaker(self, phrase: Phrase) -> bool:
        """ "…, *a diplomat* with knowledge of it told Reuters": it speaks, and describes nobody.

        A comma would close what only describes the name before it.
        """
        first, end = phrase.core
        texts = self.analysis.words
        if not first or texts[first - 1].text != "," or self._describer.is_definite(phrase):
            return False
        if not self.is_hidden(phrase):
            return False
        sentence = self.analysis.sentences[phrase.head.sentence][1]
        rest = itertools.takewhile(lambda w: w.upos != "PUNCT", texts[end:sentence])
        return any(
            w.lemma in words("cues", "closing", "verbs")
            and w.xpos in {"VBD", "VBZ", "VBP", "VBN"}
            and texts[w.number - 1].lower not in words("anaphora", "pronouns", "relative")
            for w in rest
        )

    def own_outlet(self, number: int) -> Party | None:
        """The outlet that the report is from, which a word names; None if nothing tells it."""
        phrase = self.phrases.at(number)
        if self._publisher is None or phrase is None:
            return None
        entry = self._registry.outlet(self._publisher)
        names = {plain_name(self._publisher), plain_name(entry.name if entry else "")} - {""}
        party = self._met.find(lambda p: bool({plain_name(p.name), plain_name(p.key)} & names))
        if party is None:
            country = entry.country if entry is not None else None
            made = Party(self._publisher, "organisation", country, "JRN", named=True, known=True)
            party = self._met.new(made)
            if entry is not None:
                party.note(registered(entry, self._span(phrase)), "country", "sector")
        self._met.note(phrase, (party,), "own-outlet")
        return party

    def settle(self, voices: Iterable[tuple[int, Party]]) -> None:
        """Tells who "I", "we" and "you" are, once it is known who speaks: word and party."""
        for number, party in voices:
            phrase = self.phrases.at(number)
            if phrase is not None and number not in self._met.references:
                self._met.note(phrase, (party,), "speaker")

    def _antecedent(self, word: Word) -> Word:
        """For a relative pronoun the noun that its clause hangs on, else the word itself."""
        if word.upos != "PRON" or word.lower not in words("anaphora", "pronouns", "relative"):
            return word
        clauses = (a for a in self.analysis.ancestors(word) if a.deprel == "acl:relcl")
        clause = next(clauses, None)
        if clause is not None:
            return self.analysis.words[clause.head]
        return self._before_comma(word) or word

    def _before_comma(self, who: Word) -> Word | None:
        """Who a comma parts from "who", where the tree hangs its clause elsewhere.

        "A source *in Dublin*, who said that …": no place, but whoever is in it.
        """
        first = who.number
        if who.lower not in words("anaphora", "pronouns", "people") or not first:
            return None
        phrase = self.phrases.ending(first - 1)
        at = phrase.head if phrase and self.analysis.words[first - 1].text == "," else None
        while at is not None and at.mention != "person":
            at = self.analysis.head(at) if at.relation == "nmod" else None
        return at

    def _counted(self, word: Word) -> list[Party]:
        """ "thousands of Israelis": whoever is counted."""
        if word.lemma.lower() not in words("anaphora", "quantity", "nouns"):
            return []
        return [
            p
            for child in self.analysis.dependents(word, "nmod")
            if self._describer.case(child) == "of"
            for p in self.who(child.number)
        ]

    def _localise(self, publisher: str | None) -> None:
        """Takes people and bodies of no told country for those of the report's own."""
        here = home(self.analysis.text, publisher, self.parties, self._registry)
        spoken = spoken_of(self.parties)
        for party in self.parties:
            told = set(party.name.lower().split())
            local = party.kind != "state" and not told & words("anaphora", "abroad", "words")
            if local and party.country is None and not party.known:
                self._settle_in(party, here or around(party, spoken))

    def _settle_in(self, party: Party, place: Home | None) -> None:
        if place is not None:
            party.country = place.country
            party.note(place.because, "country")

    # -- one phrase after the other ----------------------------------------------------------------

    def _read(self, phrase: Phrase) -> None:
        if phrase.number in self._met.references or self._double(phrase):
            return
        hidden = self._is_hidden_speaker(phrase)
        partner = None if hidden else self._appositions.named(phrase)
        if partner is not None and (several := self._announced(phrase, partner)):
            self._met.note(phrase, several, "announced")
            return
        if partner is not None:
            self._resolve(partner)
            shared = self._met.references.get(partner.number, ())
            if len(shared) == 1 and self._fits(shared[0], phrase):
                self._describer.describe(shared[0], phrase)
                self._met.note(phrase, shared, "apposition")
                return
        self._resolve(phrase)

    def _double(self, phrase: Phrase) -> bool:
        """Notes "Antigua and Barbuda" as the one state that both names together are."""
        joined = [self.phrases.at(w.number) for w in self.analysis.joined(phrase.head)[:1]]
        if phrase.name is None or not joined or joined[0] is None:
            return False
        whole = self.analysis.text_of((phrase.core[0], joined[0].core[1]))
        match = self._registry.country(whole)
        if match is None or match.how not in {"name", "byname"}:
            return False
        state = self._met.state(match.code, whole)
        state.note(registered(match, self._span(phrase), self._span(joined[0])))
        for part in (phrase, joined[0]):
            self._met.note(part, (state,), "name")
        return True

    def _announced(self, phrase: Phrase, partner: Phrase) -> tuple[Party, ...]:
        """Whom a plural before several names stands for: "old foes India and Pakistan"."""
        if phrase.name is not None or not is_plural(phrase.head) or partner.number < phrase.number:
            return ()
        joined = [self.phrases.at(w.number) for w in self.analysis.joined(partner.head)]
        named = [partner, *(p for p in joined if p is not None)]
        for one in named:
            self._resolve(one)
        found = [p for one in named for p in self._met.references.get(one.number, ())]
        return tuple(found) if len(named) > 1 and len(found) == len(named) else ()

    def _fits(self, party: Party, phrase: Phrase) -> bool:
        """Whether a description may be one of this party: a role of its kind."""
        role = self._describer.role(phrase)
        if role is None:
            told = phrase.head.mention in {"person", "organization"}
            return party.kind != "state" and (told or self._describer.is_counterpart(phrase))
        return role.kind == party.kind or (role.kind == "group" and party.kind == "organisation")

    def _resolve(self, phrase: Phrase) -> None:
        if phrase.number in self._met.references:
            return
        pronoun = phrase.head.upos in {"PRON", "DET"} or phrase.head.lower in _ALONE
        parties = self._pronouns.resolve(phrase) if pronoun else self._noun(phrase)
        if parties:
            how = "pronoun" if pronoun else "name" if phrase.name is not None else "description"
            self._met.note(phrase, parties, how)

    def _noun(self, phrase: Phrase) -> tuple[Party, ...]:
        text = self.phrases.text(phrase)
        kind = phrase.name.kind if phrase.name is not None else None
        country = self._registry.country(text) or self._described_country(phrase)
        country = country or self._nation(phrase)
        if country is not None and not (kind == "PER" and _is_also_a_name(country)):
            return self._country(phrase, country)
        entry = self._entry(text)
        if entry is None:
            entry = self._inner_entry(phrase)
        outlet = entry is not None and entry.sector == "JRN" and not entry.ambiguous
        if kind == "PER" and not outlet:
            return (self._person(phrase),)
        if entry is not None and not (entry.ambiguous and phrase.name is None):
            return (self._body(phrase, entry),)
        if kind == "ORG" and not is_matter(phrase.head):
            return (self._organisation(phrase),)
        if self._pairs.is_pair(phrase) and (pair := self._pairs.of_noun(phrase)):
            return pair
        if self._means_nobody(phrase):
            return ()
        return self._description(phrase) or self._bystander(phrase)

    def _means_nobody(self, phrase: Phrase) -> bool:
        """ "no soldier", "neither side": nobody whom a later "he" or "it" could mean."""
        told = {self.analysis.words[i].lower for i in range(*phrase.core)}
        return phrase.name is None and bool(told & words("anaphora", "nobody", "words"))

    def _bystander(self, phrase: Phrase) -> tuple[Party, ...]:
        """A place by its name, or whoever a noun only speaks of."""
        if phrase.name is not None and phrase.name.kind == "LOC":
            return (self._bystanders.place(phrase),)
        found = self._bystanders.spoken_of(phrase)
        return (found,) if found is not None else ()

    # -- names -------------------------------------------------------------------------------------

    def _described_country(self, phrase: Phrase) -> CountryMatch | None:
        """The country behind adjectives: "neighbouring Estonia", but not "Northern Ireland"."""
        first, end = phrase.core
        head = phrase.number
        opening = self.analysis.sentences[phrase.head.sentence][0]
        while first < head:
            word = self.analysis.words[first]
            small = word.text.islower() or word.number == opening
            if word.relation not in {"amod", "det"} or not small:
                break
            if word.lower in words("anaphora", "parts", "adjectives"):
                return None
            first += 1
        if first == phrase.core[0]:
            return None
        match = self._registry.country(self.analysis.text_of((first, end)))
        return match if match is not None and match.how in {"name", "byname"} else None

    def _nation(self, phrase: Phrase) -> CountryMatch | None:
        """The nation that a plural names, however many of it: "40,000 Palestinians"."""
        match = self._registry.country(phrase.head.text) if is_plural(phrase.head) else None
        return match if match is not None and match.how == "demonym" else None

    def _country(self, phrase: Phrase, match: CountryMatch) -> tuple[Party, ...]:
        if match.how == "demonym" and is_plural(phrase.head):
            return (self._group(phrase, match),)
        if match.how == "capital" and self._is_locative(phrase.head):
            return (self._bystanders.place(phrase),)
        shown = self.phrases.text(phrase)
        whole = match.how != "adjective" and self._registry.country(shown) is not None
        state = self._met.state(match.code, shown if whole else match.name)
        return (state.note(registered(match, self._span(phrase))),)

    def _is_locative(self, word: Word) -> bool:
        """Whether a place is one, and no government: "in Paris", "flew to Washington"."""
        case = self._describer.case(word)
        above = self.analysis.head(word)
        moving = above is not None and above.lemma in words("anaphora", "motion", "verbs")
        there = case in _AT or (case in _TO and moving)
        return word.relation in {"obl", "nmod"} and there

    def _group(self, phrase: Phrase, match: CountryMatch) -> Party:
        text = self.phrases.text(phrase)
        party = self._met.find(
            lambda p: p.kind == "group" and plain_name(p.name) == plain_name(text)
        )
        party = party or self._met.new(Party(text, "group", match.code, plural=True))
        party.note(registered(match, self._span(phrase)))
        self._describer.describe(party, phrase)
        return party

    def _person(self, phrase: Phrase) -> Party:
        assert phrase.name is not None
        name = clean_name(self.analysis.text_of(phrase.name.words))
        party = self._known_person(name)
        if party is None:
            party = self._met.new(Party(name, "person", named=True))
        elif len(name.split()) > len(party.name.split()):
            party.name = name
        party.called.add(name)
        party.note(by_name(phrase.name, self.analysis.characters(phrase.name.words)))
        self._describer.describe(party, phrase)
        party.gender = party.gender or self._registry.gender(party.name)
        self._look_up(party)
        return party

    def _known_person(self, name: str) -> Party | None:
        """The person of that name among those met; a single word may be any of its names.

        Of two whom it fits, whoever was called just so before.
        """
        tokens = name_tokens(name)
        people = [p for p in self._met.recent() if p.kind == "person" and p.named]
        fits = (p for p in people if may_be_one(tokens, name_tokens(p.name)))
        same = next((p for p in people if name in p.called), None) or next(fits, None)
        if same is None and len(tokens) == 1:
            same = next((p for p in people if tokens[0] in name_tokens(p.name)), None)
        if same is None:
            same = next((p for p in people if name_tokens(p.name) == tokens[-1:]), None)
        return same

    def _look_up(self, party: Party) -> None:
        """What the registry knows of a person adds to what the report says, never against it."""
        holders = self._registry.holders(party.name, self._published)
        fits = [h for h in holders if party.country in (None, h.country)]
        full = len(name_tokens(party.name)) > 1
        if not fits or not (full or party.office or len({h.name for h in fits}) == 1):
            return
        holder = fits[0]
        party.country = party.country or holder.country
        if full or self._published is None or holder.holds_on(self._published):
            party.sector = party.sector or holder.sector
        party.note(registered(holder), "country", "sector")

    def _entry(self, text: str) -> Entry | None:
        """A body or an outlet of that name; of two the one whose name means nothing else."""
        body, outlet = self._registry.body(text), self._registry.outlet(text)
        return outlet if outlet is not None and (body is None or body.ambiguous) else body

    def _inner_entry(self, phrase: Phrase) -> Entry | None:
        """What the registry knows by the name inside a phrase: "the daily Le Monde"."""
        if phrase.name is not None:
            name = self.analysis.text_of(phrase.name.words)
            if phrase.name.kind != "ORG":
                return self._registry.outlet(name)
            tail = self._known_tail(phrase.name.words)
            return self._entry(name) or (self._registry.outlet(tail) if tail != name else None)
        outlet = self._registry.outlet(phrase.head.text) if phrase.head.upos == "PROPN" else None
        return outlet if outlet is not None and not outlet.ambiguous else None

    def _shown(self, phrase: Phrase, entry: Entry | None = None) -> str:
        """A body's name as it stands, without the noun before it that says what it is."""
        text, name = self.phrases.text(phrase), phrase.name
        outlet = entry is not None and entry.sector == "JRN" and self._entry(text) is None
        if name is not None and outlet:
            return self._known_tail(name.words)
        if name is not None and phrase.number < name.words[0]:
            return self.analysis.text_of(name.words)
        return phrase.head.text if outlet else text

    def _known_tail(self, span: WordSpan) -> str:
        """The last words of a name by which an outlet is known, else all: "daily *Le Monde*"."""
        tails = [self.analysis.text_of((n, span[1])) for n in range(*span)]
        known = (t for t in tails if (e := self._registry.outlet(t)) and not e.ambiguous)
        return next(known, tails[0])

    def _body(self, phrase: Phrase, entry: Entry) -> Party:
        """A body that the registry knows, under the longest name that the report gives it."""
        shown = self._shown(phrase, entry)
        party = self._met.find(lambda p: p.kind == "organisation" and p.key == entry.name)
        if party is None:
            made = Party(shown, "organisation", entry.country, entry.sector, named=True, known=True)
            party = self._met.new(made)
            party.key = entry.name
        elif len(shown) > len(party.name):
            party.name = shown
        party.note(registered(entry, self._span(phrase)))
        self._describer.describe(party, phrase)
        return party

    def _organisation(self, phrase: Phrase) -> Party:
        """A body that only the report knows, by its name or its initials."""
        assert phrase.name is not None
        text = self._shown(phrase)
        name = self.analysis.text_of(phrase.name.words)
        keys = {plain_name(text), plain_name(name)}

        def fits(party: Party) -> bool:
            same = plain_name(party.name) in keys or party.key in keys
            return party.kind == "organisation" and (same or initials(party.name) == name)

        party = self._met.find(fits)
        if party is None:
            made = Party(text, "organisation", named=True, key=plain_name(name))
            party = self._met.new(made)
        party.note(by_name(phrase.name, self._span(phrase)))
        self._describer.describe(party, phrase)
        return party

    # -- descriptions ------------------------------------------------------------------------------

    def _description(self, phrase: Phrase) -> tuple[Party, ...]:
        """A phrase without a name: somebody met before, or somebody new whom it describes."""
        role = self._describer.role(phrase)
        if half := self._other_half(phrase):
            return (half,)
        if senders := self._senders(phrase):
            return tuple(senders)
        if self._is_building(phrase) and (owners := self._owners(phrase)):
            return tuple(owners)
        if self._describer.is_definite(phrase) and (known := self._described_before(phrase, role)):
            return (known,)
        if role is None or self._is_bare(phrase):
            return ()
        party = self._described(phrase, role)
        self._describer.describe(party, phrase)
        name = plain_name(party.name)
        same = self._met.find(lambda p: p.kind == party.kind and plain_name(p.name) == name)
        return (same or self._met.new(party),)

    def _is_bare(self, phrase: Phrase) -> bool:
        """ "ten people", "the country" that nothing tells of: nobody's description (case 20)."""
        head = phrase.head.lemma.lower()
        if head in words("anaphora", "generic", "state"):
            return self._describer.country(phrase) is None
        acting = phrase.head.deprel == "nsubj"
        numbers = self.analysis.dependents(phrase.head, "nummod")
        counted = head in words("anaphora", "victims", "nouns") and numbers and not acting
        return bool(counted) and self.full_text(phrase) == self.phrases.text(phrase)

    def _described(self, phrase: Phrase, role: Role) -> Party:
        text, full = self.phrases.text(phrase), self.full_text(phrase)
        by_role = registered(role, self._span(phrase))
        if role.kind == "organisation":
            return Party(full, "organisation").note(by_role)
        if self._registry.unnamed(full) or self._registry.unnamed(text):
            return Party(full, "unnamed").note(self._by_noun(phrase, "unnamed"))
        several = is_plural(phrase.head) or role.kind == "group"
        party = Party(full, "group", plural=True) if several else Party(full, "person")
        return party.note(by_role)

    def _described_before(self, phrase: Phrase, role: Role | None) -> Party | None:
        """ "the chancellor", "the army", "the group": the last party of that description."""
        head = phrase.head.lemma.lower()
        country = self._describer.country(phrase)
        if head in words("anaphora", "generic", "state") and not country:
            return self._met.find(lambda p: p.kind == "state")
        told = role.words.lower() if role is not None else head
        for party in self._met.recent():
            if country and party.country and party.country != country:
                continue
            if (party.kind != "group" or party.plural) and party.has_role(told):
                return party
        if head not in words("anaphora", "generic", "organisation"):
            return None
        sectors = (None, role.sector) if role is not None and role.sector else None
        return self._met.find(
            lambda p: p.kind == "organisation" and p.named and (not sectors or p.sector in sectors)
        )

    def _other_half(self, phrase: Phrase) -> Party | None:
        """ "the North", "the South": the state so called where the report names it or its twin."""
        text = self.phrases.text(phrase)
        if text not in _OPPOSITES or not self._describer.is_definite(phrase):
            return None
        for party in self._met.recent():
            half, *rest = party.name.split()
            if party.kind == "state" and rest and text in (half, _OPPOSITES.get(half)):
                match = self._registry.country(" ".join([text, *rest]))
                if match is None:
                    return None
                because = registered(match, self._span(phrase))
                return self._met.state(match.code, match.name).note(because)
        return None

    def _senders(self, phrase: Phrase) -> list[Party]:
        """The parties that negotiators, jets, forces act for: "Israeli and Hamas negotiators"."""
        agents = words("anaphora", "agents", "nouns")
        return self._before(phrase) if phrase.head.lemma.lower() in agents else []

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

    def _read_compound(self, word: Word) -> None:
        first = word.number
        while first and self._registry.country(self.analysis.words[first - 1].text):
            first -= 1
        phrase = Phrase(word, (first, word.number + 1), None)
        role = self._describer.role(phrase)
        entry = self._entry(word.text) if word.text[0].isupper() else None
        if entry is not None and not entry.ambiguous:
            self._met.note(phrase, (self._body(phrase, entry),))
        elif role is not None and role.kind == "organisation":
            self._met.note(phrase, self._description(phrase))


def _actors(things: Iterable[Party]) -> list[Party]:
    """Who of them acts, each once."""
    found: list[Party] = []
    for thing in things:
        if (actor := thing.actor) is not None and actor not in found:
            found.append(actor)
    return found


def _is_also_a_name(match: CountryMatch) -> bool:
    """Whether a person can be called so: "Jordan", "Georgia", but not "Congolese"."""
    return match.ambiguous and match.how not in {"adjective", "demonym"}


_OPPOSITES = {"North": "South", "South": "North", "East": "West", "West": "East"}
_ALONE = frozenset({"both", "two"})
_AT = frozenset({"in", "at", "near", "outside", "around", "inside", "across"})
_TO = frozenset({"to", "for", "from", "through", "into", "towards", "toward", "via"})
