"""A data set gives back the records that were coded, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.records import disputed_record, seed_record
from corpus.fakes import HereEngine, coded, corpus, fake_worker, recipe, story
from memcon.corpus import records, units
from memcon.corpus.coding import run
from memcon.corpus.dataset import Dataset
from memcon.corpus.records import record_of
from memcon.errors import SourceError, UsageError
from memcon.export.tables import rows, tables_of
from memcon.record import MadeBy, Record
from memcon.sources import read_sources


@pytest.mark.parametrize("record", [seed_record(), disputed_record()], ids=["seed", "disputed"])
def test_rows_make_the_record_again(record: Record) -> None:
    made_by = MadeBy(memcon="1", weights="2", ontology="3", registry="4")
    for each in (record, record.model_copy(update={"made_by": made_by})):
        back = {name: table.to_pylist() for name, table in tables_of([each]).items()}
        assert back == rows(each)
        [report], actors, statements, events = back.values()
        assert record_of(report, actors, statements, events).to_json() == each.to_json()


def test_what_was_coded_comes_back(tmp_path: Path) -> None:
    inputs = corpus(tmp_path / "in")
    coded(inputs, tmp_path / "out")
    worker = fake_worker(recipe())()
    reports = [item for item in read_sources(inputs) if not isinstance(item, SourceError)]
    read = [worker._reader.read(report).to_json() for report in reports]  # type: ignore[attr-defined]
    assert sorted(record.to_json() for record in records(tmp_path / "out")) == sorted(read)


def test_they_come_in_the_order_of_months_and_the_same_each_time(tmp_path: Path) -> None:
    coded(corpus(tmp_path / "in"), tmp_path / "out")
    found = list(records(tmp_path / "out"))
    assert list(records(tmp_path / "out")) == found
    months = [str(record.report.published)[:7] for record in found if record.report.published]
    assert months == sorted(months)


def test_a_report_of_two_shards_comes_once(tmp_path: Path) -> None:
    made = recipe(shard_reports=2)
    stories = [story(number) for number in (1, 4, 1, 10)]
    paths = [tmp_path / f"{number}.txt" for number in range(len(stories))]
    for path, told in zip(paths, stories, strict=True):
        path.write_text(str(told["text"]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(units, "UNIT_FILES", 1)
        run(paths, Dataset(tmp_path / "out"), made, HereEngine(fake_worker(made)))
    assert len({record.report.id for record in records(tmp_path / "out")}) == 3
    assert len(list(records(tmp_path / "out"))) == 3


def test_a_run_that_was_stopped_gives_what_is_there(tmp_path: Path) -> None:
    made = recipe()
    with pytest.raises(KeyboardInterrupt):
        run(
            corpus(tmp_path / "in"),
            Dataset(tmp_path / "out"),
            made,
            HereEngine(fake_worker(made), stops_after=2),
        )
    assert 0 < len(list(records(tmp_path / "out"))) <= 8


def test_what_is_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no data set"):
        list(records(tmp_path))


@pytest.mark.parametrize("damage", ["gone", "broken"])
def test_a_damaged_table_is_named(tmp_path: Path, damage: str) -> None:
    coded(corpus(tmp_path / "in", files=1), tmp_path / "out")
    table = next((tmp_path / "out").glob("events/*/*.parquet"))
    table.unlink() if damage == "gone" else table.write_bytes(b"PAR1")
    with pytest.raises(SourceError, match=r"is not there|is no whole Parquet file"):
        list(records(tmp_path / "out"))
