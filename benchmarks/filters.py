"""What `memcon code --leave-out` loses and spares: articles on politics left out, and time.

All of PolNeAR is political news: each article of it that is left out is lost, with the events that
memcon finds in it. What is spared is the coding of what is left out, less the filter's own time.

usage: python benchmarks/filters.py [CORPORA]
"""

import argparse
import gzip
import json
import time
from pathlib import Path

from memcon import Report
from memcon.corpus.filters import Filter, kinds
from memcon.reader import OneCoreReader

HERE = Path(__file__).resolve().parent
CORPORA = HERE.parents[1] / "shared" / "corpora"
REPORTS = HERE.parent / "data" / "reports"


def main() -> None:
    """Prints what is left out of each corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", nargs="?", type=Path, default=CORPORA)
    corpora = parser.parse_args().corpora
    paths = sorted(REPORTS.glob("*/reports/*.json"))
    composed = [json.loads(path.read_text("utf-8"))["report"]["text"] for path in paths]
    told("composed reports", composed)
    for name in ("polnear-train", "polnear-dev"):
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            told(name, [json.loads(line)["text"] for line in lines])


def told(name: str, texts: list[str]) -> None:
    """Prints how many texts are left out, how many events with them, and the filter's time."""
    chosen, reader = Filter(kinds()), OneCoreReader()
    reports = [Report.of(text) for text in texts]
    began = time.process_time()
    out = [report for report in reports if chosen.kind(report)]
    took = 1000 * (time.process_time() - began) / len(reports)
    events = sum(len(reader.read(report).events) for report in out)
    print(
        f"{name}: {len(out)} of {len(reports)} left out, {events} events lost with them; "
        f"{took:.2f} ms each"
    )


if __name__ == "__main__":
    main()
