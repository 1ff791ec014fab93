"""A user's own file: made-up nations, people and groups are read as the file has them."""

from pathlib import Path

import pytest

from memcon.record import Actor
from memcon.registry import Registry
from reading.build import actor, deeds, read

# A state needs a code of the contract's; these nations borrow those of two small ones.
FILE = """\
name\tkind\tcountry\tsector\taliases\toffice\tfrom\tuntil
Veldmark\tstate\tNRU\t\tVeldmarkian\t\t\t
Ostrania\tstate\tTUV\t\tOstranian; Tarn Harbour\t\t\t
Sarnova\tstate\tNRU\t\t\t\t\t2009
Sarnova\tstate\tTUV\t\t\t\t2010\t
Skerry Front\torganisation\tTUV\tREB\t\t\t\t
Orla Brandt\tperson\tNRU\tGOV\t\tPrime Minister\t2020\t2023
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    file = tmp_path / "nations.tsv"
    file.write_text(FILE, "utf-8")
    return Registry.default().with_file(file)


def who(found: Actor) -> tuple[str, str | None, str | None]:
    return found.kind, found.country, found.sector


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Veldmark's foreign minister visited Tarn Harbour on Monday.",
            ["foreign minister: CONSULT Tarn Harbour"],
        ),
        ("Veldmark Prime Minister Brandt criticized Ostrania.", ["Brandt: ACCUSE Ostrania"]),
        ("Ostrania attacked the Skerry Front.", ["Ostrania: ASSAULT Skerry Front"]),
        ("Orla Brandt urged Ostrania to withdraw.", ["Orla Brandt: REQUEST Ostrania"]),
    ],
)
def test_made_up_nations_act(registry: Registry, sentence: str, expected: list[str]) -> None:
    assert deeds(read(sentence, registry=registry)) == expected


def test_a_nations_minister_is_its_own(registry: Registry) -> None:
    told = read("Veldmark's foreign minister visited Tarn Harbour on Monday.", registry=registry)
    assert who(actor(told, "foreign minister")) == ("person", "NRU", "GOV")
    assert who(actor(told, "Tarn Harbour")) == ("state", "TUV", None)


def test_a_nation_before_a_title_is_its_bearers(registry: Registry) -> None:
    told = read("Veldmark Prime Minister Brandt criticized Ostrania.", registry=registry)
    assert who(actor(told, "Brandt")) == ("person", "NRU", "GOV")


def test_groups(registry: Registry) -> None:
    told = read("Ostrania attacked the Skerry Front.", registry=registry)
    assert who(actor(told, "Skerry Front")) == ("organisation", "TUV", "REB")


@pytest.mark.parametrize(
    ("published", "country"), [("2004-05-03", "NRU"), ("2009-12-31", "NRU"), ("2010-01-01", "TUV")]
)
def test_a_nation_that_changed_hands(registry: Registry, published: str, country: str) -> None:
    told = read(
        "Sarnova recalled its ambassador to Ostrania.", published=published, registry=registry
    )
    assert told.actors[0].country == country


@pytest.mark.parametrize(
    ("published", "sector"), [("2019-06-01", None), ("2021-06-01", "GOV"), ("2024-06-01", "ELI")]
)
def test_people_by_date(registry: Registry, published: str, sector: str | None) -> None:
    told = read("Orla Brandt urged Ostrania to withdraw.", published=published, registry=registry)
    assert who(actor(told, "Orla Brandt")) == ("person", "NRU", sector)


def test_without_the_file_nobody_knows_them() -> None:
    told = read("Orla Brandt urged Ostrania to withdraw.")
    assert {a.country for a in told.actors} == {None}
