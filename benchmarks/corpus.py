"""How fast a corpus is coded: `memcon code`, the bare encoder, a BERT-base tagger, NGEC, ZSP.

The first ways go over the same articles, one after the other in each round, each round beginning
with another of them, so that whatever else the machine does falls on all. Told are wall and CPU
seconds (of all processes), as the median of the rounds with the lowest and the highest behind it.
CPU time is what to compare where others use the machine, too.

- encoder: the six layers alone over the windows that memcon reads, which repeat up to 56 pieces of
  context; a window a pass, a thread a core.
- batches: the same over windows of like length, 16 at once.
- once: the six layers over every word piece once, in rows of as many pieces as a window has.
- code 1, code 2: `memcon.corpus.code` with so many workers, without what the start takes (until the
  first articles are coded), which is told apart.
- tagger: a BERT-base encoder (12 layers, 768 wide, random weights) over the same pieces in rows of
  192, in PyTorch, where that is installed.

With --rivals N follow, once and on the first N of the articles, what others would take; of each
kind of pass some are run and the rest reckoned by their number. `rivals.py` tells how passes are
counted. Seconds are set against those of code 2 by words.

- tagger, onnx: a BERT-base encoder over every word piece once, in rows of 192, in ONNX Runtime.
- NGEC, ZSP: the transformer passes of these coders.

With --memory N, N pieces of four sentences, cut out of the articles, go through the workers, and
each worker's memory is told: first, median, last and largest of a look every 500 pieces.

usage: python benchmarks/corpus.py [ARTICLES.jsonl.gz] [--articles N] [--rounds N]
                                   [--rivals N] [--passes N] [--memory N] [--workers N]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import rivals
from speed import Row, encoder, rows_of

from memcon import Reader, Report
from memcon.corpus import code
from memcon.corpus.engine import State
from memcon.language.model import cores
from memcon.language.pieces import CLS, SEP
from memcon.language.segment import segment
from memcon.language.windows import WINDOW_PIECES

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "polnear-train.jsonl.gz"
BATCH = 16
SENTENCES = 4
LOOK_EVERY = 500


@dataclass(frozen=True)
class Took:
    """Seconds of one way in one round."""

    wall: float
    cpu: float
    start: float = 0.0


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rivals", type=int, default=0, metavar="ARTICLES")
    parser.add_argument("--passes", type=int, default=24, help="passes of a kind that are run")
    parser.add_argument("--memory", type=int, default=0, metavar="PIECES")
    parser.add_argument("--workers", type=int, default=2, help="with --memory")
    options = parser.parse_args()
    if options.memory:
        memory(options.path, options.memory, options.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        sample = _sample(options.path, options.articles, Path(folder, "in.jsonl"))
        words_a_second = compare(sample, options.rounds)
        if options.rivals:
            outrun(sample, options.rivals, options.passes, words_a_second)


def compare(sample: Path, rounds: int) -> float:
    """Prints what each way takes, and gives the words a second of two workers."""
    reports = texts_of(sample)
    words = sum(len(sentence.words) for text in reports for sentence in segment(text))
    windows = [row for text in reports for row in rows_of(text)]
    rows = packed(windows, reports)
    read, once = (sum(len(row["ids"]) for row in each) for each in (windows, rows))
    print(
        f"{len(reports)} articles, {words} words, {once} word pieces ({read} with context), "
        f"{cores()} cores, {rounds} rounds"
    )
    found = measured(ways(sample, windows, rows), rounds)
    print(f"{'':9}{'wall s':>22}{'CPU s':>22}{'words/s':>9}{'articles/s':>11}{'of encoder':>11}")
    best = min(statistics.median(t.cpu for t in found[name]) for name in ("encoder", "batches"))
    for name, took in found.items():
        wall, cpu = [t.wall for t in took], [t.cpu for t in took]
        middle = statistics.median(wall)
        print(
            f"{name:9}{spread(wall):>22}{spread(cpu):>22}{words / middle:9.0f}"
            f"{len(reports) / middle:11.2f}{statistics.median(cpu) / best:10.2f}x"
        )
    one, two = ([t.wall for t in found[f"code {n}"]] for n in (1, 2))
    gains = [a / b for a, b in zip(one, two, strict=True)]
    print(f"two workers are {spread(gains)} times as fast as one")
    print(f"start of the workers: {spread([t.start for t in found['code 2']])} s")
    return words / statistics.median(two)


def outrun(sample: Path, articles: int, passes: int, words_a_second: float) -> None:
    """Prints what others take for the first articles, and how many times what two workers take."""
    reader = Reader()
    reports = [json.loads(line) for line in sample.read_text("utf-8").splitlines()[:articles]]
    records = [reader.read(Report.of(r["text"], published=r.get("published"))) for r in reports]
    texts = [record.report.text for record in records]
    words = sum(len(sentence.words) for text in texts for sentence in segment(text))
    ours = words / words_a_second
    print(f"{len(records)} articles, {words} words: code 2 takes {ours:.2f} s at the rate above")
    for name, kinds in rivals.all_of(records).items():
        took = sum(rivals.seconds(kind, passes) for kind in kinds)
        rows = sum(len(kind.lengths) for kind in kinds)
        print(f"{name:22}{rows:8} passes {took:10.1f} s {took / ours:8.0f} times code 2")


def ways(
    sample: Path, windows: Sequence[Row], rows: Sequence[Row]
) -> dict[str, Callable[[], Took]]:
    """What is measured, each ready to go once over all articles."""
    if not find_spec("onnx"):
        sys.exit("onnx is needed to cut the encoder out of the network: pip install onnx")
    encode = encoder()

    def side_by_side(each: Sequence[Row]) -> None:
        with ThreadPoolExecutor(cores()) as pool:
            list(pool.map(encode, each))

    found = {
        "encoder": lambda: timed(lambda: side_by_side(windows)),
        "batches": lambda: timed(lambda: in_batches(windows, encode)),
        "once": lambda: timed(lambda: side_by_side(rows)),
        "code 1": lambda: coding(sample, 1),
        "code 2": lambda: coding(sample, 2),
    }
    if find_spec("torch"):
        tag = tagger()
        found["tagger"] = lambda: timed(lambda: tag(rows))
    return found


def timed(way: Callable[[], object]) -> Took:
    """What a way takes in this process."""
    began, cpu = time.perf_counter(), time.process_time()
    way()
    return Took(time.perf_counter() - began, time.process_time() - cpu)


@dataclass(frozen=True)
class Moment:
    """How far a run had come, and what it had taken until then."""

    wall: float
    cpu: float
    coded: int


def coding(sample: Path, workers: int) -> Took:
    """What coding takes from the first coded articles on, and what comes before that."""
    moments: list[Moment] = []

    def note(state: State) -> None:
        moments.append(Moment(time.perf_counter(), _cpu(), state.coded))

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        code([sample], out, workers=workers, progress=note)
    first, last = moments[0], moments[-1]
    # The articles that were coded until the first moment are added as fast as the others went.
    share = last.coded / (last.coded - first.coded)
    wall, cpu = (last.wall - first.wall) * share, (last.cpu - first.cpu) * share
    return Took(wall, cpu, first.wall - began)


def _cpu() -> float:
    """CPU seconds of this process and of those that it started (Linux)."""
    return time.process_time() + sum(map(_cpu_of, _children()))


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def packed(windows: Sequence[Row], reports: Sequence[str]) -> list[Row]:
    """Every piece of each article once, in rows as long as windows are."""
    found = []
    for text in reports:
        alone = [piece for row in _without_context(text) for piece in row]
        for at in range(0, len(alone), WINDOW_PIECES):
            some = alone[at : at + WINDOW_PIECES]
            ids = [CLS, *(i for i, _ in some), SEP]
            found.append({"ids": ids, "shapes": [0, *(s for _, s in some), 0]})
    needed = windows[0].keys() - {"ids", "shapes"}
    return [{**row, **{name: windows[0][name] for name in needed}} for row in found]


def _without_context(text: str) -> Iterator[list[tuple[int, int]]]:
    from memcon.language.model import inputs
    from memcon.language.windows import Window

    sentences = segment(text)
    words = [[text[s:e] for s, e in sentence.words] for sentence in sentences]
    for number in range(len(sentences)):
        row = inputs(sentences, words, Window(number, number, number + 1))
        yield list(zip(row["ids"][1:-1], row["shapes"][1:-1], strict=True))


def in_batches(windows: Sequence[Row], encode: Callable[[Any], object]) -> None:
    """The encoder over windows of like length, 16 at once, filled up to the longest."""
    ordered = sorted(windows, key=lambda row: len(row["ids"]))
    batches = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(lambda rows: encode(_stacked(rows)), batches))


def _stacked(rows: Sequence[Row]) -> dict[str, list[list[int]]]:
    """Windows as one input, filled up with zeros."""
    longest = {name: max(len(row[name]) for row in rows) for name in rows[0]}
    return {
        name: [[*row[name], *[0] * (length - len(row[name]))] for row in rows]
        for name, length in longest.items()
    }


def tagger() -> Callable[[Sequence[Row]], None]:
    """A BERT-base encoder with a tag for each piece, with random weights: speed is the same."""
    import torch
    from torch import nn

    torch.set_num_threads(cores())
    layer = nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
    network = nn.Sequential(
        nn.Embedding(30522, 768), nn.TransformerEncoder(layer, 12), nn.Linear(768, 7)
    ).eval()

    def tag(rows: Sequence[Row]) -> None:
        with torch.inference_mode():
            for row in rows:
                network(torch.tensor([row["ids"]]))

    return tag


def measured(ways: dict[str, Callable[[], Took]], rounds: int) -> dict[str, list[Took]]:
    """What each way took in each round."""
    found: dict[str, list[Took]] = {name: [] for name in ways}
    for number in range(rounds):
        order = list(ways.items())
        first = number % len(order)
        for name, way in order[first:] + order[:first]:
            found[name].append(way())
    return found


def memory(path: Path, count: int, workers: int) -> None:
    """Prints what memory each worker has, and the process that reads and writes."""
    seen: dict[int, list[float]] = {}
    told = [0]

    def note(state: State) -> None:
        if state.coded >= told[0]:
            told[0] = state.coded + LOOK_EVERY
            for pid in (*_children(), os.getpid()):
                seen.setdefault(pid, []).append(_megabytes(pid))

    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "in.jsonl")
        _pieces(path, count, sample)
        summary = code([sample], Path(folder, "out"), workers=workers, progress=note)
    print(f"{summary.rows['reports']} reports; megabytes: first, median, last, largest")
    for pid, held in seen.items():
        name = "writes" if pid == os.getpid() else "worker"
        values = (held[0], statistics.median(held), held[-1], max(held))
        print(f"{name} {len(held):4} looks" + "".join(f"{value:8.0f}" for value in values))


def _pieces(path: Path, count: int, sample: Path) -> None:
    """So many short texts, a few sentences each, cut out of the articles of a corpus.

    Where the articles give fewer, they are cut again one sentence further on, and so on.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    cut = (
        {"title": str(shift), "text": text, "published": article["published"]}
        for shift in range(SENTENCES)
        for article in articles
        for text in _cut(article["text"], shift)
    )
    with sample.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(piece) + "\n" for piece in islice(cut, count))


def _cut(text: str, shift: int) -> Iterator[str]:
    sentences = segment(text)[shift:]
    for at in range(0, len(sentences), SENTENCES):
        some = sentences[at : at + SENTENCES]
        yield text[some[0].start : some[-1].end]


def _children() -> list[int]:
    """Processes that this one started (Linux)."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    found = [int(pid) for task in tasks for pid in task.read_text().split()]
    return [pid for pid in found if _megabytes(pid) > 50]


def _megabytes(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS")), "VmRSS 0")
    return int(line.split()[1]) / 1000


def _sample(path: Path, articles: int, sample: Path) -> Path:
    """Articles from all over the corpus, as JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = list(lines)
    step = max(1, len(every) // articles)
    sample.write_text("".join(islice(every[::step], articles)), "utf-8")
    return sample


def texts_of(sample: Path) -> list[str]:
    """The texts of a sample."""
    return [json.loads(line)["text"] for line in sample.read_text("utf-8").splitlines()]


def spread(values: Sequence[float]) -> str:
    """The median of values, and their lowest and highest."""
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    main()
