"""Writes a checkpoint as the ONNX file and the tables that memcon ships.

Matrices are stored as 8-bit integers with one scale an output column (the embedding: one a row) and
are unfolded once when the file is loaded, so a report's scores depend on that report alone: no
scale is taken over a batch at run time.

usage: python training/export.py CHECKPOINT [--out DIR]
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from corpora import ATTRIBUTION_TAGS, EVENT_MODES, EVENTS, MENTION_TYPES, MODALITIES, NAME_TAGS
from network import Network
from onnx import helper, numpy_helper

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "memcon" / "language" / "weights"
INPUTS = ("ids", "shapes", "firsts", "sentence_of")
OUTPUTS = (
    "upos", "xpos", "arcs", "head", "deprel", "attribution", "source_of", "cue_of", "name",
    "mention", "factuality", "event", "mode", "modality", "actor_of", "recipient_of",
    "relation_from", "relation_to",
)  # fmt: skip
SMALLEST = 4096
"""Tensors with fewer numbers are kept as they are."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    network = load(options.checkpoint)
    path = options.out / "memcon.onnx"
    _export(network, path)
    model = onnx.load(path)
    _quantise(model)
    onnx.save(model, path)
    (options.out / "heads.json").write_text(json.dumps(_tables(network), indent=1) + "\n")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


def load(checkpoint: Path) -> Network:
    """The network of a checkpoint, ready to score."""
    saved = torch.load(checkpoint, weights_only=False)
    network = Network(saved["tags"])
    network.load_state_dict(saved["weights"])
    return network.eval()


class _Ordered(torch.nn.Module):
    """The network with its outputs in a fixed order, as ONNX wants them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> list[torch.Tensor]:
        found = self.network(*inputs)
        return [found[name] for name in OUTPUTS]


def _export(network: Network, path: Path) -> None:
    example = tuple(
        torch.tensor(rows) for rows in ([[101, 5, 6, 7, 102]] * 2, [[0, 1, 1, 1, 0]] * 2,
                                        [[1, 2, 3]] * 2, [[0, 0, 1]] * 2)
    )  # fmt: skip
    axes = {name: {0: "batch", 1: "words"} for name in (*INPUTS, *OUTPUTS)}
    for name in ("ids", "shapes"):
        axes[name] = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        _Ordered(network), example, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def _quantise(model: onnx.ModelProto) -> None:
    graph = model.graph
    gathered = {n.input[0] for n in graph.node if n.op_type == "Gather"}
    multiplied = {i for n in graph.node if n.op_type in {"MatMul", "Gemm"} for i in n.input}
    unfolding, kept = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.ndim != 2 or values.size < SMALLEST or tensor.name not in gathered | multiplied:
            kept.append(tensor)
            continue
        axis = 0 if tensor.name in gathered else 1
        integers, scale = quantised(values, axis)
        kept.append(numpy_helper.from_array(integers, tensor.name + ".q"))
        kept.append(numpy_helper.from_array(scale, tensor.name + ".scale"))
        unfolding.append(
            helper.make_node(
                "DequantizeLinear", [tensor.name + ".q", tensor.name + ".scale"], [tensor.name],
                name=tensor.name + ".unfold", axis=axis,
            )
        )  # fmt: skip
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(unfolding + nodes)


def quantised(values: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """8-bit integers and one float scale for each row (axis 0) or column (axis 1) of a matrix."""
    largest = np.abs(values).max(axis=1 - axis)
    scale = np.maximum(largest, 1e-8).astype(np.float32) / 127
    shaped = scale[:, None] if axis == 0 else scale[None, :]
    return np.clip(np.rint(values / shaped), -127, 127).astype(np.int8), scale


def _tables(network: Network) -> dict[str, object]:
    return {
        "upos": network.tags.upos,
        "xpos": network.tags.xpos,
        "deprel": network.tags.deprel,
        "attribution": ATTRIBUTION_TAGS,
        "name": NAME_TAGS,
        "mention": MENTION_TYPES,
        "event": EVENTS,
        "mode": EVENT_MODES,
        "modality": MODALITIES,
        "attribution_transitions": network.crf.transitions.detach().numpy().round(4).tolist(),
        "attribution_first": network.crf.first.numpy().tolist(),
    }


if __name__ == "__main__":
    main()
