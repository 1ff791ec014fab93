"""Timeline and Network: pictures of the happenings that a filter finds, and their files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal
from xml.etree.ElementTree import tostring

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from memcon.desk.asking import HappeningFilter
from memcon.desk.desk import Desk, ThisDesk, page
from memcon.desk.errors import Refused
from memcon.desk.keeping import kept
from memcon.desk.pages.happenings import called
from memcon.errors import UsageError
from memcon.record import EVENT_TYPES

if TYPE_CHECKING:
    from memcon.ledger.happening import Happening

router = APIRouter()

Kind = Literal["timeline", "network"]

MOST: Final[dict[Kind, int]] = {"timeline": 300, "network": 300}
"""Happenings of one picture: with more nobody could make anything out."""
_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class PicturePage:
    """A picture and what it shows."""

    kind: Kind
    filter: HappeningFilter
    found: Sequence[Happening]
    """In the order in which marks number them."""
    svg: Markup
    count: int
    is_cut: bool
    """There are more: only the newest are drawn."""
    names: tuple[str, ...]
    problem: str | None


@router.get("/timeline")
@kept
def timeline(request: Request, desk: ThisDesk) -> Response:
    """The page with the timeline."""
    return _page(request, desk, "timeline")


@router.get("/network")
@kept
def network(request: Request, desk: ThisDesk) -> Response:
    """The page with the network."""
    return _page(request, desk, "network")


@router.get("/pictures/{kind}.{ending}")
def picture(request: Request, desk: ThisDesk, kind: Kind, ending: str) -> Response:
    """A picture as a file."""
    if ending not in _TYPES:
        raise Refused(404, "There is no such picture.", f"There are {', '.join(_TYPES)}.")
    asked = HappeningFilter.of(request.query_params)
    found, _ = _found(desk, asked, kind)
    # Never shown in place: as HTML it brings a script with it.
    headers = {"content-disposition": f'attachment; filename="{kind}.{ending}"'}
    return Response(_drawn(found, kind, ending), media_type=_TYPES[ending], headers=headers)


def _page(request: Request, desk: Desk, kind: Kind) -> Response:
    problem = None
    try:
        asked = HappeningFilter.of(request.query_params)
    except UsageError as error:
        asked, problem = HappeningFilter(), str(error)
    found, is_cut = _found(desk, asked, kind)
    ordered, svg = inline(found, kind)
    view = PicturePage(
        kind=kind,
        filter=asked,
        found=ordered,
        svg=svg,
        count=len(found),
        is_cut=is_cut,
        names=tuple(called(desk, name) for name in asked.participants),
        problem=problem,
    )
    status = 400 if problem else 200
    return page(request, "picture.html", status=status, view=view, types=EVENT_TYPES)


def _found(desk: Desk, asked: HappeningFilter, kind: Kind) -> tuple[Sequence[Happening], bool]:
    most = MOST[kind]
    found = desk.ledger.happenings(**asked.asked(), newest=True, limit=most + 1)
    return found[:most], len(found) > most


def inline(found: Sequence[Happening], kind: Kind) -> tuple[Sequence[Happening], Markup]:
    """The happenings in the order in which a picture numbers them, and the picture for a page."""
    by_id = {one.id: one for one in found}
    order, svg = _inline(tuple(one.to_json() for one in found), kind)
    # The picture writes its own elements, and escapes all text in them.
    return [by_id[id_] for id_ in order], Markup(svg)  # noqa: S704


@lru_cache(12)
def _inline(found: tuple[str, ...], kind: Kind) -> tuple[tuple[str, ...], str]:
    """Ids in order, and the picture; of the last ones asked for, since a network takes a second."""
    from memcon.pictures.facts import Happening as Drawn
    from memcon.pictures.network import network
    from memcon.pictures.timeline import timeline

    facts = sorted((Drawn.of(json.loads(one)) for one in found), key=lambda one: one.sort_key)
    if not facts:
        return (), ""
    picture = {"timeline": timeline, "network": network}[kind](facts)
    return tuple(one.id for one in facts), tostring(picture.svg, "unicode")


def _drawn(found: Sequence[Happening], kind: Kind, ending: str) -> bytes:
    from memcon.pictures import draw_network, draw_timeline

    draw = {"timeline": draw_timeline, "network": draw_network}[kind]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"picture.{ending}"
        draw([one.to_dict() for one in found], path)
        return path.read_bytes()
