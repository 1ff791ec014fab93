"""The door: who is let in, from where, how much and how often."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from desk.conftest import Open, csrf_of
from memcon.desk import Settings
from memcon.desk.rates import Rates, own_cells, shared_cells
from memcon.desk.settings import check_exposure
from memcon.errors import UsageError
from memcon.ledger import Ledger

TOKEN = "a-token-nobody-guesses"


@pytest.mark.parametrize("path", ["/", "/api/summary", "/static/desk.css", "/nothing"])
def test_every_answer_forbids_what_it_does_not_need(desk: TestClient, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8765", 200),
        ("127.0.0.1", 200),
        ("[::1]:8765", 200),
        ("192.168.1.5:80", 200),
        ("desk.example.org", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
        ("[", 421),
        ("127.0.0.1.evil.example", 421),
    ],
)
def test_a_name_that_is_not_the_desks_is_refused(visit: Open, host: str, status: int) -> None:
    client = visit(host_names=("desk.example.org",))
    assert client.get("/login", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_other_sites_can_change_nothing(
    visit: Open, ledger: Ledger, headers: dict[str, str]
) -> None:
    client = visit()
    form = {"csrf": csrf_of(client), "kind": "wrong", "by": "A", "reason": "b"}
    form["happening"] = ledger.happenings(limit=1)[0].id
    assert client.post("/decide", data=form, headers=headers).status_code == 403
    api = f"/api/happenings/{form['happening']}/decisions"
    body = {"kind": "wrong", "by": "A", "reason": "b"}
    assert client.post(api, json=body, headers=headers).status_code == 403
    assert ledger.decisions() == []


@pytest.mark.parametrize("path", ["/decide", "/read", "/logout", "/login"])
@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_without_the_pages_token_does_nothing(
    visit: Open, path: str, token: str | None
) -> None:
    client = visit()
    csrf_of(client)
    data = {} if token is None else {"csrf": token}
    assert client.post(path, data=data).status_code in (403, 415)
    assert client.post(path, json={}).status_code == 415


def test_a_visitors_token_is_no_other_visitors(visit: Open) -> None:
    one, other = visit(), visit()
    csrf_of(other)
    assert other.post("/read", data={"csrf": csrf_of(one), "text": "A b."}).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_the_api_takes_only_what_no_form_can_send(visit: Open, kind: str) -> None:
    headers = {"content-type": kind}
    content = b'{"text": "Norway met Sweden."}'
    assert visit().post("/api/read", content=content, headers=headers).status_code == 415


def test_a_token_is_asked_for(visit: Open) -> None:
    client = visit(token=TOKEN)
    answer = client.get("/happenings?with=A%26B", follow_redirects=False)
    assert answer.headers["location"] == "/login?to=%2Fhappenings%3Fwith%3DA%2526B"
    assert client.get("/api/summary").status_code == 401
    assert client.get("/api/openapi.json").status_code == 401
    assert client.post("/read", data={}).status_code == 401
    assert client.get("/static/desk.css").status_code == 200
    for given, status in ((TOKEN, 200), ("wrong", 401), ("", 401)):
        headers = {"authorization": f"Bearer {given}"}
        assert client.get("/api/summary", headers=headers).status_code == status


def test_signing_in_and_out(visit: Open) -> None:
    client = visit(token=TOKEN)
    form = {"csrf": csrf_of(client, "/login"), "to": "/review"}
    assert client.post("/login", data={**form, "token": "wrong"}).status_code == 403
    answer = client.post("/login", data={**form, "token": TOKEN}, follow_redirects=False)
    assert answer.headers["location"] == "/review"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/review").status_code == 200
    assert client.get("/api/summary").status_code == 200
    client.post("/logout", data={"csrf": csrf_of(client)})
    assert client.get("/api/summary").status_code == 401


def test_a_forged_session_is_none(visit: Open) -> None:
    client = visit(token=TOKEN)
    for forged in ("x", "x.y", f"x.{'0' * 64}", "."):
        headers = {"cookie": f"memcon_session={forged}"}
        assert client.get("/api/summary", headers=headers).status_code == 401


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_signing_in_leads_to_no_other_site(visit: Open, to: str) -> None:
    client = visit(token=TOKEN)
    form = {"csrf": csrf_of(client, "/login"), "to": to, "token": TOKEN}
    answer = client.post("/login", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_tokens_cannot_be_tried_for_long(visit: Open) -> None:
    client = visit(token=TOKEN)
    form = {"csrf": csrf_of(client, "/login"), "token": "guess"}
    statuses = [client.post("/login", data=form).status_code for _ in range(8)]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_a_proxy_says_who_has_signed_in_and_nobody_else(visit: Open, ledger: Ledger) -> None:
    settings = {"user_header": "X-Signed-In", "proxies": ("10.0.0.2",)}
    signed_in = {"x-signed-in": "Zoe"}
    client = visit(peer="10.0.0.2", **settings)
    assert client.get("/").status_code == 403
    assert visit(peer="10.0.0.9", **settings).get("/", headers=signed_in).status_code == 403
    assert client.get("/", headers=signed_in).status_code == 200
    client.headers.update(signed_in)
    form = {"csrf": csrf_of(client), "kind": "confirm", "by": "Somebody else", "reason": "b"}
    client.post("/decide", data={**form, "happening": ledger.happenings(limit=1)[0].id})
    assert [decision.by for decision in ledger.decisions()] == ["Zoe"]


def test_too_much_is_not_taken(visit: Open) -> None:
    client = visit(largest_form=1000, largest_text=1000)
    csrf = csrf_of(client)
    assert client.post("/decide", data={"csrf": csrf, "reason": "x" * 2000}).status_code == 413
    assert client.post("/read", data={"csrf": csrf, "text": "x" * 9000}).status_code == 413
    pieces = (b"x" * 500 for _ in range(10))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/decide", content=pieces, headers=kind).status_code == 413
    assert client.get(f"/happenings?with={'x' * 9000}").status_code == 414


def test_a_client_that_asks_too_often_waits() -> None:
    now = [0.0]
    rates = Rates(2, 20, lambda: now[0])
    assert [rates.takes("a") for _ in range(21)] == [True] * 20 + [False]
    assert rates.takes("b")
    now[0] = 1.0
    assert [rates.takes("a") for _ in range(3)] == [True, True, False]


def test_processes_count_together() -> None:
    cells = shared_cells()
    both = [Rates(2, 20, lambda: 5.0, cells=cells, secret=b"one") for _ in range(2)]
    assert [both[turn % 2].takes("a") for turn in range(21)] == [True] * 20 + [False]
    other = Rates(2, 20, lambda: 5.0, cells=own_cells(), secret=b"one")
    assert other.takes("a")


def test_the_desk_says_when_it_is_too_much(visit: Open) -> None:
    client = visit(requests_per_second=0.5)
    answers = [client.get("/api/summary") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert answers[-1].headers["retry-after"]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "desk.example.org"])
def test_the_desk_is_not_shown_to_others_unguarded(host: str) -> None:
    with pytest.raises(UsageError, match="token"):
        check_exposure(host, Settings())
    check_exposure(host, Settings(token=TOKEN))
    check_exposure(host, Settings(user_header="X-User"))
    with pytest.raises(UsageError, match="characters"):
        check_exposure(host, Settings(token="short"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_on_this_machine_alone_it_needs_no_guard(host: str) -> None:
    check_exposure(host, Settings())


def test_static_files_are_those_shipped_and_no_others(desk: TestClient) -> None:
    assert desk.get("/static/desk.css").headers["content-type"].startswith("text/css")
    for name in ("..%2fapp.py", "%2e%2e/app.py", "app.py", "desk.css%00"):
        assert desk.get(f"/static/{name}").status_code == 404


def test_the_database_is_stopped_when_it_takes_too_long(visit: Open) -> None:
    answer = visit(seconds=0.0).get("/api/happenings")
    assert answer.status_code in (200, 503)
