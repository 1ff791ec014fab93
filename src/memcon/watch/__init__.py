"""Keeping a ledger fed: feeds and folders looked at round after round, each report added once."""

from memcon.watch.apart import Apart
from memcon.watch.config import Feed, Folder, Network, Watched, load
from memcon.watch.memory import State, standing
from memcon.watch.watcher import Tally, Watcher

__all__ = [
    "Apart", "Feed", "Folder", "Network", "State", "Tally", "Watched", "Watcher", "load",
    "standing",
]  # fmt: skip
