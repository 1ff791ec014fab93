"""What a data set is made by: the options that decide its bytes, as a value that travels."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memcon.corpus.filters import Filter
from memcon.reader import versions
from memcon.record import SCHEMA
from memcon.registry import Registry
from memcon.sources.base import Columns, Options, ReportFields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LAYOUT = "memcon-corpus/1"
"""The version of how a data set lies in its folder."""

SHARD_REPORTS = 1024
"""Reports a shard: a minute's work of two cores, and files that are not too many."""


@dataclass(frozen=True)
class OwnRegistry:
    """A user's file of who is who, by value: a worker may run on another machine."""

    suffix: str
    content: bytes


@dataclass(frozen=True)
class Recipe:
    """All but the inputs that a data set depends on."""

    reading: Options = field(default_factory=Options)
    registry: OwnRegistry | None = None
    leave_out: tuple[str, ...] = ()
    shard_reports: int = SHARD_REPORTS
    made_by: dict[str, str] = field(default_factory=lambda: dict(versions()))

    @classmethod
    def of(
        cls,
        *,
        defaults: ReportFields | None = None,
        columns: Mapping[str, str] | None = None,
        registry: str | Path | None = None,
        leave_out: Sequence[str] = (),
        shard_reports: int = SHARD_REPORTS,
    ) -> Recipe:
        """The recipe that a command line or a caller asks for. Raises UsageError for a bad one."""
        reading = Options(defaults or ReportFields(), Columns(dict(columns or {})))
        own = None if registry is None else _own(Path(registry))
        Filter(leave_out)
        return cls(reading, own, tuple(sorted(set(leave_out))), shard_reports)

    def told(self) -> dict[str, Any]:
        """The recipe as the manifest tells it."""
        defaults = self.reading.defaults
        return {
            "schema": LAYOUT,
            "record": SCHEMA,
            "made_by": self.made_by,
            "options": {
                "title": defaults.title,
                "publisher": defaults.publisher,
                "published": defaults.published and defaults.published.isoformat(),
                "columns": dict(sorted(self.reading.columns.given.items())),
                "registry": self.registry and hashlib.sha256(self.registry.content).hexdigest(),
                "leave_out": list(self.leave_out),
                "shard_reports": self.shard_reports,
            },
        }


def _own(path: Path) -> OwnRegistry:
    """The user's registry. Raises RegistryError for one that cannot be used, before any work."""
    Registry.default().with_file(path)
    return OwnRegistry(path.suffix, path.read_bytes())


def digest(value: object) -> str:
    """The name of a value that JSON can write: the same everywhere, another for another value."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:20]
