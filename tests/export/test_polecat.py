"""POLECAT's forty columns."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from cli.records import seed_record
from exporting import composed_record, known_of
from memcon.export import export
from memcon.export.base import Happenings
from memcon.export.polecat import COLUMNS
from memcon.record import Record


def rows(record: Record, known: Happenings | None = None) -> list[dict[str, str]]:
    out = BytesIO()
    export([record], "polecat", out, happenings=known)
    return list(csv.DictReader(StringIO(out.getvalue().decode(), newline=""), delimiter="\t"))


def test_there_are_forty_columns() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 40
    assert (COLUMNS[0], COLUMNS[-1]) == ("Event ID", "Version")


def test_every_row_has_all_of_them_and_none_is_empty() -> None:
    for record in (composed_record(), seed_record()):
        for row in rows(record):
            assert list(row) == list(COLUMNS)
            assert all(row.values())


def test_what_has_not_taken_place_is_left_out() -> None:
    record = composed_record()
    kinds = ["CONSULT", "REQUEST", "AGREE", "ASSAULT", "MOBILIZE"]
    assert [row["Event Type"] for row in rows(record)] == kinds
    assert "ASSAULT" not in [row["Event Type"] for row in rows(record, known_of(record))]


def test_an_event_id_begins_with_the_report() -> None:
    record = composed_record()
    assert {row["Event ID"].split("_")[0] for row in rows(record)} == {record.report.id}
    assert rows(record)[0]["Event ID"].endswith("_CONSULT_e1")


def test_a_date_is_a_day_that_the_report_tells_and_never_that_of_publication() -> None:
    dates = [(row["Event Date"], row["Publication Date"]) for row in rows(composed_record())]
    assert dates[0] == ("2023-05-03", "2023-05-08")
    assert dates[1:] == [("None", "2023-05-08")] * 4


def test_lists_of_one_side_keep_their_order() -> None:
    arm = rows(composed_record())[-1]
    assert arm["Actor Name"] == "Norway; Denmark; Soldiers"
    assert arm["Actor Country"] == "NOR; DNK; None"
    assert arm["Actor COW"] == "385; 390; None"
    assert (arm["Primary Actor Sector"], arm["Actor Sectors"]) == ("MIL", "None; None; MIL")
    assert arm["Recipient Country"] == "None"


def test_the_story_is_the_same_for_all_its_events() -> None:
    for column in ("Source", "Story People", "Story Organizations", "Story Locations", "Language"):
        assert len({row[column] for row in rows(composed_record())}) == 1
    assert rows(composed_record())[0]["Story Locations"] == 'Denmark; Norway; Kyiv; the "Old Mill"'
