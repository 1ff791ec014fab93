"""Reading the inputs of a command: all that can be read, and a line for what cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from memcon.errors import MemconError, SourceError, our_fault

if TYPE_CHECKING:
    from memcon.explanation import Explained
    from memcon.record import Record, Report
    from memcon.sources import ReportFields

Made = TypeVar("Made")

InputsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="File, folder, glob or URL; - is standard input, and so is no INPUT at all.",
        show_default=False,
    ),
]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication, as 2024-11-11.")
]
PublisherOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")]
TitleOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline.")]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=NAME",
        help="Which column of a table holds a field, as text=body. Repeatable.",
        show_default=False,
    ),
]
RegistryOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Your own registry of who is who, over memcon's.",
    ),
]


class Reading:
    """The records of all that can be read; what cannot is told on standard error and counted."""

    def __init__(
        self,
        inputs: Sequence[str],
        defaults: ReportFields,
        columns: dict[str, str],
        registry: Path | None,
    ) -> None:
        from memcon.reader import Reader

        self.inputs, self._defaults, self._columns = inputs, defaults, columns
        self._reader = Reader(registry=registry)
        self.failures = 0

    def __iter__(self) -> Iterator[Record]:
        return (record for report in self.reports() if (record := self.read(report)) is not None)

    def explained(self) -> Iterator[Explained]:
        """The records with the reasons of their values."""
        made = (self._tried(self._reader.explain, report) for report in self.reports())
        return (explained for explained in made if explained is not None)

    def reports(self) -> Iterator[Report]:
        """The reports, in the order of the inputs."""
        from memcon.sources import read_sources

        for report in read_sources(self.inputs, defaults=self._defaults, columns=self._columns):
            if isinstance(report, SourceError):
                self._tell(str(report))
            else:
                yield report

    def read(self, report: Report) -> Record | None:
        """A report's record; None, and a line on standard error, if it cannot be read."""
        return self._tried(self._reader.read, report)

    def _tried(self, read: Callable[[Report], Made], report: Report) -> Made | None:
        try:
            return read(report)
        except MemconError as error:
            self._tell(str(error))
        except Exception as error:
            # A fault of ours in one report must not cost the others of the batch.
            self._tell(our_fault(report.id, error))
        return None

    def _tell(self, line: str) -> None:
        self.failures += 1
        typer.echo(f"memcon: {line}", err=True)
