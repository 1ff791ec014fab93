"""The transformer passes of other coders over the same articles, with random weights.

How fast an encoder is does not depend on what its weights are, and none of these could be had. So
what each way reads is counted from its published code, and an encoder of that size is run over
rows of that length, each row by itself and without padding, a thread a core. Everything else that
these ways do (searches in Wikipedia and GeoNames, parsing, resolving) is left out, in their favour.

NGEC (github.com/ahalterman/NGEC, Halterman et al. 2023, its question-answering version):
- event types: one pass of paraphrase-mpnet-base (12 layers, 768 wide) over the first 512 pieces.
  Modes and contexts are not public and not counted.
- en_core_web_trf, which geoparsing and actors go by: RoBERTa-base over strides of 128 tokens, of
  which each begins 96 behind the last (here as many pieces, of which there are more than tokens).
- attributes, for each event type in the article: RoBERTa-base answers questions on it, each over
  windows of 384 pieces of question and text that overlap by 128 (the defaults of the pipeline in
  transformers). The types' 16 rows of `event_mode_questions.csv` have 30 questions for actors and
  32 for recipients, and one each for place and date; actors' and recipients' are asked twice, with
  the first answers put in: (2 * 62 + 32) / 16 = 9.75 a type, if all first answers agree. Which
  types are in an article is what memcon finds there.
- actors: MiniLM-L6 (384 wide) over each actor and recipient, two a type. What compares them with
  Wikipedia's titles is not counted.

ZSP (github.com/snowood1/Zero-Shot-PLOVER, Hu et al. 2024): RoBERTa-large judges a sentence with a
hypothesis behind it, for a source and a target that it is given. `prompts/Tree.txt` has 76
hypotheses of the past for the first level; of the second level one is counted, where up to five are
asked. Hypotheses are taken to have 12 pieces. Counted are the pairs of whom memcon finds an event,
each once a sentence: the fewest that give what memcon gives, if something else finds the pairs;
and all pairs of parties in a sentence, in either direction, which must be asked if nothing does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

import numpy as np

from memcon.language.model import cores
from memcon.language.pieces import pieces
from memcon.language.segment import Sentence, segment
from memcon.record import Record


@dataclass(frozen=True)
class Size:
    """How large an encoder is."""

    layers: int
    width: int
    heads: int


BASE, LARGE, SMALL = Size(12, 768, 12), Size(24, 1024, 16), Size(6, 384, 12)
"""BERT-base, RoBERTa-base and MPNet-base; RoBERTa-large; MiniLM-L6."""

Pairs = Callable[[Record, Sentence], set[tuple[str, str]]]
"""Whom ZSP is asked about in a sentence."""

VOCABULARY = 1000
ROW_PIECES = 192
QUESTIONS = 9.75
QUESTION_PIECES = 12
HYPOTHESES = 77
SPECIAL = 4
"""Pieces that open, part and close a pair in RoBERTa."""


@dataclass(frozen=True)
class Passes:
    """Rows that an encoder reads: their lengths in pieces."""

    size: Size
    lengths: list[int]


def all_of(records: Sequence[Record]) -> dict[str, list[Passes]]:
    """What each of the others reads of the reports of these records."""
    rows = [n for r in records for n in windows(pieces_of(r.report.text), ROW_PIECES, 0)]
    return {
        "tagger, onnx": [Passes(BASE, rows)],
        "NGEC": ngec(records),
        "ZSP, pairs of events": zsp(records, pairs_of_events),
        "ZSP, all pairs": zsp(records, all_pairs),
    }


def ngec(records: Sequence[Record]) -> list[Passes]:
    """What NGEC's models read of the reports of these records."""
    types, strides, answers, actors = [], [], [], []
    for record in records:
        length = pieces_of(record.report.text)
        events = len({event.event for event in record.events})
        types.append(min(length, 512))
        strides += windows(length, 128, 32)
        room = 384 - QUESTION_PIECES - SPECIAL
        asked = [row + QUESTION_PIECES + SPECIAL for row in windows(length, room, 128)]
        answers += asked * round(QUESTIONS * events)
        actors += [QUESTION_PIECES] * (2 * events)
    return [Passes(BASE, [*types, *strides, *answers]), Passes(SMALL, actors)]


def zsp(records: Sequence[Record], pairs: Pairs) -> list[Passes]:
    """What ZSP's model reads of the reports of these records, asked for these pairs."""
    rows = []
    for record in records:
        text = record.report.text
        for sentence in segment(text):
            premise = sum(len(pieces(text[s:e])) for s, e in sentence.words)
            length = min(premise + QUESTION_PIECES + SPECIAL, 128)
            rows += [length] * (HYPOTHESES * len(pairs(record, sentence)))
    return [Passes(LARGE, rows)]


def pairs_of_events(record: Record, sentence: Sentence) -> set[tuple[str, str]]:
    """Who does something to whom in a sentence."""
    here = [e for e in record.events if sentence.start <= e.span[0] < sentence.end]
    return {pair for event in here for pair in product(event.actor, event.recipient)}


def all_pairs(record: Record, sentence: Sentence) -> set[tuple[str, str]]:
    """All parties in a sentence with each other, in either direction."""
    there = [
        actor.id
        for actor in record.actors
        if any(sentence.start <= start < sentence.end for start, _ in actor.mentions)
    ]
    return set(permutations(there, 2))


def windows(length: int, size: int, overlap: int) -> list[int]:
    """The lengths of windows over so many pieces."""
    starts = range(0, max(length - overlap, 1), size - overlap)
    return [min(size, length - start) for start in starts]


def pieces_of(text: str) -> int:
    """How many word pieces a text has."""
    return sum(len(pieces(text[s:e])) for sentence in segment(text) for s, e in sentence.words)


def seconds(passes: Passes, sample: int) -> float:
    """What the rows take, reckoned from some of them, evenly taken from short to long."""
    if not passes.lengths:
        return 0.0
    step = max(1, len(passes.lengths) // sample)
    some = sorted(passes.lengths)[step // 2 :: step]
    run = encoder(passes.size)
    run(some[:1])
    began = time.perf_counter()
    run(some)
    return (time.perf_counter() - began) * len(passes.lengths) / len(some)


def encoder(size: Size) -> Callable[[Sequence[int]], None]:
    """An encoder that reads rows of these lengths, a thread a core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        _graph(size).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )

    def run(lengths: Sequence[int]) -> None:
        rows = [np.arange(length, dtype=np.int64) % VOCABULARY for length in lengths]
        with ThreadPoolExecutor(cores()) as pool:
            list(pool.map(lambda ids: session.run(None, {"ids": ids}), rows))

    return run


def _graph(size: Size) -> Any:  # noqa: ANN401 (onnx has no types)
    """An encoder with random weights, the same in all layers."""
    from onnx import TensorProto, helper, numpy_helper

    random = np.random.default_rng(7)
    width = size.width
    shapes = {
        "table": (VOCABULARY, width), "qkv": (width, 3 * width), "mix": (width, width),
        "up": (width, 4 * width), "down": (4 * width, width),
    }  # fmt: skip
    numbers = {name: random.normal(0, 0.02, shape) for name, shape in shapes.items()}
    numbers |= {"qkv_b": np.zeros(3 * width), "up_b": np.zeros(4 * width), "b": np.zeros(width)}
    numbers |= {"one": np.ones(width), "scale": np.array((width / size.heads) ** -0.5)}
    held = [numpy_helper.from_array(x.astype(np.float32), name) for name, x in numbers.items()]
    held += [
        numpy_helper.from_array(np.array([-1, 3, size.heads, width // size.heads]), "apart"),
        numpy_helper.from_array(np.array([-1, width]), "together"),
    ]
    nodes = [helper.make_node("Gather", ["table", "ids"], ["x0"])]
    for number in range(size.layers):
        nodes += _layer(f"x{number}", f"x{number + 1}", f"l{number}_")
    graph = helper.make_graph(
        nodes,
        "encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info(f"x{size.layers}", TensorProto.FLOAT, ["n", width])],
        held,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def _layer(before: str, behind: str, name: str) -> list[Any]:
    """The nodes of one layer: attention, then two matrices, each added and normalised."""
    from onnx import helper

    def node(kind: str, inputs: str, output: str, **attributes: object) -> object:
        places = [part if part in _HELD else name + part for part in inputs.split()]
        places = [{name + "in": before}.get(place, place) for place in places]
        return helper.make_node(kind, places, [name + output], **attributes)

    found = [
        node("MatMul", "in qkv", "m1"), node("Add", "m1 qkv_b", "a1"),
        node("Reshape", "a1 apart", "r1"), node("Transpose", "r1", "t1", perm=[1, 2, 0, 3]),
        helper.make_node(
            "Split", [name + "t1"], [name + c for c in "qkv"], axis=0, num_outputs=3
        ),
        node("Transpose", "k", "kt", perm=[0, 1, 3, 2]),
        node("MatMul", "q kt", "s1"), node("Mul", "s1 scale", "s2"),
        node("Softmax", "s2", "s3", axis=-1), node("MatMul", "s3 v", "c1"),
        node("Transpose", "c1", "c2", perm=[0, 2, 1, 3]), node("Reshape", "c2 together", "c3"),
        node("MatMul", "c3 mix", "o1"), node("Add", "o1 b", "o2"), node("Add", "o2 in", "o3"),
        node("LayerNormalization", "o3 one b", "o4"),
        node("MatMul", "o4 up", "u1"), node("Add", "u1 up_b", "u2"), node("Gelu", "u2", "u3"),
        node("MatMul", "u3 down", "d1"), node("Add", "d1 b", "d2"), node("Add", "d2 o4", "d3"),
    ]  # fmt: skip
    last = helper.make_node("LayerNormalization", [name + "d3", "one", "b"], [behind])
    return [*found, last]


_HELD = frozenset(
    {"qkv", "mix", "up", "down", "qkv_b", "up_b", "b", "one", "scale", "apart", "together"}
)
