"""Which word a time expression dates."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.reading.dates import Tense
from memcon.reading.when import UNDATED, Calendar
from reading.build import MONDAY, Said, analysis, read, word

INVASION = "Poland has helped Ukraine since Russia's invasion in 2022."
ACCUSING = "Xi blocked the bridge on Saturday, accusing Biden of fraud."
AFTER = "Xi fled on Monday, two days after Russia attacked Odesa."
MAY = "May 28"
ROME = "Biden has urged Xi to end the war, and Modi will be in Rome on Friday."
SOLD = "Tokyo sold arms to Manila in fiscal 2013."
ROSE = "Exports rose in Japan's fiscal 2013, Manila said."
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


def test_a_date_after_the_first_of_two_joined_verbs_does_not_date_the_second() -> None:
    sentence = "Biden met Xi on Tuesday and urged him to leave."
    assert dated(sentence, "met") == ("Tuesday", "2024-11-05")
    assert dated(sentence, "urged") == (None, "none")


def test_the_day_of_a_journey_is_that_of_what_was_done_there() -> None:
    assert dated("Biden flew to Seoul on Tuesday and met Yoon.", "met") == ("Tuesday", "2024-11-05")


def test_a_date_in_full_goes_before_one_that_counts() -> None:
    sentence = "Two days earlier, on Nov. 5, Biden met Xi."
    assert dated(sentence, "met") == ("Nov. 5", "2024-11-05")


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        (ACCUSING, "accusing", ("Saturday", "2024-11-09")),
        (
            "The quarrel began on May 28, when Russia attacked Odesa.",
            "attacked",
            (MAY, "2024-05-28"),
        ),
        ("Biden met Xi for ten minutes on Wednesday.", "met", ("Wednesday", "2024-11-06")),
        (AFTER, "fled", ("Monday", "2024-11-11")),
        (AFTER, "attacked", ("two days after", "2024-11-09")),
        ("Biden boycotted this week's summit.", "boycotted", (None, "none")),
        ("Biden boycotted this week's summit.", "summit", ("this week", "2024-11-11")),
        ("Biden cancelled the summit, due in Rome in November.", "cancelled", (None, "none")),
        (ROME, "urged", (None, "none")),
    ],
)
def test_a_date_belongs_to_its_own_clause(
    sentence: str, text: str, expected: tuple[str | None, str]
) -> None:
    assert dated(sentence, text) == expected


def test_said_on_monday_is_one_phrase_even_where_the_tree_parts_it() -> None:
    said = Said("Scholz", "said", ("Russia will attack Odesa",))
    told = analysis("Russia will attack Odesa, Scholz said on Monday.", said=[said])
    calendar = Calendar(told, date.fromisoformat(MONDAY))
    assert calendar.of(word(told, "said"), tense="past").text == "Monday"
    assert calendar.of(word(told, "attack"), tense="future") == UNDATED


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


def test_what_happened_goes_before_when_it_was_told() -> None:
    said = Said("Scholz", "said", ("that Russia had attacked Odesa on Sunday",))
    told = analysis(SCHOLZ, "The same day, Biden met Modi.", said=[said])
    found = Calendar(told, date.fromisoformat(MONDAY)).of(word(told, "met"), tense="past")
    assert str(found.resolved.start) == "2024-11-10"


def test_the_same_day_looks_no_further_than_a_few_sentences_back() -> None:
    between = ["Biden met Xi."] * 3
    found = read("Biden met Xi on Tuesday.", *between, "The same day, Biden met Modi.").events[-1]
    assert (found.date.text, found.date.start) == ("The same day", None)


def test_the_day_of_the_vote_is_the_day_that_the_report_gives_it() -> None:
    left = "Biden left on the day of the vote."
    told = analysis("The vote was held on Tuesday.", left)
    calendar = Calendar(told, date.fromisoformat(MONDAY))
    found = calendar.of(word(told, "left"), tense="past")
    assert str(found.resolved.start) == "2024-11-05"
    alone = analysis("Biden met Xi on Tuesday.", left)
    found = Calendar(alone, date.fromisoformat(MONDAY)).of(word(alone, "left"), tense="past")
    assert found.resolved.start is None


def test_an_hour_counts_within_its_sentence_only() -> None:
    told = analysis("Biden met Xi on Tuesday.", "Biden urged Xi to leave at noon.")
    found = Calendar(told, date.fromisoformat(MONDAY)).of(word(told, "leave"), tense="past")
    assert (found.text, found.resolved.start) == ("noon", None)


def test_what_is_promised_without_a_date_is_dated_by_the_promising() -> None:
    said = Said("Biden", "said", ("that he would meet Xi",))
    (event,) = read("Biden said on Monday that he would meet Xi.", said=[said]).events
    assert (event.modality, str(event.date.start)) == ("future", "2024-11-11")


def test_a_statement_has_the_date_of_the_saying() -> None:
    record = read(SCHOLZ)
    assert str(record.statements[0].date.start) == "2024-11-11"
    assert str(record.events[0].date.start) == "2024-11-10"


@pytest.mark.parametrize(
    ("sentence", "text", "start"),
    [
        ("Biden met Xi on Tuesday.", "met", "2024-11-05"),
        ("Biden had offered talks on Tuesday.", "offered", "2024-11-05"),
        ("Biden managed to meet Xi on Tuesday.", "meet", "2024-11-05"),
        ("Xi would have left on Tuesday.", "left", "2024-11-05"),
        ("Biden plans to meet Xi on Tuesday.", "meet", "2024-11-12"),
        ("Biden is meeting Xi on Tuesday.", "meeting", "2024-11-12"),
    ],
)
@pytest.mark.parametrize("tense", ["past", "future"])
def test_the_verb_that_a_date_hangs_on_tells_its_tense(
    sentence: str, text: str, start: str, tense: Tense
) -> None:
    told = analysis(sentence)
    found = Calendar(told, date.fromisoformat(MONDAY)).of(word(told, text), tense=tense)
    assert str(found.resolved.start) == start


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Biden will discuss Tuesday's vote.", "vote"),
        ("Biden has invited Xi to Rome on Tuesday.", "invited"),
    ],
)
def test_where_the_verb_leaves_it_open_the_caller_tells_the_tense(sentence: str, text: str) -> None:
    told = analysis(sentence)
    calendar = Calendar(told, date.fromisoformat(MONDAY))
    assert str(calendar.of(word(told, text), tense="past").resolved.start) == "2024-11-05"
    assert str(calendar.of(word(told, text), tense="future").resolved.start) == "2024-11-12"


def test_readings_tell_what_each_expression_says_where_it_stands() -> None:
    told = analysis("Biden met Xi on Tuesday.", "The same day, Biden met Modi.")
    readings = Calendar(told, date.fromisoformat(MONDAY)).readings
    assert [(time.text, found.value) for time, found in readings] == [
        ("Tuesday", "2024-11-05"),
        ("The same day", "2024-11-05"),
    ]


@pytest.mark.parametrize(
    ("sentence", "spoken", "home", "start"),
    [
        (SOLD, {"Tokyo": "JPN"}, "USA", "2013-04-01"),
        (SOLD, {}, "USA", "2012-10-01"),
        (SOLD, {"Tokyo": "JPN", "Manila": "PHL"}, "USA", "None"),
        (SOLD, {}, None, "None"),
        (ROSE, {"Japan": "JPN", "Manila": "PHL"}, "USA", "2013-04-01"),
    ],
)
def test_a_fiscal_year_is_of_whom_the_sentence_names_or_of_the_reports_home(
    sentence: str, spoken: dict[str, str], home: str | None, start: str
) -> None:
    told = analysis(sentence)
    places = {name: sentence.index(name) for name in spoken}
    near = [((place, place + len(name)), spoken[name]) for name, place in places.items()]
    [(time, found)] = Calendar(told, date.fromisoformat(MONDAY), near, home).readings
    assert (time.text, str(found.start)) == ("fiscal 2013", start)
