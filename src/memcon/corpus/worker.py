"""The worker: documents in, tables out; the same on every engine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from memcon.corpus.filters import Filter
from memcon.errors import CodingError, MemconError, SourceError, our_fault
from memcon.export.tables import TABLES, schema, tables_of
from memcon.reader import OneCoreReader, Reader, versions
from memcon.record import SCHEMA, Record, Report

if TYPE_CHECKING:
    import pyarrow as pa

    from memcon.corpus.recipe import OwnRegistry, Recipe
    from memcon.corpus.units import Document

ALL_TABLES: Final = (*TABLES, "errors")
"""The tables of a data set."""

FILTERED: Final = "filter"
"""The stage at which a report is left out that nobody wants coded; no error."""

Tables = Mapping[str, "pa.Table"]


class Reads(Protocol):
    """What makes a record of a report."""

    def read(self, report: Report) -> Record:
        """The record of one report."""
        ...


class Coder(Protocol):
    """What an engine runs: a worker, or what stands in for one in a test."""

    def code(self, documents: Sequence[Document]) -> Tables:
        """The rows of these documents, in their order."""
        ...


MakeCoder = Callable[[], Coder]


class Worker:
    """Codes documents one by one on one core; what fails costs a row of `errors` and no more."""

    def __init__(self, recipe: Recipe, reader: Reads | None = None) -> None:
        if versions() != recipe.made_by:
            raise CodingError(
                f"this machine has other versions: {versions()}, not {recipe.made_by}"
            )
        self._reader = reader or _reader(recipe.registry)
        self._filter = Filter(recipe.leave_out)

    def code(self, documents: Sequence[Document]) -> Tables:
        """The rows of these documents, in their order."""
        records: list[Record] = []
        errors: list[dict[str, str | None]] = []
        for document in documents:
            read = self._read(document)
            if isinstance(read, Record):
                records.append(read)
            else:
                errors.append(read)
        return {**tables_of(records), "errors": errors_of(errors)}

    def _read(self, document: Document) -> Record | dict[str, str | None]:
        report = document.item
        if isinstance(report, SourceError):
            return error_row(document, "source", report.problem, report.advice, at=report.input)
        if kind := self._filter.kind(report):
            return error_row(document, FILTERED, f"left out as {kind}")
        try:
            return self._reader.read(report)
        except MemconError as error:
            return error_row(document, "reading", str(error))
        except Exception as error:
            # A fault of ours in one report must not cost the others of the corpus.
            return error_row(document, "reading", our_fault(report.id, error))


def error_row(
    document: Document, stage: str, problem: str, advice: str = "", *, at: str | None = None
) -> dict[str, str | None]:
    """The row of a document that gave no record, and at which stage it failed."""
    told = document.item
    return {
        "source": document.source,
        "place": at or document.source,
        "report_id": told.id if isinstance(told, Report) else None,
        "stage": stage,
        "problem": problem,
        "advice": advice,
    }


def failed(document: Document, problem: str, advice: str) -> Tables:
    """The tables of a document that no worker survived."""
    row = error_row(document, "worker", problem, advice)
    return {**tables_of(()), "errors": errors_of([row])}


def errors_of(rows: Sequence[Mapping[str, str | None]]) -> pa.Table:
    """Rows of the table of errors."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows), schema=errors_schema())


def errors_schema() -> pa.Schema:
    """The Arrow schema of the table of errors."""
    import pyarrow as pa

    texts = {"source": False, "place": False, "report_id": True, "stage": False, "problem": False}
    fields = [pa.field(name, pa.string(), nullable=null) for name, null in texts.items()]
    fields.append(pa.field("advice", pa.string(), nullable=False))
    return pa.schema(fields, metadata={"memcon.schema": SCHEMA, "memcon.table": "errors"})


def schema_of(table: str) -> pa.Schema:
    """The Arrow schema of any table of a data set."""
    return errors_schema() if table == "errors" else schema(table)


def _reader(registry: OwnRegistry | None) -> Reader:
    """A reader for one core, with the user's registry, which came by value, if there is one."""
    if registry is None:
        return OneCoreReader()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "registry").with_suffix(registry.suffix)
        path.write_bytes(registry.content)
        return OneCoreReader(registry=path)
