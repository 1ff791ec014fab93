"""Compressed files as plain streams, to the last byte before a break."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

_CHUNK = 65_536
_GZIP = 16 + zlib.MAX_WBITS  # with gzip's header and checksum


def unpacked(file: io.BufferedReader, suffix: str) -> io.BufferedReader:
    """The stream with the compression undone that its suffix tells of, if any."""
    if suffix == ".gz":
        return io.BufferedReader(Gunzipped(file))
    if suffix == ".zst":
        import pyarrow

        return io.BufferedReader(pyarrow.CompressedInputStream(file, "zstd"))
    return file


class Gunzipped(io.RawIOBase):
    """What a gzip file holds, member after member.

    Of a file cut short, gzip.GzipFile drops up to a buffer of good bytes before the cut; this
    gives them first and then raises EOFError. Damage is zlib.error.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = b""
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    def readable(self) -> bool:
        """It can be read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes; 0 at the end."""
        while True:
            if not self._packed:
                self._packed = self._file.read(_CHUNK)
            if not self._packed:
                if self._begun:
                    raise EOFError("the compressed file ends in the middle")
                return 0
            data = self._step(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _step(self, size: int) -> bytes:
        """Unpack some; between two members there may be padding with NUL."""
        if not self._begun:
            self._packed = self._packed.lstrip(b"\0")
            self._begun = bool(self._packed)
        data = self._member.decompress(self._packed, size)
        self._packed = self._member.unconsumed_tail
        if self._member.eof:
            self._packed = self._member.unused_data
            self._member = zlib.decompressobj(_GZIP)
            self._begun = False
        return data
