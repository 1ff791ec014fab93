"""A sign of life on standard error while long work goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from threading import Timer
from typing import TypeVar

Thing = TypeVar("Thing")

# Shorter work is over before anybody looks for a sign of life.
PATIENCE_SECONDS = 1.0


def counted(things: Iterable[Thing], what: str) -> Iterator[Thing]:
    """Pass things on, counting them on standard error if it is a terminal that shows no results."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed} {task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        # Rich would send what goes to standard output to the console, which is standard error.
        redirect_stdout=False,
    )
    task = progress.add_task(what, total=None)
    beginning = Timer(PATIENCE_SECONDS, progress.start)
    beginning.start()
    try:
        for thing in things:
            yield thing
            progress.advance(task)
    finally:
        beginning.cancel()
        beginning.join()
        progress.stop()
