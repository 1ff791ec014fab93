"""Puts marks around two stretches of words, so that the network can be asked for their relation."""

from collections.abc import Sequence
from dataclasses import dataclass

from memcon.language.analysis import WordSpan


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with the marks of `pieces.MARKS` among them, and the numbers of the opening marks."""

    words: tuple[str, ...]
    actor: int
    recipient: int


def marked(words: Sequence[str], actor: WordSpan, recipient: WordSpan) -> Marked:
    """The words with both stretches marked; of stretches that nest the longer stands outside."""
    spans = {"actor": actor, "recipient": recipient}
    order = sorted(spans, key=lambda name: spans[name][0] - spans[name][1])
    found: list[str] = []
    for number in range(len(words) + 1):
        found += [f"</{name}>" for name in reversed(order) if spans[name][1] == number]
        if number < len(words):
            found += [f"<{name}>" for name in order if spans[name][0] == number]
            found.append(words[number])
    return Marked(tuple(found), found.index("<actor>"), found.index("<recipient>"))
