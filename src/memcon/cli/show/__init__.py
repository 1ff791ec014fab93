"""The record for people: a page on a terminal, one event a line for other programs."""

from memcon.cli.show.lines import record_lines
from memcon.cli.show.words import NO_DATE_NOTE, RecordInWords

__all__ = ["NO_DATE_NOTE", "RecordInWords", "record_lines"]
