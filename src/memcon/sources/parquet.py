"""Tables as Parquet: one report a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memcon.errors import SourceError
from memcon.sources.base import FIELDS, Item, Options, make_report, missing_columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from pyarrow.parquet import ParquetFile

_ROWS_A_BATCH = 256


def read(stream: BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The report of each row; a bad row is told and the next one read."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(stream)
        columns = table.schema_arrow.names
        if error := missing_columns(name, columns, options.columns):
            yield error
            return
        yield from _reports(table, name, options)
    except (ArrowException, OSError) as problem:
        reason = str(problem).strip().splitlines()[0]
        yield SourceError(name, f"is no whole Parquet file: {reason}", "make or fetch it anew")


def _reports(table: ParquetFile, name: str, options: Options) -> Iterator[Item]:
    found = table.schema_arrow.names
    column_of = {field: c for field in FIELDS if (c := options.columns.of(field)) in found}
    number = 0
    for batch in table.iter_batches(_ROWS_A_BATCH, columns=sorted(set(column_of.values()))):
        for row in batch.to_pylist():
            number += 1
            told = {field: row[column] for field, column in column_of.items()}
            try:
                yield make_report(f"{name}, row {number}", told, options.defaults)
            except SourceError as error:
                yield error
