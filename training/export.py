"""Writes a checkpoint as the ONNX file and the tables that memcon ships.

The large matrices are multiplied as integers: 7 bits, one scale an output column, for the weights;
8 bits, one scale a window, for what goes in. As memcon runs one window a pass, a report's scores
still depend on that report alone; and with 7 bits no processor's 16-bit sums overflow, so that all
of them multiply alike. The embeddings are stored in 8 bits, one scale a row, and unfolded once when
the file is loaded.

usage: python training/export.py CHECKPOINT [--out DIR]
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from corpora import ATTRIBUTION_TAGS, EVENT_MODES, EVENTS, MENTION_TYPES, MODALITIES, NAME_TAGS
from network import WIDTH, Network
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "memcon" / "language" / "weights"
INPUTS = ("ids", "shapes", "firsts", "sentence_of")
OUTPUTS = (
    "upos", "xpos", "arcs", "head", "deprel", "attribution", "source_of", "cue_of", "name",
    "mention", "factuality", "event", "mode", "modality", "actor_of", "recipient_of",
    "relation_from", "relation_to",
)  # fmt: skip
SMALLEST = 16384
"""Matrices with fewer numbers are kept as they are."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    network = load(options.checkpoint)
    path = options.out / "memcon.onnx"
    _export(network, path)
    model = onnx.load(path)
    quantize_dynamic(
        model, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], nodes_to_quantize=list(_large(model)),
    )  # fmt: skip
    model = onnx.load(path)
    _fold_embeddings(model)
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


def _large(model: onnx.ModelProto) -> Iterator[str]:
    """The products of the encoder's width with a large matrix, by name."""
    shapes = {t.name: t.dims for t in model.graph.initializer}
    for node in model.graph.node:
        shape = shapes.get(node.input[1]) if node.op_type == "MatMul" else None
        if shape and shape[0] % WIDTH == 0 and shape[0] * shape[1] >= SMALLEST:
            yield node.name


def _fold_embeddings(model: onnx.ModelProto) -> None:
    graph = model.graph
    gathered = {n.input[0] for n in graph.node if n.op_type == "Gather"}
    unfolding, kept = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.ndim != 2 or values.size < SMALLEST or tensor.name not in gathered:
            kept.append(tensor)
            continue
        integers, scale = by_row(values)
        kept.append(numpy_helper.from_array(integers, tensor.name + ".q"))
        kept.append(numpy_helper.from_array(scale, tensor.name + ".scale"))
        unfolding.append(
            helper.make_node(
                "DequantizeLinear", [tensor.name + ".q", tensor.name + ".scale"], [tensor.name],
                name=tensor.name + ".unfold", axis=0,
            )
        )  # fmt: skip
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(unfolding + nodes)


def by_row(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """8-bit integers (R, C) and one float scale (R,) for each row of a matrix."""
    scale = np.maximum(np.abs(values).max(axis=1), 1e-8).astype(np.float32) / 127
    return np.clip(np.rint(values / scale[:, None]), -127, 127).astype(np.int8), scale


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
