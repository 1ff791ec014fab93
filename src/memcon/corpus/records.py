"""A data set back into records, as they were coded."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from memcon.corpus.dataset import Dataset
from memcon.errors import UsageError
from memcon.export.tables import TABLES
from memcon.record import Record

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from memcon.export.tables import Row

_DATE = ("start", "end", "text", "basis")
_MADE_BY = ("memcon", "weights", "ontology", "registry")


def records(place: str | os.PathLike[str]) -> Iterator[Record]:
    """The records of a data set, each report's once, in the order of months and shards.

    Of one whose coding is not finished, those that are there. Raises UsageError where there is no
    data set, and SourceError for a table that is gone or broken.
    """
    dataset = Dataset(place)
    if dataset.manifest is None:
        raise UsageError(
            f"{dataset.place}: holds no data set; give the folder of memcon code --out"
        )
    seen: set[str] = set()
    for month, shard in dataset.places():
        for record in _shard(dataset, month, shard):
            if record.report.id not in seen:
                seen.add(record.report.id)
                yield record


def _shard(dataset: Dataset, month: str, shard: str) -> Iterator[Record]:
    reports, *others = (dataset.table(name, month, shard).to_pylist() for name in TABLES)
    grouped = [_by_report(rows) for rows in others]
    for report in reports:
        actors, statements, events = (group[report["id"]] for group in grouped)
        yield record_of(report, actors, statements, events)


def _by_report(rows: list[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    return found


def record_of(report: Row, actors: list[Row], statements: list[Row], events: list[Row]) -> Record:
    """The record that these rows were made of: `memcon.export.tables.rows` the other way round."""
    made_by = {part: report[f"made_by_{part}"] for part in _MADE_BY}
    fields = ("id", "title", "publisher", "url", "published", "language", "text")
    return Record.model_validate(
        {
            "schema": report["schema"],
            "report": {name: report[name] for name in fields},
            "actors": [_actor(row) for row in actors],
            "statements": [_statement(row) for row in statements],
            "events": [_event(row) for row in events],
            "made_by": None if None in made_by.values() else made_by,
        }
    )


def _actor(row: Row) -> dict[str, Any]:
    return {**_without(row, ()), "mentions": _spans(row["mentions"])}


def _statement(row: Row) -> dict[str, Any]:
    told = _without(row, ("date_", "holder_span_"))
    told |= {name: _spans(row[name]) for name in ("cue_spans", "content_spans")}
    start, end = row["holder_span_start"], row["holder_span_end"]
    return {**told, "holder_span": None if start is None else (start, end), "date": _date(row)}


def _event(row: Row) -> dict[str, Any]:
    told = _without(row, ("date_", "place_", "span_"))
    place = {"text": row["place_text"], "country": row["place_country"]}
    return {
        **told,
        "date": _date(row),
        "place": place if place["text"] is not None else None,
        "span": (row["span_start"], row["span_end"]),
    }


def _without(row: Row, laid_flat: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if name != "report_id" and not name.startswith(laid_flat or ("\0",))
    }


def _date(row: Row) -> dict[str, Any]:
    return {name: row[f"date_{name}"] for name in _DATE}


def _spans(spans: list[Row]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]
