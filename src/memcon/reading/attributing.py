"""Attributions that the tree shows: cue words with a speaker and what they take as content.

The shapes are PolNeAR's (Newell et al. 2018): clause, infinitive, "of" and "for" phrases, objects,
"according to", participles, nouns with a clause ("Moscow's demand that …").
"""

from collections.abc import Iterator, Sequence

from memcon.language.analysis import Analysis, Word, WordSpan
from memcon.language.segment import dateline_length
from memcon.reading.actors import Cast
from memcon.reading.because import Because, Span, rule
from memcon.reading.clauses import Clauses
from memcon.reading.manner import takes_back
from memcon.reading.party import Party
from memcon.reading.saying import Saying
from memcon.reading.tables import words


class Attributor:
    """Finds the attributions of one report in its trees."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.analysis = analysis
        self.cast = cast
        self.clauses = Clauses(analysis)

    def find(self) -> Iterator[Saying]:
        """The attributions, in the order of their cues."""
        for word in self.analysis.words:
            if word.lower == "according":
                yield from self._according(word)
            elif word.lemma in words("cues", "citing", "verbs") and word.upos == "VERB":
                yield from self._citing(word)
            elif word.lemma in words("cues", "learning", "verbs") and word.upos == "VERB":
                yield from self._learned(word) or self._of_verb(word)
            elif word.upos in {"VERB", "AUX"}:
                yield from self._as_said(word) or self._reported(word) or self._of_verb(word)
            elif word.upos == "NOUN" and word.lemma in words("cues", "claims", "nouns"):
                yield from self._of_report(word) or self._of_noun(word)
            elif word.upos == "NOUN" and word.lemma in words("cues", "nouns", "clause"):
                yield from self._of_noun(word)

    # -- kinds of cues -----------------------------------------------------------------------------

    def _of_verb(self, verb: Word) -> Iterator[Saying]:
        speaker = self._speaker(verb)
        if speaker is None or self._is_only_planned(verb) or not (content := self._content(verb)):
            return
        cue = verb.number, max([verb.number, *self._particles(verb)]) + 1
        yield Saying(cue, verb.number, content, self.cast.core(speaker.number))

    def _of_noun(self, noun: Word) -> Iterator[Saying]:
        """ "Biden's intent to maintain …": the possessor says or thinks what the noun takes."""
        owners = self.analysis.dependents(noun, "nmod:poss")
        clauses = [
            c
            for c in self.analysis.dependents(noun, "acl", "ccomp")
            if c.number > noun.number and (self._has(c, "to") or self._has(c, "that"))
        ]
        if owners and clauses:
            cue = noun.number, noun.number + 1
            content = [self._clause(clauses[0], noun)]
            yield Saying(cue, noun.number, content, self.cast.core(owners[0].number))

    def _of_report(self, noun: Word) -> list[Saying]:
        """ "a report by X that …", "X's claim that …", "reports that …": whoever tells it.

        What somebody does with the report, denying it or not commenting on it, goes around it.
        """
        mark = self._told_in(noun)
        clause = self.analysis.head(mark) if mark is not None else None
        if mark is None or clause is None or clause.number < mark.number:
            return []
        teller = self._teller(noun, mark)
        above = self.analysis.head(noun)
        if teller is None and above is not None and takes_back(self.analysis, above):
            teller = self._speaker(above)
        if teller is None and noun.lemma not in words("cues", "claims", "unowned"):
            return []
        holder = self._own_words(teller, noun) if teller is not None else None
        content = mark.number + 1, self.analysis.subtree(clause)[1]
        return [Saying((noun.number, noun.number + 1), noun.number, [content], holder, retold=True)]

    def _own_words(self, teller: Word, noun: Word) -> WordSpan:
        first, end = self.cast.core(teller.number)
        inside = first <= noun.number < end  # "a Yonhap report": one phrase
        return (teller.number, teller.number + 1) if inside else (first, end)

    def _told_in(self, noun: Word) -> Word | None:
        """The "that" of the clause that follows a noun at once, or the names behind it."""
        after = self.analysis.words[noun.number + 1 : noun.number + FARTHEST_CLAUSE]
        for word in after:
            if word.lower == "that" and (word.xpos == "IN" or self._has_it_all(word)):
                return word
            if word.upos in {"VERB", "AUX", "PUNCT"} or word.sentence != noun.sentence:
                return None
        return None

    def _has_it_all(self, that: Word) -> bool:
        """Whether the clause of a "that" has subject and object besides it: no relative clause."""
        clause = self.analysis.head(that)
        if clause is None or clause.number < that.number:
            return False
        others = [c.relation for c in self.analysis.children[clause.number] if c is not that]
        return {"nsubj", "obj"} <= set(others)

    def _teller(self, noun: Word, mark: Word) -> Word | None:
        """Whose report it is: its possessor, who stands behind "by", the paper that it is in."""
        for word in self.analysis.words[noun.number + 1 : mark.number]:
            if word.lower == "by" or word.lower in _IN_PRINT:
                told = self.analysis.words[word.number + 1 : word.number + LONGEST_NAME]
                for place in told:
                    if any(self._tells(p, word.lower) for p in self.cast.one(place.number)):
                        return place
        for place in self.analysis.dependents(noun, "nmod", "compound", "amod"):
            parties = self.cast.meant(place.number) if place.number < noun.number else []
            own = place.deprel == "nmod:poss"
            if any(own or p.sector == "JRN" for p in parties):
                return place
        return None

    def _tells(self, party: Party, preposition: str) -> bool:
        return preposition == "by" or party.kind == "organisation"

    def _as_said(self, verb: Word) -> list[Saying]:
        """ ", as X reported", "as first reported by X": of the clause beside it."""
        if verb.lemma not in words("cues", "verbs", "clause"):
            return []
        by = self.clauses.oblique(verb, "by") if verb.xpos == "VBN" else []
        above, speaker = self.analysis.head(verb), by[0] if by else self._speaker(verb)
        finite = self._has(verb, "as") and verb.xpos != "VBG"
        if not finite or above is None or speaker is None:
            return []
        told = next((c for c in self.analysis.dependents(above, "ccomp")), above)
        first, end = self.analysis.subtree(told)
        start, stop = self.analysis.subtree(verb)
        pieces = [(first, min(start, end)), (max(stop, first), end)]
        content = [p for p in pieces if p[1] - p[0] > 1]
        cue = verb.number, verb.number + 1
        core = self.cast.core(speaker.number)
        return [Saying(cue, verb.number, content, core, retold=True)] if content else []

    def _reported(self, verb: Word) -> list[Saying]:
        """ "the meeting, first reported by X, took place": all of it is X's word."""
        noun, by = self.analysis.head(verb), self.clauses.oblique(verb, "by")
        told = verb.lemma in words("cues", "reporting", "first") and verb.relation == "acl"
        if not told or not by or noun is None or verb.xpos != "VBN":
            return []
        above = self.analysis.head(noun)
        acts = above is not None and above.upos == "VERB" and noun.relation in {"nsubj", "obj"}
        first, end = self.analysis.subtree(above if acts and above is not None else noun)
        start, stop = self.analysis.subtree(verb)
        content = [p for p in ((first, start), (stop, end)) if p[1] - p[0] > 1]
        cue = verb.number, verb.number + 1
        return [Saying(cue, verb.number, content, self.cast.core(by[0].number), retold=True)]

    def _according(self, word: Word) -> Iterator[Saying]:
        """ "according to X": X is the source, the clause it hangs on the content."""
        hanging = self.analysis.dependents(word, "obl", "nmod")
        source = hanging[0] if hanging else self.analysis.head(word)
        clause = self.analysis.head(word if hanging or source is None else source)
        if source is None or clause is None:
            return
        while clause.relation == "ccomp" and clause.number < word.number:
            clause = self.analysis.words[clause.head]  # "X denied that …, according to Y"
        first, end = self.analysis.subtree(clause)
        start, stop = self.analysis.subtree(source)
        stop -= self.analysis.words[stop - 1].upos == "PUNCT"
        behind = min(word.number + 2, source.number)  # "according to" comes before its source
        pieces = [(first, min(start, word.number)), (stop, end)]
        longest = max(pieces, key=lambda p: p[1] - p[0])
        if longest[1] - longest[0] > 2:
            cue = word.number, max(behind, word.number + 1)
            words_of = max(start, behind), stop
            holder = words_of if words_of[0] < stop else None
            yield Saying(cue, word.number, [longest], holder)

    def _citing(self, verb: Word) -> Iterator[Saying]:
        """ "reported, citing X", "citing X, the paper said", "quoted X as saying": X's word."""
        source = self._cited(verb)
        if source is None:
            return
        below = self.analysis.words[verb.number : self.analysis.subtree(verb)[1]]
        participle = next((w for w in below if w.lemma == "say" and w.xpos == "VBG"), None)
        cue, place = participle or verb, participle or self._citer(verb, source)
        content = self._content(place) if place is not None else []
        if place is not None and not content:
            content = [c for closing in self._closes(place) for c in closing.contents]
        if content:
            span = cue.number, cue.number + 1
            yield Saying(span, cue.number, content, self.cast.core(source.number), cited=True)

    def _learned(self, verb: Word) -> list[Saying]:
        """ "the paper has learnt from X that …", "…, it understands from X": X's word."""
        sources = [w for w in self.clauses.oblique(verb, "from") if self._is_somebody(w)]
        if not sources:
            return []
        core = self.cast.core(sources[0].number)
        end = self.analysis.sentences[verb.sentence][1]
        that = next((w for w in self.analysis.words[core[1] : end] if w.lower == "that"), None)
        told = self._opening(self._clause_start(verb))
        content = (that.number + 1, end) if that is not None else None
        if content is None and self._is_whole(told):
            content = told[0].number, told[-1].number
        cue = verb.number, verb.number + 1
        return [Saying(cue, verb.number, [content], core, cited=True)] if content else []

    def _is_somebody(self, word: Word) -> bool:
        phrase = self.cast.phrases.at(word.number)
        hidden = phrase is not None and self.cast.is_hidden(phrase)
        return hidden or word.mention == "person" or bool(self.cast.one(word.number))

    def _clause_start(self, verb: Word) -> int:
        """The place behind the last comma before a verb."""
        before = self.analysis.words[: verb.number]
        return next((w.number + 1 for w in reversed(before) if w.text == ","), 0)

    def _cited(self, verb: Word) -> Word | None:
        """Whom somebody cites: the object, or what the tree takes the participle to describe."""
        objects = self.analysis.dependents(verb, "obj")
        above = self.analysis.head(verb)
        described = verb.xpos == "VBG" and verb.relation == "acl" and not objects
        if described and above is not None and above.number > verb.number:
            return above
        after = self.analysis.words[verb.number + 1 : verb.number + LONGEST_NAME]
        begun = (p for w in after if (p := self.cast.phrases.at(w.number)) is not None)
        phrase = next((p for p in begun if p.core[0] == verb.number + 1), None)
        return objects[0] if objects else phrase.head if phrase is not None else None

    def _citer(self, verb: Word, source: Word) -> Word | None:
        """The verb of saying that a participle goes with: "*reported*, citing X"."""
        if verb.xpos != "VBG":
            return None
        places = [*self.analysis.ancestors(verb), *self.analysis.ancestors(source)]
        saying = words("cues", "verbs", "clause")
        return next((w for w in places if w.upos == "VERB" and w.lemma in saying), None)

    def closing(self) -> Iterator[Saying]:
        """What closes a sentence is of all its clauses: "A did it and B did that", X said."""
        for verb in self.analysis.words:
            if verb.lemma in words("cues", "closing", "verbs") and verb.xpos in _FINITE:
                yield from self._inverted(verb) or self._closes(verb)
            elif verb.lower == "according" and self._is_whole(told := self._opening(verb.number)):
                for source in self._according(verb):
                    source.contents = [(told[0].number, told[-1].number)]
                    yield source

    def _opening(self, end: int) -> Sequence[Word]:
        """The words of a sentence up to a place in it, without the dateline."""
        first = self.analysis.sentences[self.analysis.words[end].sentence][0]
        while self.analysis.words[first].start < dateline_length(self.analysis.text):
            first += 1
        return self.analysis.words[first:end]

    def _is_whole(self, told: Sequence[Word]) -> bool:
        """Whether a stretch is a sentence up to a comma, without quotations in it."""
        opened = any(w.text in _MARKS or w.lower == "according" for w in told)
        ends = len(told) > 1 and told[-1].text == ","
        return ends and not opened and any(w.upos == "VERB" for w in told)

    def _closes(self, verb: Word) -> Iterator[Saying]:
        end = self.analysis.sentences[verb.sentence][1]
        speaker = self._before(verb)
        told = self._opening(speaker[0]) if speaker is not None else ()
        after = self.analysis.words[verb.number + 1 : end]
        cited = (w.number for w in after if w.lemma in words("cues", "citing", "verbs"))
        quoted = self._quoted_behind(verb)
        rest = self.analysis.words[verb.number + 1 : min([next(cited, end), *quoted[:1]])]
        more = any(w.upos in {"VERB", "AUX", "SCONJ"} or w.text in _MARKS for w in rest)
        if self._is_whole(told) and not more:
            contents = [(told[0].number, told[-1].number), *([quoted] if quoted else [])]
            yield Saying((verb.number, verb.number + 1), verb.number, contents, speaker)

    def _quoted_behind(self, verb: Word) -> WordSpan | tuple[()]:
        """What goes on in quotation marks behind a verb: "…, he said, *“because he fears it”*."""
        opening = self.analysis.words[verb.number + 1 : verb.number + 3]
        if len(opening) < 2 or opening[0].text != "," or opening[1].text not in _QUOTES:
            return ()
        return opening[1].number, self.analysis.sentences[verb.sentence][1]

    def _inverted(self, verb: Word) -> list[Saying]:
        """ "A did it and B did that, *said X, who …*"."""
        told = self._opening(verb.number)
        speaker = self._after(verb)
        if speaker is None or not self._is_whole(told):
            return []
        content = told[0].number, told[-1].number
        return [Saying((verb.number, verb.number + 1), verb.number, [content], speaker)]

    def _after(self, verb: Word) -> WordSpan | None:
        """The speaker right behind a verb, where no more follows but a clause about him."""
        for number in range(
            verb.number + 1, min(verb.number + LONGEST_NAME, len(self.analysis.words))
        ):
            phrase = self.cast.phrases.at(number)
            if phrase is None or phrase.core[0] != verb.number + 1 or not self.cast.one(number):
                continue
            end = phrase.core[1]
            last = end >= self.analysis.sentences[verb.sentence][1]
            if last or self.analysis.words[end].text in (",", "."):
                return phrase.core
        return None

    def _before(self, verb: Word) -> WordSpan | None:
        """The speaker right before a verb, with the office that it stands beside."""
        if (hidden := self.cast.hidden_before(verb.number)) is not None:
            return hidden
        last = self.analysis.words[max(verb.number - 1, 0)]
        while last.upos in {"AUX", "ADV"} and last.number:
            last = self.analysis.words[last.number - 1]
        last = self.analysis.words[max(last.number - 1, 0)] if last.text == "," else last
        phrase = self.cast.phrases.at(last.number)
        if phrase is None or phrase.core[1] != last.number + 1 or not self.cast.one(last.number):
            return None
        above = self.analysis.head(phrase.head)
        beside = above is not None and phrase.head.relation == "appos"
        office = self.cast.phrases.at(above.number) if above is not None and beside else None
        if office is not None and office.core[1] == phrase.core[0] - 1:
            return office.core[0], phrase.core[1]
        return phrase.core

    # -- who speaks --------------------------------------------------------------------------------

    def _speaker(self, verb: Word) -> Word | None:
        """The subject, a passive's agent, or the noun that a participle describes."""
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
        verb = self.analysis.head(above) if above.relation == "obj" else None
        for noun in [*self.analysis.dependents(above, "obj"), above, *([verb] if verb else [])]:
            makers = self.analysis.dependents(noun, "nmod:poss", "nmod", "obl")
            makers = [m for m in makers if m.deprel == "nmod:poss" or self._has(m, "from")]
            for place in [noun, *makers]:
                if place.upos != "VERB" and self.cast.one(place.number):
                    return place
        return None

    def _is_only_planned(self, verb: Word) -> bool:
        """Whether the saying is itself only wanted or planned ("plans to reaffirm …")."""
        return verb.relation in {"xcomp", "advcl", "acl"} and self._has(verb, "to")

    # -- what is said ------------------------------------------------------------------------------

    def _content(self, verb: Word) -> list[WordSpan]:
        """What a verb's arguments make of its content, by the shapes it can take."""
        shapes = (self._clausal, self._naming, self._prepositional, self._around, self._object)
        return next((f for shape in (*shapes, self._standing) if (f := shape(verb))), [])

    def _clausal(self, verb: Word) -> list[WordSpan]:
        for child in self.analysis.children[verb.number]:
            if child.relation == "ccomp" and verb.lemma in words("cues", "verbs", "clause"):
                return self._pieces(child, verb)
            infinitive = child.relation in {"xcomp", "advcl"} and self._has(child, "to")
            if infinitive and verb.lemma in words("cues", "verbs", "infinitive"):
                return [self._clause(child, verb)]
        return []

    def _naming(self, verb: Word) -> list[WordSpan]:
        """ "called *the idea baseless*": the object and what is said of it."""
        objects = self.analysis.dependents(verb, "obj", "ccomp")
        if verb.lemma not in words("cues", "verbs", "naming") or not objects:
            return []
        said = self.analysis.dependents(verb, "xcomp", "obl", "advcl")
        said = [w for w in said if w.number > objects[0].number]
        first = self.analysis.subtree(objects[0])[0]
        return [(first, self.analysis.subtree(said[0])[1])] if said else []

    def _prepositional(self, verb: Word) -> list[WordSpan]:
        for preposition in ("of", "against", "for", "about"):
            if verb.lemma in words("cues", "verbs", preposition):
                for child in self.analysis.children[verb.number]:
                    if child.number > verb.number and self._has(child, preposition):
                        return [self._clause(child, verb)]
        return []

    def _around(self, verb: Word) -> list[WordSpan]:
        """The clause into which "he said" is put: all of it but the speaker's own words."""
        above = self.analysis.head(verb)
        inserted = verb.relation == "parataxis" and verb.lemma in words("cues", "verbs", "clause")
        if above is None or not inserted:
            return []
        first, end = self.analysis.subtree(above)
        start, stop = self.analysis.subtree(verb)
        return [p for p in ((first, start), (stop, end)) if p[1] - p[0] > 1]

    def _object(self, verb: Word) -> list[WordSpan]:
        objects = self.analysis.dependents(verb, "obj", "xcomp")
        claims = any(o.lemma in words("cues", "claims", "nouns") for o in objects)
        denied = claims and verb.lemma in words("cues", "stance", "denies_claims_only")
        taken = verb.lemma in words("cues", "verbs", "object") or denied
        taken = taken or takes_back(self.analysis, verb)
        return [self._clause(objects[0], verb)] if objects and taken else []

    def _standing(self, verb: Word) -> list[WordSpan]:
        """ "stood by *its account that …*": an outlet says it again."""
        if verb.lemma not in words("cues", "standing", "verbs"):
            return []
        told = [w for w in self.analysis.dependents(verb, "obl", "obj") if is_report(w)]
        starts = [(max(self._clause(w, verb)[0], verb.number + 2), w) for w in told[:1]]
        return [(start, self._clause(w, verb)[1]) for start, w in starts]

    # -- pieces of the tree ------------------------------------------------------------------------

    def _particles(self, verb: Word) -> list[int]:
        particles = self.analysis.dependents(verb, "compound:prt")
        return [p.number for p in particles if p.number > verb.number]

    def _clause(self, head: Word, cue: Word) -> WordSpan:
        """A complement from its first to its last word, without what belongs to the cue."""
        first, end = self.analysis.subtree(head)
        if first <= cue.number < end:
            return (first, cue.number) if head.number < cue.number else (cue.number + 1, end)
        return first, end

    def _pieces(self, head: Word, cue: Word) -> list[WordSpan]:
        """A clause in the pieces that the cue and its speaker break it into."""
        first, end = self.analysis.subtree(head)
        if not first <= cue.number < end:
            return [(first, end)]
        own = [cue, *(c for c in self.analysis.children[cue.number] if c is not head)]
        inner = [w.number for w in own if first <= w.number < end]
        pieces = [(first, min(inner)), (max(inner) + 1, end)]
        return [p for p in pieces if p[1] - p[0] > 1]

    def _has(self, word: Word, marker: str) -> bool:
        return any(
            c.lower == marker
            for c in self.analysis.dependents(word, "mark", "case", "aux")
            if c.number < word.number
        )


FARTHEST_CLAUSE = 12
"""How many words behind a noun the clause begins that it is a report of, at most."""

LONGEST_NAME = 6
"""How many words the name of an outlet has with its article, at most."""


def by_cue(word: Word, cue: Span) -> Because:
    """Which kind of cue a word is, as the reason of what it attributes."""
    if word.lower == "according":
        return rule("according-to", cue)
    if word.lemma in words("cues", "citing", "verbs"):
        return rule("citing", cue)
    return rule("noun-of-saying" if word.upos == "NOUN" else "verb-of-saying", cue)


def is_report(word: Word) -> bool:
    """Whether a noun is something told: "report", "claim", "story"."""
    return word.lemma in words("cues", "claims", "nouns")


_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_QUOTES = frozenset({'"', "“", "”"})
_MARKS = _QUOTES | {":", ";", "—", "–"}
_IN_PRINT = frozenset({"in", "from", "of", "on"})
