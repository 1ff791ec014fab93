"""What lies in a folder: its files and whether they are whole yet; their reports in batches."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from memcon.errors import SourceError
from memcon.record import Report
from memcon.sources.base import ReportFields
from memcon.watch.config import Folder
from memcon.watch.naming import short

BATCH: Final = 20
"""Reports of one file that are in memory at once."""
_UNFINISHED: Final = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", "~")

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and by which mark it is known to have changed: its size and time."""

    path: Path
    mark: Mark

    @property
    def name(self) -> str:
        return short("file", str(self.path))

    @property
    def marked(self) -> str:
        return f"{self.mark[0]} {self.mark[1]}"


def look(
    folder: Folder,
    known: Mapping[str, str],
    *,
    now: Callable[[], float] = time.time,
    wait: Callable[[float], object] = time.sleep,
) -> list[Found]:
    """The files that are new or changed, by the marks `known` of files by name, and are whole.

    A file that has just been written to is looked at twice: if it grows meanwhile, it is left for
    another round. Raises SourceError for a folder that cannot be looked into.
    """
    found = [f for f in _files(folder.path) if known.get(f.name) != f.marked]
    settle = folder.settle.total_seconds()
    begun = now()
    young = {f.path for f in found if begun - f.mark[1] / 1e9 < settle}
    if not young:
        return found
    wait(settle)
    return [f for f in found if f.path not in young or _mark(f.path) == f.mark]


def batches(folder: Folder, path: Path) -> Iterator[list[Report | SourceError]]:
    """The reports in a file, some at a time, with what is wrong with it."""
    from memcon.sources import read_sources

    defaults = ReportFields(publisher=folder.publisher)
    coming = read_sources([path], defaults=defaults, columns=dict(folder.columns))
    while batch := list(islice(coming, BATCH)):
        yield batch


def _files(folder: Path) -> list[Found]:
    """All files below a folder but hidden, unfinished and special ones, in the order of paths."""
    if not folder.is_dir():
        raise SourceError(str(folder), "is no folder", "make it, or mend its path")
    errors: list[OSError] = []
    paths: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(here, name) for name in names if _is_finished(name)]
    if errors and not paths:
        raise SourceError(str(errors[0].filename), f"cannot be opened: {errors[0].strerror}")
    return [Found(path, mark) for path in sorted(paths) if (mark := _mark(path)) is not None]


def _is_finished(name: str) -> bool:
    return not name.startswith(".") and not name.lower().endswith(_UNFINISHED)


def _mark(path: Path) -> Mark | None:
    """Size and time of a file; None for one that is gone, or special."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if path.is_file() else None
