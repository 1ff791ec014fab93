"""Web archives: pages out of response records; of a cut archive what stands before the cut."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Reading, WriteFile


def page(number: int) -> bytes:
    return (
        f"<html><head><title>Talks {number}</title></head><body><article>"
        f"<p>Envoy {number} met the minister in Lisbon on Thursday, the embassy said.</p>"
        "<p>The minister’s office denied that any promise was made to the neighbours.</p>"
        "</article></body></html>"
    ).encode()


def record(kind: str, target: str, body: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "WARC-Date: 2024-11-11T00:00:00Z\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def archive(*pages: tuple[str, str, bytes], gzipped: bool = True) -> bytes:
    """An archive of responses, each a status, a content type and a body."""
    records = [record("warcinfo", "", b"software: test\r\n")]
    for number, (status, kind, body) in enumerate(pages):
        answer = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        records.append(record("response", f"https://news.example/{number}", answer))
    return b"".join(gzip.compress(each) if gzipped else each for each in records)


THREE = [("200 OK", "text/html", page(number)) for number in range(3)]


@pytest.mark.parametrize(("name", "gzipped"), [("a.warc", False), ("a.warc.gz", True)])
def test_each_page_is_a_report(
    name: str, gzipped: bool, write: WriteFile, reading: type[Reading]
) -> None:
    result = reading(write(name, archive(*THREE, gzipped=gzipped)))
    assert result.errors == []
    assert [report.url for report in result.reports] == [
        f"https://news.example/{number}" for number in range(3)
    ]
    assert [report.title for report in result.reports] == ["Talks 0", "Talks 1", "Talks 2"]
    assert result.reports[0].text == (
        "Envoy 0 met the minister in Lisbon on Thursday, the embassy said.\n\n"
        "The minister’s office denied that any promise was made to the neighbours."
    )
    assert result.reports[0].published is None  # the day of the crawl is not that of publication


def test_pictures_errors_and_redirects_are_passed_over(
    write: WriteFile, reading: type[Reading]
) -> None:
    path = write(
        "a.warc.gz",
        archive(
            ("200 OK", "image/png", b"\x89PNG"),
            ("404 Not Found", "text/html", page(1)),
            ("301 Moved Permanently", "text/html", page(2)),
            ("200 OK", "text/html; charset=utf-8", page(3)),
        ),
    )
    assert reading(path).report.title == "Talks 3"


def test_the_servers_encoding_counts(write: WriteFile, reading: type[Reading]) -> None:
    body = page(1).decode().encode("cp1252")
    path = write(
        "a.warc", archive(("200 OK", "text/html; charset=ISO-8859-1", body), gzipped=False)
    )
    assert "minister’s" in reading(path).report.text


def test_a_page_without_article_is_told_and_the_others_are_read(
    write: WriteFile, reading: type[Reading]
) -> None:
    path = write("a.warc.gz", archive(("200 OK", "text/html", b"<html></html>"), THREE[1]))
    result = reading(path)
    assert len(result.reports) == 1
    assert result.errors[0].startswith(f"{path}, https://news.example/0: has no article text")


@pytest.mark.parametrize(("name", "gzipped"), [("a.warc", False), ("a.warc.gz", True)])
@pytest.mark.parametrize("part", range(1, 20))
def test_of_a_cut_archive_the_whole_pages_are_read(
    name: str, gzipped: bool, part: int, write: WriteFile, reading: type[Reading]
) -> None:
    whole, two = archive(*THREE, gzipped=gzipped), archive(*THREE[:2], gzipped=gzipped)
    cut = len(two) + (len(whole) - len(two)) * part // 20
    result = reading(write(name, whole[:cut]))
    assert [report.title for report in result.reports] == ["Talks 0", "Talks 1"]
    assert len(result.errors) == 1
    assert "breaks off or is damaged after" in result.errors[0]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.warc", b"", "is empty"),
        ("a.warc", b"no archive at all\n\n", "is no WARC file"),
        ("a.warc.gz", b"no archive at all\n\n", "is no WARC file"),
        ("a.warc.gz", b"\x1f\x8b\x08\x00\x00", "is no WARC file"),
    ],
)
def test_what_is_no_archive_is_told(
    name: str, content: bytes, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    error = reading(write(name, content)).error
    assert any(words in error for words in says.split("|"))
