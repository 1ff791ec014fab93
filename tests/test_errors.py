"""Errors are one line, name what they are about, and cross process borders whole."""

from __future__ import annotations

import pickle

import pytest

from memcon.errors import MemconError, SourceError, UsageError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (SourceError("a.txt", "is empty"), "a.txt: is empty"),
        (SourceError("a.txt", "is a PDF", "convert it"), "a.txt: is a PDF; convert it"),
        (SourceError("a\nb.txt", "is\nempty"), "a\\nb.txt: is\\nempty"),
    ],
)
def test_an_error_is_one_line(error: SourceError, line: str) -> None:
    assert str(error) == line


def test_an_error_comes_back_whole_from_another_process() -> None:
    error = SourceError("a.txt", "is empty", "leave it out")
    again = pickle.loads(pickle.dumps(error))
    assert (again.input, again.problem, again.advice) == ("a.txt", "is empty", "leave it out")


@pytest.mark.parametrize("kind", [SourceError, UsageError])
def test_all_errors_are_of_one_family(kind: type[Exception]) -> None:
    assert issubclass(kind, MemconError)
