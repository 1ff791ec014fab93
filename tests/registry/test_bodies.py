"""Organisations by name and abbreviation, and that each sort has the sector PLOVER gives it."""

import pytest

from memcon.registry import Registry
from memcon.registry.keys import name_key
from memcon.registry.tables import forms, read_table

BEYOND_STATES = {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC"}
SECTOR_OF_SORT = {
    "armed group": {"REB"},
    "central bank": {"GOV"},
    "company": {"BUS"},
    "court": {"JUD"},
    "gang": {"CRM"},
    "intelligence": {"SPY"},
    "international": {""},
    "military": {"MIL"},
    "ministry": {"GOV", "MIL"},
    "parliament": {"LEG"},
    "peacekeeping": {"MIL", "COP"},
    "police": {"COP"},
    "territory": {""},
    "university": {"EDU"},
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.default()


@pytest.mark.parametrize(("sort", "sectors"), SECTOR_OF_SORT.items())
def test_each_sort_has_its_sector(sort: str, sectors: set[str]) -> None:
    rows = [row for row in read_table("bodies") if row[2] == sort]
    assert rows
    assert [row for row in rows if row[4] not in sectors] == []


def test_international_bodies_belong_to_no_state() -> None:
    rows = [row for row in read_table("bodies") if row[2] == "international"]
    assert [row for row in rows if row[3] not in BEYOND_STATES] == []


def test_everything_belongs_somewhere() -> None:
    assert [row for row in read_table("bodies") if not row[3]] == []


def test_of_a_body_and_an_outlet_of_one_name_one_is_marked() -> None:
    def unmarked(table: str) -> set[str]:
        return {
            name_key(form)
            for row in read_table(table)
            for form, ambiguous in forms(row[1])
            if not ambiguous
        }

    assert unmarked("bodies") & unmarked("outlets") == set()


@pytest.mark.parametrize(
    ("words", "name", "country", "sector"),
    [
        ("the United Nations", "United Nations", "UNO", None),
        ("U.N.", "United Nations", "UNO", None),
        ("UN's", "United Nations", "UNO", None),
        ("U.N. Security Council", "UN Security Council", "UNO", None),
        ("UNHCR", "UN Refugee Agency", "UNO", None),
        ("IAEA", "International Atomic Energy Agency", "UNO", None),
        ("the International Labour Organization", "International Labour Organization", "UNO", None),
        ("UNRWA", "UN Relief and Works Agency", "UNO", None),
        ("International Court of Justice", "International Court of Justice", "UNO", "JUD"),
        ("ICC", "International Criminal Court", "IGO", "JUD"),
        ("NATO", "NATO", "IGO", None),
        ("Nato", "NATO", "IGO", None),
        ("the North Atlantic Treaty Organization", "NATO", "IGO", None),
        ("the African Union's", "African Union", "IGO", None),
        ("ECOWAS", "ECOWAS", "IGO", None),
        ("G7", "Group of Seven", "IGO", None),
        ("G-7", "Group of Seven", "IGO", None),
        ("IMF", "International Monetary Fund", "IGO", None),
        ("OPCW", "OPCW", "IGO", None),
        ("Interpol", "Interpol", "IGO", "COP"),
        ("European Union", "European Union", "EUR", None),
        ("EU", "European Union", "EUR", None),
        ("E.U.", "European Union", "EUR", None),
        ("European Commission", "European Commission", "EUR", None),
        ("European Parliament", "European Parliament", "EUR", "LEG"),
        ("European Central Bank", "European Central Bank", "EUR", "GOV"),
        ("Europol", "Europol", "EUR", "COP"),
        ("Amnesty International", "Amnesty International", "NGO", "SOC"),
        ("Doctors Without Borders", "Doctors Without Borders", "NGO", "MED"),
        ("Médecins Sans Frontières", "Doctors Without Borders", "NGO", "MED"),
        ("the Kremlin", "Kremlin", "RUS", "GOV"),
        ("The Kremlin's", "Kremlin", "RUS", "GOV"),
        ("White House", "White House", "USA", "GOV"),
        ("the State Department", "US State Department", "USA", "GOV"),
        ("Pentagon", "Pentagon", "USA", "MIL"),
        ("Downing Street", "Downing Street", "GBR", "GOV"),
        ("Elysee", "Élysée", "FRA", "GOV"),
        ("Quai d’Orsay", "Quai d'Orsay", "FRA", "GOV"),
        ("Bundestag", "Bundestag", "DEU", "LEG"),
        ("State Duma", "State Duma", "RUS", "LEG"),
        ("Knesset", "Knesset", "ISR", "LEG"),
        ("Verkhovna Rada", "Verkhovna Rada", "UKR", "LEG"),
        ("Lok Sabha", "Lok Sabha", "IND", "LEG"),
        ("FSB", "FSB", "RUS", "SPY"),
        ("Mossad", "Mossad", "ISR", "SPY"),
        ("CIA", "CIA", "USA", "SPY"),
        ("FBI", "FBI", "USA", "COP"),
        ("IDF", "Israel Defense Forces", "ISR", "MIL"),
        ("Israeli army", "Israel Defense Forces", "ISR", "MIL"),
        ("IRGC", "Islamic Revolutionary Guard Corps", "IRN", "MIL"),
        ("PLA", "People's Liberation Army", "CHN", "MIL"),
        ("Federal Reserve", "Federal Reserve", "USA", "GOV"),
        ("Bank of Japan", "Bank of Japan", "JPN", "GOV"),
        ("Hamas", "Hamas", "PSE", "REB"),
        ("Hezbollah", "Hezbollah", "LBN", "REB"),
        ("Hizbullah", "Hezbollah", "LBN", "REB"),
        ("al-Shabaab", "al-Shabaab", "SOM", "REB"),
        ("Al Shabab", "al-Shabaab", "SOM", "REB"),
        ("al-Qaeda", "Al Qaeda", "IMG", "REB"),
        ("ISIS", "Islamic State", "IMG", "REB"),
        ("M23", "M23", "COD", "REB"),
        ("the Rapid Support Forces", "Rapid Support Forces", "SDN", "REB"),
        ("Sinaloa Cartel", "Sinaloa Cartel", "MEX", "CRM"),
        ("AKP", "Justice and Development Party", "TUR", "PTY"),
        ("Sinn Fein", "Sinn Féin", "IRL", "PTY"),
        ("Gazprom", "Gazprom", "RUS", "BUS"),
        ("Russian Orthodox Church", "Russian Orthodox Church", "RUS", "REL"),
        ("Chatham House", "Chatham House", "GBR", "EDU"),
    ],
)
def test_lookup(
    registry: Registry, words: str, name: str, country: str, sector: str | None
) -> None:
    found = registry.body(words)
    assert found is not None
    assert (found.name, found.country, found.sector) == (name, country, sector)
    assert (found.kind, found.ambiguous) == ("organisation", False)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("AFP", "Australian Federal Police"),
        ("RSF", "Rapid Support Forces"),
        ("PPP", "Pakistan People's Party"),
        ("ADF", "Allied Democratic Forces"),
        ("CSIS", "Canadian Security Intelligence Service"),
        ("IS", "Islamic State"),
        ("ICE", "Immigration and Customs Enforcement"),
        ("PA", "Palestinian Authority"),
        ("IRA", "Irish Republican Army"),
        ("Congress", "US Congress"),
        ("the House", "US House of Representatives"),
        ("the Hill", "US Congress"),
        ("Senate", "US Senate"),
        ("Supreme Court", "US Supreme Court"),
        ("Treasury", "US Treasury"),
        ("Labour", "Labour Party"),
        ("Brussels", "European Union"),
        ("Apple", "Apple"),
        ("Meta", "Meta"),
        ("Shell", "Shell"),
        ("Wagner", "Wagner Group"),
        ("Adani", "Adani Group"),
        ("Amnesty", "Amnesty International"),
        ("Diet", "Diet"),
        ("Quad", "Quad"),
    ],
)
def test_names_with_another_reading_say_so(registry: Registry, words: str, name: str) -> None:
    found = registry.body(words)
    assert found is not None
    assert (found.name, found.ambiguous) == (name, True)


@pytest.mark.parametrize(
    "words", ["", "un", "is", "who", "us", "apple", "the house", "shell", "Ministry", "Party"]
)
def test_common_words_name_no_body(registry: Registry, words: str) -> None:
    assert registry.body(words) is None
