"""Patterns and event heads correct each other."""

from __future__ import annotations

import pytest

from reading.build import Heard, deeds, read

BOMBED = "Israel bombed and invaded Lebanon."
LEFT = "Lavrov left for Minsk after meeting Xi."
DOUBTS = Heard("Israel", "AID", 0.2)
"""Heads that were asked and hold little likely."""


def test_a_word_that_no_pattern_knows_is_an_event_where_the_heads_are_sure() -> None:
    heard = [Heard("renewed", "SUPPORT", 0.95, ("Norway", "Iceland"))]
    sentence = "Old allies Norway and Iceland renewed diplomatic ties."
    assert "Norway + Iceland: SUPPORT" in deeds(read(sentence, heard=heard))


@pytest.mark.parametrize("chance", [0.1, 0.5])
def test_heads_that_are_unsure_tell_no_event(chance: float) -> None:
    heard = [Heard("left", "RETREAT", chance, ("Lavrov",)), Heard("meeting", "CONSULT", 0.9)]
    assert deeds(read(LEFT, heard=heard)) == ["Lavrov + Xi: CONSULT"]


def test_a_pattern_that_the_heads_do_not_believe_tells_no_event() -> None:
    assert deeds(read(BOMBED, heard=[Heard("invaded", "ASSAULT", 0.9)])) == [
        "Israel: ASSAULT Lebanon"
    ]
    assert deeds(read(BOMBED, heard=[DOUBTS])) == []


def test_without_heads_patterns_stand_alone() -> None:
    assert deeds(read(BOMBED)) == ["Israel: ASSAULT Lebanon"]


def test_the_heads_name_a_recipient_that_the_pattern_does_not() -> None:
    sentence = "France imposed sanctions on Iran."
    heard = [Heard("imposed", "SANCTION", 0.9, ("France",), ("Iran",))]
    assert deeds(read(sentence, heard=heard)) == ["France: SANCTION Iran"]


def test_where_links_tell_nobody_the_tree_does() -> None:
    heard = [Heard("renewed", "COOPERATE", 0.95)]
    sentence = "Old allies Norway and Iceland renewed diplomatic ties."
    assert "Norway + Iceland: COOPERATE" in deeds(read(sentence, heard=heard))


def test_what_the_heads_hold_likelier_is_the_surer_event() -> None:
    doubtful, sure = (
        read("Biden held talks with Xi.", heard=[Heard("held", "CONSULT", chance)]).events[0]
        for chance in (0.4, 0.98)
    )
    assert doubtful.confidence < sure.confidence


def test_an_inverted_condition_is_no_advice() -> None:
    record = read("Should Chad attack Sudan, Kenya would help.")
    assert deeds(record)[0] == "Chad: ASSAULT Sudan (hypothetical)"


def test_a_condition_in_the_infinitive_is_no_wish() -> None:
    sentence = "If Israel were to bomb Lebanon, Iran would help."
    record = read(sentence, heard=[Heard("bomb", "ASSAULT", 0.9)])
    assert "Israel: ASSAULT Lebanon (hypothetical)" in deeds(record)


def test_a_nationality_in_a_linked_phrase_is_no_party_of_its_own() -> None:
    heard = [Heard("expelled", "SANCTION", 0.95, ("Kenya",), ("Pakistani", "soldiers"))]
    record = read("Kenya expelled two Pakistani soldiers.", heard=heard)
    assert deeds(record) == ["Kenya: SANCTION two Pakistani soldiers"]


def test_people_are_acted_upon_and_not_whose_they_are() -> None:
    record = read("Kenya expelled two Pakistani soldiers.")
    assert deeds(record) == ["Kenya: SANCTION two Pakistani soldiers"]


@pytest.mark.parametrize(("chance", "expected"), [(0.95, ["Security Council: CONSULT"]), (0.3, [])])
def test_a_body_can_meet_among_itself_where_the_heads_are_sure(
    chance: float, expected: list[str]
) -> None:
    sentence = "The Security Council met on Tuesday."
    assert deeds(read(sentence, heard=[Heard("met", "CONSULT", chance, ("Council",))])) == expected


def test_forces_that_are_sent_are_not_acted_upon() -> None:
    heard = [Heard("sent", "MOBILIZE", 0.95, ("Kim",), ("troops",))]
    assert deeds(read("Kim sent troops to the border.", heard=heard)) == ["Kim: MOBILIZE"]


def test_a_turn_of_phrase_needs_no_word_of_the_heads() -> None:
    record = read("France turned a deaf ear to Iran.", heard=[Heard("France", "AID", 0.2)])
    assert deeds(record) == ["France: REJECT Iran"]


def test_the_heads_name_the_mode_that_the_pattern_leaves_open() -> None:
    heard = [Heard("talks", "CONSULT", 0.9, ("Biden", "Xi"), mode="multilateral")]
    assert read("Biden held talks with Xi.", heard=heard).events[0].mode == "multilateral"


@pytest.mark.parametrize(
    ("linked", "read_as"),
    [
        ((), "Norway: REJECT"),
        (("Chad",), "Norway: REJECT Chad"),
        (("soldiers",), "Norway: REJECT soldiers"),
    ],
)
def test_a_recipient_that_the_heads_hold_unlikely_gives_way(
    linked: tuple[str, ...], read_as: str
) -> None:
    sentence = "Norway rejected a plea by Chad for soldiers."
    assert deeds(read(sentence)) == ["Norway: REJECT Chad"]
    heard = [Heard("rejected", "REJECT", 0.9, ("Norway",), linked)]
    assert deeds(read(sentence, heard=heard)) == [read_as]


def test_heads_that_tell_of_no_party_take_none_away() -> None:
    sentence = "Norway rejected a plea by Chad for soldiers."
    assert deeds(read(sentence, heard=[Heard("rejected", "REJECT", 0.9)])) == [
        "Norway: REJECT Chad"
    ]


def test_a_subject_that_the_heads_hold_unlikely_gives_way() -> None:
    sentence = "Norway, an envoy said, welcomed talks with Chad."
    assert "Norway: SUPPORT Chad" in deeds(read(sentence))
    heard = [Heard("welcomed", "SUPPORT", 0.9, ("envoy",), ("Chad",))]
    assert deeds(read(sentence, heard=heard)) == ["an envoy: SUPPORT Chad"]


def test_an_owner_that_a_pattern_asks_for_stays_whatever_the_heads_link() -> None:
    sentence = "Scholz reiterated Germany's support for Ukraine."
    heard = [Heard("reiterated", "SUPPORT", 0.9, ("Scholz",), ("Ukraine",))]
    assert deeds(read(sentence, heard=heard)) == deeds(read(sentence))
