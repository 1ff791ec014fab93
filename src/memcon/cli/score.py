"""memcon score: records held against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", exists=True, file_okay=False)],
    predicted: Annotated[Path, typer.Argument(metavar="PREDICTED", exists=True, file_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Name what is missed or wrong.")] = False,
) -> None:
    """Score records against gold.

    GOLD is a folder of gold reports; PREDICTED holds, under each gold file's name, what
    memcon read --json printed for its text.

    Example: memcon score gold/reports records --misses
    """
    from memcon.score import score_folders

    scores = score_folders(gold, predicted)
    if as_json:
        document = {**scores.figures, "misses": scores.misses} if misses else scores.figures
        typer.echo(json.dumps(document, indent=1, ensure_ascii=False))
        return
    for what, figures in scores.figures.items():
        typer.echo(f"{what:18s} " + "  ".join(f"{name} {x}" for name, x in figures.items()))
    for miss in scores.misses if misses else []:
        typer.echo(miss)
