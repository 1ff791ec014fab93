"""Object storage and other file systems of the network, through Arrow and, beyond it, fsspec."""

from __future__ import annotations

import io
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from memcon.errors import SourceError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow.fs import FileSystem

_ADVICE = "check the address, the network and your credentials, then run the same again"
# These are read as pages of the web, or given as paths.
_NO_STORAGE = ("http", "https", "file", "local", "ftp")
_ARROW = ("s3", "gs", "gcs", "hdfs", "viewfs", "abfs", "abfss")


def is_storage(address: str) -> bool:
    """Whether the address is one of a storage that Arrow or fsspec reaches."""
    scheme, colon, _ = address.partition("://")
    if not colon or scheme in _NO_STORAGE:
        return False
    if scheme in _ARROW:
        return True
    try:
        from fsspec import available_protocols
    except ImportError:
        return False
    return scheme in available_protocols()


def filesystem(address: str) -> tuple[FileSystem, str]:
    """The file system of an address and the path in it.

    Raises SourceError for an address that holds a password or that no installed library knows,
    and UnreachableError for one that does not answer.
    """
    from pyarrow import ArrowInvalid
    from pyarrow.fs import FileSystem

    if urlsplit(address).password:
        # It would stand in the manifest and in every error.
        raise SourceError(
            address.partition("://")[0] + "://…",
            "holds a password",
            "leave it out and set the credentials in the environment",
        )
    try:
        return FileSystem.from_uri(address)  # type: ignore[no-any-return]
    except ArrowInvalid:
        return _by_fsspec(address)
    except OSError as error:
        raise unreachable(address, error) from None


def _by_fsspec(address: str) -> tuple[FileSystem, str]:
    from pyarrow.fs import FSSpecHandler, PyFileSystem

    try:
        from fsspec.core import url_to_fs

        found, path = url_to_fs(address)
    except ImportError as error:
        raise SourceError(address, f"needs a library: {error}", "install it with pip") from None
    except (OSError, ValueError) as error:
        raise SourceError(address, f"is no address of a storage: {error}") from None
    return PyFileSystem(FSSpecHandler(found)), path


def find(address: str) -> Iterator[str]:
    """The addresses of the files there: of one file, a folder or a pattern with * in it.

    Raises SourceError where there is none, and UnreachableError where nothing answers.
    """
    pattern = None
    beginning = address
    if re.search(r"[*\[]", address):
        pattern, beginning = address, re.split(r"[*\[]", address)[0].rpartition("/")[0]
    found = sorted(_files(beginning))
    names = [name for name in found if pattern is None or matches(name, pattern)]
    if not names and pattern is None:
        raise SourceError(address, "is a folder without files")
    if not names:
        raise SourceError(address, "matches no file", "check the pattern and the folder")
    yield from names


def matches(name: str, pattern: str) -> bool:
    """Whether a pattern holds for a name, part by part; ** stands for any number of parts."""
    return _matches(name.split("/"), pattern.split("/"))


def _matches(parts: list[str], patterns: list[str]) -> bool:
    if not patterns:
        return not parts
    if patterns[0] == "**":
        return any(_matches(parts[i:], patterns[1:]) for i in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], patterns[0]) and _matches(parts[1:], patterns[1:])


def _files(address: str) -> Iterator[str]:
    from pyarrow.fs import FileSelector, FileType

    storage, path = filesystem(address)
    try:
        info = storage.get_file_info(path)
        if info.type == FileType.File:
            yield address
            return
        if info.type == FileType.NotFound:
            raise SourceError(address, "is not there", "check the address")
        below = storage.get_file_info(FileSelector(path, recursive=True))
    except OSError as error:
        raise unreachable(address, error) from None
    place, question, query = address.partition("?")
    for info in below:
        inside = info.path.lstrip("/").removeprefix(path.lstrip("/").rstrip("/")).lstrip("/")
        if info.type == FileType.File and not re.search(r"(^|/)\.", inside):
            yield f"{place.rstrip('/')}/{inside}{question}{query}"


def fingerprint(address: str) -> dict[str, str | int]:
    """Size and time of change of the file, by which another content is noticed."""
    storage, path = filesystem(address)
    try:
        info = storage.get_file_info(path)
    except OSError as error:
        raise unreachable(address, error) from None
    changed = info.mtime.isoformat() if info.mtime else "unknown"
    return {"bytes": info.size or 0, "changed": changed}


def opened(address: str) -> io.BufferedReader:
    """The file at the address, to be read and sought in. Raises UnreachableError."""
    storage, path = filesystem(address)
    try:
        return io.BufferedReader(_Remote(storage.open_input_file(path), address), 1 << 20)
    except FileNotFoundError:
        raise SourceError(address, "is not there", "check the address") from None
    except OSError as error:
        raise unreachable(address, error) from None


class _Remote(io.RawIOBase):
    """A file of the storage whose failures are told apart from damage of what it holds."""

    def __init__(self, file: io.RawIOBase, address: str) -> None:
        self._file, self._address = file, address

    def readable(self) -> bool:
        """It can be read from."""
        return True

    def seekable(self) -> bool:
        """It can be sought in."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes; 0 at the end."""
        try:
            data = self._file.read(len(buffer))
        except OSError as error:
            raise unreachable(self._address, error) from None
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the file."""
        self._file.seek(offset, whence)
        return self._file.tell()

    def tell(self) -> int:
        """The place that is read next."""
        return self._file.tell()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()


def unreachable(address: str, error: Exception) -> UnreachableError:
    """The error of a storage that does not answer as it should."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return UnreachableError(address, f"cannot be reached: {lines[0]}", _ADVICE)
