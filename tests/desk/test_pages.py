"""Every page: what it shows, how its filters work, what it says of what is not there."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from cli.records import Book
from desk.conftest import Open, app_over
from memcon.ledger import Ledger, open_ledger
from memcon.record import Report

PAGES = (
    "/", "/happenings", "/statements", "/actors", "/timeline", "/network", "/read", "/review",
    "/api", "/login",
)  # fmt: skip


def body(desk: TestClient, path: str) -> html.HtmlElement:
    answer = desk.get(path)
    assert answer.status_code == 200, answer.text[:500]
    return html.document_fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_heading_a_language_landmarks_and_names_for_its_fields(
    desk: TestClient, path: str
) -> None:
    page = body(desk, path)
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert page.xpath("//nav[@aria-label]")
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath("//input[not(@type='hidden' or @type='checkbox')]|//select|//textarea"):
        assert field.get("id") in labelled
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_anything_inline_or_from_elsewhere(desk: TestClient, path: str) -> None:
    page = body(desk, path)
    assert page.xpath("//@style|//style|//@onclick") == []
    assert [s for s in page.xpath("//script") if not s.get("src")] == []
    for address in page.xpath("//script/@src|//link/@href|//img/@src|//iframe/@src"):
        assert address.startswith("/static/")


def test_what_came_in_is_told_with_how_it_stood_before(desk: TestClient) -> None:
    page = body(desk, "/")
    assert "reports came in" in words(page)
    assert page.xpath("//section[@aria-labelledby='disputed']//li")


def test_happenings_are_filtered_by_the_address(desk: TestClient) -> None:
    page = body(desk, "/happenings?with=Zelenskyy&event=CONSULT")
    (row,) = page.xpath("//ul[@class='rows']/li")
    assert "Volodymyr Zelenskyy" in words(row)
    assert page.xpath("//input[@name='event'][@checked]/@value") == ["CONSULT"]
    chips = page.xpath("//ul[@class='chips']//a/@href")
    assert chips == ["/happenings?event=CONSULT", "/happenings?with=Zelenskyy", "/happenings"]


@pytest.mark.parametrize(
    "query", ["standing=sure", "event=MEETING", "since=yesterday", "page=x", "sure=-1"]
)
def test_a_filter_that_makes_no_sense_is_told_and_not_fallen_over(
    desk: TestClient, query: str
) -> None:
    answer = desk.get(f"/happenings?{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_the_list_is_exported_as_it_is_shown(desk: TestClient, shared_ledger: Ledger) -> None:
    asked = "with=Trump&since=2024-11-01"
    told = desk.get(f"/happenings.json?{asked}").json()
    expected = shared_ledger.happenings(["Trump"], since="2024-11-01", newest=True)
    assert told == [one.to_dict() for one in expected]
    lines = desk.get(f"/happenings.jsonl?{asked}").text.splitlines()
    assert [json.loads(line) for line in lines] == told
    rows = list(csv.DictReader(io.StringIO(desk.get(f"/happenings.csv?{asked}").text)))
    assert [row["id"] for row in rows] == [one["id"] for one in told]
    assert desk.get("/happenings.xml").status_code == 404


def test_a_table_holds_no_formula(visit: Open, ledger: Ledger) -> None:
    book = Book(Report.of("A man met a king."))
    book.event("CONSULT", "met", actor=[book.actor('=HYPERLINK("http://evil")')])
    ledger.add(book.record())
    assert ",'=HYPERLINK" in visit().get("/happenings.csv").text.replace('"', "")


def test_a_happening_says_how_it_stands_and_who_says_so(
    desk: TestClient, shared_ledger: Ledger
) -> None:
    (it,) = shared_ledger.happenings(["Ana Holt"], standing="disputed")
    page = body(desk, f"/happening/{it.id}")
    assert "Disputed:" in words(page.xpath("//header//p[contains(@class, 'lead')]")[0])
    denied = page.xpath("//section[@aria-labelledby='denied']//cite")
    assert [words(name) for name in denied] == ["Ana Holt"]
    assert page.xpath("//ul[@class='tree']/li")
    assert page.xpath("//ol[@class='stops']/li[contains(@class, 'itself')]")
    assert desk.get("/happening/nothing").status_code == 404


def test_a_report_stands_beside_its_record(desk: TestClient, shared_ledger: Ledger) -> None:
    (record,) = (r for r in shared_ledger.records() if r.report.text.startswith("According"))
    page = body(desk, f"/report/{record.report.id}")
    assert page.xpath("//div[@id='text']")[0].text_content() == record.report.text
    ids = page.xpath("//li[contains(@class, 'item')]/@id")
    assert ids == [e.id for e in record.events] + [s.id for s in record.statements]
    for event in record.events:
        marked = page.xpath(f"//*[contains(concat(@data-marks, ' '), 'event:{event.id} ')]")
        start, end = event.span
        assert "".join(m.text_content() for m in marked) == record.report.text[start:end]
        assert marked[0].get("data-start") == str(start)


def test_an_actor_shows_dealings_and_words(desk: TestClient) -> None:
    answer = desk.get("/find?q=Trump", follow_redirects=False)
    page = body(desk, answer.headers["location"])
    assert page.xpath("//h1")[0].text_content() == "Trump"
    assert page.xpath("//ul[@class='bars']//a")
    assert page.xpath("//section[@aria-labelledby='said']//q")
    assert page.xpath("//div[@id='drawing']//*[name()='svg']")
    assert desk.get("/actor/nobody").status_code == 404


@pytest.mark.parametrize(
    ("said", "place"),
    [("", "/happenings"), ("escalation", "/statements?text=escalation")],
)
def test_find_goes_to_the_place(desk: TestClient, said: str, place: str) -> None:
    answer = desk.get("/find", params={"q": said}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, place)


def test_find_knows_ids(desk: TestClient, shared_ledger: Ledger) -> None:
    it = shared_ledger.happenings(limit=1)[0]
    for id_, place in ((it.id, f"/happening/{it.id}"), (it.reports[0], f"/report/{it.reports[0]}")):
        assert desk.get(f"/find?q={id_}", follow_redirects=False).headers["location"] == place


def test_statements_are_found_by_words_speaker_and_stance(desk: TestClient) -> None:
    page = body(desk, "/statements?text=call&stance=denies")
    (row,) = page.xpath("//li[contains(@class, 'said-row')]")
    assert "foreign ministry" in words(row)
    assert body(desk, "/statements?by=Lanza").xpath("//li[contains(@class, 'said-row')]")
    assert desk.get("/statements?stance=lies").status_code == 400


@pytest.mark.parametrize("kind", ["timeline", "network"])
def test_pictures_are_in_the_page_and_are_taken_as_files(desk: TestClient, kind: str) -> None:
    page = body(desk, f"/{kind}?since=2024-11-01&until=2024-11-11")
    places = {p for of in page.xpath("//*[@data-of]/@data-of") for p in of.split()}
    assert places <= set(page.xpath("//li/@data-place"))
    assert places
    beginnings = {"svg": b"<?xml", "png": b"\x89PNG", "html": b"<!DOCTYPE html>"}
    for ending, beginning in beginnings.items():
        answer = desk.get(f"/pictures/{kind}.{ending}")
        assert answer.content.startswith(beginning)
        assert "attachment" in answer.headers["content-disposition"]
    assert desk.get(f"/pictures/{kind}.gif").status_code == 404


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with (
        open_ledger(tmp_path / "new.db") as empty,
        TestClient(app_over(empty), base_url="http://localhost") as desk,
    ):
        assert "memcon add" in desk.get("/").text
        for path in PAGES:
            assert desk.get(path).status_code == 200
