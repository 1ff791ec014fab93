"""Happenings made by hand, by the record contract."""

from __future__ import annotations

from typing import Any

Given = dict[str, Any]


def party(name: str) -> Given:
    return {"id": name, "name": name, "names": [name]}


def happening(
    id_: str = "h1",
    *,
    event: str = "CONSULT",
    mode: str | None = None,
    actor: tuple[str, ...] = ("Ada Norrby", "Bela Korda"),
    recipient: tuple[str, ...] = (),
    start: str | None = "2031-03-04",
    end: str | None = None,
    text: str | None = None,
    standing: str = "reported",
    modality: str = "actual",
    asserted_by: tuple[tuple[str, str], ...] = (),
    denied_by: tuple[tuple[str, str], ...] = (),
    plan_of: tuple[str, ...] = (),
) -> Given:
    basis = "none" if start is None else "explicit"
    return {
        "id": id_,
        "event": event,
        "mode": mode,
        "context": [],
        "modality": modality,
        "date": {"start": start, "end": end or start, "text": text, "basis": basis},
        "place": {"text": "Vienna", "country": "AUT"},
        "actor": [party(name) for name in actor],
        "recipient": [party(name) for name in recipient],
        "standing": standing,
        "origins": {"count": 1, "list": []},
        "asserted_by": [_said(*one) for one in asserted_by],
        "denied_by": [_said(*one) for one in denied_by],
        "reports": ["r1"],
        "plan_of": list(plan_of),
        "planned_by": [],
        "confidence": 0.8,
    }


def _said(name: str, words: str) -> Given:
    return {"name": name, "report": "r1", "statement": "s1", "words": words}


def affair() -> list[Given]:
    """A small affair with every standing and modality, a date apart, a span, and nobody's date."""
    return [
        happening("h1", mode="phone", standing="disputed", denied_by=(("Ola Rask", "No call."),)),
        happening(
            "h2", event="AGREE", recipient=("Cato Lind",), modality="future", plan_of=("h3",)
        ),
        happening(
            "h3", actor=("Ada Norrby", "Cato Lind"), start="2031-03-09", standing="confirmed"
        ),
        happening("h4", event="SANCTION", actor=("Union",), recipient=("Torland",), start=None),
        happening("h5", standing="denied", modality="negated", start="2031-03-05"),
        happening("h6", modality="hypothetical", start="2031-03-01", end="2031-03-31"),
        happening(
            "h7", standing="corroborated", actor=("王毅",), recipient=("محمد",), event="ACCUSE"
        ),
        happening(
            "h8", event="ASSAULT", recipient=("Torland",), start="2024-01-01", end="2024-12-31"
        ),
        happening("h9", event="PROTEST", actor=("Dockers",), start="2031-03-07"),
    ]


def many(count: int) -> list[Given]:
    """As many happenings as are asked for, among a hundred actors over some years."""
    standings = ("confirmed", "corroborated", "reported", "disputed", "denied")
    modalities = ("actual",) * 5 + ("future", "hypothetical", "negated")
    events = ("CONSULT", "AGREE", "ACCUSE", "SANCTION", "AID", "REJECT", "THREATEN")
    return [
        happening(
            f"h{i}",
            event=events[i * i % 7],
            actor=(f"Envoy {i % 13}",),
            recipient=(f"Envoy {20 + i * 7919 % 97}",),
            start=None if i % 9 == 0 else f"{2028 + i % 3}-{1 + i % 12:02}-{1 + i % 28:02}",
            standing=standings[i * 7 % 5],
            modality=modalities[i * 11 % 8],
        )
        for i in range(count)
    ]
