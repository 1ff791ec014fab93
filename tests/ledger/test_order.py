"""What the ledger tells depends on the set of its reports alone, never on the way they came."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger.conftest import Scratch
from ledger.made import told
from ledger.news import reports, rereadings
from memcon.errors import UsageError
from memcon.ledger import queries
from memcon.ledger.adding import add
from memcon.ledger.correcting import decide, undo
from memcon.ledger.queries import Wanted
from memcon.record import EVENT_TYPES, Record

Property = Callable[[Scratch, st.DataObject], None]

# An example is an addition to a ledger that is taken back, so that all can share one. What differs
# is told below; making it smaller takes minutes, and --hypothesis-seed brings it back.
EXAMPLES = int(os.environ.get("MEMCON_EXAMPLES", "16"))


def several(examples: int) -> settings:
    return settings(
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
        max_examples=examples,
    )


def told_of(scratch: Scratch, added: Iterable[Record]) -> list[str]:
    with scratch() as connection:
        for record in added:
            add(connection, record)
        return told(connection)


def any_order(scratch: Scratch, data: st.DataObject) -> None:
    news = data.draw(reports(min_size=2))
    shuffled = data.draw(st.permutations(news))

    assert told_of(scratch, shuffled) == told_of(scratch, news)


def read_again(scratch: Scratch, data: st.DataObject) -> None:
    news, (old, new) = data.draw(reports(max_size=4)), data.draw(rereadings())
    shuffled = data.draw(st.permutations([*news, old, new]))

    assert told_of(scratch, shuffled) == told_of(scratch, [*news, new])


def decided_upon(scratch: Scratch, data: st.DataObject) -> None:
    """Decisions on what some reports tell; then others come, one way or the other."""
    first, later = data.draw(reports(min_size=1, max_size=4)), data.draw(reports(max_size=4))
    wanted = [
        (data.draw(st.sampled_from(("wrong", "merge", "split", "set", "undo"))), n, m)
        for n, m in data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3))
    ]
    shuffled = data.draw(st.permutations(later))

    assert told_after(scratch, first, wanted, shuffled) == told_after(scratch, first, wanted, later)


def told_after(
    scratch: Scratch,
    first: Iterable[Record],
    wanted: Iterable[tuple[str, int, int]],
    later: Iterable[Record],
) -> list[str]:
    with scratch() as connection:
        for record in first:
            add(connection, record)
        for kind, n, m in wanted:
            with suppress(UsageError):
                decide_on(connection, kind, n, m)
        for record in later:
            add(connection, record)
        return [re.sub(r'"at": "[^"]*"', "", line) for line in told(connection)]


def decide_on(connection: Connection, kind: str, n: int, m: int) -> None:
    signed = {"by": "Ada", "reason": "looked"}
    happenings = sorted(h.id for h in queries.happenings(connection, Wanted(struck=True)))
    one, other = happenings[n % len(happenings)], happenings[m % len(happenings)]
    if kind == "undo":
        undo(connection, n, **signed)
    elif kind == "merge":
        decide(connection, "merge", [one, other], **signed)
    elif kind == "split":
        decide(connection, "split", [one], leaving=[one], **signed)
    elif kind == "set":
        decide(connection, "set", [one], field="event", value=EVENT_TYPES[m], **signed)
    else:
        decide(connection, "wrong", [one], **signed)


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("tells_the_same", [any_order, read_again, decided_upon])
@several(EXAMPLES)
@given(data=st.data())
def test_the_order_of_adding_is_all_one_on_sqlite(
    scratch: Scratch, tells_the_same: Property, data: st.DataObject
) -> None:
    tells_the_same(scratch, data)


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("tells_the_same", [any_order, read_again, decided_upon])
@several(EXAMPLES // 4)
@given(data=st.data())
def test_the_order_of_adding_is_all_one_on_postgresql(
    scratch: Scratch, tells_the_same: Property, data: st.DataObject
) -> None:
    tells_the_same(scratch, data)
