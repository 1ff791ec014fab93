"""What an explanation must hold, whatever was read."""

from __future__ import annotations

from typing import Any

from memcon.explanation import Explained, Reason

LISTS = frozenset(
    {
        *("mentions", "cue_spans", "content_spans", "about"),
        *("context", "actor", "recipient", "according_to"),
    }
)


def unexplained(explained: Explained) -> list[str]:
    """The values of the record that nothing gives, or whose last reason gives another."""
    record = explained.record.to_dict()
    return [
        f"{thing['id']}.{field}: {value}"
        for part in ("actors", "statements", "events")
        for thing in record[part]
        for field, value in thing.items()
        if field != "id" and not _is_empty(field, value)
        if not _explains(explained.of(thing["id"], field), field, value)
    ]


def without_words(explained: Explained) -> list[Reason]:
    """The reasons that point at no words of the report and at no entry of the registry."""
    length = len(explained.record.report.text)
    return [
        reason
        for reason in explained.because
        if not all(0 <= start < end <= length for start, end in reason.spans)
        or not (reason.spans or reason.by == "registry")
    ]


def _is_empty(field: str, value: Any) -> bool:
    return value is None or value == [] or (field == "date" and value["text"] is None)


def _explains(reasons: list[Reason], field: str, value: Any) -> bool:
    given = [reason.value for reason in reasons]
    return all(item in given for item in value) if field in LISTS else given[-1:] == [value]
