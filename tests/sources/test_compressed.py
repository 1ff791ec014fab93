"""Gzip as a stream: whole files come out whole, cut ones to the last byte before the cut."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.sources.compressed import Gunzipped


@given(st.lists(st.binary(max_size=300)), st.integers(1, 50), st.sampled_from([b"", b"\0" * 7]))
def test_members_come_out_one_after_the_other(
    members: list[bytes], size: int, padding: bytes
) -> None:
    packed = b"".join(gzip.compress(member, mtime=0) + padding for member in members)
    stream = Gunzipped(io.BytesIO(packed))
    read = b""
    while piece := stream.read(size):
        read += piece
    assert read == b"".join(members)


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_a_cut_is_told_after_what_stands_before_it(content: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(content, mtime=0)
    cut = data.draw(st.integers(1, len(packed) - 1))
    stream = Gunzipped(io.BytesIO(packed[:cut]))
    before = zlib.decompressobj(31).decompress(packed[:cut])
    read = b""
    while len(read) < len(before):
        read += stream.read(100)
    assert read == before
    with pytest.raises(EOFError, match="ends in the middle"):
        stream.read(100)


def test_damage_is_told() -> None:
    packed = bytearray(gzip.compress(b"some words" * 10))
    packed[-6] ^= 1
    with pytest.raises(zlib.error):
        Gunzipped(io.BytesIO(bytes(packed))).readall()
