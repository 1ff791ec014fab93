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
    stories: Annotated[
        bool, typer.Option("--stories", help="Score happenings of whole stories, not records.")
    ] = False,
) -> None:
    """Score records against gold, or the happenings of a ledger against gold stories.

    GOLD is a folder of gold reports; PREDICTED holds, under each gold file's name, what
    memcon read --json printed for its text. With --stories, GOLD is a folder of stories; PREDICTED
    holds for each STORY.json what memcon happenings --json printed after its reports were added
    to an empty ledger, and as STORY.ids.json what memcon add --json printed.

    Example: memcon score gold/reports records --misses
    """
    from memcon.score import score_folders
    from memcon.story_score import score_stories

    scores = (score_stories if stories else score_folders)(gold, predicted)
    if as_json:
        document = {**scores.figures, "misses": scores.misses} if misses else scores.figures
        typer.echo(json.dumps(document, indent=1, ensure_ascii=False))
        return
    for what, figures in scores.figures.items():
        typer.echo(f"{what:18s} " + "  ".join(f"{name} {x}" for name, x in figures.items()))
    for miss in scores.misses if misses else []:
        typer.echo(miss)
