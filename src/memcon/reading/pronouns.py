"""Whom pronouns mean."""

from collections.abc import Callable, Iterator

from memcon.language.analysis import Analysis, Word
from memcon.reading.describing import is_matter
from memcon.reading.met import Met
from memcon.reading.pairs import Pairs
from memcon.reading.party import Party
from memcon.reading.phrases import Phrase
from memcon.reading.quotes import quotations
from memcon.reading.tables import words
from memcon.registry.lookup import Gender

SENTENCES_BACK = 4
"""How far a pronoun looks for whom it means."""

SUBJECT_BONUS = 0.7
"""A subject one sentence back is nearly as good as an object in the sentence itself."""

PRONOUN_BONUS = 0.2
"""Whom a pronoun has just meant is a little better than who was only named."""

LATENT_MALUS = 0.5
"""Whoever a noun only speaks of is an antecedent half a sentence worse than a party."""

SPEAKER_BONUS = 0.8
"""Whoever spoke a sentence back is nearly as good a speaker as whoever is named in the same one."""

TOLD_MALUS = 1.0
"""Whoever is spoken of is as good a speaker as if it had been a sentence before."""


class Pronouns:
    """Resolves pronouns of one report, in the order of the text."""

    def __init__(self, analysis: Analysis, met: Met, pairs: Pairs) -> None:
        self.analysis = analysis
        self.met = met
        self._pairs = pairs
        self._quoted = {n for quote in quotations(analysis) for n in range(*quote)}
        self._speakers = set(self._speaking())

    def resolve(self, phrase: Phrase) -> tuple[Party, ...]:
        """The parties that a pronoun stands for; none for "I" and "we", whom the speaker tells."""
        form = phrase.head.lower
        if form in words("anaphora", "pronouns", "masculine"):
            return self._he_or_she(phrase, "masculine")
        if form in words("anaphora", "pronouns", "feminine"):
            return self._he_or_she(phrase, "feminine")
        if form in words("anaphora", "pronouns", "thing"):
            if self._means_no_party(phrase.head):
                return ()
            return self._latest(phrase, lambda p: p.kind in _NEUTER)
        if form in words("anaphora", "pronouns", "plural"):
            return self._they(phrase)
        return self._pairs.alone(phrase) if form in words("anaphora", "pair", "markers") else ()

    def _means_no_party(self, it: Word) -> bool:
        """Whether "it" is a plan, an attack, a day: "denied it"; whoever acts or is given is none.

        The language model takes many of those for matters as well: "it thanked them".
        """
        above = self.analysis.head(it)
        acting = above is not None and it.deprel == "nsubj" and self._has_object(above)
        return is_matter(it) and not acting and it.relation != "iobj"

    def _has_object(self, verb: Word) -> bool:
        relative = words("anaphora", "pronouns", "relative")
        pronouns = [c for c in self.analysis.children[verb.number] if c.upos == "PRON"]
        fronted = any(c.lower in relative for c in pronouns)  # "the loan which it extended"
        return fronted or bool(self.analysis.dependents(verb, "obj", "iobj"))

    def _he_or_she(self, phrase: Phrase, gender: Gender) -> tuple[Party, ...]:
        def fits(party: Party) -> bool:
            single = party.kind == "person" or (party.kind == "unnamed" and not party.plural)
            return single and party.gender in (None, gender)

        found = self._latest(phrase, fits)
        for party in found:
            party.gender = gender
        return found

    def _they(self, phrase: Phrase) -> tuple[Party, ...]:
        """The latest plural party, or several parties spoken of together, whichever is nearer."""
        plural = self._latest(phrase, lambda p: p.plural)
        back = phrase.head.sentence - 2
        seen = [m.number for m in self.met.back_to(back) if plural and m.party is plural[0]]
        for number, parties in self.met.together[-1:]:
            near = self.analysis.words[number].sentence >= back
            if near and number > max(seen, default=-1):
                return parties
        return plural or self._joined_before(phrase)

    def _latest(self, phrase: Phrase, fits: Callable[[Party], bool]) -> tuple[Party, ...]:
        """The best antecedent: near, a subject, and not the subject of the pronoun's own clause.

        For a pronoun that speaks it is whoever spoke before, and nobody named in what is quoted.
        """
        barred = self._pairs.local_subjects(phrase.head)
        speaks = phrase.number in self._speakers
        best: tuple[float, Party] | None = None
        for seen in self.met.back_to(phrase.head.sentence - SENTENCES_BACK):
            if seen.number > phrase.number or not fits(seen.party) or seen.party in barred:
                continue
            if speaks and seen.number in self._quoted:
                continue
            told = speaks and self._says(phrase.number, seen.number)
            score = SUBJECT_BONUS * seen.subject - (phrase.head.sentence - seen.sentence)
            score += PRONOUN_BONUS * (self.analysis.words[seen.number].upos == "PRON")
            score -= LATENT_MALUS * seen.party.latent
            score += SPEAKER_BONUS * (speaks and seen.number in self._speakers)
            score -= TOLD_MALUS * told
            if best is None or score > best[0]:
                best = (score, seen.party)
        return (best[1],) if best else ()

    def _speaking(self) -> Iterator[int]:
        """The words for whoever says something in the report's own voice: "*she* told Reuters"."""
        verbs = words("cues", "verbs", "clause")
        for word in self.analysis.words:
            verb = self.analysis.head(word)
            if verb is None or verb.upos != "VERB" or verb.lemma not in verbs:
                continue
            within = verb.relation == "ccomp" or word.number in self._quoted
            if word.deprel == "nsubj" and not within:
                yield word.number

    def _says(self, source: int, number: int) -> bool:
        """Whether a word stands in what the language model takes a source to say."""
        return any(
            start <= number < end
            for told in self.analysis.attributions
            if told.source is not None and told.source[0] <= source < told.source[1]
            for start, end in told.contents
        )

    def _joined_before(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "they" after "A and B": the parties of the last such pair; else the only two people."""
        for word in reversed(self.analysis.words[: phrase.number]):
            if phrase.head.sentence - word.sentence > 2:
                break
            joined = self.analysis.dependents(word, "conj")
            found = [p for w in [word, *joined] for p in self.met.at(w.number)]
            if joined and len(found) > 1 and self.met.at(word.number):
                return tuple(found)
        people = [p for p in self.met.recent() if p.kind == "person" and not p.latent]
        return tuple(people[::-1]) if len(people) == 2 else ()


_NEUTER = frozenset({"state", "organisation", "place"})
