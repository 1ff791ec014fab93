"""Mail: the plain text before the HTML, its encoding as declared, what its headers tell."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Reading, WriteFile

PAGE = (
    "<html><body><article><p>Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said."
    "</p><p>Brandl denied that he had promised anything to his neighbours.</p></article></body>"
)


def mail(
    text: str | None, html: str | None = None, sender: str = "Post <wire@post.example>"
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = "Envoys meet in Łódź"
    message["Date"] = "Mon, 11 Nov 2024 23:30:00 -0500"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def test_plain_text_goes_before_html(write: WriteFile, reading: type[Reading], story: str) -> None:
    report = reading(write("a.eml", mail(story, PAGE).as_bytes())).report
    assert report.text == story
    assert (report.title, report.publisher) == ("Envoys meet in Łódź", "Post")
    assert report.published == date(2024, 11, 11)


def test_html_alone_is_read_as_a_page(write: WriteFile, reading: type[Reading]) -> None:
    report = reading(write("a.eml", mail(None, PAGE).as_bytes())).report
    assert report.text == (
        "Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said.\n\n"
        "Brandl denied that he had promised anything to his neighbours."
    )
    assert report.title == "Envoys meet in Łódź"


def test_attachments_are_left_alone(write: WriteFile, reading: type[Reading], story: str) -> None:
    message = mail(story)
    message.add_attachment("Not this.", filename="notes.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    assert reading(write("a.eml", message.as_bytes())).report.text == story


@pytest.mark.parametrize(
    ("sender", "publisher"),
    [("wire@post.example", "post.example"), ('"Post, The" <w@p.example>', "Post, The"), ("", None)],
)
def test_the_sender_is_the_publisher(
    sender: str, publisher: str | None, write: WriteFile, reading: type[Reading], story: str
) -> None:
    assert (
        reading(write("a.eml", mail(story, sender=sender).as_bytes())).report.publisher == publisher
    )


def raw(body: bytes, kind: str = "text/plain", day: str = "Mon, 11 Nov 2024 09:00:00 GMT") -> bytes:
    head = f"From: a@b.example\r\nSubject: Talks\r\nDate: {day}\r\nContent-Type: {kind}\r\n"
    return head.encode() + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + body


def test_the_declared_encoding_counts(write: WriteFile, reading: type[Reading]) -> None:
    body = "The “café” talks.\r\n".encode("cp1252")
    report = reading(write("a.eml", raw(body, "text/plain; charset=windows-1252"))).report
    assert report.text == "The “café” talks.\n"


@pytest.mark.parametrize("day", ["tomorrow", "99 Foo 2024", ""])
def test_a_date_that_is_none_is_no_error(
    day: str, write: WriteFile, reading: type[Reading]
) -> None:
    assert reading(write("a.eml", raw(b"The talks failed.", day=day))).report.published is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"Just some words.\n", "has no mail headers"),
        (raw(b""), "has no text, only headers or attachments"),
        (raw(b"caf\xe9 talks"), "byte 0xE9 at offset 3 is not UTF-8"),
        (raw(b"%PDF-1.4", "application/pdf"), "has no text, only headers or attachments"),
        (raw(b"<p>", "text/html"), "has no article text"),
    ],
)
def test_bad_mail_is_told(
    content: bytes, says: str, write: WriteFile, reading: type[Reading]
) -> None:
    assert says in reading(write("a.eml", content)).error


def test_mail_larger_than_a_text_is_read(
    write: WriteFile, reading: type[Reading], story: str
) -> None:
    message = mail(story)
    message.add_attachment(bytes(9_000_000), maintype="image", subtype="png", filename="a.png")
    assert reading(write("a.eml", message.as_bytes())).report.text == story
