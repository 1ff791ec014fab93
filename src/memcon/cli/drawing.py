"""What the commands that draw have in common: the file, the happenings, and a word on fonts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from memcon.cli.asking import ledger_to_ask

OutOption = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FILE",
        help="What to write: FILE.svg or FILE.png for paper, FILE.html to explore.",
    ),
]
Draw = Callable[[list[dict[str, Any]], Path], None]


def draw_happenings(draw: Draw, out: Path, ledger: str | None, wanted: dict[str, Any]) -> None:
    """Draw the happenings of a ledger that are wanted.

    Raises UsageError, before the ledger is opened, if the file's name has no ending of a picture.
    """
    from memcon.pictures import ending_of

    ending = ending_of(out)
    with ledger_to_ask(ledger) as opened:
        found = [happening.to_dict() for happening in opened.happenings(**wanted)]
    draw(found, out)
    if ending == ".png":
        _tell_of_fonts(out)


def _tell_of_fonts(out: Path) -> None:
    from memcon.pictures.png import has_fonts

    if not has_fonts():
        typer.echo(
            f"memcon: {out}: has no words, since this system has no fonts; install some "
            "(on Debian, fonts-dejavu) or write an .svg",
            err=True,
        )
