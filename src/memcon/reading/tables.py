"""The data files of this room."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The contents of `data/NAME.toml`."""
    path = files("memcon.reading") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def words(name: str, section: str, key: str) -> frozenset[str]:
    """A list of words in a data file, as a set."""
    return frozenset(table(name)[section][key])
