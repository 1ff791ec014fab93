"""Made-up reporting of a few days in which everything collides: the same people in several
spellings, the same occasions with and without days, copies, denials, outlets that cite another."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ledger.made import Writing, day
from memcon.record import MODES, Record

PERSONS: tuple[tuple[str, str | None], ...] = (
    ("Vladimir Putin", "RUS"),
    ("Putin", None),
    ("Putin", "RUS"),
    ("Volodymyr Zelenskyy", "UKR"),
    ("Zelensky", "UKR"),
    ("Vladimir Zelenskiy", "UKR"),
    ("Zelensky", None),
    ("Donald Trump", "USA"),
    ("Trump", "USA"),
    ("Melania Trump", "USA"),
    ("Trump", None),
    ("Ahmed Attaf", None),
    ("Ahmed Attaf", "DZA"),
    ("Attaf", "DZA"),
)
OTHERS: tuple[dict[str, Any], ...] = (
    {"name": "Russia", "kind": "state", "country": "RUS"},
    {"name": "Moscow", "kind": "state", "country": "RUS"},
    {"name": "United States", "kind": "state", "country": "USA"},
    {"name": "Kremlin", "kind": "organisation", "country": "RUS", "sector": "GOV"},
    {"name": "foreign minister", "kind": "person", "country": "RUS", "office": "foreign minister"},
    {"name": "Sergei Lavrov", "kind": "person", "country": "RUS", "office": "foreign minister"},
    {"name": "his deputy", "kind": "person", "country": "RUS"},
    {"name": "European leaders", "kind": "group"},
)
SPEAKERS: tuple[dict[str, Any], ...] = (
    {"name": "Dmitry Peskov", "kind": "person", "country": "RUS", "sector": "GOV"},
    {"name": "Kremlin", "kind": "organisation", "country": "RUS", "sector": "GOV"},
    {"name": "sources", "kind": "unnamed"},
    {"name": "a senior official", "kind": "unnamed", "country": "USA", "sector": "GOV"},
    {"name": "Reuters", "kind": "organisation", "sector": "JRN"},
    {"name": "The Washington Post", "kind": "organisation", "sector": "JRN"},
    {"name": "Viktor Orban", "kind": "person", "country": "HUN", "sector": "GOV"},
)
OUTLETS = (None, "Reuters", "The Washington Post", "The Daily", "AFP")
PUBLISHED = (None, "2024-11-08", "2024-11-09", "2024-11-11", "2024-11-18")
DAYS = (
    (None, None),
    (None, None),
    ("2024-11-07", "2024-11-07"),
    ("2024-11-08", "2024-11-08"),
    ("2024-11-07", "2024-11-08"),
    ("2024-11-04", "2024-11-10"),
    ("2024-11-01", "2024-11-30"),
    ("2024-01-01", "2024-12-31"),
)
EVENTS = ("CONSULT", "CONSULT", "AGREE", "ACCUSE", "AID")
PASSAGES = (
    "The two leaders spoke by phone on the war in Ukraine and urged that it should not escalate.",
    "The two leaders spoke by phone on the war in Ukraine, two people familiar with it said.",
    "They talked about the harvest.",
    "They agreed to meet in the autumn to talk about the war in Ukraine and about the harvest.",
    "He accused him of having lied about the harvest and about the grain that was sold abroad.",
)
PLACES = (None, None, {"text": "Riyadh", "country": "SAU"}, {"text": "Budapest", "country": "HUN"})

_person = st.sampled_from(PERSONS).map(
    lambda person: {"name": person[0], "kind": "person", "country": person[1], "sector": "GOV"}
)
_party = st.one_of(_person, _person, st.sampled_from(OTHERS))


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A report of some of these days, with what was read in it."""
    writing = Writing(draw(st.sampled_from(OUTLETS)), draw(st.sampled_from(PUBLISHED)))
    _read(draw, writing)
    return writing.record()


def reports(min_size: int = 0, max_size: int = 6) -> st.SearchStrategy[list[Record]]:
    """Several reports, each read once."""
    return st.lists(
        records(), min_size=min_size, max_size=max_size, unique_by=lambda record: record.report.id
    )


@st.composite
def rereadings(draw: st.DrawFn) -> tuple[Record, Record]:
    """A report as one version read it, and as a newer one did."""
    outlet, published = draw(st.sampled_from(OUTLETS)), draw(st.sampled_from(PUBLISHED))
    old, new = (
        Writing(outlet, published, "\n".join(PASSAGES)),
        Writing(outlet, published, "\n".join(PASSAGES)),
    )
    _read(draw, old)
    _read(draw, new)
    return old.record(memcon="0.1.0"), new.record(memcon="0.2.0")


def _read(draw: st.DrawFn, writing: Writing) -> None:
    for _ in range(draw(st.integers(1, 3))):
        at = writing.passage(draw(st.sampled_from(PASSAGES)))
        _event(draw, writing, at)


def _event(draw: st.DrawFn, writing: Writing, at: tuple[int, int]) -> None:
    type_ = draw(st.sampled_from(EVENTS))
    parties = [_actor(writing, draw(_party)) for _ in range(draw(st.integers(1, 3)))]
    receives = type_ in ("ACCUSE", "AID") and len(set(parties)) > 1
    modality = draw(st.sampled_from(("actual", "actual", "actual", "future", "negated")))
    writing.event(
        type_,
        at,
        list(dict.fromkeys(parties[:1] if receives else parties)),
        [p for p in dict.fromkeys(parties) if p != parties[0]] if receives else [],
        mode=draw(st.sampled_from((None, None, *MODES[type_][:2]))),
        date=day(*draw(st.sampled_from(DAYS))),
        place=draw(st.sampled_from(PLACES)),
        modality=modality,
        according_to=_voices(draw, writing, at),
    )


def _voices(draw: st.DrawFn, writing: Writing, at: tuple[int, int]) -> list[str]:
    """A statement that the event rests on, or none; perhaps one that denies it."""
    said = f"e{writing.events + 1}"
    if draw(st.integers(0, 4)) == 0:
        denier = _actor(writing, draw(st.sampled_from(SPEAKERS)))
        writing.statement(denier, at, stance="denies", about=[said])
    if draw(st.booleans()):
        return []
    speaker = _actor(writing, draw(st.sampled_from(SPEAKERS)))
    origin = draw(st.sampled_from((None, None, "Reuters", "The Washington Post")))
    first = origin and _actor(writing, {"name": origin, "kind": "organisation", "sector": "JRN"})
    stance = draw(st.sampled_from(("asserts", "asserts", "denies", "doubts")))
    return [writing.statement(speaker, at, stance=stance, origin=first, about=[said])]


def _actor(writing: Writing, fields: dict[str, Any]) -> str:
    return writing.actor(**fields)
