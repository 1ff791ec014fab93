"""Whose word it is where a source is hidden, described, or only pointed at."""

from __future__ import annotations

import pytest

import memcon
from memcon.record import Record


def read(text: str, publisher: str = "AFP") -> Record:
    return memcon.read(text, published="2024-11-12", publisher=publisher)


def holders(record: Record) -> list[str | None]:
    """The names of those who say something, in the order of their words."""
    names = {a.id: a.name for a in record.actors}
    return [names.get(s.holder or "") for s in record.statements]


def on_whose_word(record: Record) -> list[str | None]:
    """The names of those on whose word the report's first event rests."""
    names = {a.id: a.name for a in record.actors}
    held = {s.id: names.get(s.holder or "") for s in record.statements}
    return [held[s] for s in record.events[0].according_to]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The minister met Sergei Lavrov on Sunday, a diplomat posted there told AFP.",
            "a diplomat",
        ),
        (
            "The minister met the army's chief, Min Aung Hlaing, sources close to the talks said.",
            "sources close to the talks",
        ),
        (
            "The president had dinner with the ambassador, Zhou Bo, an official with knowledge of "
            "the guest list has told The Australian.",
            "an official with knowledge of the guest list",
        ),
    ],
)
def test_a_hidden_source_that_closes_a_sentence_is_its_speaker(text: str, source: str) -> None:
    assert holders(read(text)) == [source]


def test_what_describes_a_name_between_commas_is_no_speaker() -> None:
    record = read("Putin met Xi Jinping on Monday, Sergei Lavrov, an official, said.")
    assert holders(record) == ["Sergei Lavrov"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "“It drifted away,” said Sergei Lavrov, who urged the Philippines to wait.",
            ["Sergei Lavrov", "Sergei Lavrov"],
        ),
        (
            "Putin will meet Xi Jinping on Friday, according to a source in Minsk, who said the "
            "invitation went out in April.",
            ["a source in Minsk", "a source in Minsk"],
        ),
    ],
)
def test_who_behind_a_comma_is_whoever_stands_before_it(text: str, speakers: list[str]) -> None:
    assert holders(read(text)) == speakers


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The Economist has learned from two diplomats that Putin met Xi Jinping on Monday.",
            "two diplomats",
        ),
        (
            "Putin met Xi Jinping on Monday, The Economist understands from a source close to the "
            "matter.",
            "a source close to the matter",
        ),
    ],
)
def test_what_is_learned_from_somebody_is_their_word(text: str, source: str) -> None:
    assert on_whose_word(read(text)) == [source]


def test_what_is_said_around_a_speaker_is_all_his_word() -> None:
    record = read(
        "Putin refused on Monday to meet Xi Jinping, his spokesman, Dmitry Peskov, said, "
        "“which we regret”."
    )
    assert on_whose_word(record) == ["Dmitry Peskov"]


def test_who_insists_that_something_happened_demands_nothing() -> None:
    record = read("The editor insisted on Thursday that Putin met Xi Jinping in Beijing on Friday.")
    assert [e.event for e in record.events] == ["CONSULT"]
    assert on_whose_word(record) == ["editor"]


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin says Vladimir Putin and Xi Jinping spoke for 20 minutes last Sunday.",
        "He would not be drawn on Tuesday's conversation between Vladimir Putin and Xi Jinping.",
    ],
)
def test_two_who_are_told_to_talk_have_talked(text: str) -> None:
    (event,) = read(text).events
    assert (event.event, len(event.actor)) == ("CONSULT", 2)


def test_the_day_before_a_verb_of_saying_is_no_part_of_its_speaker() -> None:
    record = read(
        "National Security Adviser Brajesh Mishra today denied that he had met Xi Jinping."
    )
    assert holders(record) == ["Brajesh Mishra"]
