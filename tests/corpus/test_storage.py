"""Object storage: read from and written to as a folder is; what does not answer stops the run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import fsspec
import pytest

from corpus.fakes import coded, content, corpus, story
from memcon.corpus import records
from memcon.corpus.dataset import Dataset
from memcon.errors import SourceError, UnreachableError, UsageError
from memcon.sources import read_sources, remote

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = "memory://bucket"


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """A storage in memory, empty before and after."""
    storage = fsspec.filesystem("memory")
    storage.store.clear()
    yield storage
    storage.store.clear()


def put(memory: fsspec.AbstractFileSystem, name: str, data: bytes) -> str:
    memory.pipe(f"/bucket/{name}", data)
    return f"{ROOT}/{name}"


def test_a_corpus_in_a_storage_gives_the_same_tables(
    memory: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    for path in corpus(tmp_path / "in"):
        put(memory, f"in/{path.name}", path.read_bytes())
    coded([tmp_path / "in"], tmp_path / "a")
    coded([f"{ROOT}/in"], f"{ROOT}/out")
    there = {name: memory.cat(name) for name in memory.find("/bucket/out")}
    reports = {k.rpartition("/")[2]: v for k, v in there.items() if "/reports/" in k}
    here = content(tmp_path / "a")
    local = {k.rpartition("/")[2]: v for k, v in here.items() if k.startswith("reports/")}
    assert len(there) == len(here)
    assert sorted(local.values()) != []
    assert sorted(r.to_json() for r in records(f"{ROOT}/out")) == sorted(
        r.to_json() for r in records(tmp_path / "a")
    )
    assert len(reports) == len(local)
    assert coded([f"{ROOT}/in"], f"{ROOT}/out").coded == []


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("in", ["in/a.jsonl", "in/b.txt", "in/deep/c.jsonl.gz"]),
        ("in/a.jsonl", ["in/a.jsonl"]),
        ("in/*.jsonl", ["in/a.jsonl"]),
        ("in/**/*.jsonl*", ["in/a.jsonl", "in/deep/c.jsonl.gz"]),
        ("in/[ab].*", ["in/a.jsonl", "in/b.txt"]),
    ],
)
def test_files_folders_and_patterns(
    memory: fsspec.AbstractFileSystem, named: str, found: list[str]
) -> None:
    for name in ("a.jsonl", "b.txt", "deep/c.jsonl.gz", ".hidden/d.txt", "deep/.e.txt"):
        put(memory, f"in/{name}", b"-")
    assert list(remote.find(f"{ROOT}/{named}")) == [f"{ROOT}/{name}" for name in found]


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst", "parquet"])
def test_every_format_is_read(memory: fsspec.AbstractFileSystem, suffix: str) -> None:
    import gzip
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    line = json.dumps(story(1)).encode()
    table = io.BytesIO()
    pq.write_table(pa.table({key: [value] for key, value in story(1).items()}), table)
    data = {
        "jsonl": line,
        "jsonl.gz": gzip.compress(line),
        "jsonl.zst": pa.Codec("zstd").compress(line, asbytes=True),
        "parquet": table.getvalue(),
    }[suffix]
    [report] = read_sources([put(memory, f"in.{suffix}", data)])
    assert not isinstance(report, SourceError)
    assert report.text == story(1)["text"]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("named", ["missing.jsonl", "in/*.jsonl"])
def test_what_is_not_there(named: str) -> None:
    [error] = read_sources([f"{ROOT}/{named}"])
    assert isinstance(error, SourceError)
    assert "is not there" in str(error)


def test_a_storage_that_does_not_answer_is_no_error_of_a_document(
    memory: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = put(memory, "in.jsonl", b"\n".join(json.dumps(story(n)).encode() for n in range(9)))
    coded([address], tmp_path / "a")

    def refuse(*_args: object, **_options: object) -> None:
        raise OSError("AWS Error NETWORK_CONNECTION during GetObject\nand more")

    with monkeypatch.context() as patched:
        patched.setattr(type(memory), "_open", refuse)
        with pytest.raises(UnreachableError, match="cannot be reached: AWS Error NETWORK") as said:
            coded([address], tmp_path / "b")
    assert "\n" not in str(said.value)
    coded([address], tmp_path / "b")
    assert content(tmp_path / "b") == content(tmp_path / "a")


def test_an_address_with_a_password_is_refused_and_the_password_not_told() -> None:
    [error] = read_sources(["s3://me:secret@bucket/in.jsonl"])
    assert "holds a password" in str(error)
    assert "secret" not in str(error)


def test_an_output_at_a_web_address_is_refused() -> None:
    with pytest.raises(UsageError, match="no address of a storage"):
        Dataset("https://example.org/out")
