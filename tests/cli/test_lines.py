"""The lines that other programs read."""

from __future__ import annotations

from cli.records import seed_record
from memcon.cli.show.lines import record_lines
from memcon.cli.show.words import NO_DATE_NOTE
from memcon.record import Record

FIELDS = {"report": 5, "event": 11, "statement": 10, "note": 3}


def test_each_line_has_the_fields_of_its_kind(seed: Record, disputed: Record) -> None:
    for record in (seed, disputed):
        rows = [line.split("\t") for line in record_lines(record)]
        assert [row[0] for row in rows] == (
            ["report"] + ["event"] * len(record.events) + ["statement"] * len(record.statements)
        )
        for row in rows:
            assert len(row) == FIELDS[row[0]]
            assert row[1] == record.report.id
            assert all(field == " ".join(field.split()) != "" for field in row)


def test_an_event_line(disputed: Record) -> None:
    event = next(line for line in record_lines(disputed) if line.startswith("event"))
    assert event.split("\t")[2:] == [
        "e1",
        "CONSULT",
        "actual",
        "2023-05-01/2023-05-31",
        "Norland; Sudria",
        "-",
        "on the word of two envoys (unnamed), according to the Harbour Gazette",
        "denied by Eva Holt; no comment from Sudria’s embassy; doubted by Analysts",
        "The foreign ministers of Norland and Sudria met in secret in May, the Harbour Gazette "
        "reported, citing two envoys.",
    ]


def test_a_mode_stands_with_its_type_and_a_day_alone(seed: Record) -> None:
    event = next(line for line in record_lines(seed) if line.startswith("event"))
    assert event.split("\t")[3:6] == ["CONSULT/phone", "actual", "2024-11-07"]


def test_a_statement_line(disputed: Record) -> None:
    denial = next(line for line in record_lines(disputed) if "\tdenies\t" in line)
    assert denial.split("\t")[2:] == [
        "s3",
        "denies",
        "direct",
        "-",
        "Eva Holt",
        "-",
        "said",
        "There was no such meeting",
    ]


def test_a_report_without_date_ends_in_a_note() -> None:
    record = seed_record(published=None)
    assert list(record_lines(record))[-1] == f"note\t{record.report.id}\t{NO_DATE_NOTE}"
