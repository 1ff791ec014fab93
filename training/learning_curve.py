"""How much the composed reports teach: event words and types learned from parts of them.

A tagger over the shipped encoder, which is not trained further, learns from a quarter, a half and
all of the training reports which words tell which event; it is asked on the development reports. An
event is found if words of its evidence are tagged with its type; a tagged stretch is right if it
lies in evidence of its type.

usage: python training/learning_curve.py CHECKPOINT [--reports DIR]
"""

import argparse
import random
from pathlib import Path

import torch
from corpora import Document
from examples import TagSets, cut
from network import Network
from reports import EVENT_TAGS, HERE, documents
from torch import Tensor, nn

from export import load
from memcon.language.decode import spans

PARTS = (0.25, 0.5, 1.0)
LAYERS = 4
"""The mean of so many last layers is what the tagger sees."""

EPOCHS, RATE, BATCH = 30, 1e-3, 4096


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--reports", type=Path, default=HERE / "data" / "reports")
    options = parser.parse_args()
    network = load(options.checkpoint)
    train = list(documents(options.reports, "train"))
    random.Random(1).shuffle(train)
    seen = [features(network, d) for d in train]
    asked = [features(network, d) for d in documents(options.reports, "dev")]
    for part in PARTS:
        chosen = seen[: round(part * len(seen))]
        print(
            f"{len(chosen):4} reports  event words and types, F1 {score(learn(chosen), asked):.3f}"
        )


def features(network: Network, document: Document) -> tuple[Tensor, list[str]]:
    """What the encoder makes of each word, and the word's event tag."""
    found = []
    with torch.no_grad():
        for window in cut(document, TagSets((), (), ())):
            ids, shapes = torch.tensor([window.ids]), torch.tensor([window.shapes])
            layers = network.encoder(ids, shapes)[-LAYERS:]
            found.append(torch.stack(layers).mean(0)[0, window.firsts])
    return torch.cat(found), document.labels["event"]


def learn(examples: list[tuple[Tensor, list[str]]]) -> nn.Module:
    """A tagger trained on these documents."""
    torch.manual_seed(1)
    number = {tag: i for i, tag in enumerate(EVENT_TAGS)}
    inputs = torch.cat([x for x, _ in examples])
    wanted = torch.tensor([number[tag] for _, tags in examples for tag in tags])
    tagger = nn.Sequential(
        nn.Linear(inputs.shape[1], 384), nn.GELU(), nn.Dropout(0.3), nn.Linear(384, len(number))
    )
    optimiser = torch.optim.AdamW(tagger.parameters(), lr=RATE, weight_decay=0.01)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(inputs)).split(BATCH):
            loss = nn.functional.cross_entropy(tagger(inputs[batch]), wanted[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return tagger.eval()


def score(tagger: nn.Module, asked: list[tuple[Tensor, list[str]]]) -> float:
    """F1 of event words and types: stretches that overlap one of the same type."""
    right_found = right_gold = found_all = gold_all = 0
    for inputs, tags in asked:
        with torch.no_grad():
            said = [EVENT_TAGS[int(i)] for i in tagger(inputs).argmax(1)]
        found, gold = spans(said), spans(tags)
        right_found += sum(any(_meet(f, g) for g in gold) for f in found)
        right_gold += sum(any(_meet(g, f) for f in found) for g in gold)
        found_all += len(found)
        gold_all += len(gold)
    precision = right_found / max(found_all, 1)
    recall = right_gold / max(gold_all, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def _meet(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and one[2] > other[1]


if __name__ == "__main__":
    main()
