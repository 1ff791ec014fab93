"""Trains the network on all tasks at once and writes a checkpoint.

usage: python training/train.py [--corpora DIR] [--minilm DIR] [--out FILE] [--epochs N] [--seed N]
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from corpora import Document, crossner, polnear, universal_dependencies
from evaluate import evaluate
from examples import TagSets, Window, arrays, batches, cut
from network import WEIGHTS, Network, TorchScorer, losses
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

BATCH = 20
"""Windows a step, counted at full length."""

RATES = {"encoder": 1.5e-4, "heads": 1e-3}
WARM_UP = 0.06

REPEATS = {"polnear": 1, "treebanks": 1, "crossner": 3}
"""How often an epoch goes through each corpus."""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    train = _documents(options.corpora, "train", REPEATS)
    develop = _documents(options.corpora, "dev", dict.fromkeys(REPEATS, 1))
    tags = TagSets.of(train)
    network = Network(tags)
    network.encoder.load_minilm(options.minilm / "model.safetensors")
    develop_windows = [w for d in develop for w in cut(d, tags)]
    epochs = [_epoch(train, tags, rng) for _ in range(options.epochs)]
    optimiser, schedule = optimiser_for(network, sum(map(len, epochs)), RATES)
    done = _resume(options.out, network, optimiser, schedule, epochs) if options.resume else 0
    started = time.monotonic()
    for number, epoch in enumerate(epochs[done:], done + 1):
        train_epoch(network, epoch, optimiser, schedule, started)
        saved = {"weights": network.state_dict(), "tags": tags, "epochs": number}
        torch.save({**saved, "optimiser": optimiser.state_dict()}, options.out)
    minutes = (time.monotonic() - started) / 60
    print(
        json.dumps(
            {"minutes": minutes, **evaluate(TorchScorer(network), develop_windows, tags)}, indent=1
        )
    )


def tensors(batch: Sequence[Window]) -> dict[str, torch.Tensor]:
    """Inputs and labels of a batch as tensors."""
    return {name: torch.from_numpy(rows) for name, rows in arrays(batch).items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--corpora", type=Path, default=here.parent / "shared" / "corpora")
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=here / "build" / "network.pt")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    return options


def _resume(
    checkpoint: Path,
    network: Network,
    optimiser: Optimizer,
    schedule: LRScheduler,
    epochs: list[list[list[Window]]],
) -> int:
    """Takes up a run where its last checkpoint stands; gives the number of epochs done."""
    saved = torch.load(checkpoint, weights_only=False)
    network.load_state_dict(saved["weights"])
    done: int = saved["epochs"]
    if "optimiser" in saved:
        optimiser.load_state_dict(saved["optimiser"])
    for _ in range(sum(map(len, epochs[:done]))):
        schedule.step()
    return done


def _documents(corpora: Path, split: str, repeats: dict[str, int]) -> list[Document]:
    read = {"polnear": polnear, "treebanks": universal_dependencies, "crossner": crossner}
    return [d for name in repeats for d in list(read[name](corpora, split)) * repeats[name]]


def _epoch(train: list[Document], tags: TagSets, rng: random.Random) -> list[list[Window]]:
    """One pass over the corpora; CrossNER's lone sentences share no window with others."""
    return batches([w for d in train for w in cut(d, tags, rng=rng)], BATCH, rng)


def optimiser_for(
    network: Network, steps: int, rates: dict[str, float]
) -> tuple[Optimizer, LRScheduler]:
    """AdamW with a rate for the encoder and one for the heads; both rise and then fall to zero."""
    encoder = list(network.encoder.parameters())
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": rates["encoder"]}, {"params": heads, "lr": rates["heads"]}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min((i + 1) / warm, (steps - i) / (steps - warm + 1))
    )
    return optimiser, schedule


def train_epoch(
    network: Network,
    epoch: list[list[Window]],
    optimiser: Optimizer,
    schedule: LRScheduler,
    started: float,
) -> None:
    """One pass over the batches; says every twenty steps how large the losses are."""
    network.train()
    running: dict[str, float] = {}
    for i, batch in enumerate(epoch, 1):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = losses(network, tensors(batch))
        loss = sum(WEIGHTS[task] * value for task, value in found.items())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        for task, value in found.items():
            running[task] = 0.95 * running.get(task, value.item()) + 0.05 * value.item()
        if i % 20 == 0:
            minutes = (time.monotonic() - started) / 60
            print(
                f"{minutes:6.1f} min  {i}/{len(epoch)}  ",
                {k: round(v, 3) for k, v in running.items()},
                flush=True,
            )


if __name__ == "__main__":
    main()
