"""A corpus into a Parquet data set, on the cores of a machine or the nodes of a cluster."""

from memcon.corpus.coding import Summary, code
from memcon.corpus.records import records

__all__ = ["Summary", "code", "records"]
