"""Did: the PLOVER events of a report, from the lexicon's patterns and the coding rules.

Rule numbers are those of the record contract ("Coding rules" and "Settled cases").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from memcon.language.analysis import Analysis, Word
from memcon.ontology import complement_mode, contexts_of, promised_type
from memcon.reading.actors import Cast
from memcon.reading.clauses import Clauses
from memcon.reading.dates import Resolved, Tense
from memcon.reading.matching import Match, Matcher
from memcon.reading.modality import Modalities, Modality
from memcon.reading.party import Party
from memcon.reading.statements import Saying
from memcon.reading.tables import words
from memcon.reading.when import UNDATED, Calendar, Dated

ACTS_ON_A_CLAUSE = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"})
"""Verbal acts whose complement is what they are about, not another event."""

HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})
AHEAD_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
MERGED_BY_PARTIES = frozenset({"CONSULT", "ASSAULT", "AID", "SUPPORT", "COOPERATE", "MOBILIZE"})


_ABOUT = ("for", "to", "on", "against", "of", "in")
_SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
_HIDING = frozenset({"name", "identify", "quote"})
_WILL = frozenset({"will", "would", "shall", "'ll", "’ll", "'d", "’d"})


@dataclass
class Happening:
    """An event while the report is being read."""

    event: str
    word: Word
    actors: list[Party]
    recipients: list[Party]
    cameo: str | None
    mode: str | None = None
    context: list[str] = field(default_factory=list)
    modality: Modality = "actual"
    date: Dated = UNDATED
    place: tuple[str, str | None] | None = None
    chain: list[Saying] = field(default_factory=list)
    denied_by: list[Saying] = field(default_factory=list)
    also: list[Word] = field(default_factory=list)
    """Further words of the report that name the same happening."""
    mutual: bool = False
    confidence: float = 0.5

    @property
    def parties(self) -> list[Party]:
        """Everybody in it."""
        return [*self.actors, *self.recipients]


def find_happenings(
    analysis: Analysis, cast: Cast, sayings: Sequence[Saying], calendar: Calendar
) -> list[Happening]:
    """The events of a report in the order of the text, each happening once (rule 7)."""
    return _Finder(analysis, cast, sayings, calendar).find()


class _Finder:
    def __init__(
        self, analysis: Analysis, cast: Cast, sayings: Sequence[Saying], calendar: Calendar
    ) -> None:
        self.analysis = analysis
        self.cast = cast
        self.sayings = sayings
        self.calendar = calendar
        self.clauses = Clauses(analysis)
        self.matcher = Matcher(analysis, cast)
        self.modalities = Modalities(analysis, sayings)

    def find(self) -> list[Happening]:
        matches = [m for w in self.analysis.words if (m := self.matcher.match(w)) is not None]
        spoken_for = self._spoken_for(matches)
        found = [h for m in matches if m.word.number not in spoken_for for h in self._happenings(m)]
        found += [h for w in self.analysis.words for h in self._obligations(w)]
        found.sort(key=lambda h: h.word.number)
        self._date(found)
        for happening in found:
            happening.place = self._place(happening.word)
            happening.chain = self._chain(happening.word)
            self._set_consult_mode(happening)
            self._turn_future(happening)
            self._deny(happening)
            happening.context = self._context(happening)
            happening.confidence = _confidence(happening)
        return self._merged([h for h in found if self._is_recordable(h)])

    # -- from matches to happenings ----------------------------------------------------------------

    def _spoken_for(self, matches: Sequence[Match]) -> set[int]:
        """Words that another event already speaks for: light verbs' objects, what is only promised."""
        taken: set[int] = set()
        for match in matches:
            if match.word.number in taken:
                continue
            taken |= match.used - {match.word.number}
            taken |= self._results(match, matches) | self._topics(match)
            if match.pattern.event in ACTS_ON_A_CLAUSE:
                taken |= self._complement_words(match.word) - {match.word.number}
            if self.modalities.is_obliged(match.word) and self._adviser(match.word):
                taken.add(match.word.number)
        return taken

    def _results(self, match: Match, matches: Sequence[Match]) -> set[int]:
        """Participles that tell the outcome of the same act: "fired on them, killing ten"."""
        return {
            m.word.number
            for m in matches
            if m.word.head == match.word.number
            and m.word.xpos == "VBG"
            and m.word.relation == "advcl"
            and m.pattern.event == match.pattern.event
        }

    def _complement_words(self, word: Word) -> set[int]:
        """The verbs and nouns of the act that a verbal act is about."""
        clause = self.clauses.complement(word)
        if clause is not None:
            return self._below(clause)
        patient = self.clauses.patient(word) if word.upos == "VERB" else None
        hanging = [c for p in _ABOUT for c in self.clauses.oblique(word, p)]
        hanging = [c for c in hanging if c.number > word.number]
        return {n for w in [patient, *hanging] if w is not None for n in self._below(w)}

    def _topics(self, match: Match) -> set[int]:
        """What people talk about has not happened for that: "spoke about promoting cooperation"."""
        if match.pattern.event != "CONSULT":
            return set()
        children = self.analysis.dependents(match.word, "advcl", "obl", "nmod", "acl")
        topics = [c for c in children if self.clauses.case(c) in {"about", "on", "to"}]
        return {n for c in topics if c.upos == "VERB" for n in self._below(c)}

    def _below(self, word: Word) -> set[int]:
        """A word and the words under it, but not those of clauses that tell something else."""
        found = {word.number}
        for child in self.analysis.children[word.number]:
            if child.deprel not in {"acl:relcl", "advcl", "ccomp", "parataxis", "nsubj"}:
                found |= self._below(child)
        return found

    def _happenings(self, match: Match) -> Iterator[Happening]:
        pattern = match.pattern
        if self.modalities.is_wished(match.word) and pattern.event not in {"CONSULT"}:
            return
        actors, recipients = list(match.actors), list(match.recipients)
        if pattern.pos == "noun":
            actors = self._noun_actors(match, actors)
        if pattern.mutual:
            actors, recipients = [*actors, *(r for r in recipients if r not in actors)], []
        event, cameo = pattern.event, pattern.cameo
        given = self.clauses.recipient(match.word) if event == "MOBILIZE" else None
        if given is not None and (gainers := self.cast.who(given.number)):
            event, cameo, recipients = "AID", "070", gainers
        modality = pattern.modality or self.modalities.of(match.word)
        if pattern.modality and self.modalities.of(match.word) == "negated":
            modality = "negated"
        if self._is_only_said(match) or self._is_silence(match):
            return
        if not recipients and pattern.event == "REQUEST" and pattern.pos == "verb":
            patient = self.clauses.patient(match.word)
            recipients = self.cast.who(patient.number) if patient is not None else []
        said = next((s for s in self.sayings if s.cue_head == match.word.number), None)
        if said is not None and said.holder is not None and pattern.event in _SPEECH_ACTS:
            actors = actors if self.clauses.is_passive(match.word) and actors else [said.holder]
        if pattern.event == "THREATEN":
            actors = self._threatening(match) or actors
        mode = pattern.mode if event == pattern.event else None
        found = Happening(
            event, match.word, actors, recipients, cameo, mode, list(pattern.context), modality,
            mutual=pattern.mutual,
        )  # fmt: skip
        if modality == "negated" and pattern.event == "AGREE" and pattern.pos == "adjective":
            found.event, found.modality, found.cameo = "REJECT", "actual", "120"
        self._read_complement(found)
        yield found
        if pattern.event == "AGREE" and pattern.pos == "adjective":
            yield from self._unwilling(match.word, actors)

    def _unwilling(self, word: Word, actors: list[Party]) -> Iterator[Happening]:
        """ "is open to talks but not to giving way": the second half is a REJECT."""
        for child in self.analysis.dependents(word, "advcl", "conj", "obl", "xcomp", "acl"):
            if self.clauses.is_negated(child) and self.clauses.case(child) == "to":
                mode = complement_mode("REJECT", child.lemma)
                yield Happening("REJECT", child, list(actors), [], "120", mode)

    def _is_silence(self, match: Match) -> bool:
        """ "declined to comment", "asked not to be named": nothing that PLOVER codes."""
        silent = any(
            s.stance == "declines" and s.cue_head == match.word.number for s in self.sayings
        )
        clause = self.clauses.complement(match.word)
        hidden = clause is not None and clause.lemma in _HIDING and self.clauses.is_passive(clause)
        return silent or hidden

    def _threatening(self, match: Match) -> list[Party]:
        """Who would carry the threat out, where the clause names them: "warned that the South would …"."""
        clause = self.clauses.complement(match.word)
        if clause is None or clause.relation != "ccomp":
            return []
        subject = self.clauses.subject(clause)
        return self.cast.who(subject.number) if subject is not None else []

    def _is_only_said(self, match: Match) -> bool:
        """Whether a verbal act with a finite clause only tells something (rule 3).

        "suggested that X wants …" asks for nothing; "warned that X could …" threatens nothing. A
        request has "should" or a bare subjunctive in its clause, a threat what the speaker will do.
        """
        clause = self.clauses.complement(match.word)
        if clause is None or clause.relation != "ccomp" or self.clauses.is_infinitive(clause):
            return False
        told = self.clauses.auxiliaries(clause)
        if match.pattern.event == "REQUEST":
            return not self.modalities.is_obliged(clause) and (clause.xpos != "VB" or bool(told))
        if match.pattern.event == "THREATEN":
            return not (told & _WILL and self._is_own(self.clauses.subject(clause), match))
        return False

    def _is_own(self, subject: Word | None, match: Match) -> bool:
        """Whether the subject of a clause is the speaker, or the state or body it speaks for."""
        if subject is None:
            return False
        if subject.lower in {"we", "i"}:
            return True
        speakers = match.actors
        return any(
            p in speakers or any(p.kind != "person" and p.country == s.country for s in speakers)
            for p in self.cast.who(subject.number)
        )

    def _noun_actors(self, match: Match, actors: list[Party]) -> list[Party]:
        """ "urged Putin in a phone call", "is due for talks with Y": the clause tells who took part."""
        if not match.pattern.mutual:
            return actors
        verb = self.analysis.head(match.word)
        if verb is None or verb.upos not in {"VERB", "AUX", "ADJ"}:
            return actors
        if match.word.relation not in {"obl", "obj"}:
            return actors
        subject = self.clauses.agent(verb)
        found = self.cast.who(subject.number) if subject is not None else []
        if not actors and not match.recipients and match.word.relation == "obl":
            told = self.clauses.recipient(verb) or self.clauses.patient(verb)
            found += self.cast.who(told.number) if told is not None else []
        return [*actors, *(p for p in found if p not in actors and p.kind != "unnamed")]

    def _read_complement(self, found: Happening) -> None:
        """What the act inside a verbal act makes of it: its mode, its recipient, even its type."""
        if found.event not in ACTS_ON_A_CLAUSE:
            return
        act = self._act(found.word)
        if act is None:
            return
        lemma = act.lemma.lower()
        negative = self.clauses.is_negated(act) or bool(self.clauses.oblique(found.word, "against"))
        if found.event in {"REQUEST", "REJECT", "THREATEN"} and found.mode is None:
            found.mode = complement_mode(found.event, lemma)
            if found.event == "REQUEST" and (negative or self.clauses.case(act) == "against"):
                found.mode = "yield"
        if found.event == "AGREE":
            self._read_promise(found, act)
        if not found.recipients and found.event in {"AGREE", "CONCEDE", "THREATEN", "REJECT"}:
            found.recipients = self._parties_of_act(act, found.actors)

    def _read_promise(self, found: Happening, act: Word) -> None:
        """A promise of something hostile is a threat, of something yielding a concession (rule 2)."""
        inner = self.matcher.match(act)
        kind = inner.pattern.event if inner else promised_type(act.lemma.lower())
        patient = self.clauses.patient(act) if act.upos == "VERB" else None
        if patient is not None and patient.lemma in words("peace", "ending", "objects"):
            kind = "AGREE"
        if kind in HOSTILE:
            found.event, found.modality, found.cameo = "THREATEN", "actual", "130"
            found.mode = complement_mode("THREATEN", act.lemma.lower())
        elif kind in {"RETREAT", "CONCEDE"}:
            found.event, found.cameo = "CONCEDE", "080"

    def _act(self, word: Word) -> Word | None:
        """The head of the act that a verbal act is about: its clause, object or "for" phrase."""
        clause = self.clauses.complement(word)
        if clause is not None:
            return clause
        for preposition in ("for", "to", "against", "on", "of"):
            if found := [w for w in self.clauses.oblique(word, preposition) if w.upos == "NOUN"]:
                return found[0]
        return self.clauses.patient(word) if word.upos == "VERB" else None

    def _parties_of_act(self, act: Word, actors: Sequence[Party]) -> list[Party]:
        match = self.matcher.match(act)
        found = [*match.recipients, *match.actors] if match else []
        if not found:
            for head in [act, *self.analysis.dependents(act, "obj")]:
                for preposition in ("to", "with", "for", "against", "on"):
                    for word in self.clauses.oblique(head, preposition):
                        found += self.cast.who(word.number)
            if act.upos == "VERB" and (patient := self.clauses.patient(act)) is not None:
                named = self.cast.who(patient.number) or self.matcher.inside(patient)
                found = named + found
        unique = list(dict.fromkeys(map(id, found)))
        by_id = {id(p): p for p in found}
        return [by_id[i] for i in unique if by_id[i] not in actors][:2]

    # -- advice: "Ukraine should accept" ------------------------------------------------------------

    def _obligations(self, verb: Word) -> Iterator[Happening]:
        """Somebody says that another should do something: a REQUEST."""
        adviser = self._adviser(verb)
        if adviser is None or not self.modalities.is_obliged(verb) or verb.upos != "VERB":
            return
        above = self.analysis.head(verb)
        asked = self.matcher.match(above) if above is not None else None
        if asked is not None and asked.pattern.event == "REQUEST":
            return
        subject = self.clauses.subject(verb)
        advised = self.cast.who(subject.number) if subject is not None else []
        advised = [p for p in advised if p is not adviser]
        if advised:
            mode = complement_mode("REQUEST", verb.lemma)
            mode = "yield" if self.clauses.is_negated(verb) else mode
            yield Happening("REQUEST", verb, [adviser], advised, "020", mode)

    def _adviser(self, word: Word) -> Party | None:
        around = self._innermost(word.number)
        return around.holder if around is not None else None

    # -- when, where, on whose word ----------------------------------------------------------------

    def _date(self, found: Sequence[Happening]) -> None:
        """Dates from each event's own clause; those that count from another's date come after."""
        for happening in found:
            word = self._dated_word(happening)
            if not self.calendar.is_anaphoric(word):
                happening.date = self.calendar.of(word, tense=self._tense(happening))
        latest = None
        for happening in found:
            word = self._dated_word(happening)
            if self.calendar.is_anaphoric(word):
                named = self.calendar.named_reference(word)
                reference = self._date_of(named, found) if named is not None else latest
                tense = self._tense(happening)
                happening.date = self.calendar.of(word, tense=tense, reference=reference)
            if happening.date.resolved.start is not None:
                latest = happening.date.resolved

    def _dated_word(self, happening: Happening) -> Word:
        """The word whose date counts: for what is promised the thing promised, if it has one (case 13)."""
        act = self._act(happening.word) if happening.event in {"AGREE", "CONCEDE"} else None
        if act is not None:
            clauses = [c for c in self.analysis.dependents(act, "acl") if c.upos == "VERB"]
            for word in [act, *clauses]:
                if self.calendar.dates(word):
                    return word
        return happening.word

    def _date_of(self, number: int, found: Sequence[Happening]) -> Resolved | None:
        """The date of the happening that a noun names again: "two days before the call"."""
        noun = self.analysis.words[number]
        told = [
            h for h in found if h.word.lemma == noun.lemma and h.date.resolved.start is not None
        ]
        return told[-1].date.resolved if told else None

    def _tense(self, happening: Happening) -> Tense:
        return "future" if happening.modality == "future" else "past"

    def _place(self, word: Word) -> tuple[str, str | None] | None:
        """The place that a clause names: "in Rome", "at the White House in Washington"."""
        head = self.clauses.clause_head(word)
        for start in dict.fromkeys([word.number, head.number]):
            for child in self.analysis.dependents(self.analysis.words[start], "obl", "nmod"):
                if self.clauses.case(child) not in {"in", "at", "near", "on", "outside"}:
                    continue
                phrase = self.cast.phrases.at(child.number)
                if phrase is not None and phrase.name is not None and phrase.name.kind == "LOC":
                    return self.cast.phrases.text(phrase), self.cast.country_at(child.number)
        return None

    def _innermost(self, number: int) -> Saying | None:
        around = [s for s in self.sayings if s.covers(number)]
        return min(around, key=lambda s: s.size, default=None)

    def _chain(self, word: Word) -> list[Saying]:
        """The statements that an event rests on, innermost first (settled cases 1 to 3)."""
        own = next((s for s in self.sayings if self._is_cue_of(word, s)), None)
        saying = own or self._innermost(word.number)
        chain = []
        while saying is not None and saying not in chain:
            chain.append(saying)
            saying = saying.within
        return chain

    def _is_cue_of(self, word: Word, saying: Saying) -> bool:
        """Whether the act is itself the saying, with more than a bare noun as its content (case 1)."""
        if saying.stance == "denies" or not saying.cue[0] <= word.number < saying.cue[1]:
            return False
        if word.lemma in words("cues", "verbs", "told_by_report"):
            return False
        if self.clauses.complement(word) is not None or saying.quote != "indirect":
            return True
        opening = self.analysis.words[saying.contents[0][0]]
        return opening.xpos in {"IN", "TO"} or opening.upos in {"VERB", "AUX", "SCONJ"}

    # -- the rules that turn one code into another ---------------------------------------------------

    def _set_consult_mode(self, happening: Happening) -> None:
        """Where they met tells who visited whom (settled case 18)."""
        if happening.event != "CONSULT" or happening.mode is not None or not happening.place:
            return
        country = happening.place[1]
        if country is None or len(happening.actors) < 2 or happening.recipients:
            return
        hosts = [p for p in happening.actors if p.country == country]
        if not hosts and all(p.country for p in happening.actors):
            happening.mode = "third-party"
        elif len(hosts) == 1 and happening.actors[0] not in hosts:
            happening.mode = "visit"
            happening.recipients = hosts
            happening.actors = [p for p in happening.actors if p not in hosts]

    def _turn_future(self, happening: Happening) -> None:
        """What lies ahead is agreed, conceded or threatened (rule 2)."""
        if happening.modality != "future":
            return
        if happening.event in AHEAD_IS_AGREE:
            happening.event, happening.mode, happening.cameo = "AGREE", None, "030"
        elif happening.event == "RETREAT":
            happening.event, happening.mode, happening.cameo = "CONCEDE", None, "080"
        elif happening.event in {"ASSAULT", "COERCE", "SANCTION"} and happening.chain:
            lemma = happening.word.lemma
            mode = (
                "violence" if happening.event == "ASSAULT" else complement_mode("THREATEN", lemma)
            )
            happening.event, happening.mode, happening.cameo = "THREATEN", mode, "130"
            happening.modality = "actual"
            cue = self.analysis.words[happening.chain[0].cue_head]
            happening.date = self.calendar.of(cue, tense="past")

    def _deny(self, happening: Happening) -> None:
        if happening.chain and happening.chain[0].stance == "denies":
            happening.modality = "negated"

    def _context(self, happening: Happening) -> list[str]:
        head = self.clauses.clause_head(happening.word)
        first, end = self.analysis.subtree(head)
        first, end = max(first, happening.word.number - 15), min(end, happening.word.number + 25)
        lemmas = [self.analysis.words[i].lemma.lower() for i in range(first, end)]
        return list(dict.fromkeys([*happening.context, *contexts_of(lemmas)]))

    # -- one happening, one event ------------------------------------------------------------------

    def _is_recordable(self, happening: Happening) -> bool:
        if not happening.parties:
            return False
        if happening.event == "CONSULT" and len(happening.parties) < 2:
            return happening.modality == "negated" and bool(happening.chain)
        if happening.word.upos in {"NOUN", "PROPN"} and not happening.actors:
            return False
        return not (
            happening.modality == "hypothetical" and self.modalities.is_wished(happening.word)
        )

    def _merged(self, found: Sequence[Happening]) -> list[Happening]:
        kept: list[Happening] = []
        for happening in found:
            same = next((k for k in kept if self._is_same(k, happening)), None)
            if same is None:
                kept.append(happening)
                continue
            same.also.append(happening.word)
            if same.date.resolved.start is None:
                same.date = happening.date
            same.mode = same.mode or happening.mode
            same.place = same.place or happening.place
        return kept

    def _is_same(self, one: Happening, other: Happening) -> bool:
        """Whether a later event is an earlier one told again: type, parties, dates do not differ."""
        if one.event != other.event or one.modality != other.modality:
            return False
        a, b = one.date.resolved, other.date.resolved
        if a.start is not None and b.start is not None and (a.start, a.end) != (b.start, b.end):
            return False
        mine, theirs = set(map(id, one.parties)), set(map(id, other.parties))
        if one.event in MERGED_BY_PARTIES:
            return theirs <= mine if other.mutual or other.word.upos == "NOUN" else mine == theirs
        return mine == theirs and one.word.lemma == other.word.lemma


def _confidence(happening: Happening) -> float:
    """A first estimate: who is known, what is sure, how surely it was said."""
    value = (
        0.55 + 0.15 * bool(happening.actors) + 0.1 * bool(happening.recipients or happening.mutual)
    )
    value -= 0.1 * (happening.modality == "hypothetical")
    value -= 0.1 * (happening.word.upos == "NOUN")
    return round(min(max(value, 0.05), 0.95), 2)
