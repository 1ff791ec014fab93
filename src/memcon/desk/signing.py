"""Values that only this desk can have made: sessions, and tokens of forms."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256


def fresh() -> str:
    """A value that nobody can guess."""
    return secrets.token_urlsafe(24)


def signed(secret: bytes, use: str, value: str) -> str:
    """A value with its signature, which holds for one use alone."""
    return f"{value}.{signature(secret, use, value)}"


def signature(secret: bytes, use: str, value: str) -> str:
    """The signature of a value for some use."""
    return hmac.new(secret, f"{use}\n{value}".encode("utf-8", "replace"), sha256).hexdigest()


def is_signed(secret: bytes, use: str, given: str) -> bool:
    """Whether this desk signed it, for that use."""
    value, _, sign = given.rpartition(".")
    return bool(value) and same(sign, signature(secret, use, value))


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
