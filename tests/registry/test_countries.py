"""Countries by name, adjective, demonym, capital and byname, held against ISO 3166."""

import pycountry
import pytest

from memcon.registry import Registry
from memcon.registry.tables import forms, read_table

ROWS = {row[0]: row for row in read_table("countries")}
ISO = {country.alpha_3: country for country in pycountry.countries}
NOBODY_LIVES_THERE = {"ATF", "BVT", "HMD", "SGS", "UMI"}
WITHOUT_CAPITAL = {"ATA", "BVT", "HKG", "HMD", "IOT", "MAC", "TKL", "UMI"}
# Both countries call themselves Congo; news means Kinshasa when it says no more.
NOT_AS_IN_NEWS = {"Congo", "Holy See (Vatican City State)"}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.default()


def test_all_countries_of_iso_3166_and_kosovo() -> None:
    assert set(ROWS) == {*ISO, "XKX"}


@pytest.mark.parametrize("code", ISO)
def test_a_country_is_found_by_all_its_forms(registry: Registry, code: str) -> None:
    _, name, names, adjectives, _, capitals, _ = ROWS[code]
    assert name in dict(forms(names))
    found = registry.country(name)
    assert found is not None
    assert (found.code, found.how) == (code, "name")
    assert adjectives or code in NOBODY_LIVES_THERE
    assert capitals or code in WITHOUT_CAPITAL


def test_countries_are_found_by_the_names_of_iso_3166(registry: Registry) -> None:
    fields = ("name", "common_name", "official_name")
    for code, country in ISO.items():
        for name in {getattr(country, field, "") for field in fields} - NOT_AS_IN_NEWS:
            # ISO turns names for its index: "Iran, Islamic Republic of".
            if name and ", " not in name:
                found = registry.country(name)
                assert found is not None, name
                assert found.code == code, name


@pytest.mark.parametrize(
    ("words", "code", "how"),
    [
        ("Germany", "DEU", "name"),
        ("German", "DEU", "adjective"),
        ("Germans", "DEU", "demonym"),
        ("Berlin", "DEU", "capital"),
        ("Berlin's", "DEU", "capital"),
        ("the Netherlands", "NLD", "name"),
        ("The Netherlands", "NLD", "name"),
        ("Dutch", "NLD", "adjective"),
        ("Dutchwoman", "NLD", "demonym"),
        ("Israel’s", "ISR", "name"),
        ("Tel Aviv", "ISR", "byname"),
        ("the Philippines'", "PHL", "name"),
        ("Filipinos", "PHL", "demonym"),
        ("U.S.", "USA", "name"),
        ("US", "USA", "name"),
        ("the U.S.", "USA", "name"),
        ("U.S.'s", "USA", "name"),
        ("USA", "USA", "name"),
        ("UNITED STATES", "USA", "name"),
        ("the United States of America", "USA", "name"),
        ("Washington, D.C.", "USA", "capital"),
        ("UK", "GBR", "name"),
        ("U.K.", "GBR", "name"),
        ("Britain's", "GBR", "name"),
        ("Brits", "GBR", "demonym"),
        ("Scottish", "GBR", "adjective"),
        ("UAE", "ARE", "name"),
        ("Emiratis", "ARE", "demonym"),
        ("DRC", "COD", "name"),
        ("D.R. Congo", "COD", "name"),
        ("Congo-Kinshasa", "COD", "name"),
        ("Congo-Brazzaville", "COG", "name"),
        ("Republic of Congo", "COG", "name"),
        ("Côte d’Ivoire", "CIV", "name"),
        ("Cote d'Ivoire", "CIV", "name"),
        ("Ivorian", "CIV", "adjective"),
        ("Sao Tome", "STP", "name"),
        ("N'Djamena", "TCD", "capital"),
        ("Türkiye", "TUR", "name"),
        ("Turkiye's", "TUR", "name"),
        ("Kyiv", "UKR", "capital"),
        ("Kiev", "UKR", "capital"),
        ("Rangoon", "MMR", "capital"),
        ("Burmese", "MMR", "adjective"),
        ("North Korean", "PRK", "adjective"),
        ("DPRK", "PRK", "name"),
        ("Pyongyang’s", "PRK", "capital"),
        ("Hermit Kingdom", "PRK", "byname"),
        ("South Koreans", "KOR", "demonym"),
        ("Nigerien", "NER", "adjective"),
        ("Nigerian", "NGA", "adjective"),
        ("Guinean", "GIN", "adjective"),
        ("Equatorial Guinean", "GNQ", "adjective"),
        ("Guinea-Bissau", "GNB", "name"),
        ("Papua New Guinean", "PNG", "adjective"),
        ("American Samoa", "ASM", "name"),
        ("American Samoan", "ASM", "adjective"),
        ("Samoan", "WSM", "adjective"),
        ("Saint Lucia", "LCA", "name"),
        ("St. Vincent and the Grenadines", "VCT", "name"),
        ("St Kitts & Nevis", "KNA", "name"),
        ("Bosnian", "BIH", "adjective"),
        ("North Macedonia", "MKD", "name"),
        ("Czechia", "CZE", "name"),
        ("Swazi", "SWZ", "adjective"),
        ("Gaza Strip", "PSE", "byname"),
        ("Palestinians", "PSE", "demonym"),
        ("Kosovar", "XKX", "adjective"),
        ("Taiwanese", "TWN", "adjective"),
        ("Beijing", "CHN", "capital"),
        ("Hongkongers", "HKG", "demonym"),
        ("Singapore", "SGP", "name"),
        ("Soviet Union", "RUS", "name"),
        ("East Timor", "TLS", "name"),
        ("Timor-Leste", "TLS", "name"),
        ("Vatican", "VAT", "name"),
        ("Holy See", "VAT", "name"),
        ("Monegasque", "MCO", "adjective"),
    ],
)
def test_lookup(registry: Registry, words: str, code: str, how: str) -> None:
    found = registry.country(words)
    assert found is not None
    assert (found.code, found.how, found.ambiguous) == (code, how, False)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Georgia", "GEO"),
        ("Georgian", "GEO"),
        ("Jordan", "JOR"),
        ("Chad", "TCD"),
        ("Congo", "COD"),
        ("Congolese", "COD"),
        ("Dominican", "DOM"),
        ("Korea", "KOR"),
        ("Korean", "KOR"),
        ("America", "USA"),
        ("Washington", "USA"),
        ("Brussels", "BEL"),
        ("The Hague", "NLD"),
        ("Sofia", "BGR"),
        ("Victoria", "SYC"),
        ("Santiago", "CHL"),
        ("Kingston", "JAM"),
        ("Hamilton", "BMU"),
        ("the Valley", "AIA"),
        ("Male", "MDV"),
        ("Jersey", "JEY"),
        ("Holland", "NLD"),
        ("Turk", "TUR"),
        ("Türk", "TUR"),
        ("Finn", "FIN"),
        ("Pole", "POL"),
        ("Cuban", "CUB"),
        ("Kiwi", "NZL"),
        ("English", "GBR"),
        ("Islamic Republic", "IRN"),
        ("Virgin Islands", "VIR"),
    ],
)
def test_words_with_another_reading_say_so(registry: Registry, words: str, code: str) -> None:
    found = registry.country(words)
    assert found is not None
    assert (found.code, found.ambiguous) == (code, True)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "'s",
        "us",
        "turkey",
        "chad",
        "guinea",
        "polish",
        "jersey",
        "Atlantis",
        "European",
        "New York",
        "Washington Post",
        "Jordan Peterson",
        "Asia",
        "it",
        "can",
    ],
)
def test_no_country(registry: Registry, words: str) -> None:
    assert registry.country(words) is None
