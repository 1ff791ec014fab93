"""Parties whose names cannot be compared, not even with themselves, take part in happenings too."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.records import Book
from memcon.ledger import open_ledger
from memcon.record import Report

ODD = 'Zed "><img src=x onerror="document.title=1"><script>document.title=1</script>'


@pytest.mark.parametrize("day", ["2024-11-11", None])
def test_names_that_are_none_have_a_happening(tmp_path: Path, day: str | None) -> None:
    book = Book(Report.of("They met the envoy.", published="2024-11-12"))
    parties = [book.actor(ODD, country="USA"), book.actor("Envoy \u202eevil\u200bname")]
    book.event("CONSULT", "met", actor=parties, day=day)
    with open_ledger(tmp_path / "memcon.db") as ledger:
        ledger.add(book.record())
        assert [one.event for one in ledger.happenings()] == ["CONSULT"]
