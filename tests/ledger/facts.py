"""Facts made by hand: what one report says of a call, and on whose word."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from memcon.ledger.facts import Fact, Party, Voice, Who

TRUMP = Who("Donald Trump", "person", "USA", "GOV")
PUTIN = Who("Vladimir Putin", "person", "RUS", "GOV")
PESKOV = Who("Dmitry Peskov", "person", "RUS", "GOV", "spokesman")
SOURCES = Who("sources", "unnamed")
POST = Who("The Washington Post", "organisation", "USA", "JRN", outlet="The Washington Post")
ORBAN = Who("Viktor Orban", "person", "HUN", "GOV")

_numbers = itertools.count(1)


def says(holder: Who | None = None, stance: str = "asserts", **fields: Any) -> Voice:
    """Somebody's word, or the report's own."""
    return Voice(holder, stance, "They spoke.", None if holder is None else "s1", **fields)


def fact(
    publisher: str | None = "The Herald",
    *voices: Voice,
    on: str | None = "2024-11-07",
    until: str | None = None,
    published: str | None = "2024-11-10",
    parties: tuple[Who, ...] = (TRUMP, PUTIN),
    passage: str | None = None,
    **fields: Any,
) -> Fact:
    """A report's account of a call; each has words of its own unless told otherwise."""
    number = next(_numbers)
    start = date.fromisoformat(on) if on else None
    told: dict[str, Any] = {
        "uid": f"{number:016}",
        "report": f"report{number:010}",
        "id": "e1",
        "event": "CONSULT",
        "mode": None,
        "context": (),
        "modality": "actual",
        "date_text": None,
        "basis": "relative" if on else "none",
        "place": None,
        "place_country": None,
        "confidence": 0.9,
    }
    return Fact(
        publisher=publisher,
        published=date.fromisoformat(published) if published else None,
        start=start,
        end=date.fromisoformat(until) if until else start,
        parties=tuple(Party("actor", who) for who in parties),
        voices=voices or (says(),),
        passage=passage or f"They spoke by phone about the war, outlet {number} learned.",
        **(told | fields),
    )
