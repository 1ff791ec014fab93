"""Pages that are kept: made once of the same ledger, and never told of one that is no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from desk.conftest import Open, csrf_of
from memcon.desk.shelf import Shelf
from memcon.ledger import Ledger, open_ledger
from memcon.ledger import ledger as ledger_module
from memcon.record import MadeBy, Record, Report

PAGES = ("/", "/happenings", "/statements", "/actors", "/timeline", "/network", "/review")
MADE_BY = MadeBy(memcon="0.1.0", weights="w", ontology="o", registry="r")


def told(text: str) -> Record:
    """A record of a report of which nothing is known but its text."""
    return Record(report=Report.of(text), made_by=MADE_BY)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with each question that is put to the ledger."""
    told: list[int] = []
    looking = ledger_module.looking

    def counted(*given: object) -> object:
        told.append(1)
        return looking(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger_module, "looking", counted)
    return told


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_once_until_the_ledger_changes(
    path: str, visit: Open, ledger: Ledger, asked: list[int]
) -> None:
    client = visit()
    first = client.get(path).text
    before = len(asked)
    assert before
    assert client.get(path).text == first
    assert len(asked) == before
    with open_ledger(ledger.where) as other:
        other.add(told("A stranger met an envoy in Oslo."))
    client.get(path)
    assert len(asked) > before


def test_no_page_is_stale_after_a_decision(visit: Open, ledger: Ledger) -> None:
    client, other = visit(), visit()
    (one, *_) = ledger.happenings(newest=True, limit=1)
    for turn in range(5):
        place = f"/happening/{one.id}"
        for visitor in (client, other):
            assert visitor.get(place).text.count("because of") == turn
        decision = {"kind": "confirm", "by": "Ana", "reason": f"because of {turn}"}
        answer = client.post(f"/api/happenings/{one.id}/decisions", json=decision)
        assert answer.status_code == 201


def test_a_kept_page_has_each_visitors_own_token(visit: Open) -> None:
    first = visit()
    app = first.app
    with TestClient(app, base_url="http://localhost") as second:
        tokens = {csrf_of(first, "/review"), csrf_of(second, "/review")}
        assert len(tokens) == 2
        assert csrf_of(second, "/review") in tokens
        assert {len(token) for token in tokens} == {64}


def test_a_page_is_kept_for_one_reviewer_alone(visit: Open) -> None:
    client = visit()
    client.get("/review")
    client.cookies.set("memcon_reviewer", "Annunziata")
    assert "Annunziata" in client.get("/review").text
    client.cookies.set("memcon_reviewer", "Bo")
    assert "Annunziata" not in client.get("/review").text


def test_what_is_asked_wrongly_is_not_kept(visit: Open) -> None:
    client = visit()
    for _ in range(2):
        assert client.get("/happenings?since=never").status_code == 400
        assert client.get("/happening/none").status_code == 404


def test_the_shelf_keeps_what_fits_of_one_version() -> None:
    shelf = Shelf(most=10)
    shelf.put(1, "a", "aaaa")
    shelf.put(1, "b", "bbbb")
    assert (shelf.get(1, "a"), shelf.get(2, "a")) == ("aaaa", None)
    shelf.put(1, "c", "cccc")
    assert [shelf.get(1, key) for key in "abc"] == ["aaaa", None, "cccc"]
    shelf.put(1, "c", "c" * 11)
    assert [shelf.get(1, key) for key in "abc"] == [None, None, None]
    shelf.put(2, "a", "A")
    assert shelf.get(1, "c") is None
    assert shelf.get(2, "a") == "A"


def test_many_at_once_see_what_is_there(visit: Open, ledger: Ledger) -> None:
    client = visit()
    with ThreadPoolExecutor(8) as together:
        for number in range(6):
            ledger.add(told(f"Envoy {number} came to Oslo."))
            for page in together.map(lambda _: client.get("/").text, range(8)):
                assert f"Envoy {number} came" in page
