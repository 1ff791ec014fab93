"""Pages: the article in paragraphs, title, outlet, date; no article is an error, no date none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from memcon.sources import ReportFields
from memcon.sources.html import looks_like_html

if TYPE_CHECKING:
    from conftest import Reading, WriteFile

BODY = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Envoys meet in Lisbon</h1>
<p>Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said &amp; confirmed.</p>
<p>Brandl’s office denied that <b>any</b> promise was made to <a href="/x">the neighbours</a>.</p>
<p>The two will meet again in March at the United Nations, officials said.</p></article>
<footer>Copyright 2024 The Harbour Post. All rights reserved.</footer>
"""
HEAD = """
<title>Envoys meet in Lisbon - The Harbour Post</title>
<meta property="og:title" content="Envoys meet in Lisbon">
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-11-11T09:00:00Z">
<link rel="canonical" href="https://harbour.example/envoys">
"""
TEXT = (
    "Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said & confirmed.\n\n"
    "Brandl’s office denied that any promise was made to the neighbours.\n\n"
    "The two will meet again in March at the United Nations, officials said."
)


def page(head: str = HEAD, body: str = BODY) -> str:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def test_a_page_brings_its_own_fields(write: WriteFile, reading: type[Reading]) -> None:
    says = ReportFields("Another title", "Another paper", date(2020, 1, 1))
    report = reading(write("a.html", page()), defaults=says).report
    assert report.text == TEXT
    assert report.title == "Envoys meet in Lisbon"
    assert report.publisher == "The Harbour Post"
    assert report.published == date(2024, 11, 11)
    assert report.url == "https://harbour.example/envoys"


def test_the_user_fills_what_a_page_leaves_open(write: WriteFile, reading: type[Reading]) -> None:
    path = write("a.htm", page(head="<meta charset=utf-8>"))
    assert reading(path).report.published is None
    report = reading(path, defaults=ReportFields(None, "A paper", date(2024, 11, 11))).report
    assert (report.publisher, report.published) == ("A paper", date(2024, 11, 11))


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-8", "<meta charset='utf-8'>"),
        ("cp1252", ""),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1250", "<meta charset=windows-1250>"),
    ],
)
def test_the_encoding_is_the_declared_one(
    encoding: str, head: str, write: WriteFile, reading: type[Reading]
) -> None:
    path = write("a.html", page(head=head).encode(encoding))
    assert reading(path).report.text == TEXT


def test_xhtml_with_its_declaration(write: WriteFile, reading: type[Reading]) -> None:
    content = '<?xml version="1.0" encoding="windows-1252"?>\n' + page()
    assert reading(write("a.xhtml", content.encode("cp1252"))).report.text == TEXT


def test_an_encoding_that_does_not_hold_is_told(write: WriteFile, reading: type[Reading]) -> None:
    content = page(head="<meta charset=utf-8>").encode("cp1252")
    error = reading(write("a.html", content)).error
    assert "byte 0x92 at offset" in error
    assert "is not UTF-8" in error


@pytest.mark.parametrize(
    "broken",
    [
        page().split("</article>")[0],
        page().replace("</p>", ""),
        page().replace("<head>", "").replace("</head>", "<p>").replace("</h1>", ""),
        page() + "</div></div></body></html><html>",
    ],
)
def test_broken_html_is_read_as_browsers_do(
    broken: str, write: WriteFile, reading: type[Reading]
) -> None:
    text = reading(write("a.html", broken)).report.text
    assert "Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said" in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        ("<html></html>", "has no article text"),
        ("<html><head><title>Envoys meet.</title></head><body></body></html>", "no article text"),
        (page(body=BODY.split("<article>", maxsplit=1)[0]), "has no article text"),
        ("<html><body><div <<<>>> <p", "has no article text"),
        ("<!-- ", "has no article text"),
        ("<script>var a = 'x.';</script>", "has no article text"),
        ("\x89PNG", "PNG|is not UTF-8|article"),
        (
            page(
                body="<article>" + "<p>Der Kanzler hat mit dem Minister nicht gesprochen.</p>" * 5
            ),
            "German",
        ),
    ],
)
def test_a_page_without_an_article_is_told(
    content: str,
    says: str,
    write: WriteFile,
    reading: type[Reading],
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = reading(write("a.html", content)).error
    assert any(words in error for words in says.split("|"))
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf \n<HTML lang=en>", True),
        (b'<?xml version="1.0"?>\n<!-- saved -->\n<html>', True),
        ("<html>".encode("utf-16"), True),
        (b"<p>A fragment", True),
        (b"Plain words about <html>", False),
        (b"<pre-war borders> were named", False),
        (b"", False),
    ],
)
def test_pages_are_told_from_text(data: bytes, expected: bool) -> None:
    assert looks_like_html(data) is expected
