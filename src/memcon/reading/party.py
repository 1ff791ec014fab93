"""A party: an actor while the report is being read; and whether two names can be one party's."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, Literal

from memcon.reading.because import Because, Reasoned, Span
from memcon.reading.tables import words
from memcon.registry.lookup import Gender

Kind = Literal["person", "organisation", "state", "group", "unnamed", "place"]
"""The kinds of the record, and places, which are no actors."""


@dataclass
class Party(Reasoned):
    """An actor while the report is being read; mentions are character spans."""

    EXPLAINED: ClassVar = ("name", "kind", "country", "sector", "office")

    name: str
    kind: Kind
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    named: bool = False
    """Whether the report gives a name, and not only a description."""
    known: bool = False
    """Whether the registry knows it, so that its words tell nothing more of it."""
    key: str = ""
    """What the registry, or the bare name, calls an organisation."""
    gender: Gender | None = None
    plural: bool = False
    roles: set[str] = field(default_factory=set)
    """The roles it was described by, in lower case: "prime minister", "army"."""
    called: set[str] = field(default_factory=set)
    """Of a person the names that the report has used so far."""
    mentions: list[Span] = field(default_factory=list)
    latent: bool = False
    """Whether a noun or "you" only speaks of it: no actor until it takes part in something."""
    speaker: "Party | None" = None
    """Of "we" whoever says it, and so acts for them (case 19)."""

    @property
    def actor(self) -> "Party | None":
        """Who acts where this one is mentioned: itself, for "we" its speaker, or nobody."""
        if self.speaker is not None:
            return self.speaker
        return None if self.latent or self.kind == "place" else self

    def mention(self, span: Span, because: Because) -> None:
        """Notes a place that means the party, unless it is known already."""
        if span not in self.mentions:
            self.mentions.append(span)
            self.add_reason(because, "mentions", span)

    def has_role(self, told: str) -> bool:
        """Whether a description fits: "minister" a foreign minister, but no prime minister."""
        if not self.roles:
            return False
        alone = words("anaphora", "whole_roles", "roles")
        ending = " " + told
        return told in self.roles or any(r.endswith(ending) and r not in alone for r in self.roles)


def clean_name(name: str) -> str:
    """A name without the possessive ending and stray blanks."""
    return " ".join(name.split()).removesuffix("'s").removesuffix("’s").strip(" ,")


@lru_cache(1 << 15)
def plain_name(name: str) -> str:
    """A name in lower case, without article: what two mentions of one body share."""
    lowered = clean_name(name).casefold()
    for article in ("the ", "a ", "an "):
        lowered = lowered.removeprefix(article)
    return lowered


def name_tokens(name: str) -> list[str]:
    """The parts of a person's name, in lower case."""
    return [t.strip(".,").casefold() for t in name.replace("-", " ").split() if t.strip(".,")]


def may_be_one(a: list[str], b: list[str]) -> bool:
    """Whether two names of several parts can be one person's: same last part, same first letter.

    Or all parts of one stand in the other ("Luiz Inácio Lula da Silva", "Lula da Silva").
    """
    if min(len(a), len(b)) < 2:
        return a == b
    if a[-1] != b[-1]:
        return set(a) <= set(b) or set(b) <= set(a)
    return a[0] == b[0] or a[0][0] == b[0] or b[0][0] == a[0]


def initials(name: str) -> str:
    """The capitals that a body's name begins its words with: "Rapid Support Forces", RSF."""
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())
