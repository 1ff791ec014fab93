"""What the tests of all formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from memcon.errors import SourceError
from memcon.record import Report
from memcon.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Ana Duarte met Tomas Brandl in Lisbon on Thursday, the embassy said in a statement.\n\n"
    "Brandl denied that he had promised anything to the government of his neighbours.\n"
)


class WriteFile(Protocol):
    def __call__(self, name: str, content: str | bytes) -> Path: ...


@pytest.fixture
def story() -> str:
    return STORY


@pytest.fixture
def write(tmp_path: Path) -> WriteFile:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


class Reading:
    """What reading some inputs gave: the reports, and the errors as lines."""

    def __init__(self, *inputs: Path | str, **options: Any) -> None:
        self.items = list(read_sources(inputs, **options))
        self.reports = [item for item in self.items if isinstance(item, Report)]
        self.errors = [str(item) for item in self.items if isinstance(item, SourceError)]

    @property
    def report(self) -> Report:
        assert self.errors == []
        assert len(self.reports) == 1
        return self.reports[0]

    @property
    def error(self) -> str:
        assert self.reports == []
        assert len(self.errors) == 1
        assert "\n" not in self.errors[0]
        return self.errors[0]


@pytest.fixture
def reading() -> type[Reading]:
    return Reading
