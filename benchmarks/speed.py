"""How fast reading is: the bare encoder, its heads, the analysis, the whole record, side by side.

All ways go over the same texts on the same cores, one after the other in each round, each round
beginning with another of them, so that whatever else the machine does falls on all. Rates are words
a second, shares those of the encoder's rate in the same round; both as the median, with the lowest
and the highest round behind it.

- encoder: the six layers alone, a window a pass and a thread a window, as memcon runs. Cut out of
  the shipped file where the package onnx is installed (.venv-train); elsewhere the shipped network
  is asked for one head only, which spares next to nothing: the share of the heads is not told then.
- heads: the network with all its heads, run the same way.
- batches: the network in padded batches that all cores share, as it would run if neighbours might
  change scores.
- analysis: `memcon.language.model.analyse`, from the text to words, trees, names, attributions.
- record: `memcon.Reader.read`, all that memcon does.

usage: python benchmarks/speed.py [FOLDER OF REPORTS | ARTICLES.jsonl.gz] [--texts N] [--rounds N]
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from memcon import Reader, Report
from memcon.language.model import analyse, cores, inputs, scores, session
from memcon.language.pieces import pieces
from memcon.language.segment import segment
from memcon.language.shipped import weights
from memcon.language.windows import windows

REPORTS = Path(__file__).resolve().parent.parent / "data" / "reports" / "dev" / "reports"
BATCH = 16
HEAD = "upos"
"""The head that the encoder is asked for where it cannot be cut out."""

Row = dict[str, list[int]]


def main() -> None:
    """Prints the rate of each way and its share of the encoder's."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--texts", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    reports = texts(options.path)[: options.texts]
    words = sum(len(sentence.words) for r in reports for sentence in segment(r.text))
    cut = find_spec("onnx") is not None
    print(
        f"{len(reports)} texts, {words} words, {cores()} cores, {options.rounds} rounds; "
        f"encoder {'cut out' if cut else 'not cut out, for want of onnx'}"
    )
    seconds = measured(ways(reports, cut_out=cut), options.rounds)
    print(f"{'':10}{'words a second':>26}{'share of the encoder':>28}")
    for name, took in seconds.items():
        rates = [words / s for s in took]
        shares = [e / s for e, s in zip(seconds["encoder"], took, strict=True)]
        print(f"{name:10}{spread(rates, 0):>26}{spread(shares, 2):>28}")


def texts(path: Path) -> list[Report]:
    """The reports of a folder of annotated reports, or of a file with an article a line."""
    if path.is_dir():
        found = [json.loads(p.read_text("utf-8"))["report"] for p in sorted(path.glob("*.json"))]
    else:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
    return [Report.of(r["text"], published=r.get("published")) for r in found]


def ways(reports: Sequence[Report], *, cut_out: bool) -> Mapping[str, Callable[[], object]]:
    """What is measured, each ready to go once over all reports."""
    prepared = [rows_of(report.text) for report in reports]
    encode = encoder() if cut_out else one_head()
    reader = Reader()

    def side_by_side(rows: Sequence[Row]) -> list[object]:
        with ThreadPoolExecutor(min(len(rows), cores())) as pool:
            return list(pool.map(encode, rows))

    return {
        "encoder": lambda: [side_by_side(rows) for rows in prepared],
        "heads": lambda: [scores(rows) for rows in prepared],
        "batches": lambda: [in_batches(rows) for rows in prepared],
        "analysis": lambda: [analyse(report.text) for report in reports],
        "record": lambda: [reader.read(report) for report in reports],
    }


def rows_of(text: str) -> list[Row]:
    """What goes into the network for each window of a text."""
    sentences = segment(text)
    words = [[text[s:e] for s, e in sentence.words] for sentence in sentences]
    cut = windows([sum(len(pieces(w)) for w in sentence) for sentence in words])
    return [inputs(sentences, words, window) for window in cut]


def encoder() -> Callable[[Row], object]:
    """The layers of the shipped network without anything behind them."""
    import onnx
    import onnxruntime
    from onnx.utils import Extractor

    model = onnx.load_from_string(weights("memcon.onnx"))
    norms = [n for n in model.graph.node if n.op_type == "LayerNormalization"]
    last = [n.output[0] for n in norms if "/encoder/" in n.name][-1]
    told = onnx.helper.make_tensor_value_info(last, onnx.TensorProto.FLOAT, None)
    model.graph.value_info.append(told)
    cut = Extractor(model).extract_model(["ids", "shapes"], [last])
    options = session().get_session_options()
    alone = onnxruntime.InferenceSession(
        cut.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return lambda row: alone.run(None, {k: np.atleast_2d(row[k]) for k in ("ids", "shapes")})


def one_head() -> Callable[[Row], object]:
    """The shipped network, asked for one head and running nothing that it does not need."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    network = session()
    return lambda row: network.run([HEAD], {k: np.atleast_2d(v) for k, v in row.items()}, options)


def in_batches(rows: Sequence[Row]) -> list[object]:
    """Runs the network over windows padded to the length of the longest."""
    found = []
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        feed = {}
        for name in batch[0]:
            longest = max(len(row[name]) for row in batch)
            filler = -1 if name == "sentence_of" else 0
            feed[name] = np.array([r[name] + [filler] * (longest - len(r[name])) for r in batch])
        found.append(session(threads=0).run(None, feed))
    return found


def measured(
    ways: Mapping[str, Callable[[], object]], rounds: int
) -> Mapping[str, Sequence[float]]:
    """Seconds of each way in each round, after one round that is not counted."""
    for way in ways.values():
        way()
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        order: list[Any] = list(ways.items())
        first = number % len(order)
        for name, way in order[first:] + order[:first]:
            began = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - began)
    return seconds


def spread(values: Sequence[float], digits: int) -> str:
    """The median of values, and their lowest and highest."""
    return (
        f"{statistics.median(values):.{digits}f} "
        f"({min(values):.{digits}f} to {max(values):.{digits}f})"
    )


if __name__ == "__main__":
    main()
