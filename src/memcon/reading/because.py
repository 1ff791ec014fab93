"""Because: what decided a value while the report was being read, noted where it was decided.

Notes are kept always, since they cost next to nothing, and turned into words only on demand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self

from memcon.explanation import By
from memcon.language.analysis import Name
from memcon.ontology import Pattern
from memcon.registry import CountryMatch, Entry, Holder, Role

Span = tuple[int, int]
Fact = str | float | None
Registered = CountryMatch | Entry | Holder | Role


@dataclass(frozen=True, slots=True)
class Because:
    """By what a value was decided, and the words in question as character spans."""

    by: By
    name: str
    spans: tuple[Span, ...] = ()
    source: Pattern | Registered | Mapping[str, Fact] | None = None
    slot: str | None = None
    """Of a pattern's party: the slot that it stands in."""


Reasons = list[tuple[object, Because]]
"""Each value that a field had, with what decided it."""


@dataclass(kw_only=True)
class Reasoned:
    """Something read that keeps the reasons of its fields."""

    EXPLAINED: ClassVar[tuple[str, ...]] = ()
    """The fields that `note` looks at if it is told none."""

    reasons: dict[str, Reasons] = field(default_factory=dict, repr=False, compare=False)

    def note(self, because: Because, *fields: str) -> Self:
        """Gives this reason to the values, of all fields or of some, that have none yet."""
        for name in fields or self.EXPLAINED:
            value = getattr(self, name)
            known = self.reasons.setdefault(name, [])
            if isinstance(value, list):
                known += [(v, because) for v in value if not _holds(known, v)]
            elif value is not None and not _holds(known[-1:], value):
                known.append((value, because))
        return self

    def note_all(self, other: "Reasoned") -> Self:
        """Adds the reasons that another way of finding the same thing has for it."""
        for name, reasons in other.reasons.items():
            self.reasons[name] = [*self.reasons.get(name, ()), *reasons]
        return self

    def add_reason(self, because: Because, name: str, value: object) -> None:
        """Adds a further reason for a value."""
        self.reasons.setdefault(name, []).append((value, because))


def rule(name: str, *spans: Span, **facts: Fact) -> Because:
    """A rule of the reading, by its short name."""
    return Because("rule", name, spans, facts)


def by_pattern(pattern: Pattern, *spans: Span, slot: str | None = None) -> Because:
    """A pattern of the lexicon; for a party the slot of the pattern that it stands in."""
    return Because("pattern", f"{pattern.event}.toml", spans, pattern, slot)


def head(name: str, probability: float | None, *spans: Span) -> Because:
    """A head of the language model, with its probability where it gives one."""
    return Because("head", name, spans, {} if probability is None else {"probability": probability})


def by_name(name: Name, span: Span) -> Because:
    """The head that finds names."""
    return Because("head", "name", (span,), {"kind": name.kind, "probability": name.probability})


def registered(entry: Registered, *spans: Span) -> Because:
    """An entry of the registry."""
    return Because("registry", entry.table, spans, entry)


def _holds(known: Reasons, value: object) -> bool:
    return any(v is value or (isinstance(value, str | tuple) and v == value) for v, _ in known)
