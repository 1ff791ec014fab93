"""Verbal acts: what a request, promise, threat or refusal is about, and what that makes of it.

Rule numbers are those of the record contract ("Coding rules" and "Settled cases").
"""

from collections.abc import Iterator, Sequence

from memcon.language.analysis import Analysis, Word
from memcon.ontology import complement_mode, promised_type
from memcon.reading.actors import Cast
from memcon.reading.because import rule
from memcon.reading.clauses import Clauses
from memcon.reading.happening import Happening
from memcon.reading.manner import takes_back
from memcon.reading.matching import Match, Matcher
from memcon.reading.modality import Modalities
from memcon.reading.party import Party
from memcon.reading.saying import Sayings
from memcon.reading.tables import words

ON_A_CLAUSE = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"})
"""Acts whose complement is what they are about, and not another event."""

HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})


class Acts:
    """Judges the verbal acts of one report."""

    def __init__(self, analysis: Analysis, cast: Cast, matcher: Matcher, sayings: Sayings) -> None:
        self.analysis = analysis
        self.cast = cast
        self.matcher = matcher
        self.sayings = sayings
        self.clauses = Clauses(analysis)
        self.modalities = Modalities(analysis, sayings)

    def about(self, word: Word) -> Word | None:
        """The head of the act that a verbal act is about: its clause, object or "for" phrase."""
        clause = self.clauses.complement(word)
        if clause is not None:
            return clause
        for preposition in ("for", "to", "against", "on", "of"):
            if found := [w for w in self.clauses.oblique(word, preposition) if w.upos == "NOUN"]:
                return found[0]
        return self.clauses.patient(word) if word.upos == "VERB" else None

    def words_about(self, word: Word) -> set[int]:
        """The verbs and nouns of the act that a verbal act is about."""
        clause = self.clauses.complement(word)
        if clause is not None:
            return self.below(clause)
        patient = self.clauses.patient(word) if word.upos == "VERB" else None
        hanging = [c for p in _ABOUT for c in self.clauses.oblique(word, p)]
        heads = [patient, *(c for c in hanging if c.number > word.number)]
        return {n for head in heads if head is not None for n in self.below(head)}

    def below(self, word: Word) -> set[int]:
        """A word and the words under it, but not those of clauses that tell something else."""
        found = {word.number}
        for child in self.analysis.children[word.number]:
            condition = child.relation == "advcl" and self._has_mark(child, "unless")
            if condition or child.deprel not in _OTHER_CLAUSES:
                found |= self.below(child)
        return found

    def is_nothing(self, match: Match) -> bool:
        """Whether a verbal act only tells something, or keeps silent: nothing that PLOVER codes."""
        silent = self._is_silence(match) or self.is_only_said(match)
        return silent or self.is_of_a_report(match.word)

    def is_of_a_report(self, word: Word) -> bool:
        """Whether an outlet only stands by what it told, or takes it back."""
        standing = word.lemma in words("cues", "standing", "verbs")
        again = standing and self.sayings.with_head(word.number) is not None
        return again or takes_back(self.analysis, word)

    def threatening(self, match: Match) -> list[Party]:
        """Who would carry a threat out, where its clause says: "warned that the South would …"."""
        clause = self.clauses.complement(match.word)
        return self._doers(clause) if clause is not None else []

    def read(self, found: Happening) -> None:
        """Sets what the act inside a verbal act tells: its mode, its recipient, even its type."""
        act = self.about(found.word) if found.event in ON_A_CLAUSE else None
        if act is None:
            return
        if found.event in {"REQUEST", "REJECT", "THREATEN"} and found.mode is None:
            found.mode = self._mode(found, act)
            found.note(rule("mode-of-act", (act.start, act.end)), "mode")
        if found.event in {"AGREE", "THREATEN"}:
            self._read_protest(found, act)
        if found.event == "AGREE":
            self._read_promise(found, act)
        if found.event == "THREATEN" and (doers := self._doers(act)):
            found.actors = doers
            found.note_rule("who-would-do-it", self.cast.span_of)
        if not found.recipients and found.event != "REQUEST":
            found.recipients = self._parties(act, found.actors) or self._told_before(found)
            found.note_rule("party-of-act", self.cast.span_of)

    def unwilling(self, match: Match) -> Iterator[Happening]:
        """ "is open to talks but not to giving way": the second half is a REJECT."""
        for child in self.analysis.dependents(match.word, "advcl", "conj", "obl", "xcomp", "acl"):
            if self.clauses.is_negated(child) and self.clauses.case(child) == "to":
                mode = complement_mode("REJECT", child.lemma)
                found = Happening("REJECT", child, list(match.actors), [], "120", mode)
                yield found.note_parties(lambda party: match.slots[id(party)]).note_rule(
                    "unwilling", self.cast.span_of
                )

    def adviser(self, word: Word) -> Party | None:
        """Who says that somebody should do this."""
        around = self.sayings.innermost(word.number) if word.upos == "VERB" else None
        return around.holder if around is not None and self.modalities.is_obliged(word) else None

    def advice(self, verb: Word) -> Iterator[Happening]:
        """ "suggested that Ukraine should accept": a REQUEST, unless the verb above is one."""
        adviser = self.adviser(verb)
        if adviser is None:
            return
        above = self.analysis.head(verb)
        asked = self.matcher.pattern(above) if above is not None else None
        if asked is not None and asked.event == "REQUEST":
            return
        subject = self.clauses.subject(verb)
        advised = self.cast.who(subject.number) if subject is not None else []
        advised = [p for p in advised if p is not adviser]
        if advised:
            negated = self.clauses.is_negated(verb)
            mode = "yield" if negated else complement_mode("REQUEST", verb.lemma)
            found = Happening("REQUEST", verb, [adviser], advised, "020", mode)
            yield found.note_rule("advice", self.cast.span_of)

    def _doers(self, clause: Word) -> list[Party]:
        """Who would do what a finite clause says."""
        subjects = self.analysis.dependents(clause, "nsubj")
        if clause.relation != "ccomp" or not subjects or self.clauses.is_infinitive(clause):
            return []
        return self.cast.who(subjects[0].number)

    def _has_mark(self, word: Word, mark: str) -> bool:
        return any(c.lower == mark for c in self.analysis.dependents(word, "mark"))

    def _mode(self, found: Happening, act: Word) -> str | None:
        against = self.clauses.is_negated(act) or self.clauses.case(act) == "against"
        if found.event == "REQUEST" and (against or self.clauses.oblique(found.word, "against")):
            return "yield"  # advice against a hostile step (rule 4)
        return complement_mode(found.event, act.lemma.lower())

    def _read_promise(self, found: Happening, act: Word) -> None:
        """A promise of a hostile act is a threat, of a yielding one a concession (rule 2)."""
        kind = self._promised(act)
        if kind in HOSTILE:
            found.recode("THREATEN", "130", complement_mode("THREATEN", act.lemma.lower()))
            found.modality = "actual"
            found.note(rule("promise-of-hostility", (act.start, act.end)))
        elif kind in {"RETREAT", "CONCEDE"}:
            found.recode("CONCEDE", "080")
            found.note(rule("promise-of-yielding", (act.start, act.end)))

    def _read_protest(self, found: Happening, act: Word) -> None:
        """A protest that is planned or threatened is one that lies ahead."""
        pattern = self.matcher.pattern(act) if act.upos == "VERB" else None
        if pattern is not None and pattern.event == "PROTEST":
            found.recode("PROTEST", pattern.cameo, pattern.mode)
            found.modality = "future"
            found.note(rule("protest-ahead", (act.start, act.end)))

    def _promised(self, act: Word) -> str | None:
        patient = self.clauses.patient(act) if act.upos == "VERB" else None
        if patient is not None and patient.lemma in words("peace", "ending", "objects"):
            return "AGREE"
        pattern = self.matcher.pattern(act)
        return pattern.event if pattern else promised_type(act.lemma.lower())

    def _parties(self, act: Word, actors: Sequence[Party]) -> list[Party]:
        """Whom an act concerns, its own actors left out; at most two."""
        match = self.matcher.match(act)
        found = list(match.recipients or match.actors) if match else []
        patient = self.clauses.patient(act) if act.upos == "VERB" else None
        if not found and patient is not None:
            found = self.cast.who(patient.number)
        found = found or self._towards(act, patient)
        if not found and patient is not None:
            found = self.matcher.inside(patient)
        unique = {id(p): p for p in found if all(p is not a for a in actors)}
        return list(unique.values())[:2]

    def _told_before(self, found: Happening) -> list[Party]:
        """Whom an offer was told to: "advised X to wait and offered talks", "in a call with X"."""
        verb = found.word
        if found.event != "AGREE":
            return []
        for talk in [w for p in ("in", "during") for w in self.clauses.oblique(verb, p)]:
            met = self.matcher.match(talk)
            if met is not None and met.pattern.event == "CONSULT":
                return [p for p in (*met.actors, *met.recipients) if p not in found.actors]
        while verb.relation == "conj":
            verb = self.analysis.words[verb.head]
            told = self.matcher.match(verb)
            if told is not None and told.pattern.event in {"REQUEST", "CONSULT", "ACCUSE"}:
                patient = self.clauses.patient(verb)
                asked = self.cast.who(patient.number) if patient is not None else []
                return [p for p in told.recipients or asked if p not in found.actors]
        return []

    def _towards(self, act: Word, patient: Word | None) -> list[Party]:
        """Whom an act or its object is directed at: "send aid *to Fiji*", "support *for X*"."""
        for preposition in ("to", "with", "for", "against", "on"):
            for head in (act, patient):
                hanging = self.clauses.oblique(head, preposition) if head is not None else []
                if found := [p for word in hanging for p in self.cast.who(word.number)]:
                    return found
        return []

    def _is_silence(self, match: Match) -> bool:
        """ "declined to comment", "asked not to be named"."""
        said = self.sayings.with_head(match.word.number)
        silent = said is not None and said.stance == "declines"
        clause = self.clauses.complement(match.word)
        hidden = clause is not None and clause.lemma in words("cues", "hiding", "verbs")
        return silent or (hidden and clause is not None and self.clauses.is_passive(clause))

    def is_only_said(self, match: Match) -> bool:
        """Whether a verbal act with a finite clause only tells something (rule 3).

        "suggested that X wants …" asks for nothing; "warned that X could …" threatens nothing. A
        request has "should" or a bare subjunctive in its clause, a threat what the speaker will do.
        """
        clause = self.clauses.complement(match.word)
        if match.pattern.event == "THREATEN" and (clause is None or clause.relation != "ccomp"):
            return match.word.lemma in words("cues", "warning", "verbs")
        if clause is None or clause.relation != "ccomp" or self.clauses.is_infinitive(clause):
            return False
        told = self.clauses.auxiliaries(clause)
        if match.pattern.event == "REQUEST":
            return not self.modalities.is_obliged(clause) and (clause.xpos != "VB" or bool(told))
        if match.pattern.event == "THREATEN":
            return not (self.modalities.will(clause) and self._is_own(clause, match))
        return False

    def _is_own(self, clause: Word, match: Match) -> bool:
        """Whether the subject of a clause is the speaker, or the state or body it speaks for."""
        subject = self.clauses.subject(clause)
        if subject is None:
            return False
        return subject.lower in {"we", "i"} or any(
            p is s or (p.kind != "person" and p.country == s.country)
            for p in self.cast.who(subject.number)
            for s in match.actors
        )


_ABOUT = ("for", "to", "on", "against", "of", "in")
_OTHER_CLAUSES = frozenset({"acl:relcl", "advcl", "ccomp", "parataxis", "nsubj"})
