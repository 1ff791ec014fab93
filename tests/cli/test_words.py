"""Codes, ids and offsets turned into words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.cli.show.words import RecordInWords, label, opening, when
from memcon.record import EVENT_TYPES, MODES, DateRange, Event, Record, Report
from memcon.wording import day


def event_of(record: Record, words: str) -> Event:
    text = record.report.text
    (found,) = [event for event in record.events if words in text[slice(*event.span)]]
    return found


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_type_and_mode_has_words_of_its_own(event_type: str) -> None:
    modes = [None, *MODES[event_type]]
    events = [
        Event.model_validate(
            {
                "id": "e1",
                "event": event_type,
                "mode": mode,
                "actor": ["a1"],
                "span": [0, 1],
                "confidence": 1,
            }
        )
        for mode in modes
    ]
    labels = [label(event) for event in events]
    assert all(labels)
    assert len(set(labels)) == len(modes)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-11-07", "2024-11-07", "Thu 7 Nov 2024"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2021-01-01", "2022-12-31", "2021 to 2022"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-02-01", "2024-03-31", "1 Feb 2024 to 31 Mar 2024"),
        ("2024-11-04", "2024-11-10", "4 Nov 2024 to 10 Nov 2024"),
    ],
)
def test_a_date_reads_as_people_write_it(start: str, end: str, expected: str) -> None:
    assert when(DateRange.model_validate({"start": start, "end": end, "basis": "explicit"})) == (
        expected
    )


def test_a_date_that_cannot_be_resolved_keeps_its_words() -> None:
    assert when(DateRange()) == "no date"
    assert when(DateRange(text="last\nThursday")) == "“last Thursday”, unresolved"


@given(st.dates(), st.dates())
def test_every_range_of_dates_can_be_told(one: date, other: date) -> None:
    start, end = sorted((one, other))
    told = when(DateRange(start=start, end=end, basis="explicit"))
    assert str(start.year) in told
    assert str(end.year) in told
    assert day(start).split()[0] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by phone", "on the word of sources (unnamed)"),
        ("advised Putin", "on the word of Trump, according to sources (unnamed)"),
        ("provided substantial", "on the report’s word"),
        ("being informed", "denied by Ukraine’s foreign ministry"),
    ],
)
def test_on_whose_word(seed: Record, words: str, expected: str) -> None:
    assert RecordInWords(seed).on_whose_word(event_of(seed, words)) == expected


def test_the_reports_own_word_names_its_publisher(disputed: Record) -> None:
    event = event_of(disputed, "held no drills")
    words = RecordInWords(disputed).on_whose_word(event)
    assert words == "on the report’s word (Example Wire)"


def test_two_who_say_so_independently_are_both_named(disputed: Record) -> None:
    event = disputed.events[0].model_copy(update={"according_to": ("s2", "s1", "s6")})
    words = RecordInWords(disputed)
    expected = "two envoys (unnamed), according to the Harbour Gazette and someone not named"
    assert words.on_whose_word(event) == f"on the word of {expected}"


def test_an_origin_that_is_no_holder_is_named(disputed: Record) -> None:
    event = disputed.events[0].model_copy(update={"according_to": ("s2",)})
    words = RecordInWords(disputed)
    expected = "on the word of two envoys (unnamed) (first reported by the Harbour Gazette)"
    assert words.on_whose_word(event) == expected


def test_who_contradicts_and_in_which_words(disputed: Record) -> None:
    words = RecordInWords(disputed)
    told = [
        (words.contradiction(statement), words.contradicting_words(statement))
        for statement in words.contradictions(disputed.events[0])
    ]
    assert told == [
        ("denied by Eva Holt", "There was no such meeting"),
        ("no comment from Sudria’s embassy", "declined to comment on the report"),
        ("doubted by Analysts", "that the two met"),
    ]


@pytest.mark.parametrize(
    ("words", "mark"),
    [("by phone", None), ("invited Trump", "planned"), ("being informed", "denied")],
)
def test_the_mark_of_what_did_not_simply_happen(seed: Record, words: str, mark: str | None) -> None:
    assert RecordInWords(seed).modality(event_of(seed, words)) == mark


def test_what_nobody_denies_but_the_report_negates(disputed: Record) -> None:
    assert RecordInWords(disputed).modality(event_of(disputed, "drills")) == "did not happen"


def test_statements_that_bear_no_event(seed: Record) -> None:
    words = RecordInWords(seed)
    assert [words.holder(s) for s in words.bare_statements()] == [
        "One former U.S. official (unnamed)",
        "Steven Cheung",
        "Jake Sullivan",
        "Steven Cheung",
    ]


def test_pieces_of_a_quotation_are_joined_where_they_touch_and_cut_where_not() -> None:
    text = "“Peace,” she said, “is near.” Nobody else spoke."
    record = Record(report=Report.of(text))
    peace, near = text.index("“Peace"), text.index("“is")
    words = RecordInWords(record)
    assert words.quoted([(near, near + 10), (peace, peace + 8)]) == "Peace,” … “is near."
    assert words.quoted([(peace, peace + 8), (peace + 9, peace + 12)]) == "Peace,” she"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It rained. They met at noon. It was late.", "met", "They met at noon."),
        ("The U.S. envoys met. Then they left.", "met.", "The U.S. envoys met."),
        ("A headline\nThey met\nagain.", "met", "They met"),
        (
            f"They {'often ' * 20}met {'often ' * 20}.",
            "met",
            f"… {'often ' * 8}met {'often ' * 10}…",
        ),
    ],
)
def test_a_passage_stays_in_its_sentence(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    event = {
        "id": "e1",
        "event": "CONSULT",
        "actor": ["a1"],
        "span": [start, start + len(words)],
        "confidence": 1,
    }
    record = Record.model_validate(
        {
            "report": Report.of(text).model_dump(),
            "actors": [{"id": "a1", "name": "They", "kind": "group"}],
            "events": [event],
        }
    )
    assert str(RecordInWords(record).passage(record.events[0])) == expected


def test_a_report_without_title_is_known_by_its_first_words() -> None:
    assert opening("\nThey met. It rained.") == "“They met.”"
    assert opening("word " * 30) == f"“{'word ' * 12}…”"
