"""The ledger: what many reports tell, joined into happenings, each with its standing."""

from memcon.ledger.happening import Happening
from memcon.ledger.ledger import Ledger, open_ledger

__all__ = ["Happening", "Ledger", "open_ledger"]
