"""Records for other programs: a module a format."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from memcon.errors import UsageError
from memcon.export import csv, gdelt, parquet, plover, polecat
from memcon.export.base import ByReport, InLedger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from memcon.export.base import FolderWriter, Happenings, Writer
    from memcon.record import Record

__all__ = ["FOLDERS", "FORMATS", "ByReport", "InLedger", "export"]

FORMATS: Final[dict[str, Writer]] = {
    "plover-jsonl": plover.write,
    "csv": csv.write,
    "parquet": parquet.write,
    "polecat": polecat.write,
    "gdelt": gdelt.write,
}
# Formats that also give all four tables, each as a file in a folder.
FOLDERS: Final[dict[str, FolderWriter]] = {
    "csv": csv.write_folder,
    "parquet": parquet.write_folder,
}


def export(
    records: Iterable[Record],
    format: str,
    out: str | Path | BinaryIO,
    *,
    happenings: Happenings | None = None,
) -> None:
    """Write the events of records for another program, one record after the other.

    `out` is a file's path, an open binary stream, or for csv and parquet a folder (one that exists,
    or a path that ends in a slash). `happenings` says of an event, by the ids of its report and
    itself, what the ledger knows. Raises UsageError for an unknown format or a path that cannot be.
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    known: Happenings = {} if happenings is None else happenings
    if not isinstance(out, str | Path):
        FORMATS[format](records, out, known)
    elif str(out).endswith("/") or Path(out).is_dir():
        if format not in FOLDERS:
            raise UsageError(f"{out} is a folder, but {format} is one file: name a file")
        FOLDERS[format](records, Path(out), known)
    else:
        with _whole_file(Path(out)) as stream:
            FORMATS[format](records, stream, known)


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that stands under its name only when all of it is written."""
    part = path.with_name(f"{path.name}.part")
    try:
        stream = part.open("wb")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}; name another file") from None
    try:
        with stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
