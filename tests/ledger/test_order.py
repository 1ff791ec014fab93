"""What the ledger tells depends on the set of its reports alone, never on the way they came."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ledger.conftest import Scratch
from ledger.made import told
from ledger.news import reports, rereadings
from memcon.ledger.adding import add
from memcon.record import Record

# An example is an addition to a ledger that is taken back, so that all can share one. What differs
# is told below; making it smaller takes minutes, and --hypothesis-seed brings it back.
several = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    max_examples=int(os.environ.get("MEMCON_EXAMPLES", "25")),
)


def told_of(scratch: Scratch, added: Iterable[Record]) -> list[str]:
    with scratch() as connection:
        for record in added:
            add(connection, record)
        return told(connection)


@several
@given(data=st.data(), news=reports(min_size=2, max_size=6))
def test_any_order_of_adding_tells_the_same(
    scratch: Scratch, data: st.DataObject, news: Sequence[Record]
) -> None:
    shuffled = data.draw(st.permutations(news))

    assert told_of(scratch, shuffled) == told_of(scratch, news)


@several
@given(data=st.data(), news=reports(max_size=4), read=rereadings())
def test_reading_again_tells_what_the_newest_reading_alone_would(
    scratch: Scratch, data: st.DataObject, news: Sequence[Record], read: tuple[Record, Record]
) -> None:
    shuffled = data.draw(st.permutations([*news, *read]))

    assert told_of(scratch, shuffled) == told_of(scratch, [*news, read[1]])
