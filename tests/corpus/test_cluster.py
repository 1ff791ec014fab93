"""What runs on a node of a cluster, without one; the cluster itself: test_ray.py."""

from __future__ import annotations

import pickle
import socket
from pathlib import Path

import pytest

from corpus.fakes import coded, content, corpus, fake_worker, recipe
from memcon.corpus.cluster import _Keeper, _knock, _moved, _read
from memcon.corpus.dataset import Dataset
from memcon.corpus.engine import Coded, State
from memcon.corpus.units import UnitRead, inputs_of, units_of
from memcon.errors import CodingError


def test_a_node_reads_and_codes_the_same_shards(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in", files=1)
    coded(inputs, tmp_path / "a")
    made = recipe()
    [unit] = units_of(inputs_of(inputs))
    places = Dataset(tmp_path / "a").places()
    done = frozenset(name for _, name in places[1:])
    read = list(_read({"pickled": [pickle.dumps(unit)]}, made, done))
    keeper = _Keeper(fake_worker(made))
    try:
        found = [pickle.loads(b["pickled"][0]) for batch in read for b in keeper(batch)]
    finally:
        keeper._pool.close()
    [shard, end] = found
    assert isinstance(shard, Coded)
    assert isinstance(end, UnitRead)
    assert set(end.shards) == set(places)
    Dataset(tmp_path / "b").write(shard.shard, shard.tables)
    for name, data in content(tmp_path / "b").items():
        assert content(tmp_path / "a")[name] == data
    state = _moved(_moved(State(bytes_in_all=unit.bytes), shard), end)
    assert (state.coded, state.bytes_read) == (len(read[0]) and state.read, unit.bytes)


def test_a_cluster_that_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(CodingError, match=f"127.0.0.1:{port}: no Ray cluster answers"):
        _knock(f"ray://127.0.0.1:{port}")
