"""Said: who says, thinks, asks, promises or denies what.

The language model finds attributions (PolNeAR's source, cue, content), one layer of them; the tree
adds those inside others ("the presidency said that Erdogan urged …") and what the model missed.
"""

import itertools
from collections.abc import Iterable, Sequence

from memcon.language.analysis import Analysis, Attribution, Word, WordSpan
from memcon.reading.actors import Cast
from memcon.reading.attributing import Attributor, by_cue
from memcon.reading.because import head, rule
from memcon.reading.manner import Manners
from memcon.reading.party import Party
from memcon.reading.quotes import quotations
from memcon.reading.saying import BY_RULE, Saying, Sayings, overlap
from memcon.reading.tables import words
from memcon.registry import Registry

LEAST_PROBABLE = 0.75
"""An attribution that only the language model sees is kept from this probability on."""

SHORTEST_QUOTE = 3
"""Shorter quotations are words picked out, not statements of their own."""

LONGEST_GAP = 6
"""Two pieces of a content with no more words between them are one."""

LONGEST_DAY = 8
"""The "that" of a content stands no farther behind its cue than so many words."""

SAME = 0.8
"""Two statements of one holder are one if their contents share so much of their words."""


def find_sayings(analysis: Analysis, cast: Cast, registry: Registry) -> Sayings:
    """The statements of a report, in the order of their cues."""
    sayings = Sayings(_Finder(analysis, cast, registry).find())
    _nest(sayings)
    return sayings


class _Finder:
    def __init__(self, analysis: Analysis, cast: Cast, registry: Registry) -> None:
        self.analysis = analysis
        self.cast = cast
        self.registry = registry
        self.quoted = quotations(analysis)

    def find(self) -> list[Saying]:
        """Both ways' findings, joined where they have one cue, with holder, manner and nesting."""
        learned = {s.cue_head: s for s in map(self._learned, self.analysis.attributions)}
        attributor = Attributor(self.analysis, self.cast)
        shown: dict[int, Saying] = {}
        for one in map(self._noted, attributor.find()):
            if one.cue_head not in shown or not shown[one.cue_head].cited:
                shown[one.cue_head] = one
        merged = [self._merged(learned.get(n), shown.get(n)) for n in sorted({*learned, *shown})]
        closing = map(self._noted, attributor.closing())
        found = _with_closing([s for s in merged if s is not None], closing)
        self._adopt_quotes(found)
        self._cut_at_further_acts(found)
        manners = Manners(self.analysis, self.cast, self.quoted)
        for saying in found:
            saying.contents = [self._from_that(saying, c) for c in saying.contents]
            saying.contents = sorted(filter(None, map(self._trimmed, saying.contents)))
            saying.stance = manners.stance(saying)
            saying.quote = manners.quote(saying)
            saying.addressee = manners.addressee(saying)
            manners.note(saying)
            saying.holder = self._holder(saying.holder_words) if saying.holder_words else None
            if saying.holder is None and saying.holder_words is not None:
                saying.holder = self._issuer(self._head_of(saying.holder_words), found)
            self._note_holder(saying)
        told = [s for s in found if s.contents and not _is_only_denied(s, found)]
        return _without_twins(told)

    def _noted(self, saying: Saying) -> Saying:
        """A statement that the tree shows, with its cue as the reason of it."""
        cue = self.analysis.characters(saying.cue)
        return saying.note(by_cue(self.analysis.words[saying.cue_head], cue))

    def _note_holder(self, saying: Saying) -> None:
        if saying.holder_words is not None:
            source = self.analysis.characters(saying.holder_words)
            saying.note(rule("holder-by-source", source), "holder")

    def _learned(self, attribution: Attribution) -> Saying:
        saying = Saying(
            attribution.cue,
            self._head_of(attribution.cue).number,
            self._without_gaps(attribution.contents),
            attribution.source,
            confidence=attribution.probability,
        )
        cue = self.analysis.characters(attribution.cue)
        return saying.note(head("attribution", attribution.probability, cue))

    def _without_gaps(self, pieces: Sequence[WordSpan]) -> list[WordSpan]:
        """The pieces, joined where only a few words stand between, no cue, source or mark."""
        taken = {
            n
            for a in self.analysis.attributions
            for s in (a.cue, a.source or a.cue)
            for n in range(*s)
        }
        joined: list[WordSpan] = []
        for start, end in pieces:
            gap = range(joined[-1][1], start) if joined else range(0)
            broken = taken.intersection(gap) or any(
                self.analysis.words[n].upos == "PUNCT" for n in gap
            )
            if joined and len(gap) <= LONGEST_GAP and not broken:
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        return joined

    def _merged(self, learned: Saying | None, shown: Saying | None) -> Saying | None:
        if learned is None:
            return shown
        if shown is None:
            return learned if learned.confidence >= LEAST_PROBABLE else None
        sure = learned.confidence >= LEAST_PROBABLE
        shown.confidence = max(learned.confidence, BY_RULE)
        supported = self._supported(learned.contents, shown.contents)
        if not shown.retold and not shown.cited:
            shown.contents = supported or (learned.contents if sure else shown.contents)
        shown.cue = learned.cue
        if not shown.cited:
            shown.holder_words = (learned.holder_words if sure else None) or shown.holder_words
        return shown.note_all(learned)

    def _supported(self, learned: list[WordSpan], shown: list[WordSpan]) -> list[WordSpan]:
        """The learned pieces that the tree bears out, or that stand between quotation marks.

        Pieces of one clause of the tree are one, with what stands between them.
        """
        kept: list[WordSpan] = []
        for start, end in (p for p in learned if overlap(shown, p) or overlap(self.quoted, p)):
            if kept and any(s <= kept[-1][1] - 1 and start < e for s, e in shown):
                kept[-1] = kept[-1][0], end
            else:
                kept.append((start, end))
        return kept

    def _head_of(self, span: WordSpan) -> Word:
        """The word of a stretch that the others hang on; of several the first verb or noun."""
        inside = self.analysis.words[span[0] : span[1]]
        tops = [w for w in inside if not span[0] <= w.head < span[1] or w.head == w.number]
        lasting = [w for w in tops if w.mention != "time"]  # "Prime Minister X *today* denied"
        ranked = [w for sort in _HEADS for w in lasting if w.upos in sort]
        return [*ranked, *tops, *inside][0]

    def _source_head(self, span: WordSpan) -> Word:
        """The head of a source's words: of a hidden source what names it, with which it begins."""
        opening = self.cast.phrases.opening(span[0])
        if opening is not None and self.cast.is_hidden(opening):
            return opening.head
        return self._head_of(span)

    def _holder(self, span: WordSpan) -> Party | None:
        """The party that a source's words name, met now if nothing names it elsewhere."""
        head = self._source_head(span)
        if self._is_own_voice(head):
            return self.cast.own_outlet(head.number)
        if parties := self.cast.who(head.number) or self.cast.compound(head):
            return parties[0]
        phrase = self.cast.phrases.at(head.number)
        if head.upos == "PRON":
            return next(iter(self.cast.met(head.number)), None)
        if phrase is None:
            return None
        text = self.cast.full_text(phrase)
        if self.registry.unnamed(text) or self.cast.is_hidden(phrase):
            return self.cast.add(phrase, "unnamed", name=text)
        if head.lemma.lower() in words("cues", "outlets", "nouns"):
            return self._described_outlet(head)
        if head.mention == "person":
            return self.cast.add(phrase, "group" if head.xpos in {"NNS", "NNPS"} else "person")
        return self.cast.add(phrase, "organisation") if head.mention == "organization" else None

    def _issuer(self, head: Word, found: Sequence[Saying]) -> Party | None:
        """Whose word a document is: "the statement said", "according to the same statement".

        Whoever said something in such a document before, else the body that spoke last.
        """
        if head.lemma.lower() not in words("cues", "documents", "nouns"):
            return None
        before = [s for s in found if s.cue_head < head.number and s.holder is not None]
        issued = [s for s in before if self._is_in(s, head.lemma)]
        bodies = [s for s in before if s.holder is not None and s.holder.kind == "organisation"]
        return next((s.holder for s in reversed(issued or bodies)), None)

    def _is_in(self, saying: Saying, lemma: str) -> bool:
        """Whether something was said in a document: "said *in a statement*"."""
        cue = self.analysis.words[saying.cue_head]
        return any(w.lemma == lemma for w in self.analysis.dependents(cue, "obl"))

    def _described_outlet(self, head: Word) -> Party | None:
        """An outlet that only its description gives away: "the investigative site Direkt36"."""
        phrase = self.cast.phrases.at(head.number)
        after = head.number + 1
        if phrase is None:
            return None
        behind = itertools.takewhile(lambda w: w.upos == "PROPN", self.analysis.words[after:])
        end = after + len(list(behind))
        name = self.analysis.text_of((after, end)) if end > after else None
        party = self.cast.add(phrase, "organisation", name=name)
        party.sector = party.sector or "JRN"
        return party.note(rule("outlet-by-noun", self.cast.span_of(party)), "sector")

    def _is_own_voice(self, head: Word) -> bool:
        """Whether the report names its own outlet: "we" outside quotations, "this newspaper"."""
        if overlap(self.quoted, (head.number, head.number + 1)):
            return False
        if head.lower in words("anaphora", "pronouns", "speakers"):
            return True
        of = [w for w in self.analysis.dependents(head, "nmod") if head.lemma in _VERSIONS]
        marks = [d for w in (head, *of) for d in self.analysis.dependents(w, "det", "nmod:poss")]
        own = words("cues", "outlets", "nouns") | words("cues", "withdrawing", "nouns")
        return any(c.lower in _OWN for c in marks) and head.lemma.lower() in own

    def _adopt_quotes(self, found: list[Saying]) -> None:
        """Gives a quotation that nobody says to whoever speaks just before it, or after."""
        for start, end in self.quoted:
            if end - start < SHORTEST_QUOTE or any(s.overlaps((start, end)) for s in found):
                continue
            near = [s for s in found if self._near(s, start) and self._quotes(s)]
            before = [s for s in near if s.cue_head < start]
            for saying in before[-1:] or near[:1]:
                saying.contents.append((start, end))
                mark = self.analysis.characters((start, end))
                saying.note(rule("adopted-quotation", mark), "contents")

    def _cut_at_further_acts(self, found: list[Saying]) -> None:
        """A content ends where its speaker goes on: "advised him to wait, reminding him …"."""
        for saying in found:
            for other in found:
                cue = self.analysis.words[other.cue_head]
                goes_on = (
                    other.holder_words == saying.holder_words
                    and cue.xpos == "VBG"
                    and self.analysis.words[cue.number - 1].text == ","
                )
                if goes_on and other.cue_head > saying.cue_head and not self._quotes(saying):
                    saying.contents = [
                        (s, cue.number - 1) if s < cue.number < e else (s, e)
                        for s, e in saying.contents
                    ]

    def _near(self, saying: Saying, start: int) -> bool:
        mine = self.analysis.paragraphs[self.analysis.words[saying.cue_head].sentence]
        theirs = self.analysis.paragraphs[self.analysis.words[start].sentence]
        return mine == theirs or (mine == theirs - 1 and saying.cue_head < start)

    def _quotes(self, saying: Saying) -> bool:
        return any(saying.overlaps(quote) for quote in self.quoted)

    def _from_that(self, saying: Saying, span: WordSpan) -> WordSpan:
        """A content without the day on which it is said: "denied *on Monday* that …"."""
        start, end = span
        for word in self.analysis.words[start : min(end, start + LONGEST_DAY)]:
            if word.upos in {"VERB", "AUX", "PUNCT"}:
                return span
            clause = self.analysis.head(word)
            own = clause is not None and clause.head == saying.cue_head
            if _is_that(word) and own and word.number > start:
                return word.number, end
        return span

    def _trimmed(self, span: WordSpan) -> WordSpan | None:
        """A content without marks at its edges and without the "that" that opens it."""
        words = self.analysis.words
        first, end = span
        while first < end and (words[first].upos == "PUNCT" or _is_that(words[first])):
            first += 1
        while end > first and words[end - 1].upos == "PUNCT":
            end -= 1
        return (first, end) if end > first else None


def _is_that(word: Word) -> bool:
    return word.lower == "that" and word.relation == "mark"


def _with_closing(found: Sequence[Saying], closing: Iterable[Saying]) -> list[Saying]:
    """The statements, those that close a sentence with all of it as their content."""
    at = {s.cue_head: s for s in found}
    for whole in closing:
        known = at.setdefault(whole.cue_head, whole)
        if known is not whole and all(whole.overlaps(c) for c in known.contents):
            known.contents, known.holder_words = whole.contents, whole.holder_words
            known.note_all(whole)
    return sorted(at.values(), key=lambda s: s.cue_head)


def _without_twins(found: Sequence[Saying]) -> list[Saying]:
    """Of two statements of one holder with nearly the same content the surer one."""
    kept: list[Saying] = []
    for saying in sorted(found, key=lambda s: (-s.confidence, s.cue_head)):
        alike = [k for k in kept if k.holder is saying.holder and k.stance == saying.stance]
        same = [k for k in alike if _share(k, saying) > SAME]
        if not same:
            kept.append(saying)
    return sorted(kept, key=lambda s: s.cue_head)


def _share(one: Saying, other: Saying) -> float:
    return len(one.words & other.words) / len(one.words | other.words)


def _is_only_denied(saying: Saying, found: Sequence[Saying]) -> bool:
    """Whether nobody is named who tells what another denies: "denied reports that …"."""
    if not saying.retold or saying.holder is not None:
        return False
    return any(s.stance == "denies" and s.words & saying.words for s in found)


def _nest(sayings: Sayings) -> None:
    """Puts each statement inside the smallest one whose content holds its cue.

    A report that somebody denies or does not comment on is not within what is said of it.
    """
    for saying in sayings.all:
        around = [s for s in sayings.around(saying.cue_head) if s is not saying]
        if saying.retold:
            around = [s for s in around if s.stance == "asserts"]
        if saying.cited:
            around = [*_citing(saying, sayings), *around]
        saying.within = next((s for s in around if not saying.covers(s.cue_head)), None)
        saying.note(rule("cited-by-other" if saying.cited else "cue-in-content"), "within")


def _citing(cited: Saying, sayings: Sayings) -> list[Saying]:
    """The statement of the same content whose source a cited one is."""
    same = [s for s in sayings.all if s is not cited and not s.cited and _share(s, cited) > SAME]
    return [s for s in same if s.holder is not cited.holder and s.within is not cited]


_VERSIONS = frozenset({"version"})
_OWN = frozenset({"this", "our"})
_HEADS = ({"VERB", "NOUN"}, {"PROPN"})
