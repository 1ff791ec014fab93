"""How good every head of the shipped weights is on its development set, window by window.

usage: python benchmarks/heads.py [--corpora DIR] [--reports DIR]
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.language.model import session
from memcon.language.shipped import heads

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "training"))

import events  # noqa: E402
from corpora import crossner, polnear, universal_dependencies  # noqa: E402
from evaluate import evaluate  # noqa: E402
from examples import TagSets, cut  # noqa: E402

Array = NDArray[Any]


class Shipped:
    """The weights that memcon ships, asked as evaluation asks."""

    def __init__(self) -> None:
        self.chain = (
            np.array(heads()["attribution_transitions"], dtype=np.float32),
            np.array(heads()["attribution_first"], dtype=np.float32),
        )
        self._network = session(threads=0)  # padded batches, which all cores share
        self._outputs = [output.name for output in self._network.get_outputs()]

    def __call__(self, inputs: Mapping[str, Array]) -> dict[str, Array]:
        rows = {name: values.astype(np.int64) for name, values in inputs.items()}
        return dict(zip(self._outputs, self._network.run(self._outputs, rows), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared" / "corpora")
    parser.add_argument("--reports", type=Path, default=HERE / "data" / "reports")
    options = parser.parse_args()
    tags = TagSets(*(tuple(heads()[k]) for k in ("upos", "xpos", "deprel")))
    treebanks = universal_dependencies(options.corpora, "dev")
    for name, documents in (
        ("PolNeAR", polnear(options.corpora, "dev")),
        ("EWT and GUM", treebanks),
        ("CrossNER politics", crossner(options.corpora, "dev")),
        ("composed reports", events.documents(options.reports, "dev")),
    ):
        windows = [w for document in documents for w in cut(document, tags)]
        print(f"{name}: {len(windows)} windows")
        for figure, value in evaluate(Shipped(), windows, tags).items():
            print(f"  {figure:36}{value:7.3f}")


if __name__ == "__main__":
    main()
