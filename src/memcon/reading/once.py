"""One happening, one event: what a report tells twice, and what it tells and somebody denies."""

from collections.abc import Sequence

from memcon.language.analysis import Analysis
from memcon.reading.because import rule
from memcon.reading.happening import Happening
from memcon.reading.matching import Matcher
from memcon.reading.saying import Saying, Sayings

BY_PARTIES = frozenset({"CONSULT", "ASSAULT", "AID", "SUPPORT", "COOPERATE", "MOBILIZE"})
"""Types of which two with the same parties and no other date are one happening told again.

Of verbal acts only those of the same verb are: two requests to one are two."""


def told_once(found: Sequence[Happening]) -> list[Happening]:
    """The happenings with those told again joined to the first telling (rule 7)."""
    kept: list[Happening] = []
    for happening in found:
        same = next((k for k in kept if _is_same(k, happening)), None)
        if same is None:
            kept.append(happening)
        else:
            _join(same, happening)
    return kept


def with_denials(
    found: Sequence[Happening], sayings: Sayings, analysis: Analysis, matcher: Matcher
) -> list[Happening]:
    """Points each denial at what it denies, where the report asserts it elsewhere (case 9).

    The negated twin of an asserted event is dropped: the event stays one, asserted and denied.
    """
    kept = list(found)
    for saying in (s for s in sayings.all if s.stance == "denies"):
        twins = [h for h in kept if h.modality == "negated" and h.chain[:1] == [saying]]
        for twin in twins:
            asserted = [h for h in kept if h is not twin and _contradicts(twin, h)]
            if asserted:
                asserted[-1].denied_by.append(saying)
                kept.remove(twin)
        if not twins:
            named = _named_in(saying, analysis, matcher)
            before = [h for h in kept if h.event in named and h.word.number < saying.cue_head]
            if before and before[-1].modality != "negated":
                before[-1].denied_by.append(saying)
    return kept


def _named_in(saying: Saying, analysis: Analysis, matcher: Matcher) -> set[str]:
    """The types of the events that a denial names: "that any such meeting took place"."""
    patterns = [
        matcher.pattern(word)
        for start, end in saying.contents
        for word in analysis.words[start:end]
    ]
    return {p.event for p in patterns if p is not None}


def _contradicts(twin: Happening, other: Happening) -> bool:
    if other.event != twin.event or other.modality == "negated":
        return False
    theirs = {id(p) for p in other.parties}
    return _dates_agree(twin, other) and all(id(p) in theirs for p in twin.parties)


def _is_same(one: Happening, other: Happening) -> bool:
    """Whether a later event is an earlier one told again: type, parties, dates do not differ."""
    if one.event != other.event or one.modality != other.modality or not _dates_agree(one, other):
        return False
    mine, theirs = {id(p) for p in one.parties}, {id(p) for p in other.parties}
    if one.event not in BY_PARTIES:
        return mine == theirs and one.word.lemma == other.word.lemma
    vague = other.mutual or other.word.upos == "NOUN"
    return theirs <= mine if vague else mine == theirs


def _dates_agree(one: Happening, other: Happening) -> bool:
    a, b = one.date.resolved, other.date.resolved
    return a.start is None or b.start is None or (a.start, a.end) == (b.start, b.end)


def _join(first: Happening, again: Happening) -> None:
    first.also.append(again.word)
    because = rule("told-again", (again.word.start, again.word.end))
    if first.date.resolved.start is None:
        first.date = again.date
        first.note(because, "date")
    first.mode = first.mode or again.mode
    first.place = first.place or again.place
    first.note(because, "mode", "place")
