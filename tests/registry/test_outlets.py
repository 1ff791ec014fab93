"""News outlets by name, short form, web domain and address."""

import pytest

from memcon.registry import Entry, Registry
from memcon.registry.lookup import domain_of
from memcon.registry.tables import forms, read_table


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.default()


@pytest.mark.parametrize(
    ("words", "name", "country", "sort"),
    [
        ("Reuters", "Reuters", "GBR", "agency"),
        ("the Associated Press", "The Associated Press", "USA", "agency"),
        ("AP", "The Associated Press", "USA", "agency"),
        ("AFP", "Agence France-Presse", "FRA", "agency"),
        ("Agence France Presse", "Agence France-Presse", "FRA", "agency"),
        ("Xinhua News Agency", "Xinhua", "CHN", "agency"),
        ("Tass", "TASS", "RUS", "agency"),
        ("TASS", "TASS", "RUS", "agency"),
        ("RIA Novosti", "RIA Novosti", "RUS", "agency"),
        ("IRNA", "IRNA", "IRN", "agency"),
        ("KCNA", "Korean Central News Agency", "PRK", "agency"),
        ("Yonhap", "Yonhap", "KOR", "agency"),
        ("SANA", "SANA", "SYR", "agency"),
        ("Anadolu Agency", "Anadolu", "TUR", "agency"),
        ("WAFA", "WAFA", "PSE", "agency"),
        ("The New York Times", "The New York Times", "USA", "newspaper"),
        ("New York Times", "The New York Times", "USA", "newspaper"),
        ("the Washington Post's", "The Washington Post", "USA", "newspaper"),
        ("FT", "Financial Times", "GBR", "newspaper"),
        ("Süddeutsche Zeitung", "Süddeutsche Zeitung", "DEU", "newspaper"),
        ("Le Monde", "Le Monde", "FRA", "newspaper"),
        ("El País", "El País", "ESP", "newspaper"),
        ("Haaretz", "Haaretz", "ISR", "newspaper"),
        ("Global Times", "Global Times", "CHN", "newspaper"),
        ("Yedioth Ahronoth", "Yedioth Ahronoth", "ISR", "newspaper"),
        ("BBC", "BBC", "GBR", "broadcaster"),
        ("CNN", "CNN", "USA", "broadcaster"),
        ("Al Jazeera", "Al Jazeera", "QAT", "broadcaster"),
        ("al-Jazeera", "Al Jazeera", "QAT", "broadcaster"),
        ("Deutsche Welle", "Deutsche Welle", "DEU", "broadcaster"),
        ("Voice of America", "Voice of America", "USA", "broadcaster"),
        ("NHK", "NHK", "JPN", "broadcaster"),
        ("Der Spiegel", "Der Spiegel", "DEU", "magazine"),
        ("Axios", "Axios", "USA", "website"),
        ("Meduza", "Meduza", "LVA", "website"),
    ],
)
def test_lookup(registry: Registry, words: str, name: str, country: str, sort: str) -> None:
    found = registry.outlet(words)
    assert found is not None
    assert (found.name, found.country, found.sort) == (name, country, sort)
    assert (found.kind, found.sector) == ("organisation", "JRN")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Post", "The Washington Post"),
        ("The Times", "The Times"),
        ("The Sun", "The Sun"),
        ("The Hill", "The Hill"),
        ("The Guardian", "The Guardian"),
        ("The Atlantic", "The Atlantic"),
        ("Time", "Time"),
        ("Focus", "Focus"),
        ("Fox", "Fox News"),
        ("ABC", "ABC News"),
        ("Bloomberg", "Bloomberg"),
        ("Channel 12", "Channel 12"),
        ("CNA", "Central News Agency"),
        ("MENA", "MENA"),
        ("PTI", "Press Trust of India"),
        ("Union Leader", "Union Leader"),
        ("The Hindu", "The Hindu"),
        ("NTV", "NTV"),
    ],
)
def test_names_with_another_reading_say_so(registry: Registry, words: str, name: str) -> None:
    found = registry.outlet(words)
    assert found is not None
    assert (found.name, found.ambiguous) == (name, True)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("reuters.com", "Reuters"),
        ("www.reuters.com", "Reuters"),
        ("https://www.reuters.com/world/europe/", "Reuters"),
        ("https://edition.cnn.com/2024/11/11/politics/index.html", "CNN"),
        ("http://www.bbc.co.uk:80/news", "BBC"),
        ("news.sky.com", "Sky News"),
        ("https://Apnews.COM/article/x", "The Associated Press"),
        ("https://abcnews.go.com/a", "ABC News"),
        ("https://timesofindia.indiatimes.com/a", "The Times of India"),
        ("https://economictimes.indiatimes.com/a", "The Economic Times"),
        ("https://news.example.org/a?from=reuters.com", None),
        ("https://example.org/reuters.com", None),
        ("notreuters.com", None),
    ],
)
def test_addresses(registry: Registry, address: str, name: str | None) -> None:
    found = registry.outlet(address)
    assert (found.name if found else None) == name


def test_a_domain_is_the_longest_known_one() -> None:
    known = dict.fromkeys(("b.c", "a.b.c"), Entry("X", "organisation", None, "JRN", "website"))
    assert domain_of("https://x.a.b.c/y", known) == "a.b.c"
    assert domain_of("https://x.b.c/y", known) == "b.c"
    assert domain_of("https://c/y", known) == ""


def test_an_outlet_has_its_main_domain(registry: Registry) -> None:
    found = registry.outlet("BBC News")
    assert found is not None
    assert found.domain == "bbc.co.uk"


def test_domains_are_domains_and_belong_to_one_outlet() -> None:
    domains = [domain for row in read_table("outlets") for domain, _ in forms(row[4])]
    assert [d for d in domains if "." not in d or d != d.lower() or "/" in d] == []
    assert sorted({d for d in domains if domains.count(d) > 1}) == []


@pytest.mark.parametrize("words", ["", "post", "the times", "fox", "times", "Gazette", "://", "."])
def test_no_outlet(registry: Registry, words: str) -> None:
    assert registry.outlet(words) is None
