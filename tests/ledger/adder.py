"""A process that adds records to a ledger and says of each when it is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from unittest.mock import patch

from memcon.ledger import open_ledger
from memcon.record import Record

context = ForkServerContext()
# So that each process begins at once, with all that it needs loaded.
context.set_forkserver_preload(["ledger.adder", "ledger.warmed"])


def add_each(url: str, records: Sequence[str], said: Connection) -> None:
    with open_ledger(url) as ledger:
        for record in records:
            said.send(ledger.add(Record.from_json(record)))
    said.close()


def adding(url: str, records: Sequence[Record]) -> tuple[BaseProcess, Connection]:
    """Start adding records, one by one; the ids of those that are there come by the connection."""
    hears, said = context.Pipe(duplex=False)
    as_json = [record.to_json() for record in records]
    process = context.Process(target=add_each, args=(url, as_json, said))
    with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
        process.start()  # the server that forks looks for what it loads there alone
    said.close()
    return process, hears


def heard(hears: Connection) -> list[str]:
    """All that was said until the process ended."""
    ids = []
    try:
        while True:
            ids.append(hears.recv())
    except EOFError:
        return ids
