"""Which events of the records are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from memcon.record import Actor, Event, Record


@dataclass(frozen=True, slots=True)
class Selection:
    """What an event must be: of a time, a type, between certain parties, sure enough."""

    since: date | None = None
    until: date | None = None
    events: frozenset[str] = frozenset()
    participants: tuple[str, ...] = ()
    min_confidence: float = 0.0

    def of(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records with those events alone; all records as they are if nothing is asked for."""
        if self == Selection():
            yield from records
            return
        for record in records:
            chosen = tuple(event for event in record.events if self._takes(record, event))
            if chosen:
                yield _with_events(record, chosen)

    def _takes(self, record: Record, event: Event) -> bool:
        return (
            event.confidence >= self.min_confidence
            and (not self.events or event.event in self.events)
            and self._in_time(event)
            and self._with_all(record, event)
        )

    def _in_time(self, event: Event) -> bool:
        """Whether it may have been in that time; what has no date has been in none."""
        start, end = event.date.start, event.date.end
        if start is None or end is None:
            return self.since is None and self.until is None
        return (self.since is None or end >= self.since) and (
            self.until is None or start <= self.until
        )

    def _with_all(self, record: Record, event: Event) -> bool:
        ids = {*event.actor, *event.recipient}
        present = [actor for actor in record.actors if actor.id in ids]
        return all(any(_is(name, actor) for actor in present) for name in self.participants)


def _is(name: str, actor: Actor) -> bool:
    """Whether a name is a country's code, or some whole words of the actor's name."""
    words = f" {actor.name.casefold()} "
    return name == actor.country or f" {name.casefold()} " in words


def _with_events(record: Record, events: tuple[Event, ...]) -> Record:
    kept = {event.id for event in events}
    statements = tuple(
        s.model_copy(update={"about": tuple(id_ for id_ in s.about if id_ in kept)})
        for s in record.statements
    )
    return record.model_copy(update={"events": events, "statements": statements})
