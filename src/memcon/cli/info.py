"""memcon info: which versions made, or would make, a record."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def info(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Print the versions that a record is made by.

    Example: memcon info --json
    """
    from memcon.reader import versions

    found = versions()
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        width = max(map(len, found))
        for part, version in found.items():
            typer.echo(f"{part:{width}}  {version}")
