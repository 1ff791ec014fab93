"""From what a user names to reports: files, folders, globs, addresses, standard input."""

from __future__ import annotations

import glob
import io
import os
import sys
import zlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from memcon.errors import SourceError, UnreachableError, UsageError
from memcon.sources import remote
from memcon.sources.base import Columns, Format, Item, Options, ReportFields
from memcon.sources.compressed import unpacked
from memcon.sources.html import looks_like_html
from memcon.sources.remote import is_storage
from memcon.sources.text import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO

STANDARD_INPUT = "standard input"
# The module of this folder that reads files of that name; imported when the first of them comes.
_FORMATS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".eml": "eml",
}
_SNIFFED_BYTES = 4096


def read_sources(
    inputs: Sequence[str | os.PathLike[str]],
    *,
    defaults: ReportFields | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """The reports in these files, folders, globs, addresses, or "-" for standard input, in order.

    `defaults` fill what a source does not tell; `columns` says which column of a table holds which
    field. What cannot be read comes as a SourceError in its place, so the rest goes on. Raises
    UsageError for a mapping of no field, or for no input at all.
    """
    if isinstance(inputs, str):
        raise UsageError("inputs must be a list of paths or addresses, not one string")
    if not inputs:
        raise UsageError("no input: give a file, a folder, an address, or - for standard input")
    options = Options(defaults or ReportFields(), Columns(dict(columns or {})))
    return (item for named in inputs for item in _read_input(os.fspath(named), options))


def find_files(named: str) -> Iterator[str | SourceError]:
    """The files and addresses that an input names: a file, a folder, a glob, an address.

    What cannot be looked into comes as a SourceError in its place.
    """
    if is_storage(named):
        yield from _found_in_storage(named)
    elif "://" in named:
        yield named
    elif Path(named).is_dir():
        yield from _files_below(Path(named))
    elif not os.path.lexists(named) and glob.has_magic(named):
        yield from _matching(named)
    else:
        yield named


def read_file(
    name: str, options: Options, on_open: Callable[[BinaryIO], object] | None = None
) -> Iterator[Item]:
    """The reports of one file or address, the error that ended them last.

    `on_open` gets the file itself, by which one can tell how far it has been read.
    """
    if "://" in name and not is_storage(name):
        from memcon.sources import url

        return _guarded(url.read(name, options), name)
    return _guarded(_read_file(name, options, on_open), name)


def _read_input(named: str, options: Options) -> Iterator[Item]:
    if named == "-":
        yield from _guarded(_read_standard_input(options), STANDARD_INPUT)
        return
    for name in find_files(named):
        yield from [name] if isinstance(name, SourceError) else read_file(name, options)


def _found_in_storage(address: str) -> Iterator[str | SourceError]:
    try:
        yield from remote.find(address)
    except SourceError as error:
        yield error


def _read_standard_input(options: Options) -> Iterator[Item]:
    data = read_all(sys.stdin.buffer, STANDARD_INPUT)
    yield from _sniffed(io.BufferedReader(io.BytesIO(data)), STANDARD_INPUT, options)


def _files_below(folder: Path) -> Iterator[str | SourceError]:
    """All files below the folder but hidden and special ones, in the order of their paths."""
    unreadable: list[OSError] = []
    paths: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(here, name) for name in names if not name.startswith(".")]
    paths = sorted(path for path in paths if path.is_file() or not path.exists())
    for error in unreadable:
        yield SourceError(str(error.filename), f"cannot be opened: {error.strerror}")
    if not paths and not unreadable:
        yield SourceError(str(folder), "is a folder without files")
    yield from map(str, paths)


def _matching(pattern: str) -> Iterator[str | SourceError]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not found:
        yield SourceError(pattern, "matches no file", "check the pattern and the folder")
    for path in found:
        yield from find_files(path)


def _read_file(
    name: str, options: Options, on_open: Callable[[BinaryIO], object] | None
) -> Iterator[Item]:
    place = urlsplit(name).path if is_storage(name) else name
    suffixes = [suffix.lower() for suffix in Path(place).suffixes[-2:]]
    with remote.opened(name) if is_storage(name) else Path(name).open("rb") as file:
        if on_open:
            on_open(file)
        stream = unpacked(file, suffixes[-1] if suffixes else "")
        if stream is not file:
            suffixes.pop()
        known = _FORMATS.get(suffixes[-1] if suffixes else "")
        read = _format(known) if known else _sniffed
        yield from read(stream, name, options)


def _sniffed(stream: io.BufferedReader, name: str, options: Options) -> Iterator[Item]:
    """The report in a stream whose name tells nothing: a web page or plain text."""
    is_page = looks_like_html(stream.peek(_SNIFFED_BYTES))
    return _format("html" if is_page else "plain")(stream, name, options)


def _format(module: str) -> Format:
    read: Format = import_module(f"memcon.sources.{module}").read
    return read


def _guarded(items: Iterator[Item], name: str) -> Iterator[Item]:
    """The items, and last the error that ended them, if one did."""
    try:
        yield from items
    except SourceError as error:
        yield error
    except FileNotFoundError:
        yield UnreachableError(name, "is not there", "check the path")
    except PermissionError:
        yield UnreachableError(name, "may not be read", "check its permissions")
    except (EOFError, zlib.error) as error:
        yield _damaged(name, error)
    except UnicodeDecodeError as error:
        yield SourceError(
            name, f"is not {error.encoding.upper()} text: {error}", "save it as UTF-8"
        )
    except OSError as error:
        # zstd tells of broken files by OSErrors that no system call made.
        if error.errno is None:
            yield _damaged(name, error)
        else:
            yield UnreachableError(name, f"cannot be read: {error.strerror}", "check the disk")


def _damaged(name: str, error: Exception) -> SourceError:
    return SourceError(name, f"is damaged or cut short: {error}", "fetch it anew")
