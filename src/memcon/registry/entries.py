"""What the registry knows, as plain data: countries, bodies, outlets, holders of office, roles."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final, Literal

ActorKind = Literal["person", "organisation", "state", "group"]
How = Literal["name", "adjective", "demonym", "capital", "byname"]

OWN: Final = "own"
"""In place of a table's name: a user's own file."""

ELITE: Final = "ELI"
OPPOSITION: Final = "OPP"
# PLOVER's ELI is for those who held power and no longer do; a former student is no elite.
SECTORS_OF_RULE: Final = frozenset({"GOV", "LEG", "PTY"})
SECTORS_OF_POWER: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP"})


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country that words name or stand for."""

    code: str
    """ISO 3166-1 alpha-3, XKX for Kosovo."""
    name: str
    how: How
    ambiguous: bool = False
    """The words have another common reading ("Georgia", "Congolese", "Washington")."""
    table: str = "countries"


@dataclass(frozen=True, slots=True)
class Entry:
    """A named organisation: a body, an outlet, or whatever a user's own file adds."""

    name: str
    kind: ActorKind
    country: str | None
    """ISO 3166-1 alpha-3, XKX, or PLOVER's UNO, EUR, IGO, NGO, IMG, MNC."""
    sector: str | None
    sort: str
    """What sort of body it is ("parliament", "party", "newspaper"), finer than its kind."""
    domain: str | None = None
    ambiguous: bool = False
    """The words looked up have another common reading ("the Post", "RSF")."""
    table: str = "bodies"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's tenure of an office, seen from a date."""

    name: str
    country: str | None
    office: str | None
    sector: str | None
    """The office's sector while it is held, ELI after it, None before it."""
    since: date | None
    """First day, or the first of the year or month where only that is known."""
    until: date | None
    """Last day, or the last of the year or month; None while in office, as far as is known."""
    table: str = "holders"

    def holds_on(self, day: date) -> bool:
        """Whether the office is held on that day; both ends count."""
        return (self.since is None or self.since <= day) and not self.left_by(day)

    def left_by(self, day: date) -> bool:
        """Whether the tenure is over on that day."""
        return self.until is not None and self.until < day

    def seen_on(self, day: date) -> "Holder":
        """The same tenure with the sector that it gives its holder on that day."""
        if self.holds_on(day):
            return self
        return replace(self, sector=ELITE if self.left_by(day) else None)


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun phrase makes of the actor it names."""

    table: ClassVar[str] = "roles"
    words: str
    """The words of the phrase that told, as they stand there ("Foreign Minister")."""
    kind: ActorKind
    sector: str | None
    office: bool
    """Whether the words name an office or rank that one holds."""
    spokes: bool
    """Whether whoever it is speaks for somebody else."""
    former: bool
    serves: bool = False
    """Whether it has the sector of whom it serves, where that is told: "a leader of Hamas"."""

    def opposed(self) -> "Role":
        """The same role on the side that does not rule: "opposition", "shadow"."""
        return replace(self, sector=OPPOSITION) if self.sector in SECTORS_OF_RULE else self

    def left(self) -> "Role":
        """The same role after it was given up: "former", and ELI if it was one of power."""
        return replace(
            self, former=True, sector=ELITE if self.sector in SECTORS_OF_POWER else self.sector
        )
