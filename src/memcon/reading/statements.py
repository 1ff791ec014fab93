"""Said: who says, thinks, asks, promises or denies what.

The language model finds attributions (PolNeAR's source, cue, content), one layer of them; the tree
adds those inside others ("the presidency said that Erdogan urged …") and what the model missed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from memcon.language.analysis import Analysis, Word, WordSpan
from memcon.reading.actors import Cast
from memcon.reading.clauses import Clauses
from memcon.reading.party import Party
from memcon.reading.quotes import quotations
from memcon.reading.tables import words
from memcon.registry import Registry

Stance = Literal["asserts", "denies", "doubts", "declines"]
Quote = Literal["direct", "indirect", "mixed"]

LEAST_PROBABLE = 0.4
"""An attribution that only the language model sees is kept from this probability on."""

BY_RULE = 0.8
"""Confidence in an attribution that the tree shows and the language model does not."""


@dataclass
class Saying:
    """A statement while the report is being read; spans count words."""

    cue: WordSpan
    cue_head: int
    contents: list[WordSpan]
    holder: Party | None = None
    holder_words: WordSpan | None = None
    stance: Stance = "asserts"
    quote: Quote = "indirect"
    addressee: Party | None = None
    within: "Saying | None" = None
    confidence: float = BY_RULE
    by_rule: bool = True

    def covers(self, number: int) -> bool:
        """Whether a word stands in the content."""
        return any(start <= number < end for start, end in self.contents)

    @property
    def size(self) -> int:
        """How many words the content has."""
        return sum(end - start for start, end in self.contents)


def find_sayings(analysis: Analysis, cast: Cast, registry: Registry) -> list[Saying]:
    """The statements of a report, in the order of their cues."""
    return _Finder(analysis, cast, registry).find()


def innermost(sayings: Sequence[Saying], number: int) -> Saying | None:
    """The smallest statement whose content a word stands in."""
    return min((s for s in sayings if s.covers(number)), key=lambda s: s.size, default=None)


def speakers(analysis: Analysis, sayings: Sequence[Saying]) -> Iterator[tuple[int, Party]]:
    """Each "I" and "we" inside a quotation, with whoever speaks there (case 19)."""
    own = words("anaphora", "pronouns", "speaker") | words("anaphora", "pronouns", "speakers")
    for saying in sayings:
        if saying.quote == "indirect" or saying.holder is None:
            continue
        for start, end in saying.contents:
            for word in analysis.words[start:end]:
                if word.lower in own and word.upos == "PRON":
                    yield word.number, saying.holder


@dataclass
class _Finder:
    analysis: Analysis
    cast: Cast
    registry: Registry
    clauses: Clauses = field(init=False)
    quoted: list[WordSpan] = field(init=False)

    def __post_init__(self) -> None:
        self.clauses = Clauses(self.analysis)
        self.quoted = quotations(self.analysis)

    def find(self) -> list[Saying]:
        learned = {s.cue_head: s for s in self._learned()}
        ruled = {s.cue_head: s for s in self._ruled()}
        numbers = sorted({*learned, *ruled})
        merged = [self._merged(learned.get(n), ruled.get(n)) for n in numbers]
        found = [s for s in merged if s is not None]
        self._adopt_quotes(found)
        for saying in found:
            self._finish(saying)
        found = [s for s in _without_twins(found) if s.contents]
        _nest(found)
        return found

    # -- the two ways of finding -------------------------------------------------------------------

    def _learned(self) -> Iterator[Saying]:
        for attribution in self.analysis.attributions:
            head = self._head_of(attribution.cue)
            yield Saying(
                attribution.cue,
                head.number,
                list(attribution.contents),
                holder_words=attribution.source,
                confidence=attribution.probability,
                by_rule=False,
            )

    def _ruled(self) -> Iterator[Saying]:
        for word in self.analysis.words:
            if word.lower == "according":
                yield from self._according(word)
            elif word.upos in {"VERB", "AUX"}:
                yield from self._of_verb(word)
            elif word.upos == "NOUN" and word.lemma in words("cues", "nouns", "clause"):
                yield from self._of_noun(word)

    def _of_verb(self, verb: Word) -> Iterator[Saying]:
        subject = self._speaker(verb)
        if self._is_only_planned(verb):
            return
        if verb.lemma in words("cues", "citing", "verbs"):
            yield from self._citing(verb)
            return
        content = self._content(verb)
        if subject is None or content is None:
            return
        saying = Saying(self._cue(verb), verb.number, content)
        saying.holder_words = self.cast.core(subject.number)
        yield saying

    def _is_only_planned(self, verb: Word) -> bool:
        """Whether the saying is itself only wanted or planned ("plans to reaffirm …")."""
        return verb.relation in {"xcomp", "advcl", "acl"} and self._has(verb, "to")

    def _content(self, verb: Word) -> list[WordSpan] | None:
        """What a verb's arguments make of its content, by the shapes it can take."""
        lemma = verb.lemma
        for child in self.analysis.children[verb.number]:
            if child.relation == "ccomp" and lemma in words("cues", "verbs", "clause"):
                return [self._clause(child, verb)]
            infinitive = child.relation in {"xcomp", "advcl"} and self._has(child, "to")
            if infinitive and lemma in words("cues", "verbs", "infinitive"):
                return [self._clause(child, verb)]
        if lemma in words("cues", "verbs", "naming") and (named := self._naming(verb)):
            return [named]
        for preposition in ("of", "against", "for", "about"):
            if lemma in words("cues", "verbs", preposition):
                for child in self.analysis.children[verb.number]:
                    if child.number > verb.number and self._has(child, preposition):
                        return [self._clause(child, verb)]
        if verb.relation == "parataxis" and lemma in words("cues", "verbs", "clause"):
            return self._around(verb)
        if lemma in words("cues", "verbs", "object"):
            for child in self.analysis.dependents(verb, "obj", "xcomp"):
                return [self._clause(child, verb)]
        return None

    def _naming(self, verb: Word) -> WordSpan | None:
        objects = self.analysis.dependents(verb, "obj", "ccomp")
        said = self.analysis.dependents(verb, "xcomp", "obl", "advcl")
        said = [w for w in said if objects and w.number > objects[0].number]
        if not objects or not said:
            return None
        return self.analysis.subtree(objects[0])[0], self.analysis.subtree(said[0])[1]

    def _around(self, verb: Word) -> list[WordSpan] | None:
        """The clause into which "he said" is put: all of it but the speaker's own words."""
        above = self.analysis.head(verb)
        if above is None:
            return None
        first, end = self.analysis.subtree(above)
        start, stop = self.analysis.subtree(verb)
        pieces = [(first, start), (stop, end)]
        return [p for p in pieces if p[1] - p[0] > 1] or None

    def _of_noun(self, noun: Word) -> Iterator[Saying]:
        owners = self.analysis.dependents(noun, "nmod:poss")
        clauses = [
            c
            for c in self.analysis.dependents(noun, "acl", "ccomp")
            if c.number > noun.number and (self._has(c, "to") or self._has(c, "that"))
        ]
        if owners and clauses:
            saying = Saying(
                (noun.number, noun.number + 1), noun.number, [self._clause(clauses[0], noun)]
            )
            saying.holder_words = self.cast.core(owners[0].number)
            yield saying

    def _according(self, word: Word) -> Iterator[Saying]:
        """ "according to X": X is the source, the clause it hangs on the content."""
        source = self.analysis.head(word)
        while source is not None and source.upos in {"ADP", "VERB"}:
            inner = [
                c for c in self.analysis.children[source.number] if c.relation in {"obl", "nmod"}
            ]
            source = inner[0] if inner and source.number == word.head else None
        if source is None and (own := self.analysis.dependents(word, "obl", "nmod")):
            source = own[0]
        clause = self.analysis.head(source) if source is not None else None
        if clause is not None and clause.number == word.number:
            clause = self.analysis.head(word)
        if source is None or clause is None:
            return
        first, end = self.analysis.subtree(clause)
        start, stop = self.analysis.subtree(source)
        start = min(start, word.number)
        pieces = [p for p in ((first, start), (stop, end)) if p[1] - p[0] > 2]
        cue = (word.number, min(word.number + 2, len(self.analysis.words)))
        if pieces:
            saying = Saying(cue, word.number, [max(pieces, key=lambda p: p[1] - p[0])])
            saying.holder_words = self.analysis.subtree(source)
            yield saying

    def _citing(self, verb: Word) -> Iterator[Saying]:
        """ "reported, citing X", "quoted X as saying …": the word is X's."""
        objects = self.analysis.dependents(verb, "obj")
        if not objects:
            return
        saying = [
            w for w in self.analysis.words[verb.number : self.analysis.subtree(verb)[1]]
            if w.lemma == "say" and w.xpos == "VBG"
        ]  # fmt: skip
        if saying and (content := self._content(saying[0])):
            found = Saying(self._cue(saying[0]), saying[0].number, content)
            found.holder_words = self.cast.core(objects[0].number)
            yield found
        above = self.analysis.head(verb)
        if not saying and verb.relation == "advcl" and above is not None:
            content = self._content(above)
            if content:
                found = Saying((verb.number, verb.number + 1), verb.number, content)
                found.holder_words = self.cast.core(objects[0].number)
                yield found

    # -- pieces ------------------------------------------------------------------------------------

    def _head_of(self, span: WordSpan) -> Word:
        """The word of a stretch that the others hang on; of several the first verb."""
        inside = [self.analysis.words[i] for i in range(*span)]
        tops = [w for w in inside if not span[0] <= w.head < span[1] or w.head == w.number]
        return next((w for w in tops if w.upos in {"VERB", "NOUN"}), (tops or inside)[0])

    def _speaker(self, verb: Word) -> Word | None:
        """Who speaks: the subject, a passive's agent, or the noun that a participle describes."""
        if any(c.deprel in {"nsubj:pass", "aux:pass"} for c in self.analysis.children[verb.number]):
            agents = self.analysis.dependents(verb, "obl:agent", "obl")
            return next((w for w in agents if self._has(w, "by")), None)
        subject = self.clauses.subject(verb)
        if subject is not None and self.cast.one(subject.number):
            return subject
        if verb.xpos == "VBG" and verb.relation in {"acl", "advcl"}:
            return self._maker(verb) or subject
        return subject

    def _maker(self, participle: Word) -> Word | None:
        """Whose words a participle describes: "remarks from his adviser, urging …"."""
        above = self.analysis.words[participle.head]
        for noun in [*self.analysis.dependents(above, "obj"), above]:
            makers = self.analysis.dependents(noun, "nmod:poss", "nmod", "obl")
            makers = [m for m in makers if m.deprel == "nmod:poss" or self._has(m, "from")]
            for place in [noun, *makers]:
                if place.upos != "VERB" and self.cast.one(place.number):
                    return place
        return None

    def _cue(self, verb: Word) -> WordSpan:
        particles = [
            c.number
            for c in self.analysis.dependents(verb, "compound:prt")
            if c.number > verb.number
        ]
        return verb.number, max([verb.number, *particles]) + 1

    def _clause(self, head: Word, cue: Word) -> WordSpan:
        """A complement from its first to its last word, without what belongs to the cue."""
        first, end = self.analysis.subtree(head)
        if first <= cue.number < end:
            first, end = (first, cue.number) if head.number < cue.number else (cue.number + 1, end)
        return first, end

    def _has(self, word: Word, marker: str) -> bool:
        return any(
            c.lower == marker
            for c in self.analysis.dependents(word, "mark", "case", "aux")
            if c.number < word.number
        )

    def _merged(self, learned: Saying | None, ruled: Saying | None) -> Saying | None:
        if learned is None or ruled is None:
            only = learned or ruled
            weak = only is not None and not only.by_rule and only.confidence < LEAST_PROBABLE
            return None if weak else only
        ruled.confidence = max(learned.confidence, BY_RULE)
        ruled.contents = self._supported(learned.contents, ruled.contents) or ruled.contents
        ruled.holder_words = ruled.holder_words or learned.holder_words
        ruled.cue = learned.cue
        return ruled

    def _supported(self, learned: list[WordSpan], ruled: list[WordSpan]) -> list[WordSpan]:
        """The learned pieces that the tree bears out, or that stand between quotation marks."""
        return [p for p in learned if _overlap(ruled, p) or _overlap(self.quoted, p)]

    def _adopt_quotes(self, found: list[Saying]) -> None:
        """Gives a quoted stretch that nobody says to whoever speaks just before it, or after."""
        for start, end in self.quoted:
            if end - start < 3 or any(_overlap(s.contents, (start, end)) for s in found):
                continue
            near = [s for s in found if self._near(s, start) and self._quotes(s)]
            if near:
                before = [s for s in near if s.cue_head < start]
                (before[-1] if before else near[0]).contents.append((start, end))

    def _near(self, saying: Saying, start: int) -> bool:
        mine = self.analysis.paragraphs[self.analysis.words[saying.cue_head].sentence]
        theirs = self.analysis.paragraphs[self.analysis.words[start].sentence]
        return mine == theirs or (mine == theirs - 1 and saying.cue_head < start)

    def _quotes(self, saying: Saying) -> bool:
        return any(_overlap(saying.contents, q) for q in self.quoted)

    # -- finishing ---------------------------------------------------------------------------------

    def _finish(self, saying: Saying) -> None:
        saying.contents = sorted(filter(None, (self._trimmed(c) for c in saying.contents)))
        cue = self.analysis.words[saying.cue_head]
        saying.stance = self._stance(cue, saying)
        saying.quote = self._quote(saying)
        saying.addressee = self._addressee(cue)
        if saying.holder_words is not None:
            saying.holder = self._holder(saying.holder_words)

    def _trimmed(self, span: WordSpan) -> WordSpan | None:
        """A content without marks at its edges and without the "that" that opens it."""
        first, end = span
        while first < end and (
            self.analysis.words[first].upos == "PUNCT"
            or (
                self.analysis.words[first].lower == "that"
                and self.analysis.words[first].relation == "mark"
            )
        ):
            first += 1
        while end > first and self.analysis.words[end - 1].upos == "PUNCT":
            end -= 1
        return (first, end) if end > first else None

    def _holder(self, span: WordSpan) -> Party | None:
        head = self._head_of(span)
        parties = self.cast.who(head.number)
        if parties:
            return parties[0]
        phrase = self.cast.phrases.at(head.number)
        if phrase is None or head.upos == "PRON":
            return None
        text = self.cast.full_text(phrase)
        if self.registry.unnamed(text):
            return self.cast.add(phrase, "unnamed", name=text)
        if head.mention == "person":
            return self.cast.add(phrase, "group" if head.xpos in {"NNS", "NNPS"} else "person")
        return self.cast.add(phrase, "organisation") if head.mention == "organization" else None

    def _stance(self, cue: Word, saying: Saying) -> Stance:
        negated = any(
            c.lower in {"not", "n't", "n’t", "never"} for c in self.analysis.children[cue.number]
        )
        if cue.lemma in words("cues", "stance", "declines") and self._is_silence(saying):
            return "declines"
        if negated and cue.lemma in words("cues", "silence", "negated"):
            return "declines"
        if cue.lemma in words("cues", "stance", "denies") and not negated:
            if cue.lemma not in words("cues", "stance", "denies_claims_only"):
                return "denies"
            objects = self.analysis.dependents(cue, "obj")
            claims = words("cues", "claims", "nouns")
            return "denies" if any(o.lemma in claims for o in objects) else "asserts"
        return "doubts" if cue.lemma in words("cues", "stance", "doubts") else "asserts"

    def _is_silence(self, saying: Saying) -> bool:
        inside = [
            self.analysis.words[i] for s, e in saying.contents for i in range(s, min(e, s + 4))
        ]
        verbs = [w for w in inside if w.upos in {"VERB", "AUX"}]
        return bool(verbs) and verbs[0].lemma in words("cues", "silence", "verbs")

    def _quote(self, saying: Saying) -> Quote:
        inside = sum(
            1
            for s, e in saying.contents
            for i in range(s, e)
            if any(a <= i < b for a, b in self.quoted)
        )
        if inside == 0:
            return "indirect"
        return "direct" if inside >= 0.9 * saying.size else "mixed"

    def _addressee(self, cue: Word) -> Party | None:
        if cue.lemma in words("cues", "addressee", "object"):
            for child in self.analysis.dependents(cue, "iobj", "obj", "nsubj:pass"):
                if found := self.cast.one(child.number):
                    return found[0]
        for preposition in ("to", "on"):
            if cue.lemma in words("cues", "addressee", preposition):
                for child in self.analysis.dependents(cue, "obl"):
                    if self._has(child, preposition) and (found := self.cast.one(child.number)):
                        return found[0]
        return None


def _overlap(contents: list[WordSpan], span: WordSpan) -> bool:
    return any(start < span[1] and end > span[0] for start, end in contents)


def _words_of(saying: Saying) -> set[int]:
    return {i for start, end in saying.contents for i in range(start, end)}


def _without_twins(found: list[Saying]) -> list[Saying]:
    """Of two statements of one holder with nearly the same content the surer one."""
    kept: list[Saying] = []
    for saying in sorted(found, key=lambda s: (-s.confidence, s.cue_head)):
        mine = _words_of(saying)
        twins = [
            k
            for k in kept
            if k.holder is saying.holder
            and len(mine & _words_of(k)) > 0.8 * len(mine | _words_of(k))
        ]
        if not twins:
            kept.append(saying)
    return sorted(kept, key=lambda s: s.cue_head)


def _nest(found: list[Saying]) -> None:
    """Puts each statement inside the smallest one whose content holds its cue."""
    for saying in found:
        around = [s for s in found if s is not saying and s.covers(saying.cue_head)]
        around = [s for s in around if not saying.covers(s.cue_head)]
        saying.within = min(around, key=lambda s: s.size, default=None)
