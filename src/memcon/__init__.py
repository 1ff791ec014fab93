"""memcon reads reporting on politics and diplomacy and keeps the record.

Who dealt with whom, when, how, on whose word, and who denies it. The names below are the whole
public surface; each is imported when it is first used, so that `import memcon` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memcon.ledger import Ledger, open_ledger
    from memcon.reader import Reader, read
    from memcon.record import Record, Report
    from memcon.relations import Relation, relation

__version__ = "0.1.0"
__all__ = [
    "Ledger",
    "Reader",
    "Record",
    "Relation",
    "Report",
    "__version__",
    "open_ledger",
    "read",
    "relation",
]

_HOME = {
    "Reader": "memcon.reader",
    "Record": "memcon.record",
    "Report": "memcon.record",
    "read": "memcon.reader",
    "Relation": "memcon.relations",
    "relation": "memcon.relations",
    "Ledger": "memcon.ledger",
    "open_ledger": "memcon.ledger",
}

# Hidden from type checkers: to them a module with __getattr__ has every name one can misspell.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """The public object of that name, from the module that defines it."""
        if name not in _HOME:
            raise AttributeError(f"module 'memcon' has no attribute {name!r}")
        return getattr(import_module(_HOME[name]), name)

    def __dir__() -> list[str]:
        return sorted(__all__)
