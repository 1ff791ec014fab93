"""The desk: web pages and a JSON API over a ledger."""

from memcon.desk.app import make_app
from memcon.desk.settings import Settings

__all__ = ["Settings", "make_app"]
