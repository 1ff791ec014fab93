"""Actors: who is in the ledger; and one of them, with offices, dealings and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from memcon.desk.asking import COUNTED, words
from memcon.desk.desk import ThisDesk, page
from memcon.desk.errors import Refused
from memcon.desk.keeping import kept
from memcon.desk.pages.pictures import inline

if TYPE_CHECKING:
    from memcon.ledger.happening import Happening
    from memcon.ledger.people import LedgerActor
    from memcon.ledger.searching import FoundStatement

router = APIRouter()

_LISTED: Final = 60
_DEALINGS: Final = 40
_STATEMENTS: Final = 12


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor with the last of what it did and said."""

    actor: LedgerActor
    happenings: Sequence[Happening]
    svg: Markup
    places: Mapping[str, int]
    """Which number each happening has in the picture."""
    count: int
    statements: Sequence[FoundStatement]
    most: int
    """Happenings with the one it dealt with most: the length of the longest bar."""


@router.get("/actors")
@kept
def actors(request: Request, desk: ThisDesk) -> Response:
    """The page of those whom reports name most, or of those of a name."""
    name = next(words(request.query_params.getlist("name")), None)
    found = desk.ledger.actors(name, limit=_LISTED)
    return page(request, "actors.html", name=name, found=found, most=_LISTED)


@router.get("/actor/{id_}")
@kept
def actor(request: Request, desk: ThisDesk, id_: str) -> Response:
    """The page of an actor, by the ledger's id."""
    asked = desk.ledger.actors(id_, limit=1)
    found = next((a for a in asked if a.id == id_), None)
    if found is None:
        raise Refused(404, "The ledger has no such actor.", "Look for the name.")
    happenings = desk.ledger.happenings([id_], newest=True, limit=_DEALINGS)
    ordered, svg = inline(happenings, "timeline")
    view = ActorPage(
        actor=found,
        happenings=happenings,
        svg=svg,
        places={one.id: place for place, one in enumerate(ordered)},
        count=desk.ledger.count([id_], most=COUNTED + 1),
        statements=desk.ledger.statements(by=id_, newest=True, limit=_STATEMENTS),
        most=max((dealing.happenings for dealing in found.dealt_with), default=1),
    )
    return page(request, "actor.html", view=view, counted=COUNTED)
