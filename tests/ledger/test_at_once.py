"""Two processes that write at once make what one would have made."""

from __future__ import annotations

import pytest

from ledger.adder import adding, heard
from ledger.conftest import NewUrl
from ledger.made import told_by
from ledger.test_killed import NEWS, check
from memcon.ledger import open_ledger


@pytest.mark.parametrize("new", [False, True], ids=["a ledger", "one that is being made"])
def test_two_at_once_make_what_one_would(new_url: NewUrl, ledger_url: str, new: bool) -> None:
    url = ledger_url if new else new_url()
    processes = [adding(url, NEWS[:16]), adding(url, NEWS[:7:-1])]

    said = [heard(hears) for _, hears in processes]
    for process, hears in processes:
        process.join()
        hears.close()
        assert process.exitcode == 0
        process.close()

    assert [len(ids) for ids in said] == [16, 16]
    check(url, {id_ for ids in said for id_ in ids})
    with open_ledger(url) as ledger, open_ledger(new_url()) as alone:
        alone.add_all(NEWS)
        assert told_by(ledger) == told_by(alone)
