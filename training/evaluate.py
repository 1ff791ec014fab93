"""Scores of every head on the development sets."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import torch
from corpora import ATTRIBUTION_TAGS, MENTION_TYPES, NAME_TAGS, UNLABELLED
from examples import Window, batches, tensors
from network import Network

from memcon.language.decode import constraints, spans, viterbi


def scores_of(network: Network, found: list[Window]) -> Iterator[tuple[Window, dict[str, Any]]]:
    """Each window with the network's scores for its words, as arrays."""
    import random

    network.eval()
    for batch in batches(list(found), 24, random.Random(0)):
        made = tensors(batch)
        inputs = [made[k] for k in ("ids", "shapes", "firsts", "sentence_of")]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            out = {k: v.float().numpy() for k, v in network(*inputs).items()}
        for i, window in enumerate(batch):
            n = len(window.firsts)
            yield window, {k: v[i, :n] for k, v in out.items()}


def evaluate(network: Network, found: list[Window]) -> dict[str, float]:
    """Accuracies and F1 of all tasks that the windows have labels for."""
    counts: Counter[str] = Counter()
    errors: list[float] = []
    with torch.no_grad():
        chain = network.crf.transitions.numpy(), network.crf.first.numpy()
    for window, scores in scores_of(network, found):
        gold = window.labels
        for task in ("upos", "xpos"):
            _count_right(counts, task, scores[task].argmax(1), gold.get(task))
        if "head" in gold:
            _count_arcs(counts, network, scores, gold)
        if "attribution" in gold:
            tags = [ATTRIBUTION_TAGS[t] for t in viterbi(scores["attribution"], *chain)]
            _count_spans(counts, tags, [ATTRIBUTION_TAGS[t] for t in gold["attribution"]])
            for link in ("source_of", "cue_of"):
                _count_right(counts, link, scores[link].argmax(1), gold[link])
        if "name" in gold and "attribution" not in gold:
            tags = [NAME_TAGS[t] for t in viterbi(scores["name"], *constraints(NAME_TAGS))]
            _count_spans(counts, tags, [NAME_TAGS[t] for t in gold["name"]])
        if "mention" in gold:
            kinds = [MENTION_TYPES[t] for t in scores["mention"].argmax(1)]
            wanted = [MENTION_TYPES[t] for t in gold["mention"]]
            for kind in ("person", "organization", "place"):
                pairs = list(zip(kinds, wanted, strict=True))
                counts[f"mention {kind} right"] += sum(a == b == kind for a, b in pairs)
                counts[f"mention {kind} found"] += kinds.count(kind)
                counts[f"mention {kind} gold"] += wanted.count(kind)
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


def _count_arcs(counts: Counter[str], network: Network, scores: Any, gold: Any) -> None:
    labels = scores["deprel"].argmax(1)
    for i, (head, relation) in enumerate(zip(gold["head"], gold["deprel"], strict=True)):
        attached = scores["head"][i] == (0 if head == i + 1 else head)
        said = network.tags.deprel[labels[i]].split(":")[0]
        wanted = network.tags.deprel[relation].split(":")[0] if relation >= 0 else ""
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


def _ratios(counts: Counter[str]) -> Iterator[tuple[str, float]]:
    for name in dict.fromkeys(k.rsplit(" ", 1)[0] for k in sorted(counts)):
        right = counts[f"{name} right"]
        if counts[f"{name} of"]:
            yield f"{name} accuracy", right / counts[f"{name} of"]
        elif counts[f"{name} gold"] + counts[f"{name} found"]:
            yield f"{name} F1", 2 * right / (counts[f"{name} gold"] + counts[f"{name} found"])
