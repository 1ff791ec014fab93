"""Who is who in the ledger's tables, and what is counted of them: kept up as reports come and go.

Listing the actors of a ledger, or whom one of them dealt with, would else have to count all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import permutations
from typing import Final

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from memcon.ledger.columns import filed
from memcon.ledger.entries import Form, entries, form_keys
from memcon.ledger.schema import dealing, entry, form, form_key, happening_party

Pair = tuple[str, str]

_AT_ONCE: Final = 10_000
"""Values that one statement is given; SQLite takes 32,766."""
_COLUMNS: Final = (form.c.id, form.c.name, form.c.kind, form.c.country)
_AROUND: Final = (
    select(form_key.c.key, *_COLUMNS)
    .join(form, form.c.id == form_key.c.form)
    .where(form_key.c.key.in_(bindparam("keys", expanding=True)))
)
_ENTRIES: Final = select(form.c.id, form.c.entry).where(
    form.c.id.in_(bindparam("forms", expanding=True))
)
_MOVE: Final = update(form).where(form.c.id == bindparam("of")).values(entry=bindparam("to"))
_USES: Final = (
    select(form.c.entry, func.sum(form.c.uses))
    .where(
        form.c.entry.in_(bindparam("entries", expanding=True)),
        form.c.kind != "unnamed",
        form.c.uses > 0,
    )
    .group_by(form.c.entry)
)
_DROP_ENTRY: Final = delete(entry).where(entry.c.id == bindparam("of"))
_DROP_DEALING: Final = delete(dealing).where(
    dealing.c.entry == bindparam("of"),
    dealing.c.other == bindparam("with"),
    dealing.c.happenings == 0,
)
_WITH: Final = select(happening_party.c.happening).where(
    happening_party.c.form.in_(bindparam("forms", expanding=True))
)
_TAKE_PART: Final = (
    select(happening_party.c.happening, form.c.entry)
    .join(form, form.c.id == happening_party.c.form)
    .where(happening_party.c.happening.in_(bindparam("ids", expanding=True)))
    .distinct()
)


def chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Values, as many at once as a statement takes."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def forms_around(connection: Connection, forms: Iterable[Form]) -> dict[str, list[Form]]:
    """For each name those that share a key with it, in the order of their ids."""
    keys = {form.id: form_keys(form) for form in forms}
    wanted = sorted({key for of in keys.values() for key in of})
    by_key: dict[str, list[Form]] = {}
    for key, *columns in connection.execute(_AROUND, {"keys": wanted}) if wanted else ():
        by_key.setdefault(key, []).append(Form(*columns))
    return {
        id_: sorted({f.id: f for key in of for f in by_key.get(filed(key), ())}.values(), key=_id)
        for id_, of in keys.items()
    }


def update_entries(connection: Connection, changed: Sequence[Form]) -> None:
    """Find anew who is meant by names that came, and by those that the same may be meant by."""
    if not changed:
        return
    known = forms_around(connection, changed)

    def around(form: Form) -> list[Form]:
        if form.id not in known:
            known.update(forms_around(connection, [form]))
        return known[form.id]

    found = entries(changed, around)
    before = entries_of(connection, found)
    moved = {id_: entry for id_, entry in found.items() if before[id_] != entry}
    if moved:
        _move(connection, moved)
        count_entries(connection, {*moved.values(), *(before[id_] for id_ in moved)})


def entries_of(connection: Connection, forms: Iterable[str]) -> dict[str, str]:
    """Who is meant by names, each by its id."""
    found: dict[str, str] = {}
    for ids in chunks(sorted(forms)):
        found.update(map(tuple, connection.execute(_ENTRIES, {"forms": ids})))
    return found


def count_entries(connection: Connection, changed: Collection[str]) -> None:
    """Write down how often those are named whose names, or names' uses, have changed."""
    uses = dict(connection.execute(_USES, {"entries": sorted(changed)}).all())
    rows = [{"id": id_, "uses": uses[id_]} for id_ in sorted(uses)]
    if rows:
        upsert = _insert(connection, entry)
        replaced = {"uses": upsert.excluded.uses}
        connection.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=replaced), rows)
    gone = [{"of": id_} for id_ in sorted(set(changed) - set(uses))]
    if gone:
        connection.execute(_DROP_ENTRY, gone)


def pairs(connection: Connection, happenings: Iterable[str]) -> Counter[Pair]:
    """In how many of some happenings two take part together."""
    parties: dict[str, list[str]] = {}
    for ids in chunks(sorted(happenings)):
        for happening, one in connection.execute(_TAKE_PART, {"ids": ids}):
            parties.setdefault(happening, []).append(one)
    return Counter(pair for of in parties.values() for pair in permutations(of, 2))


def count_dealings(connection: Connection, before: Counter[Pair], after: Counter[Pair]) -> None:
    """Write down who deals with whom in more happenings, or in fewer, than before."""
    more = {pair: n for pair in sorted({*before, *after}) if (n := after[pair] - before[pair])}
    if not more:
        return
    upsert = _insert(connection, dealing)
    upsert = upsert.on_conflict_do_update(
        index_elements=["entry", "other"],
        set_={"happenings": dealing.c.happenings + upsert.excluded.happenings},
    )
    rows = [{"entry": a, "other": b, "happenings": n} for (a, b), n in more.items()]
    connection.execute(upsert, rows)
    fewer = [{"of": a, "with": b} for (a, b), n in more.items() if n < 0]
    if fewer:
        connection.execute(_DROP_DEALING, fewer)


def _move(connection: Connection, moved: dict[str, str]) -> None:
    """Let names mean others, and with them those who take part in happenings."""
    happenings = set(connection.execute(_WITH, {"forms": sorted(moved)}).scalars())
    before = pairs(connection, happenings)
    connection.execute(_MOVE, [{"of": id_, "to": to} for id_, to in sorted(moved.items())])
    count_dealings(connection, before, pairs(connection, happenings))


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _id(form: Form) -> str:
    return form.id
