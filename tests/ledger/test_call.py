"""Five reports about one call, read and added: a scoop, two repeats, a summary, a denial."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

import memcon
from memcon.ledger import open_ledger
from memcon.record import Record

CALL = Path(__file__).parents[2] / "examples" / "call.jsonl"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    lines = CALL.read_text("utf-8").splitlines()
    return [memcon.read(**json.loads(line)) for line in lines]


def test_the_call_is_disputed_and_rests_on_one_origin(
    records: list[Record], tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "call.db") as ledger:
        ids = ledger.add_all(records)
        (call,) = ledger.happenings(["Trump", "Putin"], event="CONSULT")
    assert (call.standing, call.mode, call.date["start"]) == ("disputed", "phone", "2024-11-07")
    assert set(call.reports) == set(ids)
    assert [o.origin for o in call.origins if o.counts] == ["The Washington Post"]
    assert {o.rests_on for o in call.origins if not o.counts} == {"The Washington Post"}
    assert [one.name for one in call.denied_by] == ["Dmitry Peskov"]
    assert "several people familiar with the matter" in [one.name for one in call.asserted_by]


def test_without_the_denial_it_is_reported_and_with_it_alone_denied(
    records: list[Record], tmp_path: Path
) -> None:
    *told, denial = records
    with open_ledger(tmp_path / "told.db") as ledger:
        ledger.add_all(told)
        (call,) = ledger.happenings(["Trump", "Putin"], event="CONSULT")
    assert call.standing == "reported"
    with open_ledger(tmp_path / "denied.db") as ledger:
        ledger.add(denial)
        (call,) = ledger.happenings(["Trump", "Putin"], event="CONSULT")
    assert call.standing == "denied"


def test_whichever_comes_first(records: list[Record], tmp_path: Path) -> None:
    found = set()
    for number, order in enumerate(list(permutations(records))[::17]):
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            for record in order:
                ledger.add(record)
            found.add("\n".join(happening.to_json() for happening in ledger.happenings()))
    assert len(found) == 1
