"""The ledger's own data files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a text file; a line that begins with # is a remark."""
    lines = _text(f"{name}.txt").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The rows of a tab-separated file of two columns, below its header, in their order."""
    rows = [line.split("\t") for line in _text(f"{name}.tsv").splitlines() if line[:1] != "#"]
    return tuple((first, second) for first, second in rows[1:])


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file."""
    return tomllib.loads(_text(f"{name}.toml"))


def _text(name: str) -> str:
    return files("memcon.ledger").joinpath(f"data/{name}").read_text("utf-8")
