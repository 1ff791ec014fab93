"""Asks the network for the relation of two stretches of words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from memcon.language.analysis import WordSpan
from memcon.language.marked import marked
from memcon.language.model import session
from memcon.language.pieces import CLS, SEP, pieces, shapes
from memcon.language.scored import softmax
from memcon.language.shipped import heads

LONGEST = 480
"""Pieces that fit between the ends of a window."""


@dataclass(frozen=True, slots=True)
class Related:
    """Probabilities of "none" and each PLOVER type, and the likeliest modality."""

    chances: dict[str, float]
    modality: str


def pieces_in(words: Sequence[str]) -> int:
    """How many word pieces the words have."""
    return sum(len(pieces(word)) for word in words)


def relate(words: Sequence[str], actor: WordSpan, recipient: WordSpan) -> Related:
    """What the words tell the actor to do to the recipient; they have at most `LONGEST` pieces."""
    found = marked(words, actor, recipient)
    ids, forms, firsts = [CLS], [0], []
    for word, form in zip(found.words, shapes(found.words, opens_paragraph=True), strict=True):
        firsts.append(len(ids))
        ids += pieces(word)
        forms += [form] * len(pieces(word))
    feed = {
        "ids": [*ids, SEP], "shapes": [*forms, 0], "firsts": firsts,
        "sentence_of": [0] * len(firsts),
    }  # fmt: skip
    outputs = ["relation_from", "relation_to", "modality"]
    rows = {name: np.array([values], dtype=np.int64) for name, values in feed.items()}
    source, target, modality = session().run(outputs, rows)
    chances = softmax(source[0, found.actor] + target[0, found.recipient])
    return Related(
        {name: round(float(c), 4) for name, c in zip(heads()["event"], chances, strict=True)},
        heads()["modality"][int(modality[0, found.actor].argmax())],
    )
