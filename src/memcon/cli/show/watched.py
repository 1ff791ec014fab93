"""How feeds and folders stand, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from memcon.watch import State


def status_page(states: Iterable[State]) -> Table:
    """A row each: when it was looked at, what is new, what is wrong, when it is next."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", expand=False)
    table.add_column("feed", overflow="fold", ratio=3)
    table.add_column("last round (UTC)", no_wrap=True)
    table.add_column("new", justify="right")
    table.add_column("all", justify="right")
    table.add_column("next (UTC)", no_wrap=True)
    table.add_column("errors", overflow="fold", ratio=3)
    for state in states:
        table.add_row(
            Text(state.name or state.title or state.address),
            _moment(state.looked),
            str(state.added),
            str(state.total),
            _moment(state.due),
            _errors(state),
        )
    return table


def _moment(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _errors(state: State) -> Text:
    words = [state.problem.removeprefix(f"{state.address}: ")] if state.problem else []
    if state.failures > 1:
        words.append(f"{state.failures} times in a row")
    if state.waiting:
        words.append(f"{state.waiting} to fetch")
    return Text("; ".join(words) or "none", style="red" if state.problem else "")
