"""Which deed carried out which plan: what was agreed to, and what then happened."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from memcon.ledger.facts import Fact
from memcon.ledger.identity import keys, same

SOON: Final = 30
"""Days after a plan that gives no date, within which a deed may carry it out."""


@cache
def plans() -> dict[str, tuple[str, ...]]:
    """The types of deed that carry out a type of plan."""
    table: dict[str, Any] = tomllib.loads(
        files("memcon.ledger").joinpath("data/plans.toml").read_text("utf-8")
    )
    return {plan: tuple(deeds) for plan, deeds in table["deeds"].items()}


def counterparts(event: str) -> tuple[str, ...]:
    """The types that a type of event may be the plan or the deed of."""
    deeds = plans().get(event, ())
    return (*deeds, *(plan for plan, of in plans().items() if event in of))


def carried_out(plan: Fact, deed: Fact) -> bool:
    """Whether a deed is what was planned: the same parties, at the time agreed or soon after."""
    return (
        deed.event in plans().get(plan.event, ())
        and plan.modality != "negated"
        and deed.modality == "actual"
        and _same_parties(plan, deed)
        and _in_time(plan, deed)
    )


def counterpart_keys(fact: Fact) -> list[str]:
    """What the events that may be its plan or its deed are filed under."""
    types = counterparts(fact.event)
    return sorted({f"{type_} {key}" for type_ in types for who in fact.whos for key in keys(who)})


def _same_parties(plan: Fact, deed: Fact) -> bool:
    mine, theirs = plan.whos, deed.whos
    if len(mine) < 2 or len(mine) != len(theirs):
        return False
    return all(any(same(one, other) for other in theirs) for one in mine)


def _in_time(plan: Fact, deed: Fact) -> bool:
    if deed.start is None:
        return False
    if plan.start is not None:
        return deed.start <= plan.end_day and plan.start <= deed.end_day
    if plan.published is None:
        return False
    return plan.published <= deed.end_day and deed.start - plan.published <= timedelta(SOON)
