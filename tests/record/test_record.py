"""What a record refuses, and that it comes back from its JSON unchanged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from memcon import record as module
from memcon.record import DateRange, Event, Record, Report, json_schema

TEXT = "Envoy Ana Duarte met Prime Minister Tomas Brandl in Lisbon, the embassy said."


def whole_record() -> dict[str, Any]:
    """A record with every field filled, as plain JSON values."""
    return {
        "schema": "memcon/1",
        "report": {
            "id": Report.of(TEXT, published="2024-11-11").id,
            "title": None,
            "publisher": None,
            "url": None,
            "published": "2024-11-11",
            "language": "en",
            "text": TEXT,
        },
        "actors": [
            {
                "id": "a1",
                "name": "Ana Duarte",
                "kind": "person",
                "country": "PRT",
                "sector": "GOV",
                "office": "envoy",
                "mentions": [[6, 16]],
            },
            {
                "id": "a2",
                "name": "the embassy",
                "kind": "organisation",
                "country": None,
                "sector": None,
                "office": None,
                "mentions": [[60, 71]],
            },
        ],
        "statements": [
            {
                "id": "s1",
                "holder": "a2",
                "holder_span": [60, 71],
                "cue_spans": [[72, 76]],
                "content_spans": [[0, 58]],
                "quote": "indirect",
                "addressee": "a1",
                "stance": "asserts",
                "within": None,
                "origin": "a2",
                "about": ["e1"],
                "date": {"start": None, "end": None, "text": None, "basis": "none"},
                "confidence": 0.9,
            }
        ],
        "events": [
            {
                "id": "e1",
                "event": "CONSULT",
                "mode": "visit",
                "context": ["diplomatic"],
                "cameo": "042",
                "actor": ["a1"],
                "recipient": ["a2"],
                "modality": "actual",
                "date": {
                    "start": "2024-11-07",
                    "end": "2024-11-07",
                    "text": "Thursday",
                    "basis": "relative",
                },
                "place": {"text": "Lisbon", "country": "PRT"},
                "according_to": ["s1"],
                "span": [17, 20],
                "confidence": 0.8,
            }
        ],
        "made_by": {"memcon": "0.1.0", "weights": "1", "ontology": "1", "registry": "1"},
    }


def changed(path: str, value: object) -> dict[str, Any]:
    """The whole record with one field set to another value."""
    record = whole_record()
    *steps, last = path.split(".")
    part: Any = record
    for step in steps:
        part = part[int(step)] if step.isdigit() else part[step]
    part[int(last) if last.isdigit() else last] = value
    return record


def test_fields_come_out_as_they_went_in_and_in_the_contracts_order() -> None:
    given = whole_record()
    assert json.dumps(Record.model_validate(given).to_dict()) == json.dumps(given)


def test_json_is_stable_and_keeps_every_character() -> None:
    record = Record(report=Report.of("Erdoğan phoned “Kyiv”."))
    assert "Erdoğan phoned “Kyiv”." in record.to_json()
    assert record.to_json() == Record.from_json(record.to_json()).to_json()
    assert Record.from_json(record.to_json(indent=2).encode()) == record


REFUSED = [
    ("schema", "memcon/2", "schema"),
    ("report.id", "not-a-hash", "report.id"),
    ("report.text", "", "report.text"),
    ("report.published", "soon", "'soon' is no ISO 8601 date"),
    ("report.published", 20241111, "report.published"),
    ("report.language", "English", "report.language"),
    ("report.author", "someone", "report.author"),
    ("actors.0.id", "x1", "actors.0.id"),
    ("actors.0.id", "a0", "actors.0.id"),
    ("actors.1.id", "a1", "actors[1].id: a1 stands twice"),
    ("actors.0.kind", "robot", "actors.0.kind"),
    ("actors.0.country", "RUSS", "'RUSS' is no ISO 3166-1"),
    ("actors.0.sector", "KGB", "'KGB' is no PLOVER sector"),
    ("actors.0.mentions", [[6, 600]], "actors[0] (a1).mentions: [6, 600] lies outside"),
    ("actors.0.mentions", [[6, 6]], "[6, 6] is empty or runs backwards"),
    ("actors.0.mentions", [[-1, 6]], "actors.0.mentions.0.0"),
    ("actors.0.mentions", [["6", 16]], "actors.0.mentions.0.0"),
    ("actors.0.mentions", [[6, 16, 20]], "actors.0.mentions.0"),
    ("statements.0.holder", "a9", "statements[0] (s1).holder: the record has no actor a9"),
    ("statements.0.addressee", "a9", "addressee: the record has no actor a9"),
    ("statements.0.origin", "a9", "origin: the record has no actor a9"),
    ("statements.0.within", "s9", "within: the record has no statement s9"),
    ("statements.0.within", "s1", "within: s1 leads back to s1 itself"),
    ("statements.0.about", ["e9"], "about: the record has no event e9"),
    ("statements.0.holder_span", [70, 60], "holder_span: [70, 60]"),
    ("statements.0.cue_spans", [[72, 760]], "cue_spans: [72, 760]"),
    ("statements.0.content_spans", [[5, 5]], "content_spans: [5, 5]"),
    ("statements.0.quote", "loud", "statements.0.quote"),
    ("statements.0.stance", "hopes", "statements.0.stance"),
    ("statements.0.confidence", 1.01, "statements.0.confidence"),
    ("statements.0.confidence", float("nan"), "statements.0.confidence"),
    ("events.0.event", "DINE", "events.0.event"),
    ("events.0.mode", "telepathy", "'telepathy' is no PLOVER mode"),
    ("events.0.mode", "withdraw", "'withdraw' of event e1 is no mode of CONSULT"),
    ("events.0.context", ["weather"], "'weather' is no PLOVER context"),
    ("events.0.cameo", 42, "events.0.cameo"),
    ("events.0.cameo", "phone", "events.0.cameo"),
    ("events.0.actor", ["a9"], "events[0] (e1).actor: the record has no actor a9"),
    ("events.0.recipient", ["a9"], "recipient: the record has no actor a9"),
    ("events.0.according_to", ["s9"], "according_to: the record has no statement s9"),
    ("events.0.modality", "maybe", "events.0.modality"),
    ("events.0.span", [17, 2000], "events[0] (e1).span: [17, 2000] lies outside"),
    ("events.0.place.country", "Portugal", "'Portugal' is no ISO 3166-1"),
    ("events.0.confidence", -0.1, "events.0.confidence"),
]


@pytest.mark.parametrize(("path", "value", "says"), REFUSED)
def test_refused_with_field_value_and_reason(path: str, value: object, says: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Record.model_validate(changed(path, value))
    assert says in str(refusal.value)


def test_several_faults_are_told_at_once() -> None:
    faulty = changed("statements.0.holder", "a9")
    faulty["events"][0]["actor"] = ["a8"]
    with pytest.raises(ValidationError, match=r"actor a9.*actor a8"):
        Record.model_validate(faulty)


def test_statements_may_not_quote_each_other_in_a_circle() -> None:
    record = whole_record()
    first = record["statements"][0]
    record["statements"] = [
        {**first, "id": "s1", "within": "s2"},
        {**first, "id": "s2", "within": "s3"},
        {**first, "id": "s3", "within": "s2"},
    ]
    with pytest.raises(ValidationError) as refusal:
        Record.model_validate(record)
    assert "within: s3 leads back to s2 itself" in str(refusal.value)
    assert "leads back to s1" not in str(refusal.value)


def test_an_event_of_nobody_is_refused() -> None:
    with pytest.raises(ValidationError, match="event e1 has neither actor nor recipient"):
        Event(id="e1", event="AID", span=(0, 1), confidence=0.5)


@pytest.mark.parametrize(
    ("start", "end", "basis"),
    [
        ("2024-11-07", "2024-11-07", "none"),
        (None, None, "explicit"),
        ("2024-11-07", None, "explicit"),
        ("2024-11-08", "2024-11-07", "relative"),
    ],
)
def test_a_date_agrees_with_its_basis(start: str | None, end: str | None, basis: str) -> None:
    with pytest.raises(ValidationError, match=r"basis|after end"):
        DateRange.model_validate({"start": start, "end": end, "basis": basis})


def test_a_record_cannot_be_changed() -> None:
    record = Record.model_validate(whole_record())
    with pytest.raises(ValidationError, match="frozen"):
        record.report = Report.of("Another text.")
    with pytest.raises(AttributeError):
        record.events.append  # noqa: B018


@pytest.mark.parametrize(
    "published",
    [
        "2024-11-11",
        " 2024-11-11 ",
        "2024-11-11T23:30:00Z",
        date(2024, 11, 11),
        datetime(2024, 11, 11, 23, 30, tzinfo=UTC),
    ],
)
def test_the_day_of_publication_is_read_in_any_of_its_forms(published: date | str) -> None:
    report = Report.of(TEXT, published=published)
    assert report.published == date(2024, 11, 11)
    assert report.id == Report.of(TEXT, published="2024-11-11").id


@pytest.mark.parametrize("published", ["", "Monday", "11/11/2024", "2024-13-01"])
def test_a_day_of_publication_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match="is no ISO 8601 date; write it as 2024-11-11"):
        Report.of(TEXT, published=published)


def test_the_id_is_the_hash_of_the_content() -> None:
    # Pinned: ledgers out there know reports by these ids.
    assert Report.of("Some text.").id == "56e8180add81c182"
    assert Report.of("Sömé “text”.", published="2024-11-11").id == "5419749efdf074fd"


@pytest.mark.parametrize(
    "other",
    [
        {"text": TEXT + "\n"},
        {"title": "A title"},
        {"publisher": "A paper"},
        {"url": "https://example.org"},
        {"published": "2024-11-12"},
    ],
)
def test_another_content_has_another_id(other: dict[str, str]) -> None:
    assert Report.of(**{"text": TEXT, **other}).id != Report.of(TEXT).id


def test_a_broken_character_is_refused() -> None:
    with pytest.raises(ValueError, match="text"):
        Report.of("half a pair: \ud83d")


def test_codes_cover_every_event_type() -> None:
    assert tuple(module.MODES) == module.EVENT_TYPES
    assert len(module.EVENT_TYPES) == 16


@pytest.mark.parametrize("codes", [module.CONTEXTS, module.SECTORS, module.COUNTRIES])
def test_no_code_stands_twice(codes: tuple[str, ...]) -> None:
    assert len(set(codes)) == len(codes) > 0


def test_the_committed_schema_is_the_generated_one() -> None:
    committed = Path(__file__).parents[2] / "docs" / "record.schema.json"
    assert json.loads(committed.read_text("utf-8")) == json_schema()
