"""Events by the coding rules of the record contract, numbered as there."""

from __future__ import annotations

import pytest

from reading.build import Heard, deeds, names, read, treebank

# ---------------------------------------------------------------- who did what to whom


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Biden held talks with Xi.", ["Biden + Xi: CONSULT"]),
        ("The Philippines and Japan held talks.", ["Philippines + Japan: CONSULT"]),
        ("Biden and Xi met on Monday.", ["Biden + Xi: CONSULT"]),
        ("Orban spoke with Putin and Xi.", ["Orban + Putin + Xi: CONSULT"]),
        ("Lavrov left for Minsk after meeting Xi.", ["Lavrov + Xi: CONSULT"]),
        ("Syria and Turkey signed a treaty.", ["Syria + Turkey: SUPPORT"]),
        ("Syria and Turkey held exercises.", ["Syria + Turkey: COOPERATE"]),
        ("France imposed sanctions on Iran.", ["France: SANCTION Iran"]),
        ("Ukraine was attacked by Russia.", ["Russia: ASSAULT Ukraine"]),
        ("Israel bombed and invaded Lebanon.", ["Israel: ASSAULT Lebanon"]),
        ("Xi rejected Biden's invitation.", ["Xi: REJECT Biden"]),
        ("Merkel criticized Trump's decision.", ["Merkel: ACCUSE Trump"]),
        ("The U.S. delivered weapons to Ukraine.", ["U.S.: AID Ukraine"]),
        ("Biden thanked Norway, officials said.", ["Biden: SUPPORT Norway"]),
        ("Biden said that Xi had agreed.", []),
        ("Gabon abandoned relations with Taiwan.", ["Gabon: SANCTION Taiwan"]),
        ("Iran adopted a declaration with Oman.", ["Iran + Oman: SUPPORT"]),
        ("Japan conveyed support for Nepal's recovery.", ["Japan: SUPPORT Nepal"]),
        ("Kenya was opposed by Somalia.", ["Somalia: ACCUSE Kenya"]),
        ("Lavrov left for New Delhi for talks.", ["Lavrov: CONSULT India"]),
        ("Macron quarrelled with Orban over migration.", ["Macron: ACCUSE Orban"]),
        ("Macron welcomed letters sent by Algeria.", ["Macron: SUPPORT Algeria"]),
        ("Mali arranged for the reopening of roads in Niger.", ["Mali: AGREE Niger (future)"]),
        ("Peru is inching closer to an accord with Chile.", ["Peru + Chile: AGREE (future)"]),
        ("Poland signed an accord to supply Ukraine with gas.", ["Poland + Ukraine: SUPPORT"]),
        ("Putin has celebrated Easter with Lukashenko.", ["Putin + Lukashenko: CONSULT"]),
        ("Soldiers from Chad have cordoned off roads leading into Sudan.",
         ["Soldiers from Chad: COERCE Sudan"]),
        ("Thailand fired shells near a boat from Cambodia.", ["Thailand: ASSAULT Cambodia"]),
        ("Turkey contributed a million liras to Libya.", ["Turkey: AID Libya"]),
    ],
)  # fmt: skip
def test_parties(sentence: str, expected: list[str]) -> None:
    assert deeds(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "mode", "cameo"),
    [
        ("Trump spoke with Putin by phone on Thursday.", "phone", "041"),
        ("Biden visited Xi in Beijing.", "visit", "042"),
        ("Xi postponed the meeting with Biden.", "meet", "125"),
        ("Kyiv accused Moscow of shelling Odesa.", "allege", "112"),
    ],
)
def test_mode_and_cameo_code(sentence: str, mode: str, cameo: str) -> None:
    event = read(sentence).events[0]
    assert (event.mode, event.cameo) == (mode, cameo)


def test_the_guest_acts_and_the_host_receives() -> None:
    assert deeds(read("Biden visited Xi in Beijing.")) == ["Biden: CONSULT Xi"]
    assert deeds(read("Orban hosted Putin in Budapest.")) == ["Putin: CONSULT Orban"]


def test_a_plural_before_names_stands_for_them() -> None:
    record = read("Old allies Norway and Iceland renewed diplomatic ties.")
    assert deeds(record) == ["Norway + Iceland: SUPPORT"]


# ---------------------------------------------------------------- rule 1: verbal acts


def test_a_request_is_an_event_and_a_statement() -> None:
    record = read("Macron urged Netanyahu to accept the truce.")
    assert deeds(record) == ["Macron: REQUEST Netanyahu"]
    assert record.events[0].according_to == ("s1",)


def test_advice_to_others_is_a_request() -> None:
    record = read("Scholz said that Germany should help Ukraine.")
    assert deeds(record) == ["Scholz: REQUEST Germany"]


def test_case_5_the_alleged_act_is_an_event_on_the_accusers_word() -> None:
    record = read("Kyiv accused Moscow of shelling Odesa.")
    accusation, attack = deeds(record)
    assert accusation == "Kyiv: ACCUSE Moscow"
    assert attack.startswith("Moscow: ASSAULT")
    assert record.events[1].according_to == ("s1",)


# ---------------------------------------------------------------- rule 2: what lies ahead


def test_a_journey_told_by_the_timetable_lies_ahead() -> None:
    assert deeds(read("Wong flies to New Delhi on Friday.")) == ["Wong: AGREE India (future)"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Biden will meet Xi.",
        "Officials said that Biden would meet Xi.",
        "Biden plans to meet Xi.",
        "Biden is due to meet Xi.",
        "Biden invited Xi to Washington.",
    ],
)
def test_a_meeting_ahead_is_agreed(sentence: str) -> None:
    (event,) = read(sentence).events
    assert (event.event, event.modality) == ("AGREE", "future")


@pytest.mark.parametrize(
    "sentence", ["Russia will withdraw from Kherson.", "Russia agreed to withdraw from Kherson."]
)
def test_a_retreat_ahead_is_conceded(sentence: str) -> None:
    assert deeds(read(sentence)) == ["Russia: CONCEDE (future)"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Iran threatened to attack Israel.", "Iran: THREATEN Israel"),
        ("Iran vowed to attack Israel.", "Iran: THREATEN Israel"),
        ("Lavrov vowed that Russia would attack Poland.", "Russia: THREATEN Poland"),
        ("“We will attack Israel,” Khamenei said.", "Khamenei: THREATEN Israel"),
        ("“Iran will attack Israel,” Khamenei said.", "Iran: THREATEN Israel"),
    ],
)
def test_an_attack_ahead_is_threatened(sentence: str, expected: str) -> None:
    record = read(sentence)
    assert deeds(record) == [expected]
    assert record.events[0].mode == "violence"


def test_rule_3_a_warning_of_what_others_may_do_is_no_threat() -> None:
    record = read("Analysts warned that Iran could attack Israel.")
    assert all(event.event != "THREATEN" for event in record.events)
    assert len(record.statements) == 1


def test_case_19_we_and_i_are_the_speaker() -> None:
    assert deeds(read("“I met Xi,” Biden said.")) == ["Biden + Xi: CONSULT"]


# ---------------------------------------------------------------- rule 5: denial


def test_what_is_denied_is_negated() -> None:
    record = read("Peskov denied that Putin met Xi.")
    assert deeds(record) == ["Putin + Xi: CONSULT (negated)"]
    assert record.events[0].according_to == ("s1",)
    assert record.statements[0].about == ("e1",)


def test_case_9_an_event_asserted_elsewhere_stays_and_the_denial_points_at_it() -> None:
    record = read("Officials said Biden met Xi.", "Peskov denied that Biden met Xi.")
    asserted, *twins = record.events
    assert (asserted.modality, asserted.according_to) == ("actual", ("s1",))
    assert all(twin.modality == "negated" for twin in twins)
    assert record.statements[1].stance == "denies"
    assert asserted.id in record.statements[1].about


def test_a_denial_of_another_meeting_does_not_touch_the_asserted_one() -> None:
    record = read("Officials said Biden met Xi.", "Peskov denied that Putin met Xi.")
    assert deeds(record) == ["Biden + Xi: CONSULT", "Putin + Xi: CONSULT (negated)"]
    assert record.statements[1].about == ("e2",)


@pytest.mark.parametrize(
    "sentence", ["Biden did not meet Xi.", "Biden never met Xi.", "Biden left without meeting Xi."]
)
def test_what_did_not_happen_is_negated(sentence: str) -> None:
    assert deeds(read(sentence)) == ["Biden + Xi: CONSULT (negated)"]


def test_a_refusal_to_act_is_a_rejection() -> None:
    record = read("Kim refused to meet Moon.")
    assert deeds(record) == ["Kim: REJECT Moon"]
    assert record.events[0].mode == "meet"


# ---------------------------------------------------------------- rules 6, 7, 10


def test_rule_6_background_counts() -> None:
    record = read("Poland has helped Ukraine since Russia's invasion in 2022.")
    assert [event.event for event in record.events] == ["AID", "ASSAULT"]
    assert str(record.events[1].date.start) == "2022-01-01"
    assert record.events[0].date.start is None


@pytest.mark.parametrize(
    "again", ["Xi met Biden.", "Biden met Xi in Bali.", "Biden and Xi met on Monday."]
)
def test_rule_7_a_happening_told_again_is_one_event(again: str) -> None:
    assert len(read("Biden met Xi.", again).events) == 1


def test_a_happening_told_again_takes_its_date_and_place_from_either() -> None:
    (event,) = read("Biden met Xi on Tuesday.", "Biden met Xi in Bali.").events
    assert str(event.date.start) == "2024-11-05"
    assert event.place is not None
    assert event.place.text == "Bali"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Biden met Xi on Tuesday.", "Biden met Xi on Friday."),
        ("Iran attacked Israel on Monday.", "Iran attacked Israel on Friday."),
        ("Biden met Xi.", "Trump spoke with Putin by phone on Thursday."),
        ("Biden met Xi.", "Biden did not meet Xi."),
    ],
)
def test_other_days_parties_or_modalities_are_other_happenings(first: str, second: str) -> None:
    assert len(read(first, second).events) == 2


@pytest.mark.parametrize(
    "sentence", ["Ten people were killed.", "Talks will be held in Geneva.", "No talks were held."]
)
def test_rule_10_nobody_acts_on_nobody(sentence: str) -> None:
    assert read(sentence).events == ()


# ---------------------------------------------------------------- place and span


def test_the_place_is_where_it_happened() -> None:
    (event,) = read("Biden met Xi in Moscow.").events
    assert event.place is not None
    assert (event.place.text, event.place.country) == ("Moscow", "RUS")


def test_the_one_who_is_called_on_is_no_place() -> None:
    (event,) = read("Russia called on Iran to release the hostages.").events
    assert event.place is None


@pytest.mark.parametrize("sentence", list(treebank()))
def test_the_span_holds_the_word_that_names_the_event(sentence: str) -> None:
    for event in read(sentence).events:
        start, end = event.span
        assert sentence[start:end].strip() == sentence[start:end] != ""


def test_a_threat_is_to_whoever_may_bring_it_about() -> None:
    heard = [Heard("retaliate", "THREATEN", 0.9, ("Biden",))]
    record = read("If Iran leaves, Biden will retaliate.", heard=heard)
    (threat,) = record.events
    assert names(record, threat.recipient) == "Iran"


# ---------------------------------------------------------------- whose act it is


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Armenia accused Azerbaijan of shelling two villages.", "Azerbaijan: ASSAULT"),
        ("Followers of the cleric Ahmad Karimi burned a bus in Basra.", "Followers of the cleric"),
        ("In Ankara students protested against Israel.", "students: PROTEST Israel"),
    ],
)
def test_who_acts_is_who_does_it(sentence: str, told: str) -> None:
    assert any(deed.startswith(told) for deed in deeds(read(sentence)))


def test_a_protest_that_is_threatened_lies_ahead() -> None:
    event = read("Students threatened to march against France.").events[0]
    assert (event.event, event.mode, event.modality) == ("PROTEST", "demo", "future")
