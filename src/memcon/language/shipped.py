"""The weights that memcon ships, and what their outputs mean."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def heads() -> dict[str, Any]:
    """The tags of each head, and the transitions of the attribution chain."""
    loaded: dict[str, Any] = json.loads(weights("heads.json").decode())
    return loaded


@cache
def weights_version() -> str:
    """The first 12 digits of the SHA-256 of the weights."""
    return hashlib.sha256(weights("memcon.onnx")).hexdigest()[:12]


def weights(name: str) -> bytes:
    """A file of the shipped weights."""
    return (files("memcon.language") / "weights" / name).read_bytes()
