"""Watching: how the feeds and folders stand from which the ledger is fed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from memcon.desk.desk import Desk, ThisDesk, page
from memcon.desk.keeping import kept

if TYPE_CHECKING:
    from memcon.watch import State

router = APIRouter()

Stand = Literal["well", "failing", "held", "new"]


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed or folder, as others than who watches it may see it."""

    state: State
    is_feed: bool
    stand: Stand
    problem: str | None
    """What is wrong, without the address before it."""

    @property
    def name(self) -> str:
        return self.state.name or self.state.title or self.state.address


@dataclass(frozen=True, slots=True)
class WatchPage:
    """All that is watched, what fails first."""

    watched: Sequence[Watched]
    failing: int
    waiting: int
    total: int


@router.get("/watching")
@kept
def watching(request: Request, desk: ThisDesk) -> Response:
    """The page of what is watched."""
    watched = sorted(map(_watched, states(desk)), key=lambda one: (one.stand not in _BAD, one.name))
    view = WatchPage(
        watched=watched,
        failing=sum(one.stand in _BAD for one in watched),
        waiting=sum(one.state.waiting for one in watched),
        total=sum(one.state.total for one in watched),
    )
    return page(request, "watching.html", view=view)


_BAD: tuple[Stand, ...] = ("failing", "held")


def states(desk: Desk) -> list[State]:
    """How all that was ever watched stands, by addresses that hold nothing private.

    Where a folder lies on this machine is no business of who asks, nor what a feed's address has
    after its question mark: that may be a key.
    """
    from memcon.watch import standing

    return [_shown(state) for state in standing(desk.ledger)]


def _shown(state: State) -> State:
    if _is_feed(state):
        begin, mark, _ = state.address.partition("?")
        shown = f"{begin}?…" if mark else begin
    else:
        shown = PurePath(state.address).name or state.address
    problem = state.problem and state.problem.replace(state.address, shown)
    return replace(state, address=shown, problem=problem)


def _watched(state: State) -> Watched:
    problem = state.problem and state.problem.removeprefix(f"{state.address}: ")
    return Watched(state, _is_feed(state), _stand(state), problem)


def _stand(state: State) -> Stand:
    if state.held is not None:
        return "held"
    if state.looked is None:
        return "new"
    return "failing" if state.failures else "well"


def _is_feed(state: State) -> bool:
    return urlsplit(state.address).scheme.lower() in ("http", "https")
