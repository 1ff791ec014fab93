"""Reviewers' decisions lie over the machine's reading: kept for good, and taken back by others."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.made import VERSIONS, call, told_by
from memcon.errors import UsageError
from memcon.ledger import Happening, Ledger
from memcon.record import MadeBy

ADA: dict[str, Any] = {"by": "Ada", "reason": "read both reports"}
ONE = call("The Post")
TWO = call("The Herald", words="Trump and Putin talked about the war on Thursday.")
LATER = call("The Daily", "2024-11-20", on="2024-11-18", words="Trump rang Putin once more.")


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """One call of two reports, and another of a third."""
    ledger.add_all([ONE, TWO, LATER])
    return ledger


def reports(ledger: Ledger, *, struck: bool = False) -> list[list[str]]:
    return [sorted(h.reports) for h in ledger.happenings(struck=struck)]


def first(ledger: Ledger) -> Happening:
    return ledger.happenings(struck=True)[0]


NEWER = {"made_by": MadeBy(**VERSIONS | {"memcon": "0.2.0"})}
BOTH = sorted([ONE.report.id, TWO.report.id])
THIRD = [LATER.report.id]


def test_the_machine_joins_two_of_the_three(ledger: Ledger) -> None:
    assert reports(ledger) == [BOTH, THIRD]


def test_wrong_strikes_a_happening(ledger: Ledger) -> None:
    decision = ledger.correct("wrong", first(ledger).id, **ADA)

    assert reports(ledger) == [THIRD]
    assert reports(ledger, struck=True) == [BOTH, THIRD]
    assert [d["id"] for d in first(ledger).decisions] == [decision.id]


def test_a_report_that_comes_later_is_not_struck_with_it(ledger: Ledger) -> None:
    wrong = ledger.correct("wrong", first(ledger).id, **ADA)
    new = call("The Globe", words="On Thursday Trump and Putin talked about the war.")
    ledger.add(new)

    assert reports(ledger) == [[new.report.id], THIRD]
    assert reports(ledger, struck=True)[:2] in ([BOTH, [new.report.id]], [[new.report.id], BOTH])
    struck = ledger.happening(min(wrong.sides))
    assert struck is not None
    assert sorted(struck.reports) == BOTH


def test_merge_makes_one_of_two(ledger: Ledger) -> None:
    ledger.correct("merge", *(h.id for h in ledger.happenings()), **ADA)

    assert reports(ledger) == [sorted([*BOTH, *THIRD])]


def test_split_parts_a_report_from_the_others(ledger: Ledger) -> None:
    ledger.correct("split", first(ledger).id, leaving=[TWO.report.id], **ADA)

    assert sorted(reports(ledger)) == sorted([[ONE.report.id], [TWO.report.id], THIRD])


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("mode", "visit", "visit"),
        ("mode", None, None),
        ("modality", "hypothetical", "hypothetical"),
        ("context", ["military"], ("military",)),
        ("place", {"text": "Riyadh", "country": "SAU"}, {"text": "Riyadh", "country": "SAU"}),
        (
            "date",
            {"start": "2024-11-08", "end": "2024-11-08", "basis": "explicit"},
            {"start": "2024-11-08", "end": "2024-11-08", "text": None, "basis": "explicit"},
        ),
    ],
)
def test_set_shows_what_was_set(ledger: Ledger, field: str, value: object, shown: object) -> None:
    ledger.correct("set", first(ledger).id, field=field, value=value, **ADA)

    assert getattr(first(ledger), field) == shown


def test_a_type_that_is_set_leaves_no_mode_that_it_does_not_have(ledger: Ledger) -> None:
    ledger.correct("set", first(ledger).id, field="event", value="AID", **ADA)

    assert (first(ledger).event, first(ledger).mode) == ("AID", None)


def test_confirm_changes_nothing_but_is_told(ledger: Ledger) -> None:
    ledger.correct("confirm", first(ledger).id, **ADA)

    assert reports(ledger) == [BOTH, THIRD]
    assert [d["kind"] for d in first(ledger).decisions] == ["confirm"]


def test_undo_takes_a_decision_back_and_undo_of_it_the_undo(ledger: Ledger) -> None:
    before = told_by(ledger)
    wrong = ledger.correct("wrong", first(ledger).id, **ADA)
    after = told_by(ledger)

    undone = ledger.undo(wrong.id, **ADA)
    assert told_by(ledger) == before
    again = ledger.undo(undone.id, **ADA)
    assert told_by(ledger) == after
    ledger.undo(again.id, **ADA)
    assert told_by(ledger) == before
    assert [d.kind for d in ledger.decisions()] == ["wrong", "undo", "undo", "undo"]
    assert [d.undoes for d in ledger.decisions()] == [None, 1, 2, 3]


def test_the_last_of_two_that_contradict_each_other_holds(ledger: Ledger) -> None:
    ledger.correct("set", first(ledger).id, field="mode", value="visit", **ADA)
    second = ledger.correct("set", first(ledger).id, field="mode", value=None, **ADA)
    assert first(ledger).mode is None

    ledger.undo(second.id, **ADA)

    assert first(ledger).mode == "visit"


def test_what_was_decided_survives_reading_again(ledger: Ledger) -> None:
    ledger.correct("merge", *(h.id for h in ledger.happenings()), **ADA)
    ledger.correct("set", first(ledger).id, field="mode", value="visit", **ADA)
    ledger.add_all(record.model_copy(update=NEWER) for record in (ONE, LATER, TWO))

    assert reports(ledger) == [sorted([*BOTH, *THIRD])]
    assert first(ledger).mode == "visit"


def test_what_is_merged_with_an_event_that_a_newer_reading_does_not_have_stays(
    ledger: Ledger,
) -> None:
    ledger.correct("merge", *(h.id for h in ledger.happenings()), **ADA)
    ledger.add(LATER.model_copy(update={"events": (), **NEWER}))

    assert reports(ledger) == [BOTH]


def test_decisions_are_told_in_utc_with_who_and_why(ledger: Ledger) -> None:
    decision = ledger.correct("confirm", first(ledger).id, by="D'Arcy \x00", reason='"%_"\n')

    assert [*ledger.decisions()] == [decision]
    assert decision.at.isoformat().endswith("+00:00")
    assert (decision.by, decision.reason) == ("D'Arcy ␀", '"%_"\n')


@pytest.mark.parametrize(
    ("kind", "targets", "more"),
    [
        ("wrong", [], {}),
        ("wrong", ["0123456789abcdef"], {}),
        ("wrong", ["'; DROP TABLE event; --"], {}),
        ("wrong", ["\x00\ud800"], {}),
        ("undo", ["first"], {}),
        ("delete", ["first"], {}),
        ("merge", ["first"], {}),
        ("merge", ["first", "first"], {}),
        ("merge", ["first", "nothing"], {}),
        ("split", ["first"], {}),
        ("split", ["first"], {"leaving": ["nothing"]}),
        ("split", ["first"], {"leaving": BOTH}),
        ("set", ["first"], {}),
        ("set", ["first"], {"field": "standing", "value": "confirmed"}),
        ("set", ["first"], {"field": "event", "value": "MURDER"}),
        ("set", ["first"], {"field": "event", "value": None}),
        ("set", ["first"], {"field": "mode", "value": "yield"}),
        ("set", ["first"], {"field": "context", "value": "military"}),
        ("set", ["first"], {"field": "date", "value": "yesterday"}),
        ("set", ["first"], {"field": "date", "value": {"start": "2024-11-08"}}),
        ("set", ["first"], {"field": "place", "value": {"text": "X", "country": "XYZ"}}),
        ("wrong", ["first"], {"by": " "}),
        ("wrong", ["first"], {"reason": ""}),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    ledger: Ledger, kind: Any, targets: list[str], more: dict[str, Any]
) -> None:
    before = told_by(ledger)
    names = [first(ledger).id if target == "first" else target for target in targets]

    with pytest.raises(UsageError):
        ledger.correct(kind, *names, **(ADA | more))

    assert told_by(ledger) == before
    assert ledger.decisions() == []


def test_only_what_was_decided_can_be_undone_and_once(ledger: Ledger) -> None:
    decision = ledger.correct("confirm", first(ledger).id, **ADA)
    ledger.undo(decision.id, **ADA)

    for number in (decision.id, 99, 0, -1):
        with pytest.raises(UsageError, match=f"undo {number}"):
            ledger.undo(number, **ADA)
