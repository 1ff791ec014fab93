"""Scores of every head on the development sets."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import numpy as np
from corpora import ATTRIBUTION_TAGS, EVENT_MODES, EVENTS, MENTION_TYPES, NAME_TAGS, UNLABELLED
from examples import TagSets, Window, arrays, batches
from numpy.typing import NDArray

from memcon.language.decode import constraints, spans, viterbi

Array = NDArray[Any]
INPUTS = ("ids", "shapes", "firsts", "sentence_of")


class Scorer(Protocol):
    """A network that is asked: in torch while it is trained, or as the file that memcon ships."""

    chain: tuple[Array, Array]
    """Scores of going from one attribution tag to another (K, K), and of beginning with one."""

    def __call__(self, inputs: Mapping[str, Array]) -> Mapping[str, Array]:
        """The heads' scores for the batch of these `INPUTS`."""


def scores_of(score: Scorer, found: list[Window]) -> Iterator[tuple[Window, dict[str, Any]]]:
    """Each window with the scores for its words, as arrays."""
    for batch in batches(list(found), 24, random.Random(0)):
        made = arrays(batch)
        out = score({name: made[name] for name in INPUTS})
        for i, window in enumerate(batch):
            n = len(window.firsts)
            yield window, {name: rows[i, :n] for name, rows in out.items()}


def evaluate(score: Scorer, found: list[Window], tags: TagSets) -> dict[str, float]:
    """Accuracies and F1 of all tasks that the windows have labels for."""
    counts: Counter[str] = Counter()
    errors: list[float] = []
    for window, scores in scores_of(score, found):
        gold = window.labels
        for task in ("upos", "xpos"):
            _count_right(counts, task, scores[task].argmax(1), gold.get(task))
        if "head" in gold:
            _count_arcs(counts, tags, scores, gold)
        if "attribution" in gold:
            said = [ATTRIBUTION_TAGS[t] for t in viterbi(scores["attribution"], *score.chain)]
            _count_spans(counts, said, [ATTRIBUTION_TAGS[t] for t in gold["attribution"]])
            for link in ("source_of", "cue_of"):
                _count_right(counts, link, scores[link].argmax(1), gold[link])
        if "name" in gold and "attribution" not in gold:
            said = [NAME_TAGS[t] for t in viterbi(scores["name"], *constraints(NAME_TAGS))]
            _count_spans(counts, said, [NAME_TAGS[t] for t in gold["name"]])
        if "mention" in gold:
            _count_mentions(counts, scores, gold)
        if "event" in gold:
            _count_events(counts, scores, gold)
        for value, wish in zip(scores["factuality"], gold.get("factuality", ()), strict=False):
            if wish == wish:
                errors.append(abs(float(value) - wish))
                counts["factuality right"] += (value > 0) == (wish > 0)
                counts["factuality of"] += 1
    result = dict(_ratios(counts))
    if errors:
        result["factuality mean absolute error"] = float(np.mean(errors))
    return result


def _count_right(counts: Counter[str], task: str, said: Any, gold: Iterable[int] | None) -> None:
    for a, b in zip(said, gold or (), strict=False):
        if b != UNLABELLED:
            counts[f"{task} right"] += int(a == b)
            counts[f"{task} of"] += 1


def _count_arcs(counts: Counter[str], tags: TagSets, scores: Any, gold: Any) -> None:
    labels = scores["deprel"].argmax(1)
    for i, (head, relation) in enumerate(zip(gold["head"], gold["deprel"], strict=True)):
        attached = scores["head"][i] == (0 if head == i + 1 else head)
        said = tags.deprel[labels[i]].split(":")[0]
        wanted = tags.deprel[relation].split(":")[0] if relation >= 0 else ""
        counts["unlabelled attachment right"] += int(attached)
        counts["labelled attachment right"] += int(attached and said == wanted)
        counts["unlabelled attachment of"] += 1
        counts["labelled attachment of"] += 1


def _count_spans(counts: Counter[str], said: list[str], gold: list[str]) -> None:
    found, wanted = set(spans(said)), set(spans(gold))
    for label, _, _ in found & wanted:
        counts[f"{label} right"] += 1
    for label, _, _ in found:
        counts[f"{label} found"] += 1
    for label, _, _ in wanted:
        counts[f"{label} gold"] += 1


def _count_mentions(counts: Counter[str], scores: Any, gold: Any) -> None:
    kinds = [MENTION_TYPES[t] for t in scores["mention"].argmax(1)]
    wanted = [MENTION_TYPES[t] for t in gold["mention"]]
    for kind in ("person", "organization", "place"):
        pairs = list(zip(kinds, wanted, strict=True))
        counts[f"mention {kind} right"] += sum(a == b == kind for a, b in pairs)
        counts[f"mention {kind} found"] += kinds.count(kind)
        counts[f"mention {kind} gold"] += wanted.count(kind)


def _count_events(counts: Counter[str], scores: Any, gold: Any) -> None:
    """Event words with their types; where the word is right, its mode, modality and parties."""
    for word, (wanted, said) in enumerate(
        zip(gold["event"], scores["event"].argmax(1), strict=True)
    ):
        counts["event gold"] += wanted > 0
        counts["event found"] += said > 0
        counts["event right"] += said == wanted > 0
        counts["event word gold"] += wanted > 0
        counts["event word found"] += said > 0
        counts["event word right"] += said > 0 and wanted > 0
        if not wanted or gold["parties"][word] is None:
            continue
        counts["modality of"] += 1
        counts["modality right"] += scores["modality"][word].argmax() == gold["modality"][word]
        counts["mode of"] += 1
        counts["mode right"] += _mode_of(scores["mode"][word], wanted) == gold["mode"][word]
        actors, recipients, asked = gold["parties"][word]
        for name, links in (("actor", actors), ("recipient", recipients)):
            row = scores[f"{name}_of"][word]
            chosen = {n for n in asked if row[n + 1] > row[0]}
            counts[f"{name} gold"] += len(links)
            counts[f"{name} found"] += len(chosen)
            counts[f"{name} right"] += len(chosen & set(links))


def _mode_of(row: Any, event: int) -> int:
    """The likeliest mode of a type."""
    own = [i for i, m in enumerate(EVENT_MODES) if m.startswith(EVENTS[event] + ":")]
    return max(own, key=lambda i: row[i])


def _ratios(counts: Counter[str]) -> Iterator[tuple[str, float]]:
    for name in dict.fromkeys(k.rsplit(" ", 1)[0] for k in sorted(counts)):
        right = counts[f"{name} right"]
        if counts[f"{name} of"]:
            yield f"{name} accuracy", right / counts[f"{name} of"]
        elif counts[f"{name} gold"] + counts[f"{name} found"]:
            yield f"{name} F1", 2 * right / (counts[f"{name} gold"] + counts[f"{name} found"])
