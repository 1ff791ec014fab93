"""Decisions and readings through the pages' forms: kept with name and reason, taken back again."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from desk.conftest import Open, csrf_of
from memcon.ledger import Ledger


def decide(client: TestClient, **fields: str) -> str:
    """Fill in a form, and go where it leads."""
    form = {"csrf": csrf_of(client), "by": "A. Reviewer", "reason": "checked", "back": "review"}
    answer = client.post("/decide", data={**form, **fields}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def doubtful(ledger: Ledger) -> str:
    return ledger.undecided(sure_below=0.5)[0][0].id


def test_what_is_doubtful_is_decided_and_the_decision_taken_back(
    visit: Open, ledger: Ledger
) -> None:
    client, it = visit(), doubtful(ledger)
    assert f'id="case-{it}"' in client.get("/review").text
    place = decide(client, happening=it, kind="wrong", reason="a film plot")
    page = client.get(place).text
    assert f'id="case-{it}"' not in page
    assert "a film plot" in page
    assert it not in {h.id for h in ledger.happenings()}
    (decision,) = ledger.decisions()
    assert (decision.by, decision.kind) == ("A. Reviewer", "wrong")
    decide(client, kind="undo", decision=str(decision.id), reason="mistaken")
    assert it in {h.id for h in ledger.happenings()}
    assert "taken back" in client.get("/review").text


def test_the_reviewers_name_is_remembered(visit: Open, ledger: Ledger) -> None:
    client = visit()
    decide(client, happening=doubtful(ledger), kind="confirm", by="Zoé Ω")
    assert 'name="by" value="Zoé Ω"' in client.get("/review").text


@pytest.mark.parametrize(
    ("fields", "field", "expected"),
    [
        ({"field": "event", "value_event": "AID"}, "event", "AID"),
        ({"field": "modality", "value_modality": "future"}, "modality", "future"),
        ({"field": "place", "value_place": "Oslo"}, "place", {"text": "Oslo", "country": None}),
        ({"field": "context", "value_context": "military"}, "context", ("military",)),
        (
            {"field": "date", "value_date": "2024-11-01"},
            "date",
            {"start": "2024-11-01", "end": "2024-11-01", "text": None, "basis": "explicit"},
        ),
    ],
)
def test_a_field_is_set_from_the_page_of_a_happening(
    visit: Open, ledger: Ledger, fields: dict[str, str], field: str, expected: object
) -> None:
    client, it = visit(), ledger.happenings(["Zelenskyy"])[0]
    place = decide(client, happening=it.id, kind="set", back="happening", **fields)
    assert place == f"/happening/{it.id}?done=1"
    assert "is taken" in client.get(place).text
    changed = ledger.happening(it.id)
    assert changed is not None
    assert getattr(changed, field) == expected


def test_two_are_joined_and_parted(visit: Open, ledger: Ledger) -> None:
    client = visit()
    one, other = ledger.happenings(["Zelenskyy"])[0], ledger.happenings(["Scholz"])[0]
    decide(client, happening=one.id, kind="merge", others=f"http://localhost/happening/{other.id}")
    joined = ledger.happening(one.id)
    assert joined is not None
    assert len(joined.events) == 2
    decide(client, happening=one.id, kind="split", leaving=other.id)
    assert len(ledger.happenings(["Scholz"])) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "wrong", "happening": "nothing"},
        {"kind": "burn", "happening": "nothing"},
        {"kind": "undo", "decision": "99"},
        {"kind": "undo", "decision": "x"},
        {"kind": "set", "happening": "nothing", "field": "id"},
    ],
)
def test_a_decision_that_makes_no_sense_is_told(visit: Open, fields: dict[str, str]) -> None:
    client = visit()
    form = {"csrf": csrf_of(client), "by": "A", "reason": "b"}
    assert client.post("/decide", data={**form, **fields}).status_code == 400


@pytest.mark.parametrize("missing", ["by", "reason"])
def test_a_decision_needs_a_name_and_a_reason(visit: Open, ledger: Ledger, missing: str) -> None:
    client = visit()
    form = {"csrf": csrf_of(client), "by": "A", "reason": "b", "kind": "wrong"}
    form |= {"happening": doubtful(ledger), missing: " "}
    assert client.post("/decide", data=form).status_code == 400
    assert ledger.decisions() == []


def test_a_pasted_text_is_shown_and_kept_only_if_asked(visit: Open, ledger: Ledger) -> None:
    client = visit()
    form = {"csrf": csrf_of(client), "text": "Norway met\r\nSweden.", "published": "2024-11-11"}
    before = ledger.summary().reports
    shown = client.post("/read", data=form)
    assert shown.status_code == 200
    assert "It is not in the ledger yet" in shown.text
    assert ledger.summary().reports == before
    kept = client.post("/read", data={**form, "keep": "1"}, follow_redirects=False)
    (id_,) = re.findall(r"^/report/(\w+)$", kept.headers["location"])
    record = ledger.record(id_)
    assert record is not None
    assert record.report.text == "Norway met\nSweden."


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": ""}, 422),
        ({"text": "UNREADABLE text of no use."}, 422),
        ({"text": "x" * 300}, 422),
        ({"text": "Norway met Sweden.", "published": "someday"}, 400),
        ({"url": "file:///etc/passwd"}, 422),
        ({"url": "http://127.0.0.1/"}, 422),
    ],
)
def test_what_cannot_be_read_is_told_on_the_form(
    visit: Open, fields: dict[str, str], status: int
) -> None:
    client = visit(largest_text=100)
    answer = client.post("/read", data={"csrf": csrf_of(client), **fields})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert "<form" in answer.text
