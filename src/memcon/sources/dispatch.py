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

from memcon.errors import SourceError, UsageError
from memcon.sources.base import Columns, Format, Item, Options, ReportFields
from memcon.sources.compressed import unpacked
from memcon.sources.html import looks_like_html
from memcon.sources.text import read_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def _read_input(named: str, options: Options) -> Iterator[Item]:
    if named == "-":
        yield from _guarded(_read_standard_input(options), STANDARD_INPUT)
    elif "://" in named:
        from memcon.sources import url

        yield from _guarded(url.read(named, options), named)
    elif Path(named).is_dir():
        yield from _read_folder(Path(named), options)
    elif not os.path.lexists(named) and glob.has_magic(named):
        yield from _read_glob(named, options)
    else:
        yield from _guarded(_read_file(Path(named), options), named)


def _read_standard_input(options: Options) -> Iterator[Item]:
    data = read_all(sys.stdin.buffer, STANDARD_INPUT)
    yield from _sniffed(io.BufferedReader(io.BytesIO(data)), STANDARD_INPUT, options)


def _read_folder(folder: Path, options: Options) -> Iterator[Item]:
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
    for path in paths:
        yield from _guarded(_read_file(path, options), str(path))


def _read_glob(pattern: str, options: Options) -> Iterator[Item]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not found:
        yield SourceError(pattern, "matches no file", "check the pattern and the folder")
    for path in found:
        yield from _read_input(path, options)


def _read_file(path: Path, options: Options) -> Iterator[Item]:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    with path.open("rb") as file:
        stream = unpacked(file, suffixes[-1] if suffixes else "")
        if stream is not file:
            suffixes.pop()
        known = _FORMATS.get(suffixes[-1] if suffixes else "")
        read = _format(known) if known else _sniffed
        yield from read(stream, str(path), options)


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
        yield SourceError(name, "is not there", "check the path")
    except PermissionError:
        yield SourceError(name, "may not be read", "check its permissions")
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
            yield SourceError(name, f"cannot be read: {error.strerror}", "check the disk")


def _damaged(name: str, error: Exception) -> SourceError:
    return SourceError(name, f"is damaged or cut short: {error}", "fetch it anew")
