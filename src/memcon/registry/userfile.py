"""A user's own file of names, which lies over the registry as shipped."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, cast, get_args

from memcon.registry.entries import ActorKind
from memcon.registry.persons import first_day, last_day
from memcon.registry.tables import RegistryError

_COLUMNS: Final = ("name", "kind", "country", "sector", "aliases", "office", "from", "until")
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", re.ASCII)
_SHAPE: Final = (
    "write one JSON object a line (.jsonl) or a tab-separated table with a header (.tsv), "
    f"with the fields {', '.join(_COLUMNS)}; name and kind are needed"
)


@dataclass(frozen=True, slots=True)
class UserEntry:
    """One line of a user's file."""

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    office: str | None
    since: date | None
    until: date | None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def holds_on(self, day: date) -> bool:
        """Whether the line speaks of that day; both ends count."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


def read_user_file(path: Path) -> tuple[UserEntry, ...]:
    """The entries of a user's file; a RegistryError names the line that cannot be used."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise RegistryError(f"{path}: cannot be read ({error.strerror}); {_SHAPE}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path}: is not UTF-8; save it as UTF-8") from error
    rows = _json_rows if path.suffix.lower() in (".jsonl", ".ndjson", ".json") else _table_rows
    entries = []
    for line, fields in rows(path, text):
        try:
            entries.append(_entry(fields))
        except ValueError as error:
            raise RegistryError(f"{path}, line {line}: {error}") from error
    return tuple(entries)


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise RegistryError(f"{path}, line {number}: not JSON ({error}); {_SHAPE}") from error
        if not isinstance(fields, dict):
            raise RegistryError(f"{path}, line {number}: not a JSON object; {_SHAPE}")
        yield number, fields


def _table_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    header = [column.strip() for column in lines[0][1]] if lines else []
    if not {"name", "kind"} <= set(header):
        raise RegistryError(f"{path}: no header with name and kind; {_SHAPE}")
    for number, cells in lines[1:]:
        if len(cells) > len(header):
            raise RegistryError(
                f"{path}, line {number}: {len(cells)} cells under {len(header)} columns; "
                "take out the tabs that are too many"
            )
        yield number, dict(zip(header, cells, strict=False))


def _entry(fields: dict[str, Any]) -> UserEntry:
    """One entry; a ValueError says which field is wrong and what it may be."""
    if unknown := [field for field in fields if field not in _COLUMNS]:
        raise ValueError(f"unknown field {unknown[0]!r}; there are {', '.join(_COLUMNS)}")
    # Only reading a user's file needs the contract's codes, and pydantic with them.
    from memcon.record import COUNTRIES, SECTORS

    name = _text(fields, "name")
    if not name:
        raise ValueError("no name; every entry needs one")
    kind = cast(ActorKind, _one_of(fields, "kind", get_args(ActorKind), needed=True))
    country = _one_of(fields, "country", COUNTRIES)
    if kind == "state" and country is None:
        raise ValueError(f"no country for the state {name!r}; give its code, like FRA")
    since, until = _day(fields, "from", first_day), _day(fields, "until", last_day)
    if since is not None and until is not None and until < since:
        raise ValueError(f"until {until} lies before from {since}; exchange them")
    return UserEntry(
        name=name,
        kind=kind,
        country=country,
        sector=_one_of(fields, "sector", SECTORS),
        aliases=_aliases(fields.get("aliases")),
        office=_text(fields, "office"),
        since=since,
        until=until,
    )


def _text(fields: dict[str, Any], field: str) -> str | None:
    value = fields.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{field} is {value!r}; write it as text")
    return (value or "").strip() or None


def _day(fields: dict[str, Any], field: str, day_of: Callable[[str], date | None]) -> date | None:
    text = _text(fields, field)
    if text is None:
        return None
    day = None
    with suppress(ValueError):
        day = day_of(text) if _DATE.fullmatch(text) else None
    if day is None:
        raise ValueError(f"{field} {text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    return day


def _one_of(
    fields: dict[str, Any], field: str, allowed: tuple[str, ...], *, needed: bool = False
) -> str | None:
    value = _text(fields, field)
    if value in allowed or (value is None and not needed):
        return value
    some = ", ".join(allowed[:8]) + (", …" if len(allowed) > 8 else "")
    raise ValueError(f"{field} {value!r} is none of {some}")


def _aliases(value: object) -> tuple[str, ...]:
    """Aliases as a list, or as text parted by semicolons."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list) or not all(isinstance(alias, str) for alias in value):
        raise ValueError(f"aliases are {value!r}; write a list of names, or names parted by ;")
    return tuple(alias.strip() for alias in value if alias.strip())
