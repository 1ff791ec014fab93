"""Who is told last in a sentence: what he says, and that he does not take part in it."""

from __future__ import annotations

import pytest

import memcon
from memcon.record import Record


def holders(record: Record) -> dict[str, str | None]:
    """The holder of each statement by the words of its cue."""
    names = {actor.id: actor.name for actor in record.actors}
    text = record.report.text
    return {text[slice(*s.cue_spans[0])]: names.get(s.holder or "") for s in record.statements}


@pytest.mark.parametrize(
    "closing",
    [
        "said the officials, who declined to be named.",
        "said the officials.",
        "the officials said.",
    ],
)
def test_who_closes_a_sentence_says_all_of_it(closing: str) -> None:
    record = memcon.read(
        "Prime Minister Anwar Ibrahim and President Prabowo Subianto held a phone call on Tuesday, "
        f"two Malaysian officials said.\n\nAnwar asked Prabowo to free 12 fishermen, {closing}",
        published="2025-01-22",
    )
    (asked,) = (e for e in record.events if e.event == "REQUEST")
    (said,) = (
        s
        for s in record.statements
        if asked.id in s.about and record.report.text[slice(*s.cue_spans[0])] == "said"
    )
    names = {actor.id: actor.name for actor in record.actors}
    assert names[said.holder or ""] == "two Malaysian officials"
    assert said.id in asked.according_to


def test_one_of_several_is_theirs() -> None:
    record = memcon.read(
        "Norway and Sweden held talks on Tuesday, two diplomats said. One of them described the "
        "tone as friendly.",
        published="2025-01-22",
    )
    assert holders(record)["described"] == "two diplomats"


def test_who_told_of_a_meeting_was_not_met() -> None:
    record = memcon.read(
        "Ethiopian Prime Minister Abiy Ahmed and Somali President Hassan Sheikh Mohamud met for "
        "two hours in Djibouti on Saturday, a local official who was in the room told Reuters.",
        published="2024-11-25",
    )
    (met,) = (e for e in record.events if e.event == "CONSULT")
    names = {actor.id: actor.name for actor in record.actors}
    assert [names[a] for a in met.actor] == ["Abiy Ahmed", "Hassan Sheikh Mohamud"]
    assert met.recipient == ()
