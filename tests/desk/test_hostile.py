"""Words that want to be markup, turn lines around or burst the page: shown as words, cut."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from cli.records import Book
from desk.records import MARK, TURNED
from memcon.desk.pages.report import report_page
from memcon.desk.templating import bdi, href, short, shown
from memcon.ledger import Ledger
from memcon.record import Report

LARGEST = 1_000_000
"""Bytes of any page of the ledger with a title of five million."""


def paths(ledger: Ledger) -> list[str]:
    found = [
        "/", "/happenings", "/statements", "/actors", "/timeline", "/network", "/review",
        f"/happenings?with={MARK}", f"/statements?text={MARK}&by={MARK}&about={TURNED}",
        f"/actors?name={MARK}", f"/happenings?standing={MARK}", f"/nothing/{MARK}",
        "/pictures/timeline.html", "/pictures/network.html",
    ]  # fmt: skip
    found += [f"/happening/{one.id}" for one in ledger.happenings()]
    found += [f"/report/{record.report.id}" for record in ledger.records()]
    return [*found, *(f"/actor/{actor.id}" for actor in ledger.actors())]


def test_nothing_of_it_becomes_markup(desk: TestClient, shared_ledger: Ledger) -> None:
    for path in paths(shared_ledger):
        answer = desk.get(path)
        assert answer.status_code in (200, 400, 404), path
        page = html.document_fromstring(answer.text)
        assert page.xpath("//img|//@onerror") == [], path
        scripts = page.xpath("//script[not(@src) and not(@type='application/json')]")
        if "/pictures/" not in path:
            assert scripts == [], path
        for link in page.xpath("//a/@href"):
            assert not link.lower().startswith("javascript:"), path
        assert len(page.xpath("//main")) == 1, path
        assert len(answer.content) < LARGEST, path


def test_names_are_set_apart_wherever_they_stand(desk: TestClient, shared_ledger: Ledger) -> None:
    (it,) = shared_ledger.happenings(["محمود عباس"])
    page = html.document_fromstring(desk.get(f"/happening/{it.id}").text)
    assert len(page.xpath("//h1//bdi")) == 2
    assert "محمود عباس" in page.xpath("//h1")[0].text_content()


def test_an_unseen_character_is_shown_as_one(desk: TestClient, shared_ledger: Ledger) -> None:
    (record,) = (r for r in shared_ledger.records() if "\x00" in r.report.text)
    page = desk.get(f"/report/{record.report.id}").text
    assert "\x00" not in page
    assert "&#13;" in page


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http://",
        "http://[",
        f"https://a.example/{'x' * 3000}",
        None,
    ],
)
def test_an_address_that_is_not_of_the_web_is_no_link(address: str | None) -> None:
    assert href(address) is None


def test_an_address_of_the_web_is_a_link() -> None:
    assert href("https://a.example/b?c=d") == "https://a.example/b?c=d"


def test_words_are_cut_and_escaped() -> None:
    assert bdi("<b>") == "<bdi>&lt;b&gt;</bdi>"
    assert short("x" * 5_000_000, 10) == f"{'x' * 10}…"
    assert short("a\n\x07b") == "a \ufffdb"
    assert shown("<\r\n\ud800") == "&lt;&#13;\n\ufffd"


def test_a_report_of_marks_by_the_thousand_is_shown() -> None:
    book = Book(Report.of("Norway met Sweden. " * 2000))
    actor = book.actor("Norway", "state", country="NOR")
    for number in range(2000):
        start = 19 * number + 7
        book.event("CONSULT", "met", actor=[actor])
        book.events[-1]["span"] = (start, start + 3)
    assert sum(piece.event is not None for piece in report_page(book.record(), {}).pieces) == 2000
