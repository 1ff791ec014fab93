"""How well relations are told: PLV's training file in five folds, macro F1 over its labels.

Each fold starts anew from a checkpoint that has not seen PLV and learns the other four folds,
with the pairs of the composed reports and passages or without them; rows of one sentence are in one
fold.

usage: python training/five_folds.py CHECKPOINT [--corpora DIR] [--reports DIR] [--passages DIR]
           [--epochs N] [--without-reports]
"""

import argparse
import random
import time
import zlib
from collections import Counter
from pathlib import Path

import events
import torch
from corpora import EVENTS, YIELD, Document, plv_document, read_jsonl
from evaluate import scores_of
from examples import Window, batches, cut
from network import Network, TorchScorer
from passages import gathered
from reports import HERE, read
from train import optimiser_for, train_epoch

from memcon.relations import PLV_LABELS

FOLDS = 5
BATCH, PAIRS = 8, 16
RATES = {"encoder": 1e-4, "heads": 8e-4}


def main() -> None:
    options = _options()
    rows = list(read_jsonl(options.corpora / "plv-train.jsonl.gz"))
    rows = [r for r in rows if r["source_spans"] and r["target_spans"]]
    fold_of = [zlib.crc32(r["sentence"].encode()) % FOLDS for r in rows]
    found = [plv_document(r) for r in rows]
    pairs = [] if options.without_reports else _pairs(options)
    gold, said = [], []
    for fold in range(FOLDS):
        known = [d for d, f in zip(found, fold_of, strict=True) if f != fold]
        asked = [d for d, f in zip(found, fold_of, strict=True) if f == fold]
        network = _learn(options, known, pairs, fold)
        wanted, told = _told(network, asked)
        gold += wanted
        said += told
        print(f"fold {fold}: macro F1 {macro_f1(wanted, told):.3f}", flush=True)
    print(f"all {len(gold)}: macro F1 {macro_f1(gold, said):.3f}")
    right = sum(a == b for a, b in zip(gold, said, strict=True))
    print(f"accuracy {right / len(gold):.3f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared" / "corpora")
    parser.add_argument("--reports", type=Path, default=HERE / "data" / "reports")
    parser.add_argument("--passages", type=Path, default=HERE / "data" / "passages")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--without-reports", action="store_true")
    return parser.parse_args()


def _pairs(options: argparse.Namespace) -> list[Document]:
    """The pairs of the composed training texts between which there is an event."""
    items = [i for i in read(options.reports) if i.split == "train" and "report" in i.gold]
    told = [*map(events.read_composed, items), *gathered(options.passages, "train")]
    found = [d for part in told for d in events.pairs(part)]
    return [d for d in found if "none" not in d.labels["relation"]]


def _learn(
    options: argparse.Namespace, known: list[Document], pairs: list[Document], fold: int
) -> Network:
    torch.manual_seed(fold)
    rng = random.Random(fold)
    saved = torch.load(options.checkpoint, weights_only=False)
    network = Network(saved["tags"])
    network.load_state_dict(saved["weights"], strict=False)
    epochs = []
    for _ in range(options.epochs):
        drawn = known + rng.sample(pairs, min(len(pairs), len(known)))
        epochs.append(
            batches([w for d in drawn for w in cut(d, network.tags)], BATCH, rng, most=PAIRS)
        )
    optimiser, schedule = optimiser_for(network, sum(map(len, epochs)), RATES)
    for epoch in epochs:
        train_epoch(network, epoch, optimiser, schedule, time.monotonic())
    return network


def _told(network: Network, asked: list[Document]) -> tuple[list[str], list[str]]:
    """Gold and predicted labels of PLV."""
    windows = [w for d in asked for w in cut(d, network.tags)]
    gold, said = [], []
    for window, scores in scores_of(TorchScorer(network), windows):
        wanted, label = relation_in(window, scores)
        gold.append(wanted)
        said.append(label)
    return gold, said


def relation_in(window: Window, scores: dict[str, torch.Tensor]) -> tuple[str, str]:
    """The gold label of a marked pair and the likeliest one, "none" left out as PLV has none."""
    word = next(i for i, label in enumerate(window.labels["relation"]) if label >= 0)
    to = window.labels["relation_to"][word] - 1
    told = torch.tensor(scores["relation_from"][word] + scores["relation_to"][to])[1:]
    chances = Counter[str]()
    for event, chance in zip(EVENTS[1:], torch.softmax(told, 0).tolist(), strict=True):
        chances[plv_label(event)] += chance
    gold = window.labels["relation"][word]
    wanted = YIELD if gold == len(EVENTS) else EVENTS[gold]
    return wanted, max(chances, key=lambda label: chances[label])


def plv_label(event: str) -> str:
    """PLV's label for a PLOVER type."""
    return PLV_LABELS.get(event, event)


def macro_f1(gold: list[str], said: list[str]) -> float:
    """The mean over the gold labels of their F1."""
    values = []
    for label in sorted(set(gold)):
        right = sum(a == b == label for a, b in zip(gold, said, strict=True))
        values.append(2 * right / (gold.count(label) + said.count(label)))
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
