"""What every format shares: the fields a report is made of, and making one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BufferedReader

from memcon.errors import SourceError, UsageError
from memcon.record import Report, day_of
from memcon.sources.english import why_not_english
from memcon.sources.text import clean

FIELDS = ("text", "title", "publisher", "url", "published", "language")
# How the command line spells a column mapping; the advice of errors repeats it.
COLUMN_OPTION = "--column"

Item = Report | SourceError


@dataclass(frozen=True)
class ReportFields:
    """What the user says about reports; it fills what a source itself does not tell."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None

    @classmethod
    def of(
        cls,
        *,
        title: str | None = None,
        publisher: str | None = None,
        published: date | str | None = None,
    ) -> ReportFields:
        """The fields as a command line or a caller gives them. Raises UsageError for a bad date."""
        try:
            day = None if published is None else day_of(published)
        except ValueError as error:
            raise UsageError(f"date of publication: {error}") from None
        return cls(title, publisher, day)


@dataclass(frozen=True)
class Columns:
    """Which column of a table, or key of a JSON line, holds which field of a report."""

    given: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.given:
            if name not in FIELDS:
                raise UsageError(
                    f"column mapping: a report has no field {name!r}; it has {', '.join(FIELDS)}"
                )

    def of(self, name: str) -> str:
        """The column that holds this field: the one given, else the one of the same name."""
        return self.given.get(name, name)

    def wanted(self) -> dict[str, str]:
        """The columns that must be there, by field: the text's and each that was given."""
        return {name: self.of(name) for name in FIELDS if name == "text" or name in self.given}


@dataclass(frozen=True)
class Options:
    """How to read: the user's words about the reports, and the mapping of columns."""

    defaults: ReportFields = ReportFields()
    columns: Columns = Columns()


Format = Callable[[BufferedReader, str, Options], Iterator[Item]]


def make_report(name: str, told: Mapping[str, object], defaults: ReportFields) -> Report:
    """The report of what a source told, with the user's words where it told nothing.

    `name` is the document's name for errors. Raises SourceError for a text that is empty, broken,
    too large or not English, and for a date or language that is none.
    """
    text = told.get("text")
    if not isinstance(text, str):
        instead = "" if text is None else f" but {type(text).__name__}"
        raise SourceError(name, f"has no text{instead}", "there is nothing to read in it")
    text = clean(text, name)
    _check_language(name, text, told.get("language"))
    return Report.of(
        text,
        title=_words(name, told.get("title")) or defaults.title,
        publisher=_words(name, told.get("publisher")) or defaults.publisher,
        url=_words(name, told.get("url")),
        published=_day(name, told.get("published")) or defaults.published,
    )


def parse_columns(assignments: Iterable[str]) -> dict[str, str]:
    """The mapping that assignments like "text=body" write. Raises UsageError for any other."""
    columns = {}
    for assignment in assignments:
        name, equals, column = assignment.partition("=")
        if not (name and equals and column):
            raise UsageError(f"{COLUMN_OPTION} {assignment}: write FIELD=COLUMN, such as text=body")
        columns[name.strip()] = column.strip()
    return dict(Columns(columns).given)


def missing_columns(name: str, found: list[str], columns: Columns) -> SourceError | None:
    """The error of a table that lacks a column which must be there."""
    for wanted, column in columns.wanted().items():
        if column not in found:
            return SourceError(
                name,
                f"has no column {column!r} for the {wanted}; its columns are: {', '.join(found)}",
                f"name the right one with {COLUMN_OPTION} {wanted}=COLUMN",
            )
    return None


def _words(name: str, value: object) -> str | None:
    """One line of words; None where there are none."""
    if value is None:
        return None
    line = re.sub(r"\s+", " ", str(value)).strip()
    return clean(line, name) if line else None


def _day(name: str, value: object) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return day_of(value)
    except ValueError as error:
        raise SourceError(name, f"date of publication: {error}") from None


def _check_language(name: str, text: str, declared: object) -> None:
    code = str(declared or "").strip().lower()
    if code and not re.match(r"en(g|glish)?([-_].*)?$", code):
        raise SourceError(name, f"is marked as {declared!r}", "memcon reads English only")
    if other := why_not_english(text):
        raise SourceError(name, f"is {other}", "memcon reads English only")
