"""What a record's values rest on: reasons, one after the other, with JSON out."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from memcon.record import Record, Span

By = Literal["pattern", "head", "registry", "rule", "weights"]


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of an actor, a statement or an event has a value.

    Of several reasons for one field the later had the earlier before it: the last decided.
    """

    of: str
    """The id in the record."""
    field: str
    value: Any
    """What was decided, as the record has it; of a list one of its items."""
    by: By
    name: str
    """The file of the pattern, the registry's table, or the name of the head or the rule."""
    spans: tuple[Span, ...]
    """The words that it went by, in characters of the report."""
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    """The pattern or entry itself, a probability, what a date was counted from."""

    def to_dict(self) -> dict[str, Any]:
        """The reason as plain JSON values."""
        return {**dataclasses.asdict(self), "spans": [list(span) for span in self.spans]}


@dataclasses.dataclass(frozen=True, slots=True)
class Explained:
    """A record, the same as without explanation, and the reasons in its order."""

    record: Record
    because: tuple[Reason, ...]

    def of(self, id_: str, field: str | None = None) -> list[Reason]:
        """The reasons of one actor, statement or event, or of one of its fields."""
        return [r for r in self.because if r.of == id_ and field in (None, r.field)]

    def to_dict(self) -> dict[str, Any]:
        """Both as plain JSON values."""
        return {
            "record": self.record.to_dict(),
            "because": [reason.to_dict() for reason in self.because],
        }

    def to_json(self, indent: int | None = None) -> str:
        """Both as JSON, the same bytes each time: on one line, or indented."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
