"""Parquet: the joined table of events as a file, or all four tables in a folder."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from memcon.export import events, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    from memcon.export.base import Happenings
    from memcon.export.tables import Row
    from memcon.record import Record

# Records whose rows are one row group: some thousand events. Rows wait as Python objects, which
# take many times the memory that the file's columns do.
_RECORDS_A_GROUP: Final = 500


def write(records: Iterable[Record], out: BinaryIO, happenings: Happenings) -> None:
    """The joined table of events as one Parquet file."""
    with _writer(out, events.schema()) as writer:
        for some in _groups(records):
            _write(writer, [row for record in some for row in events.rows(record, happenings)])


def write_folder(records: Iterable[Record], folder: Path, happenings: Happenings) -> None:
    """Four Parquet files: reports, actors, statements, and the joined events."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(_writer(folder / f"{name}.parquet", _schema(name)))
            for name in tables.TABLES
        }
        for some in _groups(records):
            for name, its_rows in joined_rows(some, happenings).items():
                _write(writers[name], its_rows)


def joined_rows(records: Iterable[Record], happenings: Happenings) -> dict[str, list[Row]]:
    """The rows of all four tables, the events joined."""
    collected: dict[str, list[Row]] = {name: [] for name in tables.TABLES}
    for record in records:
        told = tables.rows(record) | {"events": list(events.rows(record, happenings))}
        for name, its_rows in told.items():
            collected[name] += its_rows
    return collected


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    coming = iter(records)
    while some := list(islice(coming, _RECORDS_A_GROUP)):
        yield some


def _schema(name: str) -> pa.Schema:
    return events.schema() if name == "events" else tables.schema(name)


def _writer(out: BinaryIO | Path, schema: pa.Schema) -> ParquetWriter:
    from pyarrow.parquet import ParquetWriter

    return ParquetWriter(out, schema, compression="zstd")


def _write(writer: ParquetWriter, its_rows: list[Row]) -> None:
    import pyarrow as pa

    if its_rows:
        writer.write_table(pa.Table.from_pylist(its_rows, schema=writer.schema))
