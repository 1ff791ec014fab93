"""The API: the same objects as the commands print, one shape for what goes wrong, no 5xx."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desk.conftest import Open, app_over
from memcon.ledger import Ledger
from memcon.record import Record

CHECKS = [
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    content_type_conformance,
]


def test_it_gives_the_objects_of_the_commands(desk: TestClient, shared_ledger: Ledger) -> None:
    ledger = shared_ledger
    assert desk.get("/api/happenings?limit=1000").json() == [
        one.to_dict() for one in ledger.happenings()
    ]
    assert desk.get("/api/statements?by=Lanza").json() == [
        one.to_dict() for one in ledger.statements(by="Lanza")
    ]
    assert desk.get("/api/actors?name=Trump").json() == [
        one.to_dict() for one in ledger.actors("Trump")
    ]
    for record in ledger.records():
        told = desk.get(f"/api/records/{record.report.id}")
        assert Record.from_json(told.content) == record
    assert desk.get("/api/summary").json()["reports"] == ledger.summary().reports


def test_filters_are_those_of_the_command(desk: TestClient, shared_ledger: Ledger) -> None:
    asked = {"with": ["Trump", "Putin"], "event": "CONSULT", "min_confidence": 0.5}
    told = desk.get("/api/happenings", params=asked).json()
    found = shared_ledger.happenings(["Trump", "Putin"], event="CONSULT", min_confidence=0.5)
    assert told == [one.to_dict() for one in found]
    assert len(told) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 404),
        ("/api/happenings/nothing", 404),
        ("/api/records/nothing", 404),
        ("/api/happenings?event=MEETING", 422),
        ("/api/happenings?since=someday", 400),
        ("/api/happenings?limit=0", 422),
        ("/api/happenings?offset=99999999999999999999", 422),
        ("/api/statements?stance=lies", 422),
    ],
)
def test_what_goes_wrong_has_one_shape(desk: TestClient, path: str, status: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "advice", "status"}
    assert answer.json()["status"] == status


def test_a_decision_is_taken_and_taken_back(visit: Open, ledger: Ledger) -> None:
    client, it = visit(), ledger.happenings(["Zelenskyy"])[0]
    asked = {"kind": "wrong", "by": "A. Reviewer", "reason": "a film plot"}
    taken = client.post(f"/api/happenings/{it.id}/decisions", json=asked)
    assert taken.status_code == 201
    assert taken.json() == ledger.decisions()[0].to_dict()
    assert it.id not in {one.id for one in ledger.happenings()}
    undone = client.post("/api/decisions/1/undo", json={"by": "A", "reason": "mistaken"})
    assert undone.json()["undoes"] == 1
    assert it.id in {one.id for one in ledger.happenings()}
    assert len(client.get("/api/decisions").json()) == 2


def test_half_characters_are_refused(visit: Open, ledger: Ledger) -> None:
    it = ledger.happenings(limit=1)[0].id
    asked = b'{"kind":"set","by":"A","reason":"b","field":"place","value":{"text":"\\ud800"}}'
    answer = visit().post(
        f"/api/happenings/{it}/decisions",
        content=asked,
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422


def test_a_text_is_read_and_kept_if_asked(visit: Open, ledger: Ledger) -> None:
    client, asked = visit(), {"text": "Norway met Sweden.", "published": "2024-11-11"}
    record = Record.from_json(client.post("/api/read", json=asked).content)
    assert ledger.record(record.report.id) is None
    client.post("/api/read", json={**asked, "keep": True})
    assert ledger.record(record.report.id) == record
    assert client.post("/api/read", json={}).status_code == 422
    assert client.post("/api/read", json={"text": "UNREADABLE text."}).status_code == 422


OPERATIONS = (
    ("GET", "/api/summary"),
    ("GET", "/api/watching"),
    ("GET", "/api/happenings"),
    ("GET", "/api/happenings/{id}"),
    ("GET", "/api/statements"),
    ("GET", "/api/actors"),
    ("GET", "/api/records/{report}"),
    ("GET", "/api/decisions"),
    ("POST", "/api/read"),
    ("POST", "/api/happenings/{id}/decisions"),
    ("POST", "/api/decisions/{number}/undo"),
)


def test_all_operations_are_tried(desk: TestClient) -> None:
    paths = desk.get("/api/openapi.json").json()["paths"]
    assert {(m.upper(), path) for path, told in paths.items() for m in told} == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_nothing_that_is_asked_makes_it_stumble(ledger: Ledger, method: str, path: str) -> None:
    app = app_over(ledger, fetch=False, host_names=("testserver",))
    document = schemathesis.openapi.from_asgi("/api/openapi.json", app)

    @settings(
        max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=document[path][method].as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()
