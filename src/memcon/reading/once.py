"""One happening, one event: what a report tells twice."""

from collections.abc import Sequence

from memcon.reading.because import rule
from memcon.reading.happening import Happening

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
