"""The country that a report takes for granted."""

from __future__ import annotations

import pytest

from memcon.reading.home import home
from memcon.reading.party import Party
from memcon.registry import Registry

REGISTRY = Registry.default()


def party(country: str | None, mentions: int, sector: str | None = "GOV") -> Party:
    """Somebody of a country whom a report names so often."""
    spans = [(i, i + 1) for i in range(mentions)]
    return Party("Somebody", "person", country, sector, mentions=spans)


@pytest.mark.parametrize(
    ("text", "publisher", "parties", "expected"),
    [
        ("NAIROBI, May 3 (Reuters) - Police fired.", None, [], "KEN"),
        ("KAMPALA, Feb 20 (Reuters) - Talks failed.", None, [], "UGA"),
        ("BISHKEK — Police fired.", None, [("KGZ", 2), ("TJK", 2)], "KGZ"),
        ("GENEVA (AFP) - Envoys met.", None, [("SYR", 9), ("RUS", 1)], "SYR"),
        ("GENEVA (AFP) - Envoys met.", None, [("SYR", 1), ("RUS", 1)], None),
        ("Traders marched.", "Lusaka Times", [("ZMB", 1), ("MWI", 1)], "ZMB"),
        ("Traders marched.", "The Nation (Bangkok)", [("MYS", 1), ("THA", 1)], "THA"),
        ("Traders marched.", "Lusaka Times", [("FRA", 1), ("DEU", 1)], None),
        ("Traders marched.", "Reuters", [("GBR", 1), ("FRA", 1)], None),
        ("Traders marched.", None, [("FRA", 3), ("DEU", 1)], "FRA"),
        ("France, Germany and Italy (the E3) met.", None, [], None),
        ("Turkey – long a mediator – said nothing.", None, [], None),
        ("Iran may 3 times refuse.", None, [], None),
        ("Jordan - the player - left.", None, [], None),
        ("", None, [], None),
    ],
)
def test_home(
    text: str, publisher: str | None, parties: list[tuple[str, int]], expected: str | None
) -> None:
    found = [party(country, mentions) for country, mentions in parties]
    told = home(text, publisher, found, REGISTRY)
    assert (told.country if told is not None else None) == expected


def test_outlets_and_international_bodies_do_not_count() -> None:
    parties = [party("USA", 9, "JRN"), party("UNO", 9), party(None, 9), party("CHL", 2)]
    told = home("Traders marched.", None, parties, REGISTRY)
    assert told is not None
    assert told.country == "CHL"
