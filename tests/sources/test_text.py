"""Plain text comes out as it went in, and what is no text is refused in one clear line."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from memcon.errors import SourceError
from memcon.sources.text import MAX_REPORT, clean, decode

any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(any_text.filter(lambda text: text.strip() and "\r" not in text and text[0] != "\ufeff"))
def test_utf_8_with_plain_line_ends_comes_out_character_for_character(text: str) -> None:
    assume(not text.startswith(("%PDF-", "GIF8", "RIFF", "PK\x03\x04", "{\\rtf", "PAR1", "SQLite")))
    assert clean(decode(text.encode(), "a.txt"), "a.txt") == text


@given(any_text.filter(lambda text: not text.isspace()))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean(text, "a.txt")
    except SourceError:
        return
    assert "\r" not in once
    assert clean(once.removeprefix("\ufeff"), "a.txt") == once.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + "Zelenskyy’s aide".encode(), "Zelenskyy’s aide"),
        ("Brandl spoke.".encode("utf-16"), "Brandl spoke."),
        (codecs.BOM_UTF16_BE + "Brandl spoke.".encode("utf-16-be"), "Brandl spoke."),
        ("Brandl spoke.".encode("utf-32"), "Brandl spoke."),
        (b"One.\r\nTwo.\rThree.\n", "One.\nTwo.\nThree.\n"),
        (b"  indented, two  blanks \n\n\n", "  indented, two  blanks \n\n\n"),
    ],
)
def test_marks_go_and_line_ends_become_plain(data: bytes, text: str) -> None:
    assert clean(decode(data, "a.txt"), "a.txt") == text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("café".encode("latin-1"), "iso-8859-1", "café"),
        ("“café”".encode("cp1252"), "ISO-8859-1", "“café”"),
        ("“café”".encode("cp1252"), '"windows-1252"', "“café”"),
        ("Łódź".encode("iso-8859-2"), "iso-8859-2", "Łódź"),
        ("Łódź".encode(), "iso-8859-99", "Łódź"),
        ("Łódź".encode(), "utf-16", "Łódź"),
        ("Łódź".encode(), "base64", "Łódź"),
        # 0x81 is no character of windows-1252, so these bytes are UTF-8 after all.
        ("Łódź".encode(), "ascii", "Łódź"),
        (codecs.BOM_UTF8 + "Łódź".encode(), "windows-1252", "Łódź"),
    ],
)
def test_the_declared_encoding_counts_unless_it_cannot_be(
    data: bytes, declared: str, text: str
) -> None:
    assert decode(data, "page", declared=declared) == text


@pytest.mark.parametrize(
    ("data", "declared", "says"),
    [
        (
            "Le café de la gare, où le président a parlé".encode("latin-1"),
            None,
            "a.txt: byte 0xE9 at offset 6 is not UTF-8; save it as UTF-8, "
            "for example with: iconv -f ",
        ),
        (b"caf\xe9", "utf-8", "byte 0xE9 at offset 3 is not UTF-8"),
        (b"x\x81y\xe9", "cp1252", "byte 0x81 at offset 1 is not UTF-8, nor cp1252; save it"),
        (b"\xff\xfea\0\x00\xd8", None, "is not UTF-16"),
    ],
)
def test_a_wrong_encoding_names_the_byte_and_what_to_do(
    data: bytes, declared: str | None, says: str
) -> None:
    with pytest.raises(SourceError) as refusal:
        decode(data, "a.txt", declared=declared)
    assert says.lower() in str(refusal.value).lower()
    assert "iconv -f" in refusal.value.advice


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"PK\x03\x04word/", "a ZIP archive"),
        (b"\x1f\x8b\x08\x00", "gzip-compressed"),
        (b"words and\0 more", "is binary, not text: byte 9 is NUL"),
        ("UTF-16 without its mark".encode("utf-16-le"), "byte 1 is NUL"),
    ],
)
def test_binary_is_told_by_its_kind(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError) as refusal:
        decode(data, "a.txt")
    assert kind in str(refusal.value)
    assert refusal.value.advice


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has an empty text"),
        (" \n\t\n", "holds only blanks"),
        ("\ufeff", "has an empty text"),
        ("half \ud83d", "character 5 of it is half of a character (\\ud83d)"),
        ("caf\udce9", "byte 0xE9 at character 3 of it is not UTF-8"),
        ("a\0b", "character 1 is NUL"),
        ("x" * (MAX_REPORT + 1), "is larger than 1 MB"),
    ],
)
def test_what_no_record_can_hold_is_refused(text: str, says: str) -> None:
    with pytest.raises(SourceError) as refusal:
        clean(text, "a.txt")
    assert says in str(refusal.value)
