"""What to watch, as a TOML file says it; its errors name the file, the line and the key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from memcon.errors import UsageError
from memcon.sources.base import Columns
from memcon.sources.strangers import LONGEST
from memcon.watch.durations import duration
from memcon.watch.naming import short

MOST_OFTEN: Final = timedelta(minutes=1)
"""How often a feed may be asked for at the most, unless its host is named as a private one."""


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        known = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = None
    if not known or any(c.isspace() for c in url):
        raise ValueError(f"{url!r} is no address of the web; it begins with http:// or https://")
    if parts.username or parts.password:
        raise ValueError("an address with a user or password in it is not fetched")
    if len(url) > LONGEST:
        raise ValueError(f"an address has at most {LONGEST} characters")
    return url


def _columns(columns: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return Columns(columns).given
    except UsageError as error:
        raise ValueError(str(error)) from None


def _host(name: str) -> str:
    if "/" in name or not name or any(c.isspace() for c in name):
        raise ValueError(f'{name!r} is no host; write it as "news.intranet" or "127.0.0.1:8080"')
    return name.lower()


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Span = Annotated[timedelta, BeforeValidator(duration)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Defaults(_Table):
    """What holds for every feed that does not say otherwise."""

    every: Span = timedelta(minutes=15)
    full_text: bool = True
    robots: bool = True


class Network(_Table):
    """How to behave on the network."""

    # Between two requests to one host.
    pause: Span = timedelta(seconds=1)
    # For one request from its first byte to its last.
    timeout: Annotated[Span, Field(gt=timedelta(0), le=timedelta(minutes=5))] = timedelta(
        seconds=20
    )
    # Hosts, or hosts with a port, that may lie in a private network.
    private_hosts: Annotated[frozenset[Host], Field(strict=False)] = frozenset()
    # Whom a site's operator can turn to: an address of mail or of the web.
    contact: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")] | None = None

    def is_private(self, url: str) -> bool:
        """Whether an address is of one of the hosts that may be private."""
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme.lower(), 0)
        return self.may_be_private(parts.hostname or "", port)

    def may_be_private(self, host: str, port: int) -> bool:
        """Whether a host may lie in a private network."""
        name = host.lower()
        spelled = f"[{name}]" if ":" in name else name
        return not self.private_hosts.isdisjoint({name, spelled, f"{spelled}:{port}"})


class _FeedTable(_Table):
    url: WebAddress
    name: Words | None = None
    every: Span | None = None
    full_text: bool | None = None
    robots: bool | None = None


class _FolderTable(_Table):
    path: Words
    publisher: Words | None = None
    every: Annotated[Span, Field(gt=timedelta(0))] = timedelta(minutes=1)
    settle: Span = timedelta(seconds=2)
    columns: Annotated[dict[str, str], AfterValidator(_columns)] = {}


class _File(_Table):
    defaults: Defaults = Defaults()
    network: Network = Network()
    feed: Sequence[_FeedTable] = ()
    folder: Sequence[_FolderTable] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to watch."""

    url: str
    name: str | None = None
    every: timedelta = timedelta(minutes=15)
    full_text: bool = True
    robots: bool = True

    @property
    def id(self) -> str:
        return short("feed", self.url)

    @property
    def address(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to watch."""

    path: Path
    publisher: str | None = None
    every: timedelta = timedelta(minutes=1)
    # How long a file must have been left alone before it is read.
    settle: timedelta = timedelta(seconds=2)
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return short("folder", str(self.path))

    @property
    def address(self) -> str:
        return str(self.path)

    @property
    def name(self) -> str | None:
        return self.publisher


@dataclass(frozen=True, slots=True)
class Watched:
    """All that a file names."""

    feeds: tuple[Feed, ...] = ()
    folders: tuple[Folder, ...] = ()
    network: Network = field(default_factory=Network)

    @property
    def sources(self) -> tuple[Feed | Folder, ...]:
        return (*self.feeds, *self.folders)


def load(path: Path) -> Watched:
    """What a TOML file says is to be watched.

    A folder's path counts from the file's own folder. Raises UsageError that names the file, and
    where it can the line and the key, for all that is not as it should be.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        said = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is no TOML: {error}") from None
    try:
        file = _File.model_validate(said)
    except ValidationError as error:
        raise UsageError("\n".join(_problems(path, text, error))) from None
    watched = _watched(file, path.parent)
    _check(path, text, watched)
    return watched


def _watched(file: _File, here: Path) -> Watched:
    feeds = []
    for table in file.feed:
        said = table.model_dump(exclude_none=True)
        feeds.append(Feed(**{**file.defaults.model_dump(), **said}))
    folders = [
        Folder(
            (here / table.path).absolute(),
            table.publisher,
            table.every,
            table.settle,
            tuple(sorted(table.columns.items())),
        )
        for table in file.folder
    ]
    return Watched(tuple(feeds), tuple(folders), file.network)


def _check(path: Path, text: str, watched: Watched) -> None:
    """What no table by itself can tell: nothing to watch, things named twice, haste."""
    if not watched.sources:
        raise UsageError(f"{path}: names nothing to watch; add a [[feed]] or a [[folder]]")
    kinds: tuple[tuple[str, str, Sequence[Feed | Folder]], ...] = (
        ("feed", "url", watched.feeds),
        ("folder", "path", watched.folders),
    )
    for kind, key, sources in kinds:
        known: set[str] = set()
        for number, source in enumerate(sources):
            where = _where(path, text, (kind, number, key))
            if source.id in known:
                raise UsageError(f"{where}: {source.address} is named twice; keep one of them")
            known.add(source.id)
    for number, feed in enumerate(watched.feeds):
        if feed.every < MOST_OFTEN and not watched.network.is_private(feed.url):
            where = _where(path, text, ("feed", number, "every"))
            raise UsageError(f'{where}: more often than once a minute is impolite; write "1m"')


def _problems(path: Path, text: str, error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        place = problem["loc"]
        yield f"{_where(path, text, place)}: {_said(problem['type'], place, problem)}"


def _said(kind: str, place: tuple[int | str, ...], problem: Any) -> str:  # noqa: ANN401 - pydantic's
    if kind == "extra_forbidden":
        return _unknown(place)
    if kind == "missing":
        return "is missing"
    if kind in ("model_type", "list_type", "tuple_type", "is_instance_of"):
        return f"is no table; write it as [{place[0]}] or [[{place[0]}]] on a line of its own"
    return str(problem["msg"]).removeprefix("Value error, ")


def _unknown(place: tuple[int | str, ...]) -> str:
    models: dict[object, type[BaseModel]] = {
        "feed": _FeedTable,
        "folder": _FolderTable,
        "defaults": Defaults,
        "network": Network,
    }
    model = models.get(place[0], _File) if len(place) > 1 else _File
    known = list(model.model_fields)
    close = difflib.get_close_matches(str(place[-1]), known, 1)
    meant = f"did you mean {close[0]}? " if close else ""
    return f"there is no such key; {meant}There are {', '.join(known)}"


def _where(path: Path, text: str, place: Sequence[int | str]) -> str:
    """File, line and key of something; the line is that of its table where the key has none."""
    line = _line(text, place)
    at = f", line {line}" if line else ""
    number = next((part for part in place if isinstance(part, int)), None)
    names = [str(part) for part in place if isinstance(part, str)]
    if number is not None and names:
        names[0] = f"{names[0]} {number + 1}"
    return f"{path}{at}: {', '.join(names)}"


def _line(text: str, place: Sequence[int | str]) -> int | None:
    """The line that a table or a key in it stands on, as far as a look at the lines tells."""
    names = [part for part in place if isinstance(part, str)]
    number = next((part for part in place if isinstance(part, int)), 0)
    found, seen, inside = None, -1, len(names) == 1
    for at, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]", line):
            seen += header[1] == names[0]
            inside = header[1] == names[0] and seen == number
            found = at if inside else found
        elif inside and re.match(rf"\s*[\"']?{re.escape(names[-1])}[\"']?\s*=", line):
            return at
    return found
