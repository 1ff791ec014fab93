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

SHARES = {"polnear": 0.4, "treebanks": 0.4, "crossner": 1.0, "stories": 0.25}
"""The part of each corpus that an epoch takes, drawn anew each time; stories have weak labels."""

REPEATS = {"reports": 4, "pairs": 1, "plv": 3}


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    saved = torch.load(options.checkpoint, weights_only=False)
    network = Network(saved["tags"])
    network.load_state_dict(saved["weights"], strict=False)
    known = _known(options.corpora)
    taught = _taught(options.reports, options.corpora, plv_too=not options.without_plv)
    rates = {part: rate * options.rate for part, rate in RATES.items()}
    epochs = [_epoch(known, taught, network.tags, rng) for _ in range(options.epochs)]
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


def _known(corpora: Path) -> dict[str, list[Document]]:
    """What every epoch draws from: what the network must not lose, and stories of weak labels."""
    return {
        "polnear": list(polnear(corpora, "train")),
        "treebanks": list(universal_dependencies(corpora, "train")),
        "crossner": list(crossner(corpora, "train")),
        "stories": list(stories(corpora)),
    }


def _taught(reports: Path, corpora: Path, *, plv_too: bool) -> list[Document]:
    """What is new: events in reports, relations of marked pairs; each as often as it is worth."""
    found = [
        events.read_composed(item)
        for item in read(reports)
        if item.split == "train" and "report" in item.gold
    ]
    whole = [events.document(r) for r in found]
    pairs = [d for r in found for d in events.pairs(r)]
    sentences = list(plv(corpora)) if plv_too else []
    print(
        f"{len(whole)} reports, {len(pairs)} pairs, {len(sentences)} sentences of PLV", flush=True
    )
    return whole * REPEATS["reports"] + pairs * REPEATS["pairs"] + sentences * REPEATS["plv"]


def _epoch(
    known: dict[str, list[Document]],
    taught: list[Document],
    tags: TagSets,
    rng: random.Random,
) -> list[list[Window]]:
    drawn = [
        d for name, part in known.items() for d in rng.sample(part, round(SHARES[name] * len(part)))
    ]
    windows = [w for d in (*drawn, *taught) for w in cut(d, tags, rng=rng)]
    return batches(windows, BATCH, rng, most=PAIRS)


if __name__ == "__main__":
    main()
