"""The memcon command: which subcommands there are, and how errors end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Annotated, NoReturn

import typer

import memcon
from memcon.cli.actors import actors
from memcon.cli.add import add
from memcon.cli.code import code
from memcon.cli.correct import correct
from memcon.cli.export import export
from memcon.cli.happenings import happenings
from memcon.cli.info import info
from memcon.cli.network import network
from memcon.cli.read import read
from memcon.cli.relation import relation
from memcon.cli.score import score
from memcon.cli.serve import serve
from memcon.cli.sql import sql
from memcon.cli.statements import statements
from memcon.cli.timeline import timeline
from memcon.cli.watch import watch
from memcon.errors import MemconError, UsageError

app = typer.Typer(
    help="Who dealt with whom, when, how, on whose word, and who denies it: from news reports.",
    epilog="Example: memcon read report.txt --published 2024-11-11",
    no_args_is_help=True,
    add_completion=False,
    # Plain help and plain errors: both are read by programs and on narrow terminals, too.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_COMMANDS: tuple[Callable[..., None], ...] = (
    read, add, watch, happenings, statements, actors, timeline, network, export, sql, code, serve,
    relation, score, info,
)  # fmt: skip
for command in _COMMANDS:
    app.command()(command)
app.add_typer(correct)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 failed in part or whole, 2 wrong use."""
    try:
        app(args=arguments, prog_name="memcon")
    except MemconError as error:
        print(f"memcon: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"memcon {memcon.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    pass
