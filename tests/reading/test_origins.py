"""Where a report says that its news comes from: outlets, cited sources, documents."""

from __future__ import annotations

import pytest

import memcon
from memcon.record import Event, Record, Statement


def read(text: str, publisher: str = "AFP") -> Record:
    return memcon.read(text, published="2024-11-12", publisher=publisher)


def name(record: Record, actor: str | None) -> str | None:
    return next((a.name for a in record.actors if a.id == actor), None)


def chain(record: Record, event: Event) -> list[str | None]:
    """The holders of the statements that an event rests on, innermost first."""
    held = {s.id: name(record, s.holder) for s in record.statements}
    return [held[s] for s in event.according_to]


def cued(record: Record, cue: str) -> Statement:
    """The statement with a cue of these words."""
    texts = {record.report.text[slice(*s.cue_spans[0])]: s for s in record.statements}
    return texts[cue]


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The Financial Times first reported that Putin had met Xi Jinping.", "Financial Times"),
        ("Putin met Xi Jinping on Monday, according to Reuters.", "Reuters"),
        ("Putin met Xi Jinping on Monday, an aide to Xi told Reuters.", "Reuters"),
        ("In an interview with the BBC, Putin said that he had met Xi Jinping.", "BBC"),
        (
            "Putin met Xi Jinping in Sochi on Monday, as first reported by the Financial Times.",
            "Financial Times",
        ),
        (
            "The meeting between Putin and Xi Jinping, first reported by the Financial Times, "
            "took place on Monday.",
            "Financial Times",
        ),
        (
            "The Kremlin declined to comment on a report by Le Monde that Putin had met "
            "Xi Jinping in Sochi.",
            "Le Monde",
        ),
        ("The French daily Le Monde reported that Putin had met Xi Jinping.", "Le Monde"),
    ],
)
def test_the_outlet_that_a_report_names_is_the_origin(text: str, origin: str) -> None:
    record = read(text)
    (event,) = record.events
    first = next(s for s in record.statements if s.id == event.according_to[0])
    assert name(record, first.origin) == origin
    assert event.modality == "actual"


@pytest.mark.parametrize(
    "text",
    [
        "Putin met Xi Jinping on Monday, an aide to Xi told AFP.",
        "Agence France-Presse reported that Putin had met Xi Jinping.",
        "Putin met Xi Jinping, the Kremlin said.",
    ],
)
def test_the_own_outlet_is_no_origin(text: str) -> None:
    assert [s.origin for s in read(text).statements] == [None]


def test_what_is_declined_to_comment_on_rests_on_whoever_reported_it() -> None:
    record = read(
        "The Kremlin declined to comment on a report by Le Monde that Putin had met Xi Jinping."
    )
    (event,) = record.events
    assert chain(record, event) == ["Le Monde"]
    assert cued(record, "declined").about == (event.id,)


@pytest.mark.parametrize(
    "text",
    [
        "The Post reported on Tuesday, citing unnamed officials, that Putin had met Xi Jinping.",
        "Citing unnamed officials, The Post said that Putin had met Xi Jinping.",
    ],
)
def test_a_cited_source_is_inside_the_statement_that_cites_it(text: str) -> None:
    record = read(text)
    (event,) = record.events
    assert chain(record, event) == ["unnamed officials", "Post"]
    inner, outer = (next(s for s in record.statements if s.id == i) for i in event.according_to)
    assert inner.within == outer.id
    assert inner.origin == outer.origin == outer.holder


def test_a_document_speaks_for_whoever_issued_it() -> None:
    record = read(
        "Putin met Xi Jinping in Sochi on Monday, the Kremlin said in a statement. "
        "Putin will visit Beijing in May, the statement said."
    )
    assert [name(record, s.holder) for s in record.statements] == ["Kremlin", "Kremlin"]


def test_what_closes_a_sentence_is_said_of_all_of_it() -> None:
    record = read(
        "ABUJA, July 3 (Reuters) - Nigerian President Olusegun Obasanjo telephoned Charles Taylor "
        "on Wednesday night and renewed an offer of asylum to the beleaguered Liberian leader, "
        "Obasanjo's spokeswoman, Remi Oyo, said.",
        "Reuters",
    )
    assert [chain(record, e) for e in record.events] == [["Remi Oyo"]] * len(record.events)


def test_the_own_newspaper_is_the_publisher() -> None:
    record = read("This newspaper reported that Putin had met Xi Jinping.", "Koha Ditore")
    (statement,) = record.statements
    assert name(record, statement.holder) == "Koha Ditore"
    assert statement.origin is None
