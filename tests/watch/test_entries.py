"""Feeds of all kinds, as entries."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.errors import SourceError
from memcon.watch.entries import Contents, Entry, parse
from watch.site import item, rss

URL = "https://example.org/feed"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><id>tag:1</id><title type="html">Talks &amp;amp; &lt;b&gt;more&lt;/b&gt;</title>
<link rel="alternate" href="/story/1"/><published>2024-11-08T23:30:00-05:00</published>
<content type="html">&lt;p&gt;They met.&lt;/p&gt;</content><summary>Short.</summary>
<source><title>The Other Wire</title></source></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Wire</title></channel>
<item rdf:about="y"><title>Talks</title><link>https://example.org/story/1</link>
<dc:date>2024-11-08</dc:date></item></rdf:RDF>"""


def entries(text: str | bytes) -> tuple[Entry, ...]:
    return parse(text if isinstance(text, bytes) else text.encode(), URL).entries


def test_atom() -> None:
    contents = parse(ATOM.encode(), URL)
    assert isinstance(contents, Contents)
    (entry,) = contents.entries
    assert contents.title == "Wire"
    assert entry.title == "Talks & more"
    assert entry.link == "https://example.org/story/1"
    assert entry.published == date(2024, 11, 8)
    assert (entry.content, entry.source) == ("<p>They met.</p>", "The Other Wire")


def test_rdf() -> None:
    (entry,) = entries(RDF)
    assert (entry.title, entry.published) == ("Talks", date(2024, 11, 8))


def test_a_feed_that_is_no_xml_is_read_as_far_as_it_goes() -> None:
    broken = rss([item("One & two", "https://example.org/1"), "<item><title>R&D</title>"])
    assert [entry.link for entry in entries(broken)] == ["https://example.org/1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_other_encodings(encoding: str) -> None:
    text = rss([item("Café", "https://example.org/1")]).decode()
    text = text.replace('version="1.0"?', f'version="1.0" encoding="{encoding}"?')
    assert [entry.title for entry in entries(text.encode(encoding))] == ["Café"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 50, b"\xff\xfe\xfd" * 99, b"<html><body>Log in</body></html>", b"{}", b"<rss",
     b"<" * 9999],
)  # fmt: skip
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(SourceError, match="is no feed"):
        parse(data, URL)


def test_a_feed_of_nothing_yet_is_one() -> None:
    assert entries(rss([])) == ()


def test_entities_that_multiply_do_no_harm() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{laughs}]>{rss([item("&a9;", URL)]).decode()[21:]}'
    try:
        found = entries(text.replace("&amp;a9;", "&a9;"))
    except SourceError:
        return
    assert all(len(entry.title or "") <= 1000 for entry in found)


def test_no_file_is_read_by_an_entity() -> None:
    text = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text += rss([item("x", URL, text="@x;")]).decode().replace('<?xml version="1.0"?>', "")
    for entry in entries(text.replace("@x;", "&x;")):
        assert "root:" not in (entry.content or "")


def test_an_entry_is_known_by_its_id() -> None:
    before = entries(rss([item("One", "https://example.org/1", id_="a")]))
    after = entries(rss([item("One, mended", "https://example.org/1?x", id_="a")]))
    assert before[0].name == after[0].name


def test_one_without_an_id_is_known_by_its_link() -> None:
    one, other = entries(rss([item("Talks", "https://e.org/1"), item("Talks", "https://e.org/2")]))
    assert one.name != other.name


def test_entries_that_share_an_id_are_told_apart() -> None:
    items = [item("A", f"https://example.org/{n}", id_="same") for n in (1, 2, 2)]
    assert len(entries(rss(items))) == 2


def test_entries_of_text_alone_are_told_apart() -> None:
    assert len(entries(rss([item("A", text="One."), item("A", text="Two.")]))) == 2


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a/b",
        "http://",
        "https://a/" + "x" * 3000,
    ],
)
def test_a_link_to_no_page_is_left_out(link: str) -> None:
    (entry,) = entries(rss([item("Talks", link, text="They met.")]))
    assert entry.link is None


@pytest.mark.parametrize("day", ["", "soon", "99999-99-99", "Thu, 99 Foo 2024 10:00:00 GMT"])
def test_a_date_that_is_none_is_left_out(day: str) -> None:
    items = f"<item><title>A</title><link>{URL}</link><pubDate>{day}</pubDate></item>"
    assert entries(rss([items]))[0].published is None


def test_an_entry_comes_back_from_what_was_written_down() -> None:
    whole = Entry("n", "https://é.example/", "T\0", date(2024, 11, 8), "S", "<p>\ud800</p>")
    for entry in (whole, Entry("n")):
        assert Entry.from_json(entry.to_json()) == entry
        assert entry.to_json().isascii()
