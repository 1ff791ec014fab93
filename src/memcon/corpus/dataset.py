"""The folder of a data set: a manifest, a note for each unit, and the tables by month.

    manifest.json                          what it was made of and by, and whether it is whole
    _units/UNIT.json                       the shards of a unit, once all of them are there
    events/month=2024-11/SHARD.parquet     and so for each table

Every file is written whole or not at all, and a shard's reports last of its tables: a shard whose
reports are there is there.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from memcon.corpus.worker import ALL_TABLES, FILTERED
from memcon.errors import CodingError, SourceError, UsageError
from memcon.export.tables import TABLES
from memcon.sources import remote

if TYPE_CHECKING:
    import pyarrow as pa

    from memcon.corpus.units import Shard, UnitRead
    from memcon.corpus.worker import Tables

MANIFEST = "manifest.json"
UNITS = "_units"
# Reports last: see above.
_ORDER = tuple(sorted(ALL_TABLES, key="reports".__eq__))
_COMPRESSION = {"compression": "zstd", "compression_level": 6}


class Storage(Protocol):
    """A folder, on this machine or elsewhere, whose files are written whole."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file: all of it, or nothing that has its name."""
        ...

    def read(self, path: str) -> bytes | None:
        """What the file holds; None where there is none."""
        ...

    def names(self, folder: str) -> list[str]:
        """Paths of all files below, in order."""
        ...


class LocalStorage:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, path: str, data: bytes) -> None:
        """Write under another name, have it on the disk, then give it its name."""
        place = self._root / path
        temporary = place.with_name(f".{place.name}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(place)
            _sync_folder(place.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise _cannot_write(str(place), error) from error

    def read(self, path: str) -> bytes | None:
        """What the file holds; None where there is none."""
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None

    def names(self, folder: str) -> list[str]:
        """Paths of all files below that are whole, in order."""
        found = (self._root / folder).rglob("*")
        paths = (path.relative_to(self._root) for path in found if path.is_file())
        return sorted(path.as_posix() for path in paths if not path.name.startswith("."))


class RemoteStorage:
    """A folder of an object storage, which keeps an object whole or not at all by itself."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._storage, root = remote.filesystem(self._address)
        self._root = root.rstrip("/")

    def write(self, path: str, data: bytes) -> None:
        """Write the object; where files can be seen half written, under another name first."""
        place = f"{self._root}/{path}"
        try:
            if self._has_folders:
                self._storage.create_dir(place.rpartition("/")[0], recursive=True)
                self._write(f"{place}.part", data)
                self._storage.move(f"{place}.part", place)
            else:
                self._write(place, data)
        except OSError as error:
            raise _cannot_write(f"{self._address}/{path}", error) from error

    def _write(self, place: str, data: bytes) -> None:
        with self._storage.open_output_stream(place) as stream:
            stream.write(data)

    @property
    def _has_folders(self) -> bool:
        return self._storage.type_name in ("hdfs", "py::fsspec+memory")

    def read(self, path: str) -> bytes | None:
        """What the object holds; None where there is none."""
        try:
            with self._storage.open_input_stream(f"{self._root}/{path}") as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise remote.unreachable(f"{self._address}/{path}", error) from error

    def names(self, folder: str) -> list[str]:
        """Paths of all objects below, in order."""
        from pyarrow.fs import FileSelector, FileType

        selector = FileSelector(f"{self._root}/{folder}", recursive=True, allow_not_found=True)
        try:
            found = self._storage.get_file_info(selector)
        except OSError as error:
            raise remote.unreachable(f"{self._address}/{folder}", error) from error
        root = self._root.lstrip("/")
        paths = (
            i.path.lstrip("/").removeprefix(root).lstrip("/")
            for i in found
            if i.type == FileType.File
        )
        return sorted(path for path in paths if not path.endswith(".part"))


def storage_at(place: str | os.PathLike[str]) -> Storage:
    """The folder at a path or address."""
    named = os.fspath(place)
    if remote.is_storage(named):
        return RemoteStorage(named)
    if "://" in named:
        raise UsageError(f"{named}: is no folder and no address of a storage")
    return LocalStorage(Path(named))


class Dataset:
    """A data set in its folder."""

    def __init__(self, place: str | os.PathLike[str]) -> None:
        self.place = os.fspath(place)
        self._storage = storage_at(place)

    @property
    def manifest(self) -> dict[str, Any] | None:
        """What the manifest says; None where there is none. Raises UsageError for a broken one."""
        data = self._storage.read(MANIFEST)
        if data is None:
            return None
        try:
            found = json.loads(data)
            found["schema"], found["inputs"], found["complete"]
        except (ValueError, TypeError, KeyError):
            raise UsageError(f"{self.place}/{MANIFEST}: is no manifest of a data set") from None
        return found  # type: ignore[no-any-return]

    def claim(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Make the folder this data set's, or go on where it is; its manifest.

        `told` is the manifest without how far it has come. Raises UsageError where the folder holds
        something else: another data set, or files of whatever kind.
        """
        found = self.manifest
        if found is None:
            if self._storage.names(""):
                raise UsageError(f"{self.place}: is not empty and holds no data set; name another")
            found = {**told, "complete": False}
            self._write_json(MANIFEST, found)
        for part, value in told.items():
            if found.get(part) != value:
                raise UsageError(
                    f"{self.place}: holds a data set of other {part} "
                    f"({difference(found.get(part), value)}); "
                    "give it a folder of its own, or remove this one"
                )
        return found

    def shards(self) -> frozenset[str]:
        """The names of the shards that are there."""
        return frozenset(name for _, name in self.places())

    def places(self) -> list[tuple[str, str]]:
        """Month and name of the shards that are there, in order."""
        paths = (name.split("/") for name in self._storage.names("reports"))
        found = (path[1:] for path in paths if len(path) == 3 and path[2].endswith(".parquet"))
        return sorted(
            (month.removeprefix("month="), file.removesuffix(".parquet")) for month, file in found
        )

    def write(self, shard: Shard, tables: Tables) -> None:
        """Write the tables of a shard."""
        for name in _ORDER:
            self._storage.write(_path(name, shard.month, shard.name), _parquet(tables[name]))

    def table(self, name: str, month: str, shard: str) -> pa.Table:
        """A table of a shard. Raises SourceError for one that is gone or broken."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = _path(name, month, shard)
        data = self._storage.read(path)
        if data is None:
            raise SourceError(f"{self.place}/{path}", "is not there", "code the corpus again")
        try:
            return pq.ParquetFile(io.BytesIO(data)).read()
        except (pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0]
            raise SourceError(
                f"{self.place}/{path}",
                f"is no whole Parquet file: {reason}",
                "remove it, code again",
            ) from None

    def units(self) -> frozenset[str]:
        """The names of the units of which all shards are there."""
        names = (Path(path).stem for path in self._storage.names(UNITS))
        return frozenset(names)

    def finish_unit(self, read: UnitRead, counts: Mapping[str, int]) -> None:
        """Note that all shards of a unit are there."""
        shards = [{"month": month, "name": name} for month, name in read.shards]
        told = {
            "inputs": [each["name"] for each in read.unit.inputs],
            "shards": shards,
            "rows": dict(counts),
            "duplicates": read.duplicates,
        }
        self._write_json(f"{UNITS}/{read.unit.name}.json", told)

    def notes(self) -> Iterator[dict[str, Any]]:
        """What was noted of each unit, in the order of their names."""
        for path in self._storage.names(UNITS):
            yield json.loads(self._storage.read(path) or b"")

    def rows(self, month: str, shard: str) -> dict[str, int]:
        """How many rows a shard has in each table, and how many reports were left out by wish."""
        rows = {name: self.table(name, month, shard).num_rows for name in TABLES}
        stages = self.table("errors", month, shard)["stage"].to_pylist()
        left_out = stages.count(FILTERED)
        return {**rows, "errors": len(stages) - left_out, "left_out": left_out}

    def complete(self, manifest: Mapping[str, Any], **found: object) -> dict[str, Any]:
        """Say in the manifest that the data set is whole, and what came of it."""
        told = {**manifest, "complete": True, **found}
        self._write_json(MANIFEST, told)
        return told

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep others off the folder for as long as this lasts, where the system can.

        Raises CodingError where another run is at work in it.
        """
        if isinstance(self._storage, RemoteStorage):
            yield
            return
        try:
            Path(self.place).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(self.place, error) from error
        with _locked(Path(self.place)):
            yield

    def _write_json(self, path: str, told: Mapping[str, object]) -> None:
        self._storage.write(path, json.dumps(told, indent=1).encode("ascii") + b"\n")


def difference(old: object, new: object) -> str:
    """What differs between two parts of a manifest, in a few words."""
    if isinstance(old, dict) and isinstance(new, dict):
        names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
        return ", ".join(f"{name} was {old.get(name)!r}, is {new.get(name)!r}" for name in names)
    if isinstance(old, list) and isinstance(new, list):
        before = {each["name"]: each for each in old}
        after = {each["name"]: each for each in new}
        gone, come = before.keys() - after.keys(), after.keys() - before.keys()
        changed = [name for name in before.keys() & after.keys() if before[name] != after[name]]
        counts = {"gone": len(gone), "new": len(come), "changed": len(changed)}
        example = min([*gone, *come, *changed])
        return ", ".join(f"{n} {what}" for what, n in counts.items() if n) + f": {example}"
    return f"was {old!r}, is {new!r}"


def _path(table: str, month: str, shard: str) -> str:
    return f"{table}/month={month}/{shard}.parquet"


def _parquet(table: pa.Table) -> bytes:
    """A table as a Parquet file with one row group: the same bytes however it was put together."""
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(table.combine_chunks(), sink, row_group_size=1 << 20, **_COMPRESSION)
    return sink.getvalue()


def _sync_folder(folder: Path) -> None:
    """Have a new name on the disk, too, where folders can be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise CodingError(f"{folder}: another run is at work in this folder; let it end") from None
    finally:
        os.close(handle)


def _cannot_write(place: str, error: OSError) -> CodingError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CodingError(
            f"{place}: no space left; make room, then run the same again: it goes on from there"
        )
    reason = error.strerror or (str(error).splitlines() or [type(error).__name__])[0]
    return CodingError(f"{place}: cannot be written: {reason}; mend that, then run the same again")
