"""Teaches a trained network events and relations, without its unlearning the rest.

usage: python training/fine_tune.py CHECKPOINT [--corpora DIR] [--reports DIR] [--out FILE]
           [--epochs N] [--rate SHARE] [--seed N] [--without-plv]
"""

import argparse
import json
import random
import time
from pathlib import Path

import events
import torch
from corpora import Document, crossner, plv, polnear, universal_dependencies
from evaluate import evaluate
from examples import TagSets, Window, batches, cut
from network import Network, TorchScorer
from reports import HERE, read
from silver import stories
from train import optimiser_for, train_epoch

RATES = {"encoder": 8e-5, "heads": 8e-4}

BATCH, PAIRS = 8, 24
"""Windows a step, counted at full length, and the most of short ones: what is new needs steps."""

PASSES = {
    "polnear": 0.3, "treebanks": 0.3, "crossner": 1, "stories": 0.25, "reports": 4, "pairs": 0.5,
    "plv": 3,
}  # fmt: skip
"""How often an epoch goes through each corpus; of those below one it draws a part anew each time.

Stories have weak labels; pairs are those of actors of the composed reports.
"""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    saved = torch.load(options.checkpoint, weights_only=False)
    network = Network(saved["tags"])
    network.load_state_dict(saved["weights"], strict=False)
    documents = _documents(options.reports, options.corpora, plv_too=not options.without_plv)
    rates = {part: rate * options.rate for part, rate in RATES.items()}
    epochs = [_epoch(documents, network.tags, rng) for _ in range(options.epochs)]
    optimiser, schedule = optimiser_for(network, sum(map(len, epochs)), rates)
    develop = [
        w
        for item in read(options.reports)
        if item.split == "dev" and "report" in item.gold
        for w in cut(events.document(events.read_composed(item)), network.tags)
    ]
    started = time.monotonic()
    for number, epoch in enumerate(epochs, 1):
        train_epoch(network, epoch, optimiser, schedule, started)
        torch.save({"weights": network.state_dict(), "tags": network.tags}, options.out)
        print(
            number,
            json.dumps(evaluate(TorchScorer(network), develop, network.tags), indent=1),
            flush=True,
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared" / "corpora")
    parser.add_argument("--reports", type=Path, default=HERE / "data" / "reports")
    parser.add_argument("--out", type=Path, default=HERE / "build" / "tuned.pt")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual rates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-plv", action="store_true", help="keep PLV for measuring")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    return options


def _documents(reports: Path, corpora: Path, *, plv_too: bool) -> dict[str, list[Document]]:
    """What the network must not lose, and what is new: events in reports, relations of pairs."""
    found = [
        events.read_composed(item)
        for item in read(reports)
        if item.split == "train" and "report" in item.gold
    ]
    documents = {
        "polnear": list(polnear(corpora, "train")),
        "treebanks": list(universal_dependencies(corpora, "train")),
        "crossner": list(crossner(corpora, "train")),
        "stories": list(stories(corpora)),
        "reports": [events.document(r) for r in found],
        "pairs": [d for r in found for d in events.pairs(r)],
        "plv": list(plv(corpora)) if plv_too else [],
    }
    print({name: len(part) for name, part in documents.items()}, flush=True)
    return documents


def _epoch(
    documents: dict[str, list[Document]], tags: TagSets, rng: random.Random
) -> list[list[Window]]:
    drawn = []
    for name, part in documents.items():
        whole, rest = divmod(PASSES[name], 1)
        drawn += part * int(whole) + rng.sample(part, round(rest * len(part)))
    windows = [w for d in drawn for w in cut(d, tags, rng=rng)]
    return batches(windows, BATCH, rng, most=PAIRS)


if __name__ == "__main__":
    main()
