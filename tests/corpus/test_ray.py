"""On a Ray cluster of two nodes on this machine: the same data set, also if one of them dies."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from corpus.fakes import coded, content, corpus, fake_worker, recipe, story
from memcon.corpus.cluster import RayEngine
from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ray.cluster_utils import Cluster

    from memcon.corpus.engine import State

# Ray leaves files and sockets to the collector.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    found = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    yield found
    found.shutdown()


def test_two_nodes_of_which_one_dies_half_way(cluster: Cluster, tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=4)
    coded(inputs, tmp_path / "a")
    node = cluster.add_node(num_cpus=1)
    made = recipe()
    engine = RayEngine(fake_worker(made, 0.3), None, cluster.address)
    killed: list[int] = []

    def kill(state: State) -> None:
        if state.coded >= 20 and not killed:
            killed.append(state.coded)
            cluster.remove_node(node, allow_graceful=False)

    run(inputs, Dataset(tmp_path / "b"), made, engine, kill)
    assert killed
    assert content(tmp_path / "b") == content(tmp_path / "a")
    run(inputs, Dataset(tmp_path / "b"), made, engine)


def test_a_document_that_kills_is_given_up(cluster: Cluster, tmp_path: Path) -> None:
    stories: list[dict[str, Any]] = [story(number) for number in range(1, 12)]
    stories[4]["text"] = "This KILLS whoever reads it, and it is news of the capital."
    lines = tmp_path / "in.jsonl"
    lines.write_text("\n".join(map(json.dumps, stories)))
    made = recipe()
    engine = RayEngine(fake_worker(made), None, cluster.address)
    run([lines], Dataset(tmp_path / "out"), made, engine)
    paths = (tmp_path / "out").glob("errors/*/*.parquet")
    [error] = [row for path in paths for row in pq.ParquetFile(path).read().to_pylist()]
    assert error["problem"] == "cannot be read: every worker that begins it kills it (SIGKILL)"
