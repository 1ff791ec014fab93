"""A sign of life on standard error while long work goes on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from memcon.corpus.engine import State

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


@contextmanager
def coding() -> Iterator[Callable[[State], None] | None]:
    """A bar for a corpus run: articles a second, errors, time left; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("the workers start", total=None)

        def show(state: State) -> None:
            told = described(state, time.monotonic() - began)
            bar.update(task, completed=state.coded, total=_to_code(state), description=told)

        yield show


def described(state: State, seconds: float) -> str:
    """How far a run has come after so many seconds, in words."""
    rate = state.coded / seconds if seconds else 0.0
    words = [f"{state.coded:,} articles", f"{rate:.1f} a second", f"{state.errors:,} errors"]
    total = _to_code(state)
    if total is not None and rate:
        left = round((total - state.coded) / rate)
        words.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    return ", ".join(words)


def _to_code(state: State) -> int | None:
    """Documents that this run will have coded, as far as one can tell."""
    return None if state.expected is None else max(state.coded, state.expected - state.found)
