"""Which events a denial points at, and what counts as one (settled cases 9, 23, 25)."""

from __future__ import annotations

import pytest

import memcon
from memcon.record import Record

REPORTED = "Putin met Xi Jinping on Monday, according to Reuters. "


def read(text: str, publisher: str = "AFP") -> Record:
    return memcon.read(text, published="2024-11-12", publisher=publisher)


def denials(record: Record) -> list[tuple[str | None, tuple[str, ...]]]:
    """Who denies, and the types of what they deny."""
    names = {a.id: a.name for a in record.actors}
    types = {e.id: e.event for e in record.events}
    return [
        (names.get(s.holder or ""), tuple(types[e] for e in s.about))
        for s in record.statements
        if s.stance == "denies"
    ]


@pytest.mark.parametrize(
    "denial",
    [
        "“There was no meeting,” Dmitry Peskov said.",
        "“No such meeting took place,” Dmitry Peskov said.",
        "Dmitry Peskov denied the report.",
        "Dmitry Peskov called the report a lie.",
        "Dmitry Peskov said that Putin did not meet Xi Jinping on Monday.",
    ],
)
def test_a_denial_points_at_the_one_event_that_another_asserts(denial: str) -> None:
    record = read(REPORTED + denial)
    assert denials(record) == [("Dmitry Peskov", ("CONSULT",))]
    assert [e.modality for e in record.events if e.event == "CONSULT"] == ["actual"]


def test_what_nobody_asserts_is_a_negated_event() -> None:
    record = read("Dmitry Peskov said that Putin had not met Xi Jinping.")
    assert denials(record) == []
    assert [e.modality for e in record.events] == ["negated"]


def test_a_denial_of_another_day_does_not_touch_the_event() -> None:
    record = read(REPORTED + "“There was no meeting on Tuesday,” Dmitry Peskov said.")
    assert denials(record) == []


def test_a_report_that_is_denied_stays_its_outlets_word() -> None:
    record = read("The Kremlin denied a report by Le Monde that Putin had met Xi Jinping.")
    (event,) = record.events
    report = next(s for s in record.statements if s.id == event.according_to[0])
    assert (event.modality, report.stance, report.within) == ("actual", "asserts", None)
    assert denials(record) == [("Kremlin", ("CONSULT",))]


def test_reports_that_nobody_is_named_for_are_only_denied() -> None:
    record = read("The Kremlin denied reports that Putin had met Xi Jinping.")
    assert [(e.event, e.modality) for e in record.events] == [("CONSULT", "negated")]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters has retracted its report that Putin met Xi Jinping in Sochi on Monday.",
        REPORTED + "Reuters has withdrawn the report.",
    ],
)
def test_whoever_withdraws_a_report_denies_it(text: str) -> None:
    record = read(text)
    assert denials(record) == [("Reuters", ("CONSULT",))]
    assert [e.modality for e in record.events] == ["actual"]


def test_an_earlier_version_is_no_longer_said() -> None:
    record = read(
        "An earlier version of this article said that Putin had met Xi Jinping on Monday.",
        "Reuters",
    )
    assert denials(record) == [("Reuters", ("CONSULT",))]
    assert [e.modality for e in record.events] == ["negated"]


def test_who_stands_by_a_report_says_it_again() -> None:
    record = read(
        "Putin met Xi Jinping, the Financial Times reported. The newspaper stands by its report."
    )
    told, again = record.statements
    assert (again.stance, again.holder, again.about) == ("asserts", told.holder, told.about)
    assert [e.event for e in record.events] == ["CONSULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Dmitry Peskov denied on Tuesday that Putin had met Xi Jinping.",
        "Dmitry Peskov denied on Facebook on Tuesday that Putin had met Xi Jinping.",
    ],
)
def test_a_day_before_that_is_the_day_of_the_denial(text: str) -> None:
    record = read(text)
    assert [e.date.start for e in record.events] == [None]
    assert record.report.text[slice(*record.statements[0].content_spans[0])].startswith("Putin")


def test_who_denies_that_a_meeting_took_place_is_no_party_of_it() -> None:
    record = memcon.read(
        "Le Monde said that Ahmed Attaf and Nasser Bourita met in Madrid on May 9. Algeria's "
        "foreign ministry has denied that the meeting took place.",
        published="2024-05-17",
    )
    (met,) = (e for e in record.events if e.event == "CONSULT")
    (denial,) = (s for s in record.statements if s.stance == "denies")
    assert met.modality == "actual"
    assert denial.about == (met.id,)


def test_no_meeting_between_some_took_place() -> None:
    record = read(
        "No telephone call between Putin and Xi Jinping took place, Lavrov told the press."
    )
    assert [e.modality for e in record.events] == ["negated"]


@pytest.mark.parametrize(
    "denial",
    [
        "Dmitry Peskov dismissed as “fiction” a television report on the meeting.",
        "Dmitry Peskov called the magazine piece fiction.",
    ],
)
def test_what_is_called_false_may_stand_behind_the_word_for_it(denial: str) -> None:
    (said,) = [s for s in read(REPORTED + denial).statements if s.stance == "denies"]
    assert said.about


def test_who_calls_a_report_false_that_somebody_met_denies_that_they_met() -> None:
    record = read(
        "Peskov dismissed as “fiction” a television report that Putin had met Xi Jinping."
    )
    assert [e.modality for e in record.events if e.event == "CONSULT"] == ["negated"]
