"""Feeds and a folder that were watched: well, failing, asking to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from memcon.ledger import Ledger
from memcon.watch import Feed, Folder
from memcon.watch.entries import Contents, Entry
from memcon.watch.memory import Memory

NOW = datetime(2024, 11, 11, 9, 30, tzinfo=UTC)
KEY = "key=not-for-everybody"
WELL = Feed("https://wire.example/world.rss", name="Example Wire")
DOWN = Feed(f"https://paper.example/feed.xml?{KEY}", name="The Paper")
ODD = Feed("https://odd.example/feed")
HELD = Feed("https://busy.example/rss", name="Busy")
INBOX = Folder(Path("/srv/desk/inbox"), publisher="Cables")


def watch(ledger: Ledger) -> None:
    """Remember some rounds, as memcon watch does."""
    memory = Memory(ledger)
    memory.know([WELL, DOWN, ODD, HELD, INBOX, Feed("https://new.example/rss")])
    found = Contents("World", (Entry("1", link="https://wire.example/1", title="Talks"),))
    memory.looked(WELL.id, NOW, timedelta(minutes=15), found)
    for turn in range(3):
        wait = timedelta(minutes=15) * 2**turn
        memory.failed(DOWN.id, NOW, wait, f"{DOWN.url}: answers 500 Oh", held=False)
    odd = Contents("<script>document.title = 'run'</script>\u202e odd", ())
    memory.looked(ODD.id, NOW, timedelta(minutes=15), odd)
    memory.failed(HELD.id, NOW, timedelta(hours=2), f"{HELD.url}: answers 429", held=True)
    problem = f"{INBOX.path}/one.pdf: cannot be read"
    memory.failed(INBOX.id, NOW, timedelta(minutes=1), problem, held=False)
