"""Rounds of feeds: what comes in, once each, whatever else is wrong on the web."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from memcon.ledger import Ledger
from memcon.record import Record, Report
from memcon.watch import Feed, Watched, Watcher, fetching, standing
from memcon.watch import watcher as watcher_module
from memcon.watch.apart import DiedError
from watch import site as sites
from watch.conftest import Once, folder, network, read
from watch.site import Answer, Site, bomb, item, rss


def reports_of(ledger: Ledger) -> list[Report]:
    return [record.report for record in ledger.records()]


def test_a_feed_comes_in_with_the_text_of_its_pages(site: Site, once: Once) -> None:
    done = once(Feed(site.feed("/feed", [site.story(1)]), name="Example Wire"))
    (report,) = done.reports
    assert report.text.startswith("Ana Duarte met envoy 1 in Bern on Thursday, a source said.\n\n")
    assert (report.title, report.publisher) == ("Talks 1 in Bern", "Example Wire")
    assert report.url == f"{site.at}/story/1"
    assert str(report.published) == "2024-11-08"
    assert done.told == []


def test_each_report_comes_in_once(site: Site, once: Once, ledger: Ledger) -> None:
    first = site.feed("/one", site.stories(1, 2))
    second = site.feed("/two", site.stories(2, 3))
    assert len(once(first, second).reports) == 3
    assert once(first, second).reports == []
    assert site.paths().count("/story/2") == 1
    site.feed("/one", site.stories(4, 1, 2))
    assert once(first, second).titles == ["Talks 4 in Hanoi"]
    assert len(reports_of(ledger)) == 4


def test_no_bad_feed_holds_up_the_good_ones(site: Site, once: Once, ledger: Ledger) -> None:
    good = [site.feed(f"/good{n}", site.stories(10 * n, 10 * n + 1)) for n in range(4)]
    bad = {
        site.hangs("/hangs"): "does not answer within 0.4 seconds",
        site.answers("/circle", status=302, Location="/circle"): "redirects more than 5 times",
        site.answers("/a", status=301, Location="/b"): "redirects more than 5 times",
        site.answers("/b", status=308, Location="/a"): "redirects more than 5 times",
        site.answers("/file", status=302, Location="file:///etc/passwd"): "neither http nor https",
        site.answers("/garbage", bytes(range(256)) * 40): "is no feed",
        site.answers("/page", b"<html><body><p>Log in.</p></body></html>"): "is no feed",
        site.answers("/cut", b"<rss><channel>", Content_Length="999"): "breaks off",
        site.answers("/empty"): "is no feed",
        site.answers("/bomb", bomb(), Content_Encoding="gzip"): "is larger than 10 MB",
        site.answers("/huge", rss(["x" * 10_000_001])): "is larger than 10 MB",
        site.answers("/torn", b"\x1f\x8bno", Content_Encoding="gzip"): "cannot be fetched",
        site.answers("/brotli", b"?", Content_Encoding="br"): "is packed as 'br'",
        site.answers("/gone", status=410): "answers 410 Gone",
        site.answers("/down", status=500): "answers 500",
        site.answers("/later", status=429, Retry_After="60"): "answers 429",
        "http://127.0.0.1:9/": "leads into a private network",
        "http://nowhere.invalid/feed": "cannot be fetched",
    }
    # The host that asks to be left alone is asked last, or the others would not be asked at all.
    later = site.at + "/later"
    hosts = network(site)
    done = once(*[address for address in bad if address != later], *good, within=hosts)
    assert len(done.reports) == 8
    assert len(once(later, within=hosts).told) == 1
    states = {state.address: state for state in standing(ledger)}
    for address, problem in bad.items():
        assert problem in (states[address].problem or ""), address
        assert states[address].failures == 1
    assert all(states[address].problem is None for address in good)
    assert once(*good).reports == []


def test_a_feed_that_has_not_changed_is_not_sent_again(site: Site, once: Once) -> None:
    address = site.tagged("/feed", site.stories(1), '"a"')
    assert len(once(address).reports) == 1
    assert once(address).told == []
    assert [asked.get("If-None-Match") for path, asked in site.asked if path == "/feed"] == [
        None,
        '"a"',
    ]
    site.tagged("/feed", site.stories(1, 2), '"b"')
    assert once(address).titles == ["Talks 2 in Quito"]
    assert once(address).reports == []


def test_an_etag_that_changes_each_time_brings_nothing_twice(site: Site, once: Once) -> None:
    for number in range(3):
        address = site.feed("/feed", site.stories(1, 2), ETag=f'"{number}"')
        assert len(once(address).reports) == (2 if number == 0 else 0)


def test_last_modified_is_sent_back(site: Site, once: Once) -> None:
    then = "Thu, 07 Nov 2024 10:00:00 GMT"
    address = site.feed("/feed", site.stories(1), **{"Last-Modified": then})
    once(address)
    once(address)
    assert site.asked[-1][1]["If-Modified-Since"] == then


def test_what_robots_may_not_read_is_not_read(site: Site, once: Once) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /story/2\nDisallow: /closed\n")
    feed = site.feed("/feed", site.stories(1, 2))
    closed = site.feed("/closed", site.stories(3))
    done = once(feed, closed)
    assert done.titles == ["Talks 1 in Bern"]
    assert [line for line in done.told if "closed to robots" in line] == done.told
    assert site.paths() == ["/feed", "/story/1"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_feed_may_be_read_against_robots_if_its_owner_lets_one(site: Site, once: Once) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: memcon\nDisallow: /\n")
    address = site.feed("/feed", site.stories(1))
    assert len(once(Feed(address, robots=False)).reports) == 1


def test_where_robots_txt_fails_nothing_is_read_until_it_can_be_had(site: Site, once: Once) -> None:
    site.pages["/robots.txt"] = Answer(status=503)
    address = site.feed("/feed", site.stories(1))
    done = once(address)
    assert (done.reports, site.paths()) == ([], [])
    assert "robots.txt of its site cannot be had (answers 503" in done.told[0]
    del site.pages["/robots.txt"]
    assert len(once(address).reports) == 1


def test_the_feeds_own_words_do_where_its_page_cannot_be_had(site: Site, once: Once) -> None:
    text = "<p>Ana Duarte met the envoy in Oslo.</p><p>Nobody said why.</p>"
    entry = item("Talks", f"{site.at}/paywall", text=text)
    site.answers("/paywall", status=403)
    (report,) = once(site.feed("/feed", [entry])).reports
    assert report.text == "Ana Duarte met the envoy in Oslo.\n\nNobody said why."
    assert report.publisher == "The Example Wire"


def test_a_page_that_is_down_is_tried_three_times(site: Site, once: Once) -> None:
    site.answers("/story", status=503)
    text = "Ana Duarte met the envoy in Oslo."
    address = site.tagged("/feed", [item("Talks", f"{site.at}/story", text=text)], '"a"')
    assert [len(once(address).reports) for _ in range(3)] == [0, 0, 1]
    assert site.paths().count("/story") == 3


def test_an_entry_without_words_of_its_own_is_tried_for_longer(
    site: Site, once: Once, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "MOST_TRIES", 5)
    address = site.feed("/feed", [item("Talks", site.answers("/story", status=503))])
    for _ in range(7):
        once(address)
    assert site.paths().count("/story") == 5


@pytest.mark.parametrize(
    "problem",
    [
        DiedError("cannot be read: the process that did died"),
        TimeoutError("takes longer than 30 seconds to read"),
        MemoryError(),
        ImportError("lxml is being installed anew"),
        OSError(24, "Too many open files"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_a_page_whose_reading_fails_for_what_may_pass_is_tried_again(
    problem: Exception, site: Site, ledger: Ledger
) -> None:
    failed: list[str] = []

    def call(work: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        if work.__name__ == "_told" and not failed:
            failed.append(work.__name__)
            raise problem
        return work(*given, **named)

    watched = Watched((Feed(site.feed("/feed", site.stories(1))),), (), network(site))
    for added in (0, 1):
        watching = Watcher(ledger, watched, read, call=call)
        watching.run(once=True)
        assert len(watching.tally.reports) == added


def test_a_page_that_is_too_much_to_read_is_given_up_in_the_end(site: Site, ledger: Ledger) -> None:
    def call(work: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
        if work.__name__ == "_told":
            raise TimeoutError("takes longer than 30 seconds to read")
        return work(*given, **named)

    feed = Feed(site.feed("/feed", site.stories(1)))
    for _ in range(watcher_module.TRIES + 2):
        Watcher(ledger, Watched((feed,), (), network(site)), read, call=call).run(once=True)
    assert site.paths().count("/story/1") == watcher_module.TRIES
    assert standing(ledger)[0].waiting == 0


def test_a_page_that_comes_back_is_read(site: Site, once: Once) -> None:
    site.answers("/story/1", status=503)
    entries = [item("Talks", f"{site.at}/story/1")]
    address = site.tagged("/feed", entries, '"a"')
    assert once(address).told == [f"{site.at}/story/1: answers 503 Service Unavailable"]
    site.story(1)
    site.tagged("/feed", [], '"b"')  # it is remembered though the feed has it no more
    assert len(once(address).reports) == 1


def test_full_text_is_not_fetched_where_it_is_not_wanted(site: Site, once: Once) -> None:
    text = "Ana Duarte met the envoy in Oslo."
    address = site.feed("/feed", [item("Talks", f"{site.at}/story", text=text)])
    (report,) = once(Feed(address, full_text=False)).reports
    assert report.text == text
    assert site.paths() == ["/feed"]


def test_the_day_of_publication_is_that_of_its_own_zone(site: Site, once: Once) -> None:
    late = datetime(2024, 11, 7, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    entry = item("Talks", text="They met the envoy in Oslo.", published=late)
    (report,) = once(site.feed("/feed", [entry])).reports
    assert str(report.published) == "2024-11-07"


def test_a_host_that_asks_for_it_is_left_alone(site: Site, once: Once, ledger: Ledger) -> None:
    address = site.answers("/feed", status=429, Retry_After="3600")
    once(address)
    site.feed("/feed", site.stories(1))
    done = once(address)
    assert done.reports == []
    assert "asks to be left alone until" in done.told[0]
    (state,) = standing(ledger)
    assert state.held is not None
    assert state.looked is not None
    assert state.held - state.looked >= timedelta(hours=1)


def test_a_round_does_not_wait_for_a_page_that_asks_for_hours(site: Site, once: Once) -> None:
    first = site.answers("/limited", status=429, Retry_After="3600")
    entries = [item("Talks", first), *site.stories(1, 2)]
    address = site.feed("/feed", entries)
    before = once(address)
    assert len(before.told) == 1
    site.article("/limited", "Ana Duarte met the envoy in Oslo, a source said.")
    assert len(before.reports) + len(once(address).reports) == 3


def test_the_next_round_is_due_after_its_interval(site: Site, once: Once, ledger: Ledger) -> None:
    good = Feed(site.feed("/good", []), every=timedelta(minutes=10))
    bad = Feed(site.answers("/bad", status=500), every=timedelta(minutes=10))
    once(good, bad)
    once(good, bad)
    waits = [s.due - s.looked for s in standing(ledger, [good, bad]) if s.due and s.looked]
    assert timedelta(minutes=10) <= waits[0] <= timedelta(minutes=11)
    assert timedelta(minutes=40) <= waits[1] <= timedelta(minutes=44)


def fails(report: Report) -> Record | None:
    return None if "envoy 1" in report.text else read(report)


def test_what_no_reader_can_read_is_tried_three_times(site: Site, once: Once) -> None:
    address = site.feed("/feed", site.stories(1, 2))
    done = once(address, read=fails)
    assert (len(done.reports), done.tally.problems) == (1, 1)
    assert [once(address, read=fails).tally.problems for _ in range(3)] == [1, 1, 0]
    assert once(address).reports == []


def test_what_the_reader_could_not_read_for_a_while_is_read(site: Site, once: Once) -> None:
    address = site.feed("/feed", site.stories(1, 2))
    once(address, read=fails)
    assert once(address).titles == ["Talks 1 in Bern"]


def test_another_language_is_told_and_left_out(site: Site, once: Once) -> None:
    text = "Der Minister hat am Montag mit dem Botschafter in Oslo über die Lage gesprochen."
    done = once(site.feed("/feed", [item("Gespräche", text=text), *site.stories(1)]))
    assert len(done.reports) == 1
    assert "memcon reads English only" in done.told[0]


def test_a_crash_of_the_reader_loses_nothing(site: Site, once: Once, ledger: Ledger) -> None:
    address = site.tagged("/feed", site.stories(1, 2, 3), '"a"')

    def crashes(report: Report) -> Record:
        if "envoy 2" in report.text:
            raise MemoryError
        return read(report)

    with pytest.raises(MemoryError):
        once(address, read=crashes)
    before = len(reports_of(ledger))
    assert len(once(address).reports) == 3 - before
    assert len({r.url for r in reports_of(ledger)}) == len(reports_of(ledger)) == 3


def watcher(site: Site, ledger: Ledger, *sources: Feed) -> Watcher:
    return Watcher(ledger, Watched(sources, (), network(site)), read)


def test_it_watches_until_stopped_and_goes_on_where_it_was(site: Site, ledger: Ledger) -> None:
    feed = Feed(site.feed("/feed", site.stories(*range(12))), every=timedelta(hours=1))
    first = watcher(site, ledger, feed)
    whole = dict(site.pages)
    asked = itertools.count(1)

    def stopping(page: Answer) -> Callable[[Mapping[str, str]], Answer]:
        def answer(_: Mapping[str, str]) -> Answer:
            if next(asked) == 5:  # whichever story that is: no order of them is promised
                first.stop()
            return page

        return answer

    for path, page in whole.items():
        if path.startswith("/story/"):
            assert isinstance(page, Answer)
            site.pages[path] = stopping(page)
    first.run()
    assert 0 < len(first.tally.reports) < 12
    site.pages.update(whole)
    second = watcher(site, ledger, feed)
    running = threading.Thread(target=second.run)
    running.start()
    deadline = time.monotonic() + 10
    while len(reports_of(ledger)) < 12 and time.monotonic() < deadline:
        time.sleep(0.01)
    second.stop()
    running.join(5)
    assert not running.is_alive()
    assert len(first.tally.reports) + len(second.tally.reports) == 12
    assert site.paths().count("/feed") == 1  # the second run did not come before its time


def test_rounds_go_on(site: Site, ledger: Ledger) -> None:
    numbers = iter(range(1, 100))
    items: list[str] = []

    def grows(_: Mapping[str, str]) -> Answer:
        items.append(site.story(next(numbers)))
        return Answer(rss(items))

    site.pages["/feed"] = grows
    feed = Feed(f"{site.at}/feed", every=timedelta(milliseconds=50))
    watching = watcher(site, ledger, feed)
    running = threading.Thread(target=watching.run)
    running.start()
    deadline = time.monotonic() + 10
    while len(reports_of(ledger)) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    watching.stop()
    running.join(5)
    reports = reports_of(ledger)
    assert len(reports) >= 3
    assert len({report.url for report in reports}) == len(reports)


def test_a_folder_and_a_feed_side_by_side(site: Site, once: Once, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "one.txt").write_text("Ana Duarte met the envoy in Oslo.")
    done = once(site.feed("/feed", site.stories(1)), folder(inbox, publisher="Desk"))
    assert sorted(r.publisher or "" for r in done.reports) == ["Desk", "The Example Wire"]


def test_a_fault_of_ours_in_one_entry_costs_no_other(
    site: Site, once: Once, monkeypatch: pytest.MonkeyPatch
) -> None:
    from memcon.sources import html

    before = html.article

    def article(data: bytes, name: str, **told: str | None) -> dict[str, object]:
        if name.endswith("/2"):
            raise ZeroDivisionError("two\nlines")
        return before(data, name, **told)

    monkeypatch.setattr(html, "article", article)
    done = once(site.feed("/feed", site.stories(1, 2, 3)))
    assert len(done.reports) == 2
    assert "ZeroDivisionError: two lines; this is memcon's fault" in done.told[0]


def test_a_feed_under_another_name_is_still_the_same(site: Site, once: Once) -> None:
    feed = Feed(site.feed("/feed", site.stories(1)), name="One")
    assert len(once(feed).reports) == 1
    assert once(replace(feed, name="Two", every=timedelta(hours=2))).reports == []


def test_a_feed_of_the_public_web_does_not_lead_to_private_hosts(
    site: Site, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by its entries, not by a redirect; and the private host's own feed is read."""
    port = int(site.host.partition(":")[2])
    real = socket.getaddrinfo

    def getaddrinfo(host: str, *given: Any, **named: Any) -> Any:
        return real("127.0.0.2" if host == "public.example" else host, *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.2")
    with sites.serving("127.0.0.2", port) as public:
        public.feed("/feed", [item("Talks", f"{site.at}/story/1"), public.story(2)])
        public.answers("/moved", status=302, Location=f"{site.at}/own")
        own = Feed(site.feed("/own", [site.story(3)]))
        there = f"http://public.example:{port}"
        feeds = (Feed(f"{there}/feed"), Feed(f"{there}/moved"), own)
        told: list[str] = []
        watched = Watched(feeds, (), network(site))
        watching = Watcher(ledger, watched, read, tell=told.append)
        watching.run(once=True)
    assert sorted(report.title or "" for report in reports_of(ledger)) == [
        "Talks 2 in Quito",
        "Talks 3 in Accra",
    ]
    assert len([line for line in told if "leads into a private network" in line]) == 2
    assert "/story/1" not in site.paths()
