"""Mail as it is saved (RFC 5322): the plain text of it, else its HTML."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from memcon.errors import SourceError
from memcon.sources.base import Item, Options, make_report
from memcon.sources.html import article
from memcon.sources.text import decode, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from email.message import EmailMessage, MIMEPart
    from io import BufferedReader

# Mail carries its pictures with it, so it may be larger than a text.
MAX_MAIL = 50_000_000


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The one report that the mail holds."""
    mail = message_from_bytes(read_all(stream, name, limit=MAX_MAIL), policy=policy.default)
    if not any(header in mail for header in ("From", "Date", "Subject", "Message-ID")):
        raise SourceError(name, "has no mail headers", "give it as plain text or HTML")
    told = {
        **_body(mail, name),
        "title": mail["Subject"],
        "publisher": _sender(mail),
        "published": _date(mail),
    }
    yield make_report(name, told, options.defaults)


def _body(mail: EmailMessage, name: str) -> dict[str, object]:
    plain = mail.get_body(("plain",))
    if plain is not None and (data := _payload(plain)).strip():
        return {"text": decode(data, name, declared=plain.get_content_charset())}
    html = mail.get_body(("html",))
    if html is not None and (data := _payload(html)).strip():
        return article(data, name, charset=html.get_content_charset())
    raise SourceError(name, "has no text, only headers or attachments")


def _payload(part: MIMEPart) -> bytes:
    """The part's bytes with its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _sender(mail: EmailMessage) -> str | None:
    """Who sent it: the name written with the address, else the address's domain."""
    addresses = getattr(mail["From"], "addresses", ())
    return (addresses[0].display_name or addresses[0].domain or None) if addresses else None


def _date(mail: EmailMessage) -> date | None:
    """The day in the sender's own time zone; None for a date that is none, as mail often has."""
    try:
        return parsedate_to_datetime(mail["Date"]).date()
    except (TypeError, ValueError):
        return None
