"""Taking a reviewer's decision: checked, written down for good, laid over what is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, get_args

from sqlalchemy import Connection, insert, or_, select

from memcon.errors import UsageError
from memcon.ledger import schema
from memcon.ledger.decisions import KINDS, Decision, Kind
from memcon.ledger.telling import load_decisions, retell
from memcon.record import CONTEXTS, EVENT_TYPES, MODES, DateRange, Modality, Place

FIELDS: Final = ("event", "mode", "modality", "context", "date", "place")
"""What a reviewer can set."""

_ABOUT_HAPPENINGS: Final = tuple(kind for kind in KINDS if kind != "undo")


def decide(
    connection: Connection,
    kind: Kind,
    targets: Sequence[str],
    *,
    by: str,
    reason: str,
    field: str | None = None,
    value: object = None,
    leaving: Sequence[str] = (),
) -> Decision:
    """Take a decision about happenings, named by themselves or by any event of theirs.

    `leaving`, of a split, are the reports or events that go. Raises UsageError where something is
    named that is not there, or a value is none that its field can have.
    """
    _signed(by, reason)
    if kind not in _ABOUT_HAPPENINGS:
        known = ", ".join(_ABOUT_HAPPENINGS)
        raise UsageError(f"{kind}: no decision about happenings; there are {known}")
    if not targets:
        raise UsageError(f"{kind}: name a happening, or an event of one")
    sides: dict[str, int] = {}
    for target in targets:
        sides.update(dict.fromkeys(_events_of(connection, target), 0))
    if kind == "merge" and len(set(_happenings(connection, sides))) < 2:
        raise UsageError("merge: name two happenings or more that are not one already")
    if kind == "split":
        sides.update(_leaving(connection, sides, leaving))
    checked = _checked(connection, field, value, sides) if kind == "set" else None
    number = _write(connection, kind, by, reason, field=field, value=checked)
    rows = [{"event": uid, "decision": number, "side": s} for uid, s in sorted(sides.items())]
    connection.execute(insert(schema.decision_event), rows)
    _retell(connection, sides)
    return load_decisions(connection, [number])[0]


def undo(connection: Connection, number: int, *, by: str, reason: str) -> Decision:
    """Take back a decision, or the taking back of one. Raises UsageError if there is none such."""
    _signed(by, reason)
    about = load_decisions(connection, [number])
    decision = next((d for d in about if d.id == number), None)
    if decision is None:
        raise UsageError(f"undo {number}: there is no such decision")
    undone = {d.undoes for d in _standing_undos(about)}
    if number in undone:
        raise UsageError(f"undo {number}: has been undone already")
    new = _write(connection, "undo", by, reason, undoes=number)
    _retell(connection, _touched(connection, decision))
    return next(d for d in load_decisions(connection, [new]) if d.id == new)


def _standing_undos(decisions: Sequence[Decision]) -> list[Decision]:
    """The undos that no other undo has taken back."""
    undone: set[int] = set()
    kept = []
    for decision in sorted(decisions, key=lambda d: -d.id):
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
            kept.append(decision)
    return kept


def _touched(connection: Connection, decision: Decision) -> Mapping[str, int]:
    """The events that a decision is about, or the one that it undoes, directly or not."""
    while decision.undoes is not None:
        number = decision.undoes
        decision = next(d for d in load_decisions(connection, [number]) if d.id == number)
    return decision.sides


def _signed(by: str, reason: str) -> None:
    if not by.strip():
        raise UsageError("a decision needs the name of whoever takes it: give --by")
    if not reason.strip():
        raise UsageError("a decision needs its reason: give --reason")


def _events_of(connection: Connection, target: str) -> Sequence[str]:
    table = schema.event
    happening = select(table.c.happening).where(table.c.uid == target).scalar_subquery()
    query = select(table.c.uid).where(table.c.happening == happening).order_by(table.c.uid)
    found = connection.execute(query).scalars().all()
    if not found:
        raise UsageError(f"{target}: the ledger has no happening or event of that name")
    return found


def _happenings(connection: Connection, events: Mapping[str, int]) -> Sequence[str]:
    table = schema.event
    query = select(table.c.happening).where(table.c.uid.in_(sorted(events))).distinct()
    return connection.execute(query).scalars().all()


def _leaving(
    connection: Connection, sides: Mapping[str, int], leaving: Sequence[str]
) -> dict[str, int]:
    table = schema.event
    query = select(table.c.uid).where(
        table.c.uid.in_(sorted(sides)),
        or_(table.c.uid.in_(leaving), table.c.report.in_(leaving)),
    )
    gone = connection.execute(query).scalars().all()
    if not gone or len(gone) == len(sides):
        raise UsageError(
            "split: name some of the happening's reports or events, but not all, that are "
            "another happening"
        )
    return dict.fromkeys(gone, 1)


def _checked(
    connection: Connection, field: str | None, value: object, sides: Mapping[str, int]
) -> object:
    """A value as it is written down, if its field can have it."""
    if field not in FIELDS:
        raise UsageError(f"{field}: no field that can be set; these can: {', '.join(FIELDS)}")
    try:
        if field == "date":
            return DateRange.model_validate(value).model_dump(mode="json")
        if field == "place":
            return None if value is None else Place.model_validate(value).model_dump(mode="json")
    except ValueError as error:
        raise UsageError(
            f"{field}: {value!r} is no {field} by the record's rules: {error}"
        ) from None
    allowed = _allowed(connection, field, sides)
    given = value if field == "context" else [value]
    if not isinstance(given, list) or any(one not in allowed for one in given):
        raise UsageError(f"{field}: {value!r} is none of {', '.join(map(str, allowed))}")
    return value


def _allowed(connection: Connection, field: str, sides: Mapping[str, int]) -> Sequence[str | None]:
    if field == "event":
        return EVENT_TYPES
    if field == "modality":
        return get_args(Modality)
    if field == "context":
        return CONTEXTS
    table = schema.happening
    query = select(table.c.event).where(table.c.id.in_(_happenings(connection, sides)))
    types = connection.execute(query).scalars()
    return [None, *dict.fromkeys(mode for type_ in types for mode in MODES[type_])]


def _write(
    connection: Connection,
    kind: Kind,
    by: str,
    reason: str,
    *,
    field: str | None = None,
    value: object = None,
    undoes: int | None = None,
) -> int:
    result = connection.execute(
        insert(schema.decision).values(
            decided=datetime.now(UTC).replace(microsecond=0),
            reviewer=by,
            reason=reason,
            kind=kind,
            field=field,
            value=json.dumps(value, ensure_ascii=False) if field is not None else None,
            undoes=undoes,
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def _retell(connection: Connection, events: Mapping[str, int]) -> None:
    table = schema.event
    query = select(table.c.machine_group).where(table.c.uid.in_(sorted(events))).distinct()
    retell(connection, connection.execute(query).scalars())
