"""Which word a time expression dates."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.reading.when import UNDATED, Calendar
from reading.build import MONDAY, analysis, read, word

INVASION = "Poland has helped Ukraine since Russia's invasion in 2022."
SCHOLZ = "Scholz said on Monday that Russia had attacked Odesa on Sunday."


def dated(sentence: str, text: str, published: str | None = MONDAY) -> tuple[str | None, str]:
    """The words that date a word, and its first day or the reason why it has none."""
    said = analysis(sentence)
    calendar = Calendar(said, date.fromisoformat(published) if published else None)
    found = calendar.of(word(said, text), tense="past")
    return found.text, str(found.resolved.start or found.resolved.basis)


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("Biden met Xi on Tuesday.", "met", ("Tuesday", "2024-11-05")),
        ("Trump spoke with Putin by phone on Thursday.", "spoke", ("Thursday", "2024-11-07")),
        (SCHOLZ, "said", ("Monday", "2024-11-11")),
        (SCHOLZ, "attacked", ("Sunday", "2024-11-10")),
        ("Biden met Xi on Tuesday, but Modi left on Friday.", "met", ("Tuesday", "2024-11-05")),
        ("Biden met Xi on Tuesday, but Modi left on Friday.", "left", ("Friday", "2024-11-08")),
        ("In July 2022, Russia and Ukraine signed a deal.", "signed", ("July 2022", "2022-07-01")),
        (INVASION, "invasion", ("2022", "2022-01-01")),
        ("Biden met Xi.", "met", (None, "none")),
    ],
)
def test_an_expression_dates_the_word_it_hangs_on(
    sentence: str, text: str, expected: tuple[str | None, str]
) -> None:
    assert dated(sentence, text) == expected


@pytest.mark.parametrize("verb", ["flew", "met"])
def test_what_opens_a_sentence_dates_all_its_joined_verbs(verb: str) -> None:
    sentence = "Last week Biden flew to Seoul and met Yoon."
    assert dated(sentence, verb) == ("Last week", "2024-11-04")


def test_the_date_of_a_noun_does_not_date_the_verb_above() -> None:
    text, _ = dated(INVASION, "helped")
    assert text is None


def test_without_publication_date_relative_dates_stay_open_and_explicit_ones_do_not() -> None:
    assert dated("Biden met Xi on Tuesday.", "met", None) == ("Tuesday", "none")
    july = dated("In July 2022, Russia and Ukraine signed a deal.", "signed", None)
    assert july == ("July 2022", "2022-07-01")


def test_dates_do_not_spread_to_the_next_sentence() -> None:
    said = analysis("Biden met Xi on Tuesday.", "Xi met Biden.")
    calendar = Calendar(said, date.fromisoformat(MONDAY))
    assert calendar.of(word(said, "met", 2), tense="past") == UNDATED


@pytest.mark.parametrize(
    ("later", "start"),
    [
        ("The same day, Biden met Modi.", "2024-11-05"),
        ("Two days later, Biden met Modi.", "2024-11-07"),
    ],
)
def test_what_counts_from_another_happening(later: str, start: str) -> None:
    events = read("Biden met Xi on Tuesday.", later).events
    assert [str(event.date.start) for event in events] == ["2024-11-05", start]


def test_a_statement_has_the_date_of_the_saying() -> None:
    record = read(SCHOLZ)
    assert str(record.statements[0].date.start) == "2024-11-11"
    assert str(record.events[0].date.start) == "2024-11-10"


def test_a_weekday_is_the_latest_of_the_past_or_the_next_of_the_future() -> None:
    past = read("Biden met Xi on Tuesday.", published="2024-11-13")
    assert str(past.events[0].date.start) == "2024-11-12"
    told = analysis("Biden met Xi on Tuesday.")
    ahead = Calendar(told, date(2024, 11, 13)).of(word(told, "met"), tense="future")
    assert str(ahead.resolved.start) == "2024-11-19"
