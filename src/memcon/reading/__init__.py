"""From a report's analysis to its record: who, said, did, when, how sure."""

from memcon.language.analysis import Analysis
from memcon.reading.actors import Cast
from memcon.reading.events import find_happenings
from memcon.reading.origins import trace_origins
from memcon.reading.saying import speakers
from memcon.reading.statements import find_sayings
from memcon.reading.when import Calendar
from memcon.reading.write import write_record
from memcon.record import Record, Report
from memcon.registry import Registry

__all__ = ["read_report"]


def read_report(
    report: Report, analysis: Analysis, registry: Registry, made_by: dict[str, str]
) -> Record:
    """The record of a report: its parties, what they say, what they do, and on whose word."""
    registry = registry.on(report.published)
    cast = Cast(analysis, registry, report.published, report.publisher)
    sayings = find_sayings(analysis, cast, registry)
    cast.settle_speakers(speakers(analysis, sayings))
    trace_origins(analysis, cast, sayings, registry, report.publisher)
    calendar = Calendar(analysis, report.published)
    happenings = find_happenings(analysis, cast, sayings, calendar)
    return write_record(report, analysis, cast, sayings, happenings, calendar, made_by)
