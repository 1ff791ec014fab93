"""The page on what is watched: how each source stands, and nothing of it that is private."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html

from desk.conftest import Open
from desk.watching import DOWN, KEY, NOW, watch
from memcon.ledger import Ledger
from memcon.watch import standing
from memcon.watch.memory import Memory


def rows(page: str) -> dict[str, list[str]]:
    """The words in each row of the table, by the name of its source."""
    found = html.document_fromstring(page).xpath("//tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in row] for row in found]
    return {row[0]: row[1:] for row in told}


def test_the_navigation_has_it_once_something_is_watched(visit: Open, ledger: Ledger) -> None:
    client = visit()
    assert "/watching" not in client.get("/").text
    assert "memcon watch feeds.toml" in client.get("/watching").text
    watch(ledger)
    for path in ("/", "/read", "/watching"):
        assert 'href="/watching"' in client.get(path).text


def test_each_source_is_told_with_what_came_and_what_failed(visit: Open, ledger: Ledger) -> None:
    watch(ledger)
    page = visit().get("/watching").text
    told = rows(page)
    well = told["Example Wirefeed, https://wire.example/world.rss"]
    assert well[:4] == ["Mon 11 Nov 2024, 09:30 UTC", "0", "0", "1"]
    assert well[5] == "read"
    down = told["The Paperfeed, https://paper.example/feed.xml?…"]
    assert down[4:] == [
        "Mon 11 Nov 2024, 10:30 UTC",
        "could not be read, 3 times in a rowanswers 500 Oh",
    ]
    assert "asks to be left alone until Mon 11 Nov 2024, 11:30 UTC" in " ".join(
        told["Busyfeed, https://busy.example/rss"]
    )
    assert told["https://new.example/rssfeed"][0] == "never"
    # What fails stands first.
    assert [name.split("feed")[0] for name in told][:2] == ["Busy", "Cablesfolder, inbox"]
    assert "<script>document" not in page


def test_programs_are_told_the_same(visit: Open, ledger: Ledger) -> None:
    watch(ledger)
    told = {one["address"]: one for one in visit().get("/api/watching").json()}
    kept = {state.address: state.to_dict() for state in standing(ledger)}
    wire = "https://wire.example/world.rss"
    assert told[wire].keys() == kept[wire].keys()
    assert (told[wire]["waiting"], told[wire]["looked"]) == (
        1,
        NOW.isoformat().replace("+00:00", "Z"),
    )
    assert told["inbox"]["problem"] == "inbox/one.pdf: cannot be read"


@pytest.mark.parametrize("path", ["/watching", "/api/watching"])
def test_neither_keys_nor_places_on_this_machine_are_shown(
    path: str, visit: Open, ledger: Ledger
) -> None:
    watch(ledger)
    told = visit().get(path).text
    assert KEY not in told
    assert "/srv" not in told


def test_a_round_is_seen_at_once(visit: Open, ledger: Ledger) -> None:
    client = visit()
    watch(ledger)
    assert client.get("/watching").text.count("answers 500") == 1
    Memory(ledger).looked(DOWN.id, NOW, timedelta(minutes=5))
    assert "answers 500" not in client.get("/watching").text
