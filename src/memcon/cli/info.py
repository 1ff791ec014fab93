"""memcon info: which versions made, or would make, a record."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from memcon.cli.asking import LedgerOption


def info(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Print the versions that a record is made by, where the ledger is and what is in it.

    Example: memcon info --json
    """
    from memcon.reader import versions

    found: dict[str, object] = dict(versions())
    held = _ledger(ledger)
    if as_json:
        typer.echo(json.dumps({**found, "ledger": held}, indent=2))
        return
    if held is not None:
        found.update({"ledger": held["where"], **{k: n for k, n in held.items() if k != "where"}})
    width = max(map(len, found))
    for part, value in found.items():
        typer.echo(f"{part:{width}}  {value}")


def _ledger(url: str | None) -> dict[str, object] | None:
    """Where the ledger is and what is in it; None if none was named and there is none here."""
    from memcon.ledger import open_ledger
    from memcon.ledger.opening import DEFAULT, VARIABLE

    if url is None and not os.environ.get(VARIABLE) and not Path(DEFAULT).exists():
        return None
    with open_ledger(url, create=False) as opened:
        return asdict(opened.summary())
