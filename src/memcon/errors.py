"""What can go wrong, as one small tree.

MemconError
├── SourceError   one document that cannot be read; the batch goes on
├── LedgerError   a ledger that cannot be opened, read or written
└── UsageError    memcon was asked in a way it cannot follow
"""

from __future__ import annotations


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


class LedgerError(MemconError):
    """A ledger that cannot be used: which, what is wrong with it, what to do."""


class UsageError(MemconError):
    """An option or argument that makes no sense, in words for the person who gave it."""
