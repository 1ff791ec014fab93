"""Who is who in the ledger's tables, and what is counted of them: kept up as reports come and go.

Listing the actors of a ledger, or whom one of them dealt with, would else have to count all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import permutations
from typing import Final

from sqlalchemy import Connection, bindparam, delete, exists, func, select

from memcon.ledger.columns import filed
from memcon.ledger.entries import Form, entries, form_keys
from memcon.ledger.schema import dealing, entry, form, form_key, happening_party
from memcon.ledger.several import insert_all, one_of, update_all

Pair = tuple[str, str]

_COLUMNS: Final = (form.c.id, form.c.name, form.c.kind, form.c.country)
_AROUND: Final = (
    select(form_key.c.key, *_COLUMNS)
    .join(form, form.c.id == form_key.c.form)
    .where(one_of(form_key.c.key, "keys"))
)
_ENTRIES: Final = select(form.c.id, form.c.entry).where(one_of(form.c.id, "forms"))
_NAMED: Final = (form.c.kind != "unnamed") & (form.c.uses > 0)
_USES: Final = (
    select(form.c.entry, func.sum(form.c.uses))
    .where(one_of(form.c.entry, "entries"), _NAMED)
    .group_by(form.c.entry)
)
_DROP_ENTRIES: Final = delete(entry).where(
    one_of(entry.c.id, "entries"),
    ~exists().where(form.c.entry == entry.c.id, _NAMED),
)
_REPLACED: Final = "ON CONFLICT (id) DO UPDATE SET uses = excluded.uses"
_MORE: Final = (
    "ON CONFLICT (entry, other) DO UPDATE SET happenings = dealing.happenings + excluded.happenings"
)
_DROP_DEALING: Final = delete(dealing).where(
    dealing.c.entry == bindparam("of"),
    dealing.c.other == bindparam("with"),
    dealing.c.happenings == 0,
)
_WITH: Final = select(happening_party.c.happening).where(one_of(happening_party.c.form, "forms"))
_TAKE_PART: Final = (
    select(happening_party.c.happening, form.c.entry)
    .join(form, form.c.id == happening_party.c.form)
    .where(one_of(happening_party.c.happening, "ids"))
    .distinct()
)


def forms_around(connection: Connection, forms: Iterable[Form]) -> dict[str, list[Form]]:
    """For each name those that share a key with it, in the order of their ids."""
    keys = {form.id: form_keys(form) for form in forms}
    wanted = sorted({key for of in keys.values() for key in of})
    by_key: dict[str, list[Form]] = {}
    for key, *columns in connection.execute(_AROUND, {"keys": wanted}).all() if wanted else ():
        by_key.setdefault(key, []).append(Form(*columns))
    return {
        id_: sorted({f.id: f for key in of for f in by_key.get(filed(key), ())}.values(), key=_id)
        for id_, of in keys.items()
    }


def update_entries(connection: Connection, changed: Sequence[Form]) -> dict[str, tuple[str, str]]:
    """Find anew who is meant by names that came, and by those that the same may be meant by.

    Gives, of the names that mean another now, whom they meant before and whom they mean now; how
    often these are named is yet to be counted.
    """
    if not changed:
        return {}
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
    return {id_: (before[id_], entry) for id_, entry in moved.items()}


def entries_of(connection: Connection, forms: Iterable[str]) -> dict[str, str]:
    """Who is meant by names, each by its id."""
    wanted = {"forms": sorted(forms)}
    rows = connection.execute(_ENTRIES, wanted).all() if wanted["forms"] else ()
    return {row.id: row.entry for row in rows}


def count_entries(connection: Connection, changed: Collection[str]) -> None:
    """Write down how often those are named whose names, or names' uses, have changed."""
    if not changed:
        return
    entries = {"entries": sorted(changed)}
    uses = connection.execute(_USES, entries).all()
    insert_all(connection, entry, ({"id": id_, "uses": n} for id_, n in sorted(uses)), _REPLACED)
    if len(uses) < len(changed):
        connection.execute(_DROP_ENTRIES, entries)


def pairs(connection: Connection, happenings: Iterable[str]) -> Counter[Pair]:
    """In how many of some happenings two take part together."""
    parties: dict[str, list[str]] = {}
    ids = sorted(happenings)
    for happening, one in connection.execute(_TAKE_PART, {"ids": ids}).all() if ids else ():
        parties.setdefault(happening, []).append(one)
    return Counter(pair for of in parties.values() for pair in permutations(of, 2))


def count_dealings(connection: Connection, before: Counter[Pair], after: Counter[Pair]) -> None:
    """Write down who deals with whom in more happenings, or in fewer, than before."""
    more = {pair: n for pair in sorted({*before, *after}) if (n := after[pair] - before[pair])}
    rows = ({"entry": a, "other": b, "happenings": n} for (a, b), n in more.items())
    insert_all(connection, dealing, rows, _MORE)
    fewer = [{"of": a, "with": b} for (a, b), n in more.items() if n < 0]
    if fewer:
        connection.execute(_DROP_DEALING, fewer)


def _move(connection: Connection, moved: dict[str, str]) -> None:
    """Let names mean others, and with them those who take part in happenings."""
    happenings = set(connection.execute(_WITH, {"forms": sorted(moved)}).scalars())
    before = pairs(connection, happenings)
    update_all(connection, form, "id", ({"id": f, "entry": e} for f, e in sorted(moved.items())))
    count_dealings(connection, before, pairs(connection, happenings))


def _id(form: Form) -> str:
    return form.id
