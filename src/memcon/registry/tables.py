"""The registry's data files: tab-separated, a comment line on sources, a header, one row a line."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from memcon.errors import UsageError

REGISTRY_VERSION: Final = "1"
AMBIGUOUS: Final = "?"


class RegistryError(UsageError):
    """A file of names that cannot be used: names the file, the line, and what to do."""


def read_table(name: str) -> Iterator[list[str]]:
    """The rows of a data file below its header; the table's own tests see to their shape."""
    text = (files("memcon.registry") / "data" / f"{name}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    next(lines)
    for line in lines:
        yield line.split("\t")


@cache
def cue_words(cue: str) -> frozenset[str]:
    """The function words that are cues of one kind."""
    return frozenset(word for word, of in read_table("cues") if of == cue)


def forms(cell: str) -> Iterator[tuple[str, bool]]:
    """The forms in a cell, parted by semicolons, each with whether it is marked ambiguous."""
    for form in cell.split(";"):
        if form:
            yield form.lstrip(AMBIGUOUS), form.startswith(AMBIGUOUS)
