"""Denied or told again: which events a statement speaks of without telling them (case 9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memcon.language.analysis import Analysis, Word
from memcon.reading.because import rule
from memcon.reading.happening import Happening
from memcon.reading.matching import Matcher
from memcon.reading.modality import Modalities
from memcon.reading.party import Party
from memcon.reading.saying import Saying, Sayings
from memcon.reading.tables import table, words
from memcon.reading.when import Calendar, Dated


def with_denials(
    found: Sequence[Happening],
    sayings: Sayings,
    analysis: Analysis,
    matcher: Matcher,
    calendar: Calendar,
) -> list[Happening]:
    """Points each denial at what it denies, where the report has somebody assert it.

    The negated twin of an asserted event is dropped: the event stays one, asserted and denied.
    Whoever says that an asserted thing did not happen denies it, whatever the verb.
    """
    judge = _Denials(list(found), analysis, matcher, Modalities(analysis, sayings), calendar)
    for saying in sayings.all:
        judge.read(saying)
    return judge.kept


@dataclass
class _Denials:
    kept: list[Happening]
    analysis: Analysis
    matcher: Matcher
    modalities: Modalities
    calendar: Calendar

    def read(self, saying: Saying) -> None:
        """Points one statement at the events that it denies, if it does."""
        self._stand_by(saying)
        twins = [h for h in self.kept if h.modality == "negated" and h.chain[:1] == [saying]]
        if saying.stance not in {"asserts", "denies"}:
            return
        for twin in twins:
            self._replace(twin, saying)
        if saying.stance == "asserts" and (denied := self._untold(saying)):
            self._point(saying, denied)
        elif saying.stance == "denies" and not twins:
            self._point(saying, self._untold(saying) or self._meant(saying))
        elif saying.stance == "asserts" and not self._has_told(saying):
            self._speak_of(saying)

    def _has_told(self, saying: Saying) -> bool:
        return any(saying in [*h.chain, *h.denied_by, *h.stood_by] for h in self.kept)

    def _speak_of(self, saying: Saying) -> None:
        """ "The call lasted an hour, X said": the event told before is on the word of X as well."""
        for word in self._content(saying):
            events = self._events(word) if self._is_known(word) else set()
            told = [h for h in self.kept if h.event in events and h.modality == "actual"]
            told = [h for h in told if h.word.number < saying.cue_head]
            if not told:
                continue
            date = self.calendar.of(word, tense="past")
            told = [h for h in told if _may_be_one_day(date, h.date)]
            for happening in told[-1:]:
                happening.chain.append(saying)
                again = rule("told-of-again", (word.start, word.end))
                happening.add_reason(again, "chain", saying)
                return

    def _is_known(self, noun: Word) -> bool:
        """Whether a noun means what was told before: "the call", with nobody named for it."""
        above = self.analysis.head(noun)
        subject = noun.relation == "nsubj" and above is not None and above.upos != "NOUN"
        marks = {c.lower for c in self.analysis.dependents(noun, "det")}
        if noun.upos != "NOUN" or not subject or not marks & words("cues", "known", "determiners"):
            return False
        named = self.matcher.match(noun)
        return named is None or not [*named.actors, *named.recipients]

    def _stand_by(self, saying: Saying) -> None:
        """ "The paper stands by its report": points it at what the paper told."""
        cue = self.analysis.words[saying.cue_head]
        if cue.lemma in words("cues", "standing", "verbs") and saying.stance == "asserts":
            own = [h for h in self.kept if _is_own(h, saying) and saying not in h.chain]
            for happening in own[-1:]:
                happening.stood_by.append(saying)

    def _replace(self, twin: Happening, saying: Saying) -> None:
        """Drops a negated event that another asserts, and lets its speaker deny that one."""
        asserted = [h for h in self.kept if h is not twin and _contradicts(twin, h, saying.holder)]
        asserted = [h for h in asserted if not _is_own(h, saying)]
        if asserted:
            self._point(saying, asserted[-1])
            self.kept.remove(twin)

    def _point(self, saying: Saying, denied: Happening | None) -> None:
        if denied is not None:
            saying.stance = "denies"
            cue = self.analysis.characters(saying.cue)
            saying.note(rule("stance-by-what-is-told", cue), "stance")
            denied.denied_by.append(saying)

    def _untold(self, saying: Saying) -> Happening | None:
        """ "There was no such call", "the meeting did not take place": the event so named."""
        for word in self._content(saying):
            events = self._events(word) if word.upos == "NOUN" else set()
            if events and self._is_denied(word, saying):
                named = self.matcher.match(word)
                parties = [*named.actors, *named.recipients] if named is not None else []
                date = self.calendar.of(word, tense="past")
                alike = [h for h in self._told(saying, denied=True) if h.event in events]
                alike = [h for h in alike if _may_be_one_day(date, h.date)]
                found = [h for h in alike if all(p in h.parties for p in parties)]
                if found:
                    return found[-1]
        return None

    def _events(self, noun: Word) -> set[str]:
        """The types of the events that a noun names, alone or by what hangs on it."""
        pattern = self.matcher.pattern(noun)
        named = {e for e, nouns in table("cues")["events"].items() if noun.lemma.lower() in nouns}
        return named | ({pattern.event} if pattern is not None else set())

    def _is_denied(self, noun: Word, saying: Saying) -> bool:
        """Whether a noun's event is said not to be; in a denial, whether it is what is denied."""
        above = self.analysis.head(noun)
        happens = above is not None and above.lemma in words("cues", "happening", "verbs")
        if saying.stance == "denies":
            clause = above is not None and above.head == saying.cue_head
            return noun.head == saying.cue_head or (clause and happens)
        marks = {c.lower for c in self.analysis.dependents(noun, "det")}
        if marks & words("modality", "adjectives", "negated"):
            return True
        return happens and above is not None and self.modalities.clauses.is_negated(above)

    def _meant(self, saying: Saying) -> Happening | None:
        """What "denied it", "rejected the report" speaks of: what somebody else told last."""
        named = [w for w in self._content(saying) if w.upos in {"NOUN", "PRON"}][:2]
        cue = self.analysis.words[saying.cue_head]
        named += self.analysis.dependents(cue, "obj", "obl")  # "dismissed as fiction *a report*"
        claims = words("cues", "claims", "nouns") | words("cues", "withdrawing", "nouns")
        if not any(
            w.lemma in claims or w.lower in words("cues", "pointing", "words") for w in named
        ):
            return None
        told = self._told(saying, denied=saying.stance == "denies")
        asserted = [h for h in told if h.chain]
        own = [h for h in asserted if self._withdraws(saying) and _is_own(h, saying)]
        return next(reversed(own or asserted), None)

    def _withdraws(self, saying: Saying) -> bool:
        """Whether somebody takes back what they told themselves."""
        return self.analysis.words[saying.cue_head].lemma in words("cues", "withdrawing", "verbs")

    def _told(self, saying: Saying, *, denied: bool) -> list[Happening]:
        """What others tell; last what is told last before the denial, else first after it.

        What others deny is told too where it may be `denied`.
        """
        others = [h for h in self.kept if denied or h.modality != "negated"]
        if not self._withdraws(saying):
            others = [h for h in others if not _is_own(h, saying)]
        before = [h for h in others if h.word.number < saying.cue_head]
        after = [h for h in others if h.word.number > saying.cue_head]
        return [*reversed(after), *before]

    def _content(self, saying: Saying) -> Iterator[Word]:
        for start, end in saying.contents:
            yield from self.analysis.words[start:end]


def _contradicts(twin: Happening, other: Happening, denier: Party | None) -> bool:
    """Whether one event is the other, denied: a denier, or his state, left as its party is none."""
    if other.event != twin.event or other.modality == "negated":
        return False
    theirs = {id(p) for p in other.parties}
    return _may_be_one_day(twin.date, other.date) and all(
        id(p) in theirs for p in twin.parties if not _is_or_stands_behind(p, denier)
    )


def _is_or_stands_behind(party: Party, denier: Party | None) -> bool:
    """Whether a party is the denier, or the state whose body or official he is."""
    if denier is None:
        return False
    behind = party.kind == "state" and party.country is not None
    return party is denier or (behind and party.country == denier.country)


def _may_be_one_day(one: Dated, other: Dated) -> bool:
    """Whether two dates share a day ("Thursday", "last week"), or one is not told."""
    a, b = one.resolved, other.resolved
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _is_own(happening: Happening, saying: Saying) -> bool:
    """Whether an event rests on the very holder of a statement: nobody denies what they assert."""
    if saying in happening.chain:
        return True
    return saying.holder is not None and any(s.holder is saying.holder for s in happening.chain)
