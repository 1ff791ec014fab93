"""From inputs to shards: which documents are coded and written together, whoever does it.

Files are taken in the order of their names, small ones together as a unit. A unit is read from
beginning to end, its documents are told apart by month of publication, and each month is cut into
shards. So shards depend on nothing but the inputs and the recipe.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from memcon.corpus.recipe import Recipe, digest
from memcon.errors import SourceError, UnreachableError, UsageError
from memcon.record import Report
from memcon.sources import remote
from memcon.sources.dispatch import find_files, read_file

UNIT_BYTES = 64_000_000
UNIT_FILES = 4096
BUFFERED_CHARACTERS = 64_000_000
"""Text of one unit that waits for its shard to fill, at most."""
UNDATED = "undated"
"""The month of what has none. A word, since pandas cannot read Hive's partition without a value."""

Input = dict[str, str | int]


@dataclass(frozen=True)
class Document:
    """A report, or what stands in the place of one that cannot be read, and its file."""

    item: Report | SourceError
    source: str

    @property
    def size(self) -> int:
        """Characters of text."""
        return len(self.item.text) if isinstance(self.item, Report) else 0

    @property
    def month(self) -> str:
        """The month of publication as 2024-11, the value of the partition."""
        if isinstance(self.item, SourceError) or self.item.published is None:
            return UNDATED
        return self.item.published.isoformat()[:7]

    @property
    def identity(self) -> str:
        """What tells this document from others."""
        return self.item.id if isinstance(self.item, Report) else str(self.item)


@dataclass(frozen=True)
class Unit:
    """Files that are read one after the other, and whose reports are sharded together."""

    inputs: tuple[Input, ...]

    @cached_property
    def name(self) -> str:
        return digest(self.inputs)

    @property
    def bytes(self) -> int:
        return sum(int(each["bytes"]) for each in self.inputs)


@dataclass(frozen=True)
class Shard:
    """Documents of one unit and month that are written together, under one name."""

    name: str
    month: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class UnitRead:
    """The end of a unit: which shards it gave, as month and name, and what it left out."""

    unit: Unit
    shards: tuple[tuple[str, str], ...]
    duplicates: int


def inputs_of(named: Iterable[str | os.PathLike[str]]) -> list[Input]:
    """The files of a corpus in the order of their names, each once, with what tells its content.

    Raises SourceError for the first that is not there, and UsageError for standard input.
    """
    names: set[str] = set()
    for each in [os.fspath(path) for path in named]:
        if each == "-":
            raise UsageError("standard input cannot be coded: it could not be read a second time")
        for found in find_files(each):
            if isinstance(found, SourceError):
                raise found
            names.add(found if "://" in found else os.path.normpath(found))
    if not names:
        raise UsageError("no input: give files, folders, globs or addresses")
    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(_input, sorted(names)))


def _input(name: str) -> Input:
    if remote.is_storage(name):
        return {"name": name, **remote.fingerprint(name)}
    if "://" in name:
        return {"name": name, "bytes": 0}
    try:
        with Path(name).open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return {"name": name, "bytes": file.tell(), "sha256": sha256}
    except FileNotFoundError:
        raise SourceError(name, "is not there", "check the path") from None
    except OSError as error:
        raise UnreachableError(name, f"cannot be read: {error.strerror}") from None


def units_of(inputs: Iterable[Input]) -> Iterator[Unit]:
    """The inputs in units, large files by themselves and small ones together, in their order."""
    waiting: list[Input] = []
    size = 0
    for each in inputs:
        length = int(each["bytes"])
        if waiting and (size + length > UNIT_BYTES or len(waiting) == UNIT_FILES):
            yield Unit(tuple(waiting))
            waiting, size = [], 0
        waiting.append(each)
        size += length
    if waiting:
        yield Unit(tuple(waiting))


class UnitReader:
    """Reads a unit and gives its shards as they fill, last the unit's end.

    `read` says how far it has come: the bytes read of the unit. Raises UnreachableError where a
    file cannot be read for no fault of its own: what is wrong with the network is no error of a
    document.
    """

    def __init__(self, unit: Unit, recipe: Recipe) -> None:
        self._unit, self._recipe = unit, recipe
        self._waiting: dict[str, list[Document]] = {}
        self._sizes: dict[str, int] = {}
        self._made_by = digest(recipe.told())
        self._whole = 0
        self._file: BinaryIO | None = None
        self.documents = 0

    def __iter__(self) -> Iterator[Shard | UnitRead]:
        shards: list[tuple[str, str]] = []
        seen: set[str] = set()
        twice = 0
        for document in self._documents():
            if isinstance(document.item, Report):
                if document.item.id in seen:
                    twice += 1
                    continue
                seen.add(document.item.id)
            for shard in self._add(document):
                shards.append((shard.month, shard.name))
                yield shard
        for month in sorted(self._waiting):
            shard = self._shard(month)
            shards.append((shard.month, shard.name))
            yield shard
        yield UnitRead(self._unit, tuple(shards), twice)

    @property
    def read(self) -> int:
        """Bytes of the unit's files that have been read."""
        try:
            return self._whole + (self._file.tell() if self._file else 0)
        except ValueError:  # closed meanwhile
            return self._whole

    def _documents(self) -> Iterator[Document]:
        for each in self._unit.inputs:
            name = str(each["name"])
            for item in read_file(name, self._recipe.reading, self._opened):
                if isinstance(item, UnreachableError):
                    raise item
                self.documents += 1
                yield Document(item, name)
            self._file = None
            self._whole += int(each["bytes"])

    def _opened(self, file: BinaryIO) -> None:
        self._file = file

    def _add(self, document: Document) -> Iterator[Shard]:
        """Put a document to those of its month; the shard that is full by it, if one is."""
        month = document.month
        self._waiting.setdefault(month, []).append(document)
        self._sizes[month] = self._sizes.get(month, 0) + document.size
        if len(self._waiting[month]) == self._recipe.shard_reports:
            yield self._shard(month)
        elif sum(self._sizes.values()) > BUFFERED_CHARACTERS:
            yield self._shard(max(sorted(self._sizes), key=self._sizes.__getitem__))

    def _shard(self, month: str) -> Shard:
        documents = tuple(self._waiting.pop(month))
        del self._sizes[month]
        told = [month, self._made_by, *(document.identity for document in documents)]
        return Shard(digest(told), month, documents)
