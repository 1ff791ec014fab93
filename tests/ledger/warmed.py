"""Imported, it has loaded all that adding needs: processes that come of this one begin at once."""

import tempfile
from pathlib import Path

from ledger.made import call
from memcon.ledger import open_ledger

with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "memcon.db") as ledger:
    ledger.add(call(by=("Dmitry Peskov", "person")))
