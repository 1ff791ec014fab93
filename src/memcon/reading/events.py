"""Did: the PLOVER events of a report, from the lexicon's patterns and the coding rules.

Rule numbers are those of the record contract ("Coding rules" and "Settled cases").
"""

from collections.abc import Iterator, Sequence

from memcon.language.analysis import Analysis, Word
from memcon.ontology import contexts_told
from memcon.reading.actors import Cast
from memcon.reading.acts import ON_A_CLAUSE, Acts
from memcon.reading.because import Because, by_pattern, rule
from memcon.reading.clauses import Clauses
from memcon.reading.confidence import event_confidence
from memcon.reading.denials import with_denials
from memcon.reading.happening import Happening
from memcon.reading.matching import Match, Matcher
from memcon.reading.modality import Modalities
from memcon.reading.once import told_once
from memcon.reading.party import Party
from memcon.reading.rules import apply_rules
from memcon.reading.saying import Saying, Sayings
from memcon.reading.setting import Settings
from memcon.reading.tables import words
from memcon.reading.triggered import BELIEVED, Triggers
from memcon.reading.when import Calendar


def find_happenings(
    analysis: Analysis, cast: Cast, sayings: Sayings, calendar: Calendar
) -> list[Happening]:
    """The events of a report in the order of the text, each happening once (rule 7)."""
    finder = _Finder(analysis, cast, sayings)
    found = finder.find()
    settings = Settings(analysis, cast, finder.acts, calendar)
    settings.date(found)
    for happening in found:
        happening.place = settings.place(happening.word)
        happening.chain = finder.chain(happening.word, happening.event)
        finder.note_chain(happening)
        apply_rules(happening, analysis, calendar)
        happening.context = finder.context(happening)
        happening.confidence = event_confidence(happening)
    recordable = [h for h in found if finder.is_recordable(h)]
    return with_denials(told_once(recordable), sayings, analysis, finder.matcher, calendar)


class _Finder:
    """Finds the events of one report, before they are dated and placed."""

    def __init__(self, analysis: Analysis, cast: Cast, sayings: Sayings) -> None:
        self.analysis = analysis
        self.cast = cast
        self.sayings = sayings
        self.clauses = Clauses(analysis)
        self.matcher = Matcher(analysis, cast)
        self.modalities = Modalities(analysis, sayings)
        self.acts = Acts(analysis, cast, self.matcher, sayings)

    def find(self) -> list[Happening]:
        """The events that words name, in the order of the text."""
        matches = [m for w in self.analysis.words if (m := self.matcher.match(w)) is not None]
        spoken_for = self._spoken_for(matches)
        heard = [m for m in matches if m.word.number not in spoken_for]
        found = [h for m in heard for h in self._read(m)]
        by_rule = [h for m in heard for h in self._unwilling(m)]
        by_rule += [h for w in self.analysis.words for h in self.acts.advice(w)]
        by_rule += [h for w in self.analysis.words for h in self._by_telephone(w)]
        self._find_victims(found)
        triggers = Triggers(self.analysis, self.cast, self.clauses, self.modalities)
        judged = triggers.judged(found, by_rule, spoken_for)
        self._find_threatened(judged)
        return [h for h in judged if not self.acts.is_of_a_report(h.word)]

    def chain(self, word: Word, event: str) -> list[Saying]:
        """The statements that an event rests on, innermost first (settled cases 1 to 3)."""
        own = self.sayings.at_cue(word.number)
        is_cue = own is not None and event != "CONSULT" and self._is_cue_of(word, own)
        saying = own if is_cue else self.sayings.innermost(word.number)
        chain: list[Saying] = []
        while saying is not None and saying not in chain:
            chain.append(saying)
            saying = saying.within
        return [s for s in chain if s is chain[0] or s.stance != "declines"]

    def note_chain(self, happening: Happening) -> None:
        """Why an event rests on each statement: it is the saying itself, or is told in it."""
        own = self.sayings.at_cue(happening.word.number)
        for place, saying in enumerate(happening.chain):
            how = "is-the-saying" if saying is own else "told-in-content"
            name = how if place == 0 else "quoted-inside"
            cue = self.analysis.characters(saying.cue)
            happening.add_reason(rule(name, cue), "chain", saying)

    def context(self, happening: Happening) -> list[str]:
        """PLOVER contexts by the words of the clause, near the word that names the event."""
        number = happening.word.number
        first, end = self.analysis.subtree(self.clauses.clause_head(happening.word))
        around = self.analysis.words[max(first, number - 15) : min(end, number + 25)]
        told = contexts_told([w.lemma.lower() for w in around])
        for context, place in told.items():
            word = around[place]
            happening.add_reason(
                rule("word-of-context", (word.start, word.end)), "context", context
            )
        return list(dict.fromkeys([*happening.context, *told]))

    def is_recordable(self, happening: Happening) -> bool:
        """Whether an event has the parties it needs (rule 10) and is more than a wish."""
        if not happening.parties:
            return False
        if happening.event == "CONSULT" and len(happening.parties) < 2:
            denied = happening.modality == "negated" and bool(happening.chain)
            return denied or self._met_inside(happening)
        if happening.word.upos in {"NOUN", "PROPN"} and not happening.actors:
            return False
        hypothetical = happening.modality == "hypothetical"
        return not (hypothetical and self.modalities.is_wished(happening.word))

    def _met_inside(self, happening: Happening) -> bool:
        """ "The Security Council met": a body or several people can meet among themselves."""
        several = all(p.kind == "organisation" or p.plural for p in happening.actors)
        return several and happening.word.upos == "VERB" and happening.support >= BELIEVED

    # -- which words are events --------------------------------------------------------------------

    def _spoken_for(self, matches: Sequence[Match]) -> set[int]:
        """Words that another event already speaks for: light verbs' objects, what is promised."""
        taken: set[int] = set()
        for match in matches:
            number = match.word.number
            if number in taken:
                continue
            taken |= match.used - {number}
            taken |= self._results(match, matches) | self._topics(match)
            if match.pattern.event in ON_A_CLAUSE and not self.acts.is_only_said(match):
                taken |= self.acts.words_about(match.word) - {number}
            if self.acts.adviser(match.word) is not None:
                taken.add(number)
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

    def _topics(self, match: Match) -> set[int]:
        """What people talk about has not happened for that: "spoke about promoting cooperation"."""
        if match.pattern.event != "CONSULT":
            return set()
        children = self.analysis.dependents(match.word, "advcl", "obl", "nmod", "acl")
        topics = [c for c in children if self.clauses.case(c) in {"about", "on", "to"}]
        return {n for c in topics if c.upos == "VERB" for n in self.acts.below(c)}

    # -- what a match tells ------------------------------------------------------------------------

    def _read(self, match: Match) -> Iterator[Happening]:
        pattern = match.pattern
        wished = self.modalities.is_wished(match.word) and pattern.event != "CONSULT"
        if wished or self.acts.is_nothing(match):
            return
        actors, recipients = self._parties(match)
        modality, modality_by = self.modalities.judge(match.word)
        if pattern.negated and modality == "negated":
            modality, modality_by = "actual", self._by(match)
        if pattern.modality and modality != "negated":
            modality, modality_by = pattern.modality, self._by(match)
        found = Happening(
            pattern.event, match.word, actors, recipients, pattern.cameo, pattern.mode,
            list(pattern.context), modality, match.used, pattern.mutual,
        )  # fmt: skip
        found.sure = match.word.lemma.lower() in pattern.sure
        found.note(modality_by, "modality")
        self._note(found, match)
        self._recode(found, match)
        self.acts.read(found)
        about = self.acts.about(match.word) if found.event in ON_A_CLAUSE else None
        found.words |= {about.number} if about is not None else set()
        yield found

    def _by(self, match: Match) -> Because:
        """The pattern of a match, with its word and those that it has conditions on."""
        pattern = match.pattern
        asked = pattern.object | pattern.prep_object | pattern.subject
        around = [self.analysis.words[number] for number in match.used]
        named = [match.word, *(w for w in around if w.lemma.lower() in asked)]
        return by_pattern(pattern, *sorted((w.start, w.end) for w in named))

    def _note(self, found: Happening, match: Match) -> None:
        """Why it is this event with these parties: the pattern and its slots, else the clause."""

        def because(party: Party) -> Because:
            told = match.slots.get(id(party))
            return told or rule("party-of-clause", self.cast.span_of(party))

        found.note_parties(because).note(self._by(match))

    def _unwilling(self, match: Match) -> Iterator[Happening]:
        """The refusal in the second half of "is open to talks but not to giving way"."""
        if match.pattern.event == "AGREE" and match.pattern.pos == "adjective":
            yield from self.acts.unwilling(match)

    def _recode(self, found: Happening, match: Match) -> None:
        """Forces sent to somebody are AID, drills of two COOPERATE, willingness denied REJECT."""
        gainer = self.clauses.recipient(match.word) if found.event == "MOBILIZE" else None
        if gainer is not None and (gainers := self.cast.who(gainer.number)):
            found.recode("AID", "070")
            found.recipients = gainers
            found.note_rule("forces-for-somebody", self.cast.span_of)
        elif found.event == "MOBILIZE" and "drill" in match.pattern.object and found.actors[1:]:
            found.recode("COOPERATE", "062")
            found.recipients = []
            found.note_rule("drill-of-several", self.cast.span_of)
        willing = found.event == "AGREE" and match.pattern.pos == "adjective"
        if willing and found.modality == "negated":
            found.recode("REJECT", "120")
            found.modality = "actual"
            found.note_rule("unwilling", self.cast.span_of)

    def _parties(self, match: Match) -> tuple[list[Party], list[Party]]:
        """Actors and recipients: those of the pattern's slots, or who else the clause tells of."""
        actors, recipients = list(match.actors), list(match.recipients)
        if match.pattern.mutual:
            actors = self._all_who_met(match) if match.pattern.pos == "noun" else actors
            return [*actors, *(r for r in recipients if all(r is not a for a in actors))], []
        if not recipients and match.pattern.event == "REQUEST" and match.word.upos == "VERB":
            patient = self.clauses.patient(match.word)
            recipients = self.cast.who(patient.number) if patient is not None else []
        return self._speakers(match) or actors, recipients

    def _speakers(self, match: Match) -> list[Party]:
        """For acts of speech those who speak, or in whose name a threat is made."""
        if match.pattern.event == "THREATEN" and (threatening := self.acts.threatening(match)):
            return threatening
        said = self.sayings.with_head(match.word.number)
        if said is None or said.holder is None or match.pattern.event not in _SPEECH_ACTS:
            return []
        participle = match.word.xpos == "VBG"
        return [said.holder] if participle or not match.actors else []

    def _all_who_met(self, match: Match) -> list[Party]:
        """ "urged Putin in a phone call", "is due for talks with Y": the clause tells who met."""
        actors = list(match.actors)
        verb = self.analysis.head(match.word)
        if verb is None or verb.upos not in {"VERB", "AUX", "ADJ"}:
            return actors
        if match.word.relation not in {"obl", "obj"}:
            return actors
        subject = self.clauses.agent(verb)
        found = self.cast.who(subject.number) if subject is not None else []
        if not actors and not match.recipients and match.word.relation == "obl":
            told = self.clauses.recipient(verb) or self.clauses.patient(verb)
            found = [*found, *(self.cast.who(told.number) if told is not None else [])]
        return [*actors, *(p for p in found if p not in actors and p.kind != "unnamed")]

    def _find_victims(self, found: Sequence[Happening]) -> None:
        """ "aid to Fiji since the attack": an attack that only times help was on who is helped."""
        helped = {h.word.number: h.recipients for h in found if h.event in {"AID", "SUPPORT"}}
        for attack in found:
            times = self.clauses.case(attack.word) in {"since", "after", "following"}
            if attack.event == "ASSAULT" and times and not attack.recipients:
                above = [a.number for a in self.analysis.ancestors(attack.word)]
                victims = next((helped[n] for n in above if n in helped), [])
                attack.recipients = [v for v in victims if v not in attack.actors]
                attack.note_rule("victim-is-who-is-helped", self.cast.span_of)

    def _find_threatened(self, found: Sequence[Happening]) -> None:
        """ "If Iran misuses the money, we will …": a threat is to whoever may bring it about."""
        for threat in found:
            if threat.event == "THREATEN" and not threat.recipients:
                agents = [self.clauses.agent(c) for c in self._conditions(threat.word)]
                told = [p for a in agents if a is not None for p in self.cast.who(a.number)]
                threat.recipients = [p for p in told if p not in threat.actors]
                threat.note_rule("threatened-by-condition", self.cast.span_of)

    def _conditions(self, word: Word) -> Iterator[Word]:
        """The "if" clauses of a verb, or of those that it hangs on."""
        conditional = words("modality", "marks", "conditional")
        for verb in (word, *self.analysis.ancestors(word)):
            for clause in self.analysis.dependents(verb, "advcl"):
                marks = {c.lower for c in self.analysis.dependents(clause, "mark")}
                if marks & conditional:
                    yield clause

    def _by_telephone(self, verb: Word) -> Iterator[Happening]:
        """ "asked the minister by telephone to …": whoever tells somebody so has called them."""
        if verb.upos != "VERB":
            return
        telephone = words("cues", "telephone", "nouns")
        by = [w for w in self.clauses.oblique(verb, "by") if w.lemma in telephone]
        if not by or self.matcher.pattern(verb) is None:
            return
        match = self.matcher.match(verb)
        if match is None or match.pattern.event == "CONSULT" or not match.actors:
            return
        parties = [*match.actors, *(p for p in match.recipients if p not in match.actors)]
        modality, because = self.modalities.judge(verb)
        found = Happening(
            "CONSULT", by[0], parties, [], "041", "phone", modality=modality, mutual=True
        )
        found.note(because, "modality")
        yield found.note_rule("told-by-telephone", self.cast.span_of)

    def _is_cue_of(self, word: Word, saying: Saying) -> bool:
        """Whether an act is itself the saying, with more than a bare noun in it (case 1)."""
        if saying.stance == "denies" or word.lemma in words("cues", "verbs", "told_by_report"):
            return False
        if self.clauses.complement(word) is not None or saying.quote != "indirect":
            return True
        opening = self.analysis.words[saying.contents[0][0]]
        return opening.xpos in {"IN", "TO"} or opening.upos in {"VERB", "AUX", "SCONJ"}


_SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
