"""From a report's analysis to its record: who, said, did, when, how sure."""

from memcon.explanation import Explained
from memcon.language.analysis import Analysis
from memcon.reading.actors import Cast
from memcon.reading.events import find_happenings
from memcon.reading.explaining import explain
from memcon.reading.home import home, spoken_of
from memcon.reading.origins import trace_origins
from memcon.reading.saying import Sayings
from memcon.reading.statements import find_sayings
from memcon.reading.voices import voices
from memcon.reading.when import Calendar
from memcon.reading.write import Writer
from memcon.record import Record, Report
from memcon.registry import Registry

__all__ = ["explain_report", "read_report"]


def read_report(
    report: Report, analysis: Analysis, registry: Registry, made_by: dict[str, str]
) -> Record:
    """The record of a report: its parties, what they say, what they do, and on whose word."""
    return _read(report, analysis, registry).record(made_by)


def explain_report(
    report: Report, analysis: Analysis, registry: Registry, made_by: dict[str, str]
) -> Explained:
    """The same record, and by which words and by what its values were decided."""
    writer = _read(report, analysis, registry)
    record = writer.record(made_by)
    return Explained(record, tuple(explain(writer, record)))


def _read(report: Report, analysis: Analysis, registry: Registry) -> Writer:
    registry = registry.on(report.published)
    cast, sayings = who_and_said(report, analysis, registry)
    trace_origins(analysis, cast, sayings, registry, report.publisher)
    here = home(analysis.text, report.publisher, cast.parties, registry)
    calendar = Calendar(
        analysis, report.published, spoken_of(cast.parties), here.country if here else None
    )
    happenings = find_happenings(analysis, cast, sayings, calendar)
    return Writer(report, analysis, cast, sayings, happenings, calendar)


def who_and_said(report: Report, analysis: Analysis, registry: Registry) -> tuple[Cast, Sayings]:
    """The parties of a report and what they say, which tells who "I", "we" and "you" are."""
    cast = Cast(analysis, registry, report.published, report.publisher)
    sayings = find_sayings(analysis, cast, registry)
    cast.settle(voices(analysis, sayings))
    return cast, sayings
