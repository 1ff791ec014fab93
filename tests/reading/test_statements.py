"""Who says, thinks, asks, promises or denies what: holder, cue, content, stance, nesting."""

from __future__ import annotations

import pytest

from memcon.record import Statement
from reading.build import PARAGRAPH, Said, names, read, sayings

NEGOTIATE = "“We will not negotiate,” Zelenskyy said."
DENIED = "Reuters reported that the Kremlin denied that Putin had met Xi."
CITING = "Reuters reported that Biden met Xi, citing two diplomats."
FAILED = "Scholz said the talks had “failed.”"
AGAIN = "“We will try again.”"


def only(*sentences: str) -> Statement:
    """The one statement of a text."""
    (found,) = read(*sentences).statements
    return found


# ---------------------------------------------------------------- pronouns that speak


@pytest.mark.parametrize(
    "sentences",
    [
        ("Biden said that Xi had agreed.", "“The talks failed,” he said."),
        ("Biden said that Xi had agreed.", "“I met Xi,” he said."),
        ("Lavrov said that Putin said that the talks had failed.", "“The talks failed,” he said."),
    ],
)
def test_a_pronoun_that_speaks_is_whoever_spoke_before(sentences: tuple[str, ...]) -> None:
    record = read(*sentences)
    first, last = record.statements[0], record.statements[-1]
    assert names(record, [last.holder or ""]) == names(record, [first.holder or ""])


def test_a_pronoun_that_speaks_is_not_whom_it_speaks_of() -> None:
    told = Said("he", "said", ("Putin met Xi",))
    record = read("Biden said that Xi had agreed.", "Putin met Xi, he said.", said=[told])
    assert sayings(record)[-1] == "Biden said: Putin met Xi"


# ---------------------------------------------------------------- holder, cue, content


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Biden said that Xi had agreed.", "Biden said: Xi had agreed"),
        ("Officials said Biden met Xi.", "Officials said: Biden met Xi"),
        ("Biden thanked Norway, officials said.", "officials said: Biden thanked Norway"),
        ("According to two officials, Biden met Xi.", "two officials According to: Biden met Xi"),
        ("Biden met Xi, according to two officials.", "two officials according to: Biden met Xi"),
        (NEGOTIATE, "Zelenskyy said: We will not negotiate"),
        ("Zelenskyy said: “We will not negotiate.”", "Zelenskyy said: We will not negotiate"),
        ("“The talks failed,” said Scholz.", "Scholz said: The talks failed"),
        ("Biden told Xi that the talks had failed.", "Biden told: the talks had failed"),
        ("Biden told Xi to release the fishermen.", "Biden told: to release the fishermen"),
        ("Kyiv accused Moscow of shelling Odesa.", "Kyiv accused: of shelling Odesa"),
        ("Iran vowed to attack Israel.", "Iran vowed: to attack Israel"),
        ("Macron called for a truce.", "Macron called: for a truce"),
        ("Peskov denied the report.", "Peskov denied: the report"),
        ("Kyiv called the claim baseless.", "Kyiv called: the claim baseless"),
        ("Biden's plan to meet Xi failed.", "Biden plan: to meet Xi"),
        ("Moscow's demand that Kyiv surrender angered Poland.", "Moscow demand: Kyiv surrender"),
        ("Warning of war, Macron left.", "Macron Warning: of war"),
    ],
)
def test_one_statement(sentence: str, expected: str) -> None:
    assert sayings(read(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Biden met Xi.",
        "Russia attacked Ukraine.",
        "The minister who met Putin resigned.",
        "Biden invited Xi to Washington.",
        "Talks between Iran and Israel failed.",
    ],
)
def test_no_statement(sentence: str) -> None:
    assert read(sentence).statements == ()


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("According to two officials, Biden met Xi.", "two officials"),
        ("Biden met Xi, according to two officials.", "two officials"),
        ("The Kremlin said that Putin met Xi.", "The Kremlin"),
        ("“The talks failed,” said Scholz.", "Scholz"),
        ("“The talks failed,” an official told Reuters.", "an official"),
    ],
)
def test_the_words_of_the_holder(sentence: str, holder: str) -> None:
    span = only(sentence).holder_span
    assert span is not None
    assert sentence[slice(*span)] == holder


def test_said_inside_a_quotation_leaves_the_speaker_out_of_it() -> None:
    statement = only("“We will not negotiate,” Zelenskyy said, “until Russia leaves.”")
    assert sayings(read("“We will not negotiate,” Zelenskyy said, “until Russia leaves.”")) == [
        "Zelenskyy said: We will not negotiate / until Russia leaves"
    ]
    assert statement.quote == "direct"


def test_a_spokesperson_speaks_himself() -> None:
    record = read("Trump's spokesperson, Steven Cheung, said that the talks had failed.")
    assert sayings(record) == ["Steven Cheung said: the talks had failed"]


# ---------------------------------------------------------------- quotation


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (NEGOTIATE, "direct"),
        ("Zelenskyy said: “We will not negotiate.”", "direct"),
        (FAILED, "mixed"),
        ("Biden said that Xi had agreed.", "indirect"),
    ],
)
def test_quote(sentence: str, quote: str) -> None:
    assert only(sentence).quote == quote


def test_a_quotation_alone_belongs_to_who_spoke_just_before() -> None:
    assert sayings(read(FAILED, AGAIN)) == [
        "Scholz said: the talks had “failed / We will try again"
    ]
    assert len(read(FAILED, PARAGRAPH, AGAIN).statements[0].content_spans) == 2


def test_a_quotation_two_paragraphs_on_belongs_to_nobody() -> None:
    record = read(FAILED, PARAGRAPH, "Russia attacked Ukraine.", PARAGRAPH, AGAIN)
    assert len(record.statements) == 1
    assert len(record.statements[0].content_spans) == 1


def test_a_quotation_alone_belongs_to_nobody_who_is_not_quoted() -> None:
    record = read("Biden said that Xi had agreed.", AGAIN)
    assert len(record.statements[0].content_spans) == 1


# ---------------------------------------------------------------- addressee


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Biden told Xi that the talks had failed.", "Xi"),
        ("Biden told Xi to release the fishermen.", "Xi"),
        ("Scholz urged Zelenskyy to accept the offer.", "Zelenskyy"),
        ("Russia called on Iran to release the hostages.", "Iran"),
        ("“The talks failed,” an official told Reuters.", "Reuters"),
        ("Biden said that Xi had agreed.", None),
        ("Kyiv accused Moscow of shelling Odesa.", None),
    ],
)
def test_addressee(sentence: str, addressee: str | None) -> None:
    record = read(sentence)
    found = record.statements[0].addressee
    assert (names(record, [found]) if found else None) == addressee


# ---------------------------------------------------------------- stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Biden said that Xi had agreed.", "asserts"),
        ("Peskov denied the report.", "denies"),
        ("Peskov denied that Putin met Xi.", "denies"),
        ("Putin's spokesman, Dmitry Peskov, denied it.", "denies"),
        ("Macron doubts that Putin wants peace.", "doubts"),
        ("Orban declined to comment on the report.", "declines"),
        ("Orban would not say whether the talks had failed.", "declines"),
        ("Putin did not say when the talks would resume.", "declines"),
        ("Kim refused to meet Moon.", "asserts"),
    ],
)
def test_stance(sentence: str, stance: str) -> None:
    assert only(sentence).stance == stance


def test_who_declines_to_confirm_a_thing_does_not_assert_it() -> None:
    told = Said("Orban", "declined", ("Putin met Xi",))
    record = read("Orban declined on Monday to confirm that Putin met Xi.", said=[told])
    assert record.statements[0].stance == "declines"


def test_who_speaks_of_what_was_told_before_asserts_it_too() -> None:
    record = read("Biden met Xi.", "Cheung said the talks lasted an hour.")
    (met,), (said,) = record.events, record.statements
    assert (met.according_to, said.about) == ((said.id,), (met.id,))


def test_what_is_told_only_afterwards_is_not_what_is_spoken_of() -> None:
    record = read("Cheung said the talks lasted an hour.", "Biden met Xi.")
    assert [e.according_to for e in record.events] == [()]


@pytest.mark.parametrize(
    ("sentence", "said", "stance"),
    [
        ("The minister rejected the accusations.", "the accusations", "denies"),
        ("Kyiv rejected the proposal.", "the proposal", "asserts"),
    ],
)
def test_rejecting_a_claim_denies_it_and_rejecting_a_proposal_does_not(
    sentence: str, said: str, stance: str
) -> None:
    source = sentence.split(" rejected", maxsplit=1)[0]
    (found,) = read(sentence, said=[Said(source, "rejected", (said,))]).statements
    assert found.stance == stance


# ---------------------------------------------------------------- nesting and chains


def test_a_statement_inside_another() -> None:
    outer, inner = read(DENIED).statements
    assert (outer.within, inner.within) == (None, outer.id)
    assert (outer.stance, inner.stance) == ("asserts", "denies")


def test_what_is_told_of_a_telling_rests_on_both() -> None:
    record = read("Lavrov said that Putin said that the talks had failed.")
    assert sayings(record) == [
        "Lavrov said: Putin said that the talks had failed",
        "Putin said: the talks had failed",
    ]
    assert record.statements[1].within == "s1"


def test_an_event_rests_on_the_chain_innermost_first() -> None:
    (event,) = read(DENIED).events
    assert event.according_to == ("s2", "s1")


def test_the_cited_source_is_a_statement_and_what_it_says_rests_on_it() -> None:
    record = read(CITING)
    assert sayings(record) == [
        "Reuters reported: Biden met Xi",
        "two diplomats citing: Biden met Xi",
    ]
    assert record.events[0].according_to[:1] == ("s2",)


# ---------------------------------------------------------------- what the language model found


def test_a_learned_attribution_of_what_no_rule_knows() -> None:
    said = Said("Ukraine", "thanked", ("The U.S. delivered weapons",), probability=0.9)
    record = read("The U.S. delivered weapons to Ukraine.", "It thanked Ukraine.", said=[said])
    (found,) = record.statements
    assert found.cue_spans == (
        (
            len("The U.S. delivered weapons to Ukraine. It "),
            len("The U.S. delivered weapons to Ukraine. It thanked"),
        ),
    )


def test_a_learned_attribution_of_little_probability_is_dropped() -> None:
    said = Said(None, "delivered", ("weapons",), probability=0.3)
    assert read("The U.S. delivered weapons to Ukraine.", said=[said]).statements == ()


def test_learned_and_ruled_are_one_statement() -> None:
    said = Said("Biden", "said", ("that Xi had agreed",), probability=0.95)
    (found,) = read("Biden said that Xi had agreed.", said=[said]).statements
    assert found.content_spans == ((16, 29),)


def test_a_surer_attribution_makes_a_surer_statement() -> None:
    doubtful, sure = (
        read(
            "The U.S. delivered weapons to Ukraine.",
            "It thanked Ukraine.",
            said=[Said("Ukraine", "thanked", ("The U.S. delivered weapons",), probability=p)],
        ).statements[0]
        for p in (0.76, 0.98)
    )
    assert 0 < doubtful.confidence < sure.confidence < 1


def test_a_source_that_the_text_does_not_name_is_null() -> None:
    said = Said(None, "rejected", ("the plan",))
    (found,) = read("It rejected the plan.", said=[said]).statements
    assert (found.holder, found.holder_span) == (None, None)
