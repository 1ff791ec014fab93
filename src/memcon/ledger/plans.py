"""Which deed carried out which plan: what was agreed to, and what then happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from memcon.ledger.entries import Form
from memcon.ledger.identity import same
from memcon.ledger.tables import table

SOON: Final = 31
"""Days after a plan that gives no date, within which a deed may carry it out; a date that leaves
more of them open tells no deed from another."""


def plans() -> dict[str, list[str]]:
    """The types of deed that carry out a type of plan."""
    deeds: dict[str, list[str]] = table("plans")["deeds"]
    return deeds


def counterparts(event: str) -> tuple[str, ...]:
    """The types that a type of event may be the plan or the deed of."""
    deeds = plans().get(event, [])
    return (*deeds, *(plan for plan, of in plans().items() if event in of))


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a happening tells whether it is a plan or a deed, and of what."""

    event: str
    modality: str
    start: date | None
    end: date | None
    day: date
    """The day that it is listed under: its own, else that of its first report."""
    parties: tuple[Form, ...]
    """Those that have a name beyond their report, each by one of its names."""


def carried_out(plan: Outline, deed: Outline) -> bool:
    """Whether a deed is what was planned: the same parties, at the time agreed or soon after."""
    return (
        deed.event in plans().get(plan.event, [])
        and plan.modality != "negated"
        and deed.modality == "actual"
        and _in_time(plan, deed)
        and _same_parties(plan, deed)
    )


def _same_parties(plan: Outline, deed: Outline) -> bool:
    mine, theirs = plan.parties, deed.parties
    if len(mine) < 2 or len(mine) != len(theirs):
        return False
    return all(any(same(one.who, other.who) for other in theirs) for one in mine) and all(
        any(same(one.who, other.who) for one in mine) for other in theirs
    )


def _in_time(plan: Outline, deed: Outline) -> bool:
    if deed.start is None or deed.end is None or _days(deed) > SOON:
        return False
    if plan.start is not None and plan.end is not None:
        return _days(plan) <= SOON and deed.start <= plan.end and plan.start <= deed.end
    return plan.day <= deed.end and deed.start - plan.day <= timedelta(SOON)


def _days(outline: Outline) -> int:
    """How long its date leaves open when it was: "this year" is no one's day."""
    if outline.start is None or outline.end is None:
        return 0
    return (outline.end - outline.start).days
