"""What can go wrong, as one small tree.

MemconError
├── SourceError           one document that cannot be read; the batch goes on
│   └── UnreachableError  a storage that does not answer; another time it may
├── CodingError           a corpus run that had to stop; run again, it goes on from there
├── LedgerError           a ledger that cannot be opened, read or written
└── UsageError            memcon was asked in a way it cannot follow
"""

from __future__ import annotations

import traceback
from pathlib import Path


class MemconError(Exception):
    """Everything that memcon raises on purpose."""


class SourceError(MemconError):
    """One input, or one document in it, that cannot be read: which, what is wrong, what to do."""

    def __init__(self, input: str, problem: str, advice: str = "") -> None:
        super().__init__(input, problem, advice)
        self.input = input
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        line = f"{self.input}: {self.problem}" + (f"; {self.advice}" if self.advice else "")
        return "\\n".join(line.splitlines())


class UnreachableError(SourceError):
    """An input that cannot be read now for no fault of its own: the network, a refusal."""


class CodingError(MemconError):
    """A corpus run that could not go on: what stopped it, and what to do before running it anew."""


class LedgerError(MemconError):
    """A ledger that cannot be used: which, what is wrong with it, what to do."""


class UsageError(MemconError):
    """An option or argument that makes no sense, in words for the person who gave it."""


def our_fault(report_id: str, error: Exception) -> str:
    """One line that a maintainer can start from, for a report that memcon could not read."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"report {report_id}: {what} ({Path(where.filename).name}, line {where.lineno}); "
        "this is memcon's fault: please report it with the text that it happened on"
    )
