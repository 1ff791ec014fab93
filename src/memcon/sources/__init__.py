"""What a user has, as reports: text, pages, tables, archives, mail, addresses."""

from memcon.errors import SourceError
from memcon.sources.base import ReportFields, parse_columns
from memcon.sources.dispatch import read_sources

__all__ = ["ReportFields", "SourceError", "parse_columns", "read_sources"]
