"""PLOVER's JSON: the manual's field names and no others, nothing for what is not known."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from cli.records import disputed_record
from exporting import composed_record, known_of
from memcon.export import InLedger, export
from memcon.export.base import Happenings
from memcon.record import Record

# The tables of the manual's chapter on data fields.
RECORD_FIELDS = {
    "id", "has_event", "date", "time", "enddate", "endtime", "source", "recipient", "event",
    "event_loc", "event_text", "quad_code", "event_scale", "mode", "context", "link", "text",
    "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment",
}  # fmt: skip
ACTOR_FIELDS = {
    "code", "sector", "actor_text", "identifier_id", "identifier_text", "actor_loc", "religion",
    "ethnicity", "office", "gender", "age",
}  # fmt: skip
CITATION_FIELDS = {
    "corpus", "citation", "url", "title", "language", "publication", "license", "copyright",
    "coder", "codebook", "version",
}  # fmt: skip


def lines(record: Record, known: Happenings | None = None) -> list[dict[str, Any]]:
    out = BytesIO()
    export([record], "plover-jsonl", out, happenings=known)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


def test_fields_are_the_manuals_and_our_own_stand_apart() -> None:
    for found in lines(composed_record()):
        assert set(found) - {"memcon"} <= RECORD_FIELDS
        assert {"id", "date", "source", "event"} <= set(found)
        assert set(found["cite_info"]) - {"published"} <= CITATION_FIELDS
        for actor in found["source"] + found.get("recipient", []):
            assert set(actor) <= ACTOR_FIELDS


def test_every_event_is_there_whether_it_took_place_or_not() -> None:
    modes = [found.get("mode", []) for found in lines(composed_record())]
    assert modes == [
        ["visit"], ["yield"], ["future"], ["seize", "negated"], ["heavy-weapons"], ["hypothetical"],
        ["weapons"],
    ]  # fmt: skip


def test_a_day_has_no_end_and_no_date_is_no_date_of_publication() -> None:
    met, urged, *_, shelled, _, _ = lines(composed_record())
    assert (met["date"], "enddate" in met) == ("2023-05-03", False)
    assert urged["date"] is None
    assert (shelled["date"], shelled["enddate"]) == ("2021-01-01", "2021-12-31")


def test_nothing_that_is_unknown_is_named() -> None:
    def empty(value: object) -> bool:
        return value in (None, [], {}, "")

    for found in lines(disputed_record()):
        for name, value in found.items():
            assert not empty(value) or name == "date"
            if isinstance(value, dict):
                assert not any(map(empty, value.values())), name


def test_on_whose_word_and_who_denies_it() -> None:
    record = disputed_record()
    met, *_ = lines(record, {(record.report.id, "e1"): InLedger("h7", "disputed", 2)})
    told = met["memcon"]["according_to"]
    assert [(one["holder"], one["kind"]) for one in told] == [
        ("two envoys", "unnamed"),
        ("the Harbour Gazette", "organisation"),
    ]
    assert [one["holder"] for one in met["memcon"]["denied_by"]] == ["Eva Holt"]
    assert (met["link"], met["memcon"]["standing"], met["memcon"]["origins"]) == (
        "h7",
        "disputed",
        2,
    )


def test_events_of_one_happening_have_one_link() -> None:
    record = composed_record()
    assert [found.get("link") for found in lines(record, known_of(record))] == [
        "h-visit", None, None, None, "h-mill", None, None,
    ]  # fmt: skip


def test_codes_are_strings() -> None:
    found = [line["memcon"].get("cameo") for line in lines(composed_record())]
    assert found == ["042", None, "0333", None, "194", "057", None]
