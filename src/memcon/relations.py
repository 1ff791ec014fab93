"""What one marked actor of a text does to another: a PLOVER type, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from memcon.errors import UsageError
from memcon.language.related import LONGEST, pieces_in, relate
from memcon.language.segment import segment

PLV_LABELS: Mapping[str, str] = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Types that the PLV data set (Hu et al. 2024) calls otherwise; all others keep their names."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What the actor does to the recipient.

    `event` is a PLOVER type, None where the text tells of none between the two; `modality` is that
    of the event ("actual", "future", "hypothetical", "negated"), None without one; `scores` maps
    all sixteen types to probabilities, which together lack the probability of none to 1.
    """

    event: str | None
    modality: str | None
    scores: Mapping[str, float]

    @property
    def plv(self) -> str:
        """The likeliest label of PLV, which knows no "none" and has YIELD for two types."""
        labels: dict[str, float] = {}
        for event, chance in self.scores.items():
            label = PLV_LABELS.get(event, event)
            labels[label] = labels.get(label, 0.0) + chance
        return max(labels, key=lambda label: labels[label])

    def to_dict(self) -> dict[str, object]:
        """The fields as JSON has them."""
        return {"event": self.event, "modality": self.modality, "scores": dict(self.scores)}


def relation(text: str, *, actor: tuple[int, int], recipient: tuple[int, int]) -> Relation:
    """The relation of two stretches of a text, given as half-open character offsets.

    The sentences from the first to the second are read. Raises UsageError where a stretch holds no
    word, both hold the same words, they stand further apart than the network can see, or the text
    holds half of a surrogate pair.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"the text holds no character at {error.start}: decode it anew") from None
    spans = {"actor": actor, "recipient": recipient}
    first, last = min(actor[0], recipient[0]), max(actor[1], recipient[1])
    read = [s for s in segment(text) if s.end > first and s.start < last]
    words = [span for sentence in read for span in sentence.words]
    inside = {
        name: [i for i, (s, e) in enumerate(words) if start < end and s < end and e > start]
        for name, (start, end) in spans.items()
    }
    for name, span in spans.items():
        if not inside[name]:
            raise UsageError(f"{name}: no word of the text stands at {list(span)}")
    if inside["actor"] == inside["recipient"]:
        raise UsageError("actor and recipient are the same words")
    forms = [text[s:e] for s, e in words]
    if pieces_in(forms) > LONGEST:
        raise UsageError("actor and recipient stand too far apart to be read together")
    one, other = ((found[0], found[-1] + 1) for found in inside.values())
    told = relate(forms, one, other)
    chances = dict(told.chances)
    nothing = chances.pop("none")
    best = max(chances, key=lambda event: chances[event])
    known = chances[best] > nothing
    return Relation(best if known else None, told.modality if known else None, chances)
