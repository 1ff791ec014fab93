"""Bytes into the text of a report: the one place where a text is changed at all.

A UTF-8 text with plain line ends comes out as it went in, character for character; every offset
of a record counts in what comes out of here. What is done: the byte order mark goes, CRLF and CR
become LF. What is refused: nothing to read, binary, broken encoding, too large.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from memcon.errors import SourceError

if TYPE_CHECKING:
    from typing import BinaryIO

# Pages carry scripts and styles around their text; a file larger than this is a mistake or an
# archive. In bytes.
MAX_TEXT = 10_000_000

# A long report has 100,000 characters; one ten times as long is a book, and takes minutes to read.
MAX_REPORT = 1_000_000

# Longest first: the mark of UTF-32 begins like that of UTF-16.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BEGINNINGS = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a RIFF file (picture, sound or film)",
    b"PK\x03\x04": "a ZIP archive (as DOCX and XLSX files are)",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "gzip-compressed",
    b"\x28\xb5\x2f\xfd": "zstd-compressed",
    b"PAR1": "a Parquet table",
    b"SQLite format 3": "an SQLite database",
}
_BROKEN = re.compile("[\ud800-\udfff]")


def read_all(stream: BinaryIO, name: str, *, limit: int = MAX_TEXT) -> bytes:
    """All that the stream holds. Raises SourceError where that is nothing, or `limit` or more."""
    data = stream.read(limit)
    if len(data) >= limit:
        raise too_large(name, limit)
    if not data:
        raise SourceError(name, "is empty", "there is nothing to read in it")
    return data


def decode(
    data: bytes, name: str, *, declared: str | None = None, fallback: str | None = None
) -> str:
    """The text in these bytes, by its byte order mark, else as declared, else UTF-8.

    `fallback` is the encoding of last resort where the format has one. Raises SourceError that
    names the first byte which is no text, for an encoding is never guessed: a wrong guess would
    put other letters into names, and would not be the same on every machine.
    """
    refuse_binary(data, name)
    failures = {}
    for encoding in _candidates(data, declared, fallback):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failures[encoding] = error.start
    raise _undecodable(data, name, failures)


def clean(text: str, name: str) -> str:
    """The text with plain line ends. Raises SourceError for one that no record can hold."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise SourceError(name, "holds only blanks" if text else "has an empty text")
    if len(text) > MAX_REPORT:
        raise too_large(name, MAX_REPORT)
    if "\0" in text:
        raise _binary(name, f"character {text.index(chr(0))} is NUL")
    if broken := _BROKEN.search(text):
        raise SourceError(name, _broken_character(broken), "save it as UTF-8")
    return text


def refuse_binary(data: bytes, name: str) -> None:
    """Raise SourceError for bytes that begin like a known binary format, or hold NUL."""
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            raise SourceError(name, f"is {kind}, not text", "convert it to text or HTML first")
    if b"\0" in data and not data.startswith(tuple(_MARKS)):
        raise _binary(name, f"byte {data.index(bytes(1))} is NUL")


def too_large(name: str, limit: int) -> SourceError:
    """The error of an input over the limit."""
    return SourceError(
        name,
        f"is larger than {limit // 1_000_000} MB, the most that one report may have",
        "split it, or give its reports as JSON Lines",
    )


def _candidates(data: bytes, declared: str | None, fallback: str | None) -> list[str]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return [encoding]
    if codec := _codec(declared):
        return [codec, "utf-8"]
    return ["utf-8", fallback] if fallback else ["utf-8"]


def _codec(label: str | None) -> str | None:
    """Python's name for a declared encoding; None for one that tells nothing.

    As browsers do (WHATWG Encoding Standard, section 4.2; HTML Standard, section 13.2.3.2): what
    calls itself Latin-1 or ASCII is windows-1252, curly quotes included; what calls itself UTF-16
    or UTF-32 without a byte order mark is not.
    """
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
        b"a".decode(name)  # no codec of text, and neither UTF-16 nor UTF-32, fails here
    except (LookupError, ValueError):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _undecodable(data: bytes, name: str, failures: dict[str, int]) -> SourceError:
    """The error that names the first bad byte; `failures` has its offset for each encoding."""
    expected = "utf-8" if "utf-8" in failures else next(iter(failures))
    at = failures[expected]
    others = "".join(f", nor {encoding}" for encoding in failures if encoding != expected)
    return SourceError(
        name,
        f"byte 0x{data[at]:02X} at offset {at} is not {expected.removesuffix('-sig').upper()}"
        + others,
        f"save it as UTF-8, for example with: iconv -f {_likely(data)} -t UTF-8",
    )


def _likely(data: bytes) -> str:
    """The encoding the bytes look like, for the advice only."""
    from charset_normalizer import from_bytes

    unmarked = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
    best = from_bytes(data[:50_000], cp_exclusion=unmarked).best()
    return best.encoding.upper().replace("_", "-") if best else "WINDOWS-1252"


def _binary(name: str, why: str) -> SourceError:
    return SourceError(
        name,
        f"is binary, not text: {why}",
        "give text or HTML; UTF-16 text needs its byte order mark, or is better saved as UTF-8",
    )


def _broken_character(found: re.Match[str]) -> str:
    code = ord(found.group())
    if 0xDC80 <= code <= 0xDCFF:  # what the surrogateescape error handler makes of a bad byte
        return f"byte 0x{code - 0xDC00:02X} at character {found.start()} of it is not UTF-8"
    return f"character {found.start()} of it is half of a character (\\u{code:04x})"
