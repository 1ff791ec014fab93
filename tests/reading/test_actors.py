"""Who is who inside a report: one actor for all its mentions, and nobody taken for another."""

from __future__ import annotations

import pytest

from reading.build import actor, deeds, mentions, names, read

SCHOLZ_MET_TRUMP = "Olaf Scholz met Donald Trump."
MERKEL_MET_MACRON = "Angela Merkel met Emmanuel Macron."


def actors(*sentences: str) -> list[str]:
    """The names of a text's actors."""
    return [a.name for a in read(*sentences).actors]


# ---------------------------------------------------------------- names


def test_a_surname_means_the_full_name_before_it() -> None:
    record = read(SCHOLZ_MET_TRUMP, "Scholz thanked Trump.")
    assert actors(SCHOLZ_MET_TRUMP, "Scholz thanked Trump.") == ["Olaf Scholz", "Donald Trump"]
    assert mentions(record, "Olaf Scholz") == ["Olaf Scholz", "Scholz"]
    assert mentions(record, "Donald Trump") == ["Donald Trump", "Trump"]


def test_the_full_name_after_the_surname_names_the_actor() -> None:
    assert actors("Scholz thanked Trump.", SCHOLZ_MET_TRUMP) == ["Olaf Scholz", "Donald Trump"]


def test_two_people_of_one_surname_are_two() -> None:
    record = read("Bill Clinton met Hillary Clinton.", "Hillary Clinton left.")
    assert [a.name for a in record.actors] == ["Bill Clinton", "Hillary Clinton"]
    assert mentions(record, "Hillary Clinton") == ["Hillary Clinton", "Hillary Clinton"]


def test_a_given_and_a_family_name_found_apart_are_one() -> None:
    assert actors("Ana Silva condemned Russia.") == ["Ana Silva", "Russia"]


def test_what_stands_behind_a_title_is_a_name() -> None:
    keita = actor(read("President Keita condemned Russia."), "Keita")
    assert (keita.kind, keita.office) == ("person", "President")


def test_a_country_may_have_adjectives_before_it() -> None:
    estonia = actor(read("Neighbouring Estonia condemned Russia."), "Estonia")
    assert (estonia.kind, estonia.country) == ("state", "EST")


def test_northern_ireland_is_no_ireland() -> None:
    assert "IRL" not in [a.country for a in read("Northern Ireland condemned Russia.").actors]


def test_titles_belong_to_the_name() -> None:
    record = read("President Volodymyr Zelenskyy met German Chancellor Olaf Scholz.")
    zelenskyy, scholz = actor(record, "Volodymyr Zelenskyy"), actor(record, "Olaf Scholz")
    assert (zelenskyy.office or "").lower() == "president"
    assert (scholz.office or "").lower() == "chancellor"
    assert (scholz.country, scholz.sector, scholz.kind) == ("DEU", "GOV", "person")


def test_joined_titles_belong_each_to_its_own_name() -> None:
    record = read("French President Emmanuel Macron and Chinese President Xi Jinping met.")
    assert actor(record, "Emmanuel Macron").country == "FRA"
    assert actor(record, "Xi Jinping").country == "CHN"


def test_courtesies_are_no_part_of_a_name() -> None:
    record = read(SCHOLZ_MET_TRUMP, "Mr. Scholz thanked Ms. Merkel.")
    assert [a.name for a in record.actors] == ["Olaf Scholz", "Donald Trump", "Merkel"]


def test_who_left_office_is_no_government() -> None:
    record = read("Former President Donald Trump met Angela Merkel.")
    assert actor(record, "Donald Trump").sector == "ELI"
    assert actor(record, "Angela Merkel").sector == "ELI"


def test_who_speaks_for_a_body_has_its_sector() -> None:
    record = read("Hamas condemned Israel.", "Its spokesman, Omar Said, thanked Turkey.")
    assert actor(record, "Omar Said").sector == actor(record, "Hamas").sector == "REB"


def test_a_plural_title_is_that_of_all_names_behind_it() -> None:
    said = "The finance ministers of Mali and Niger, Ali Traoré and Omar Said, thanked Turkey."
    record = read(said)
    assert [actor(record, n).sector for n in ("Ali Traoré", "Omar Said")] == ["GOV", "GOV"]


# ---------------------------------------------------------------- descriptions


@pytest.mark.parametrize(
    ("sentence", "name", "office", "country"),
    [
        ("Scholz, the chancellor, resigned.", "Scholz", "chancellor", "DEU"),
        (
            "Germany's foreign minister, Annalena Baerbock, met Lavrov.",
            "Annalena Baerbock",
            "foreign minister",
            "DEU",
        ),
        ("Lavrov, the Russian foreign minister, met Blinken.", "Lavrov", "foreign minister", "RUS"),
        ("Putin's spokesman, Dmitry Peskov, denied it.", "Dmitry Peskov", "spokesman", "RUS"),
    ],
)
def test_an_apposition_describes(sentence: str, name: str, office: str, country: str) -> None:
    found = actor(read(sentence), name)
    assert (found.kind, found.office, found.country) == ("person", office, country)


def test_a_spokesperson_is_not_the_one_it_speaks_for() -> None:
    record = read("Steven Cheung, a spokesperson for Trump, left.")
    assert [a.name for a in record.actors] == ["Steven Cheung", "Trump"]
    assert actor(record, "Steven Cheung").office == "spokesperson"


def test_the_chancellor_is_the_chancellor_named_before() -> None:
    record = read(
        "President Volodymyr Zelenskyy met German Chancellor Olaf Scholz.",
        "The chancellor thanked Trump.",
    )
    assert deeds(record)[-1] == "Olaf Scholz: SUPPORT Trump"
    assert "The chancellor" in mentions(record, "Olaf Scholz")


@pytest.mark.parametrize(
    ("named", "description", "deed"),
    [
        ("NATO thanked Norway.", "The alliance thanked Iceland.", "NATO: SUPPORT Iceland"),
        ("Hamas thanked Iran.", "The group rejected the plan.", "Hamas: REJECT"),
        ("Moscow rejected the plan.", "The country rejected the plan.", "Moscow: REJECT"),
        ("Russia thanked Iran.", "It rejected the plan.", "Russia: REJECT"),
        ("Moscow rejected the plan.", "Russia thanked Iran.", "Moscow: SUPPORT Iran"),
    ],
)
def test_a_description_or_another_name_means_the_one_named_before(
    named: str, description: str, deed: str
) -> None:
    assert deeds(read(named, description))[-1] == deed


def test_a_country_that_is_not_named_is_no_person() -> None:
    assert [a.kind for a in read("The country rejected the plan.").actors] in ([], ["state"])


# ---------------------------------------------------------------- pronouns


@pytest.mark.parametrize(
    ("sentences", "deed"),
    [
        ((MERKEL_MET_MACRON, "She thanked Norway."), "Angela Merkel: SUPPORT Norway"),
        ((MERKEL_MET_MACRON, "He thanked her."), "Emmanuel Macron: SUPPORT Angela Merkel"),
        (
            ("Egypt and Qatar rejected the plan.", "They thanked Norway."),
            "Egypt + Qatar: SUPPORT Norway",
        ),
        (
            ("Egypt and Qatar rejected the plan.", "Both countries thanked Iran."),
            "Egypt + Qatar: SUPPORT Iran",
        ),
        ((SCHOLZ_MET_TRUMP, "He thanked the king."), "Olaf Scholz: SUPPORT king"),
        (("Russia attacked Ukraine.", "It thanked Ukraine."), "Russia: SUPPORT Ukraine"),
    ],
)
def test_pronouns(sentences: tuple[str, ...], deed: str) -> None:
    assert deeds(read(*sentences))[-1] == deed


def test_they_may_be_two_who_met_in_any_order() -> None:
    record = read("Biden met Xi.", "They thanked Norway.")
    assert set(names(record, record.events[-1].actor).split(" + ")) == {"Biden", "Xi"}


def test_nobody_thanks_himself() -> None:
    for event in read(MERKEL_MET_MACRON, "He thanked her.", "She thanked him.").events:
        assert set(event.actor).isdisjoint(event.recipient)


def test_a_pronoun_without_antecedent_is_nobody() -> None:
    assert actors("It rejected the plan.") == []
    assert actors("They left.") == []


def test_who_means_the_noun_before_it() -> None:
    record = read("The minister who met Putin resigned.")
    assert deeds(record)[0] == "minister + Putin: CONSULT"


# ---------------------------------------------------------------- states, bodies, sources


def test_a_state_by_name_abbreviation_and_nationality_is_one() -> None:
    record = read("The U.S. thanked Russia, but the United States rejected the Russian plan.")
    assert [(a.kind, a.country) for a in record.actors] == [("state", "USA"), ("state", "RUS")]
    assert mentions(record, record.actors[1].name) == ["Russia", "Russian"]


def test_a_capital_that_acts_is_its_state() -> None:
    (found,) = read("Moscow rejected the plan.").actors
    assert (found.kind, found.country) == ("state", "RUS")


@pytest.mark.parametrize(
    "sentence",
    [
        "Biden met Xi in Moscow.",
        "Biden flew to Beijing to meet Xi.",
        "Biden invited Xi to Washington.",
        "Orban hosted Putin in Budapest.",
        "Lavrov left for Minsk after meeting Xi.",
    ],
)
def test_a_capital_where_something_happens_is_a_place(sentence: str) -> None:
    assert all(a.kind == "person" for a in read(sentence).actors)


@pytest.mark.parametrize(
    ("sentence", "name", "country"),
    [
        ("The Kremlin said that Putin met Xi.", "Kremlin", "RUS"),
        ("The White House thanked Norway.", "White House", "USA"),
        ("The U.N. condemned Israel's attack on Lebanon.", "U.N.", "UNO"),
        ("NATO thanked Norway.", "NATO", "IGO"),
    ],
)
def test_bodies(sentence: str, name: str, country: str) -> None:
    found = actor(read(sentence), name)
    assert (found.kind, found.country) == ("organisation", country)


@pytest.mark.parametrize(
    ("sentence", "name", "country"),
    [
        ("Two senior officials said that Biden met Xi.", "Two senior officials", None),
        ("According to two officials, Biden met Xi.", "two officials", None),
        ("A senior U.S. official said that the talks had failed.", "A senior U.S. official", "USA"),
        ("“The talks failed,” an official told Reuters.", "an official", None),
    ],
)
def test_hidden_sources_keep_their_own_words(sentence: str, name: str, country: str | None) -> None:
    record = read(sentence)
    found = actor(record, name)
    assert (found.kind, found.country) == ("unnamed", country)
    holder = record.statements[0].holder
    assert holder is not None
    assert names(record, [holder]) == name


def test_a_name_that_takes_part_in_nothing_is_an_actor_and_a_description_is_not() -> None:
    assert actors("The envoy that Putin sent left.") == ["Putin"]


@pytest.mark.parametrize("sentence", ["Erdogan telephoned both.", "Erdogan spoke to both."])
def test_both_are_the_two_before_and_not_the_subject(sentence: str) -> None:
    record = read(MERKEL_MET_MACRON, sentence)
    assert deeds(record)[1:] == ["Erdogan + Angela Merkel + Emmanuel Macron: CONSULT"]


def test_a_surname_goes_on_meaning_whom_it_meant_before() -> None:
    left = "Bill Clinton left.", "Clinton left.", "Hillary Clinton left.", "Clinton left."
    assert mentions(read(*left), "Bill Clinton") == ["Bill Clinton", "Clinton", "Clinton"]


# ---------------------------------------------------------------- descriptions beside names


def test_a_description_and_a_name_between_commas_are_one() -> None:
    met = "The Foreign Minister, Wilfred Elrington, thought the two might meet."
    record = read(met, published="2015-06-01")
    assert actor(record, "Wilfred Elrington").sector == "GOV"
    assert "Foreign Minister" not in [a.name for a in record.actors]


def test_a_description_is_named_in_full() -> None:
    assert "A court in Bochum" in actors("A court in Bochum jailed Ivan Petrov.")


def test_forces_and_governments_are_no_states() -> None:
    told = deeds(read("Azerbaijani forces shelled Armenia."))
    assert told == ["Azerbaijani forces: ASSAULT Armenia"]


def test_two_names_of_one_state_are_one() -> None:
    assert "Antigua and Barbuda" in actors("Antigua and Barbuda thanked Venezuela.")
    assert len(actors("Antigua and Barbuda thanked Venezuela.")) == 2


def test_the_country_mainly_and_last_spoken_of_is_that_of_whoever_has_none() -> None:
    record = read(
        "Kenya thanked Uganda.", "Kenya accused Somalia.", "Kenya praised Ghana.",
        "Kenya criticised Ivan Petrov.",
    )  # fmt: skip
    assert actor(record, "Ivan Petrov").country == "KEN"
