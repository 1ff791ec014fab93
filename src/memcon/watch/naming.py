"""Short names for what is watched: the same thing has the same name in every run."""

from __future__ import annotations

import hashlib
from urllib.parse import urldefrag


def short(*parts: str) -> str:
    """Sixteen hexadecimal digits for some words."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def page_name(link: str) -> str:
    """The name of a page, wherever it is linked from."""
    return short("page", urldefrag(link).url)
