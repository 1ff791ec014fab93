"""The lexicon's patterns in a tree: which one holds, and who stands in its slots."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.reading.actors import Cast
from memcon.reading.matching import Match, Matcher
from memcon.registry import Registry
from reading.build import analysis, deeds, read, word


def match(sentence: str, text: str) -> Match | None:
    """The match at a word of a sentence."""
    read = analysis(sentence)
    cast = Cast(read, Registry.default(), date(2024, 11, 11))
    return Matcher(read, cast).match(word(read, text))


def told(found: Match | None) -> str | None:
    """A match as "Biden + Xi: CONSULT"; of one that is mutual the recipients are not yet joined."""
    if found is None:
        return None
    actors, recipients = (
        " + ".join(p.name for p in parties) for parties in (found.actors, found.recipients)
    )
    return f"{actors}: {found.pattern.event} {recipients}".strip()


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("Russia attacked Ukraine.", "attacked", "Russia: ASSAULT Ukraine"),
        ("Ukraine was attacked by Russia.", "attacked", "Russia: ASSAULT Ukraine"),
        ("Israel bombed and invaded Lebanon.", "invaded", "Israel: ASSAULT Lebanon"),
        ("Biden met Xi.", "met", "Biden: CONSULT Xi"),
        ("Biden held talks with Xi.", "held", "Biden: CONSULT Xi"),
        ("Trump spoke with Putin by phone on Thursday.", "spoke", "Trump: CONSULT Putin"),
        ("Orban spoke with Putin and Xi.", "spoke", "Orban: CONSULT Putin + Xi"),
        ("Orban hosted Putin in Budapest.", "hosted", "Putin: CONSULT Orban"),
        ("The minister who met Putin resigned.", "met", "minister: CONSULT Putin"),
        ("Russia's invasion of Ukraine shocked Europe.", "invasion", "Russia: ASSAULT Ukraine"),
        ("The U.S. attack on Iran failed.", "attack", "U.S.: ASSAULT Iran"),
        ("Xi rejected Biden's invitation.", "rejected", "Xi: REJECT Biden"),
        ("Merkel criticized Trump's decision.", "criticized", "Merkel: ACCUSE Trump"),
        ("Xi postponed the meeting with Biden.", "postponed", "Xi: REJECT Biden"),
        ("Kyiv accused Moscow of shelling Odesa.", "accused", "Kyiv: ACCUSE Moscow"),
        ("Scholz urged Zelenskyy to accept the offer.", "urged", "Scholz: REQUEST Zelenskyy"),
        ("Russia called on Iran to release the hostages.", "called", "Russia: REQUEST Iran"),
        ("The U.S. delivered weapons to Ukraine.", "delivered", "U.S.: AID Ukraine"),
        ("France imposed sanctions on Iran.", "imposed", "France: SANCTION Iran"),
        ("Syria and Turkey signed a treaty.", "signed", "Syria + Turkey: SUPPORT"),
        ("Scholz is ready to meet Putin.", "ready", "Scholz: AGREE"),
    ],
)
def test_slots(sentence: str, text: str, expected: str) -> None:
    assert told(match(sentence, text)) == expected


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Biden said that Xi had agreed.", "said"),
        ("Kyiv called the claim baseless.", "claim"),
        ("Lavrov left for Minsk after meeting Xi.", "left"),
        ("Biden met Xi.", "Biden"),
        ("Biden met Xi.", "."),
    ],
)
def test_words_without_an_event(sentence: str, text: str) -> None:
    assert match(sentence, text) is None


def test_a_name_is_no_common_noun() -> None:
    """Bills of parliament do not meet anybody; Bill Clinton does."""
    assert told(match("Bill Clinton met Hillary Clinton.", "met")) == (
        "Bill Clinton: CONSULT Hillary Clinton"
    )


def test_the_pattern_that_asks_for_most_wins() -> None:
    by_phone = match("Trump spoke with Putin by phone on Thursday.", "spoke")
    assert by_phone is not None
    assert (by_phone.pattern.mode, by_phone.pattern.cameo) == ("phone", "041")


@pytest.mark.parametrize(
    ("sentence", "text", "object_"),
    [
        ("Biden held talks with Xi.", "held", "talks"),
        ("France imposed sanctions on Iran.", "imposed", "sanctions"),
    ],
)
def test_a_light_verb_speaks_for_its_object(sentence: str, text: str, object_: str) -> None:
    found = match(sentence, text)
    assert found is not None
    assert word(analysis(sentence), object_).number in found.used


def test_mutual_patterns_say_so() -> None:
    met, attacked = match("Biden met Xi.", "met"), match("Russia attacked Ukraine.", "attacked")
    assert met is not None
    assert attacked is not None
    assert (met.pattern.mutual, attacked.pattern.mutual) == (True, False)


def test_a_refusal_in_a_negation_is_done_and_not_denied() -> None:
    assert match("France would budge.", "budge") is None
    assert deeds(read("France would not budge.")) == ["France: REJECT"]


def test_whom_a_noun_is_said_of_can_be_its_actor() -> None:
    assert deeds(read("Kim was Putin's guest.")) == ["Kim: CONSULT Putin"]


def test_a_currency_is_no_party_beside_who_gets_the_money() -> None:
    assert deeds(read("Norway lent Chad US$5 million.")) == ["Norway: AID Chad"]
