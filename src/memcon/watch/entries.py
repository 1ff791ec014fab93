"""What a feed holds, entry by entry (RSS and Atom, by feedparser)."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from memcon.errors import SourceError
from memcon.sources.strangers import LONGEST
from memcon.watch.naming import page_name, short

_LOOKS: Final = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)[\s>]", re.IGNORECASE)
_HEAD_BYTES: Final = 16_384
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")
_LONGEST_TITLE: Final = 1_000
# What is dated otherwise is a mistake; bounds keep the clock out of it.
_EARLIEST, _LATEST = 1990, 2099


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: what it tells of a report."""

    name: str
    link: str | None = None
    title: str | None = None
    published: date | None = None
    # Who published it first, where the feed passes on others' reports.
    source: str | None = None
    # Its own text, as HTML.
    content: str | None = None

    @property
    def page(self) -> str | None:
        """The name of the page it links to."""
        return page_name(self.link) if self.link else None

    def to_json(self) -> str:
        """The entry as ASCII, which any database holds."""
        return json.dumps({k: v for k, v in asdict(self).items() if v is not None}, default=str)

    @classmethod
    def from_json(cls, text: str) -> Entry:
        fields = json.loads(text)
        day = fields.pop("published", None)
        return cls(**fields, published=date.fromisoformat(day) if day else None)


@dataclass(frozen=True, slots=True)
class Contents:
    """A feed's entries, in its order, and its title."""

    title: str | None
    entries: tuple[Entry, ...]


def parse(data: bytes, url: str, charset: str | None = None) -> Contents:
    """The entries of a feed. Raises SourceError for what is none."""
    import feedparser

    head = data[:_HEAD_BYTES].replace(b"\0", b"")  # which UTF-16 has between the letters
    if not _LOOKS.search(head):
        raise SourceError(url, "is no feed", "look for the address of its RSS or Atom feed")
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-location": url, "content-type": kind}
    found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not found.entries and (found.bozo or not found.version):
        reason = " ".join(str(found.get("bozo_exception", "it has no entries")).split())
        raise SourceError(url, f"is no feed that can be read: {reason[:200]}")
    # As plain dictionaries: feedparser's own look for other keys in place of missing ones.
    said = [dict(entry) for entry in found.entries]
    return Contents(_line(found.feed.get("title")), tuple(_entries(said)))


def _entries(found: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """The entries, each once; one whose id is that of others is told from them by its link."""
    ids = Counter(str(entry.get("id") or "") for entry in found)
    entries: dict[str, Entry] = {}
    for said in found:
        entry = _entry(said, shared=ids[str(said.get("id") or "")] > 1)
        if entry is not None:
            entries.setdefault(entry.name, entry)
    return list(entries.values())


def _entry(said: Mapping[str, Any], *, shared: bool) -> Entry | None:
    link, content, title = _link(said), _content(said), _line(said.get("title"))
    id_ = str(said.get("id") or "")
    if not (link or content):
        return None
    parts = [id_] if id_ and not shared else [id_, link or "", "" if link else content or ""]
    source = said.get("source")
    return Entry(
        name=short("entry", *parts),
        link=link,
        title=title,
        published=_day(said),
        source=_line(source.get("title")) if isinstance(source, Mapping) else None,
        content=content,
    )


def _link(said: Mapping[str, Any]) -> str | None:
    """Where the entry's page is, if that is an address of the web."""
    link = str(said.get("link") or "").strip()
    try:
        known = urlsplit(link).scheme.lower() in ("http", "https") and urlsplit(link).hostname
    except ValueError:
        return None
    clean = link.isprintable() and len(link) <= LONGEST and not re.search(r"[\ud800-\udfff]", link)
    return link if known and clean else None


def _content(said: Mapping[str, Any]) -> str | None:
    """The longest text that the entry has of itself."""
    texts = [part.get("value") for part in said.get("content") or ()]
    texts.append(said.get("summary"))
    return max((t for t in texts if isinstance(t, str) and t.strip()), key=len, default=None)


def _line(words: object) -> str | None:
    """Words on one line, without tags."""
    if not isinstance(words, str):
        return None
    line = " ".join(unescape(_TAG.sub(" ", words)).split())
    return line[:_LONGEST_TITLE] or None


def _day(said: Mapping[str, Any]) -> date | None:
    """The day of publication where it was published, if it tells its own zone."""
    words = str(said.get("published") or said.get("updated") or "").strip()
    parsed: Any = said.get("published_parsed") or said.get("updated_parsed")
    readings: tuple[Callable[[], date], ...] = (
        lambda: parsedate_to_datetime(words).date(),
        lambda: datetime.fromisoformat(words).date(),
        lambda: date(*parsed[:3]),
    )
    for reading in readings:
        try:
            day = reading()
        except (ValueError, TypeError, OverflowError):
            continue
        return day if _EARLIEST <= day.year <= _LATEST else None
    return None
