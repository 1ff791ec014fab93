"""The desk in a real browser: nothing runs that should not, everything works that should.

Chromium as Debian ships it, driven by Playwright; without it these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from desk.browsing import served
from desk.conftest import app_over
from desk.records import ODD_TEXT
from desk.watching import watch
from memcon.ledger import Ledger

CHROMIUM = shutil.which("chromium")
SEED = Path(__file__).parents[2] / "examples" / "seed.txt"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"

AXE_RUN = "axe.run(document, {resultTypes: ['violations'], elementRef: false})"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium: on Debian, apt install chromium"),
    # Sockets that the driver leaves to the collector are not the desk's.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Chromium's sandbox does not start as root, as which containers run tests.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"] if root else []
        )
        yield opened
        opened.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages; at the end nothing was complained of and no other host was asked."""
    told: list[str] = []
    asked: list[str] = []
    contexts = []

    def hear(message: ConsoleMessage) -> None:
        # The rest is advice to developers.
        if message.type in ("error", "warning"):
            told.append(message.text)

    def open_(**how: Any) -> Page:
        context = browser.new_context(locale="en-GB", **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert told == []
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", None}


@pytest.fixture(scope="module")
def address(shared_ledger: Ledger) -> Iterator[str]:
    """A desk that is only looked at."""
    with served(app_over(shared_ledger)) as address:
        yield address


def every_page(ledger: Ledger) -> list[str]:
    pages = [
        "/", "/happenings?standing=disputed&with=Holt", "/statements?text=the", "/actors",
        "/timeline", "/network", "/read", "/review", "/api", "/login",
    ]  # fmt: skip
    (disputed,) = ledger.happenings(["Ana Holt"])
    (hostile,) = (one for one in ledger.happenings() if one.place and "<" in one.place["text"])
    pages += [f"/happening/{one.id}" for one in (disputed, hostile)]
    pages += [f"/actor/{disputed.actor[0].id}", f"/actor/{hostile.actor[0].id}"]
    odd = (r.report.id for r in ledger.records() if r.report.title)
    return [*pages, *(f"/report/{id_}" for id_ in odd)]


WIDE_AND_LIGHT = {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}}
NARROW_AND_DARK = {"color_scheme": "dark", "viewport": {"width": 375, "height": 700}}


def serious_faults(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds that keeps people out."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(AXE_RUN)["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"][:300])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_every_page_is_sound_and_open_to_everyone(
    watched: Visit, address: str, shared_ledger: Ledger
) -> None:
    page = watched(bypass_csp=True, **WIDE_AND_LIGHT)
    for path in every_page(shared_ledger):
        page.goto(address + path)
        assert page.title().endswith("· memcon"), path
        assert serious_faults(page) == [], path


def test_every_page_fits_a_narrow_screen_and_can_be_read_in_the_dark(
    watched: Visit, address: str, shared_ledger: Ledger
) -> None:
    page = watched(bypass_csp=True, **NARROW_AND_DARK)
    for path in every_page(shared_ledger):
        page.goto(address + path)
        # Nothing sticks out beside the page, whatever the names are.
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (path, wide)
    for path in ("/", "/happenings", "/review", "/timeline", "/read"):
        page.goto(address + path)
        assert serious_faults(page) == [], path


@pytest.mark.parametrize("looks", [WIDE_AND_LIGHT, NARROW_AND_DARK], ids=["wide", "narrow"])
def test_what_is_watched_is_told_to_everyone(
    looks: dict[str, Any], watched: Visit, ledger: Ledger
) -> None:
    watch(ledger)
    with served(app_over(ledger)) as address:
        page = watched(bypass_csp=True, timezone_id="Asia/Tokyo", **looks)
        page.goto(f"{address}/")
        page.get_by_role("link", name="Watching").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Watching")
        # The moment in the reader's own zone and form.
        expect(page.locator("tr", has_text="The Paper")).to_contain_text("11 Nov 2024, 18:30")
        assert page.title() == "Watching · memcon"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious_faults(page) == []


@pytest.fixture
def strict(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_the_policy_stops_what_would_run_all_the_same(strict: Page, address: str) -> None:
    strict.goto(f"{address}/read")
    strict.evaluate(
        "document.head.append(Object.assign(document.createElement('style'),"
        "{textContent: 'main { display: none }'}))"
    )
    assert strict.locator("main").is_visible()


def test_nothing_hostile_runs(watched: Visit, address: str, shared_ledger: Ledger) -> None:
    page = watched()
    for path in every_page(shared_ledger):
        page.goto(address + path)
        assert page.title() not in ("1", "run", "memcon")
        assert page.locator("img, script:not([src])").count() == 0


WORDS_OF = """([what, id]) => [...document.querySelectorAll('[data-marks]')]
  .filter((piece) => piece.dataset.marks.split(' ').includes(`${what}:${id}`))
  .map((piece) => piece.textContent)"""


def test_words_are_marked_at_their_exact_places(
    watched: Visit, address: str, shared_ledger: Ledger
) -> None:
    (record,) = (r for r in shared_ledger.records() if r.report.text == ODD_TEXT)
    page = watched()
    page.goto(f"{address}/report/{record.report.id}")
    assert page.evaluate("document.getElementById('text').textContent") == ODD_TEXT
    for event in record.events:
        marked = page.evaluate(WORDS_OF, ["event", event.id])
        assert "".join(marked) == ODD_TEXT[slice(*event.span)]
    for statement in record.statements:
        for what, spans in (("cue", statement.cue_spans), ("content", statement.content_spans)):
            marked = page.evaluate(WORDS_OF, [what, statement.id])
            assert "".join(marked) == "".join(ODD_TEXT[slice(*span)] for span in spans)


def test_text_and_record_light_each_other_up(
    watched: Visit, address: str, shared_ledger: Ledger
) -> None:
    (record,) = (r for r in shared_ledger.records() if r.report.text == ODD_TEXT)
    page = watched()
    page.goto(f"{address}/report/{record.report.id}")
    page.locator("#e2").hover()
    lit = page.locator("#text .lit").all_text_contents()
    assert "".join(lit) == "e\u0301mbraced"
    page.locator("#text a[href='#e2']").first.hover()
    expect(page.locator("#e2")).to_have_class("item lit")
    page.locator("#text a[href='#e2']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#e2")).to_be_focused()


def test_a_mark_of_a_picture_lists_what_it_stands_for(watched: Visit, address: str) -> None:
    page = watched()
    for kind in ("timeline", "network"):
        page.goto(f"{address}/{kind}?since=2024-11-01&until=2024-11-11")
        rows = page.locator("#listed-rows > li")
        whole = rows.count()
        page.locator("#drawing").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        visible = page.locator("#listed-rows > li:visible").count()
        assert 0 < visible < whole
        page.keyboard.press("Escape")
        assert page.locator("#listed-rows > li:visible").count() == whole


def test_lists_are_walked_by_keys_and_names_found(watched: Visit, address: str) -> None:
    page = watched()
    page.goto(f"{address}/happenings")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".row-link").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("Zelenskyy")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Volodymyr Zelenskyy")


def test_a_day_has_the_form_that_the_reader_is_used_to(browser: Browser, address: str) -> None:
    for locale, form in (("en-US", "Mon, Nov 11, 2024"), ("de-DE", "Mo., 11. Nov. 2024")):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(f"{address}/happenings?with=Holt")
        expect(page.locator("time").first).to_have_text(form)
        context.close()


def test_a_review_by_keys_with_undo(watched: Visit, ledger: Ledger) -> None:
    with served(app_over(ledger)) as address:
        page = watched()
        page.goto(f"{address}/review")
        cases = page.locator(".case")
        waiting = cases.count()
        first = cases.first.locator("h2").inner_text()
        cases.first.locator("input[name=by]").fill("A. Reviewer")
        cases.first.focus()
        page.keyboard.press("w")
        page.keyboard.type("a film plot")
        page.keyboard.press("Enter")
        expect(page.locator("#done")).to_contain_text("a film plot")
        assert cases.count() == waiting - 1
        (decision,) = ledger.decisions()
        assert (decision.kind, decision.by, decision.reason) == (
            "wrong",
            "A. Reviewer",
            "a film plot",
        )
        page.keyboard.press("u")
        page.keyboard.press("Enter")
        expect(page.locator("#done")).to_contain_text("taken back")
        assert cases.count() == waiting
        assert cases.first.locator("h2").inner_text() == first
        # The name is known by now: the next decision takes three keys.
        page.keyboard.press("j")
        page.keyboard.press("r")
        page.keyboard.press("Enter")
        expect(page.locator("#done")).to_contain_text("found right")
        assert [d.kind for d in ledger.decisions()] == ["wrong", "undo", "confirm"]


def test_the_example_is_pasted_read_and_kept(watched: Visit, ledger: Ledger) -> None:
    from memcon.desk import make_app

    with served(make_app(ledger)) as address:
        page = watched()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/read")
        text = SEED.read_text("utf-8")
        page.get_by_label("Text, in English").fill(text)
        page.get_by_label("Day of publication").fill("2024-11-10")
        page.get_by_role("button", name="Read", exact=True).click()
        expect(page.locator("#e1")).to_contain_text("talks by phone")
        assert page.evaluate("document.getElementById('text').textContent") == text
        page.get_by_role("button", name="Add it to the ledger").click()
        expect(page.locator("#e1 .item-links a").nth(1)).to_contain_text("the happening")
        record = ledger.record(urlsplit(page.url).path.rsplit("/", 1)[-1])
        assert record is not None
        assert record.report.text == text


def test_everything_works_without_scripts(browser: Browser, ledger: Ledger) -> None:
    with served(app_over(ledger)) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/review")
        case = page.locator(".case").first
        case.get_by_label("Reason").fill("checked")
        case.get_by_label("Your name").fill("A. Reviewer")
        case.get_by_role("button", name="Right").click()
        assert "found right" in page.locator("#done").inner_text()
        page.get_by_label("Find a person").fill("Ana Holt")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Ana Holt")
        context.close()
        assert [d.kind for d in ledger.decisions()] == ["confirm"]
