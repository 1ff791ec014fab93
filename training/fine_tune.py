"""Teaches a trained network events and relations, without its unlearning the rest.

It learns in rounds, each of which ends with a rate of zero; what is kept is the mean of the weights
at the rounds' ends.

usage: python training/fine_tune.py CHECKPOINT [--corpora DIR] [--reports DIR] [--passages DIR]
           [--out FILE] [--seed N] [--without-plv]
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import events
import torch
from corpora import Document, crossner, plv, polnear, universal_dependencies
from evaluate import evaluate
from examples import TagSets, Window, batches, cut
from network import Network, TorchScorer
from passages import gathered
from reports import HERE, read
from silver import stories
from torch import Tensor
from train import optimiser_for, train_epoch

RATES = {"encoder": 8e-5, "heads": 8e-4}

ROUNDS = ((3, 1.0), (1, 0.8), (1, 0.5))
"""Epochs of each round, and its share of the rates."""

BATCH, PAIRS = 8, 24
"""Windows a step, counted at full length, and the most of short ones: what is new needs steps."""

PASSES = {
    "polnear": 0.3, "treebanks": 0.3, "crossner": 1, "stories": 0.25, "reports": 3, "passages": 2,
    "pairs": 0.5, "plv": 3,
}  # fmt: skip
"""How often an epoch goes through each corpus; of those below one it draws a part anew each time.

Stories have weak labels; pairs are those of actors of the composed reports and passages.
"""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    saved = torch.load(options.checkpoint, weights_only=False)
    network = Network(saved["tags"])
    network.load_state_dict(saved["weights"], strict=False)
    documents = _documents(options)
    develop = {
        name: [w for read in found for w in cut(events.document(read), network.tags)]
        for name, found in _read(options, "dev").items()
    }
    ends = []
    for epochs, rate in ROUNDS:
        _round(network, [_epoch(documents, network.tags, rng) for _ in range(epochs)], rate)
        ends.append({name: values.clone() for name, values in network.state_dict().items()})
        network.load_state_dict(mean(ends))
        torch.save({"weights": network.state_dict(), "tags": network.tags}, options.out)
        for name, windows in develop.items():
            found = evaluate(TorchScorer(network), windows, network.tags)
            print(len(ends), name, json.dumps(found, indent=1), flush=True)
        network.load_state_dict(ends[-1])


def mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of checkpoints of one network."""
    return {name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}


def _round(network: Network, epochs: list[list[list[Window]]], rate: float) -> None:
    rates = {part: rate * full for part, full in RATES.items()}
    optimiser, schedule = optimiser_for(network, sum(map(len, epochs)), rates)
    started = time.monotonic()
    for epoch in epochs:
        train_epoch(network, epoch, optimiser, schedule, started)


def _read(options: argparse.Namespace, split: str) -> dict[str, list[events.Read]]:
    """The composed reports and the passages of a split, as memcon reads them."""
    items = [i for i in read(options.reports) if i.split == split and "report" in i.gold]
    return {
        "reports": [events.read_composed(item) for item in items],
        "passages": list(gathered(options.passages, split)),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared" / "corpora")
    parser.add_argument("--reports", type=Path, default=HERE / "data" / "reports")
    parser.add_argument("--passages", type=Path, default=HERE / "data" / "passages")
    parser.add_argument("--out", type=Path, default=HERE / "build" / "tuned.pt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-plv", action="store_true", help="keep PLV for measuring")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    return options


def _documents(options: argparse.Namespace) -> dict[str, list[Document]]:
    """What the network must not lose, and what is new: events in reports, relations of pairs."""
    corpora, found = options.corpora, _read(options, "train")
    documents = {
        "polnear": list(polnear(corpora, "train")),
        "treebanks": list(universal_dependencies(corpora, "train")),
        "crossner": list(crossner(corpora, "train")),
        "stories": list(stories(corpora)),
        **{name: [events.document(r) for r in part] for name, part in found.items()},
        "pairs": [d for part in found.values() for r in part for d in events.pairs(r)],
        "plv": [] if options.without_plv else list(plv(corpora)),
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
