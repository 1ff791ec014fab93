"""A ledger's version: another as soon as anybody has changed it, the same until then."""

from __future__ import annotations

from desk.records import told_by
from ledger.conftest import NewUrl
from memcon.ledger import open_ledger


def test_it_changes_with_the_ledger_and_only_then(new_url: NewUrl) -> None:
    url = new_url()
    with open_ledger(url) as one, open_ledger(url) as other:
        seen = one.version()
        assert one.version() == seen
        one.summary()
        assert one.version() == seen
        for writer in (one, other):
            writer.add(told_by("A" if writer is one else "B"))
            assert one.version() != seen
            seen = one.version()
        (happening,) = one.happenings(limit=1)
        one.correct("confirm", happening.id, by="Ana", reason="heard it")
        assert one.version() != seen
