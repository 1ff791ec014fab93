"""The tables of the ontology: PLOVER types, modes, contexts and sectors, and CAMEO's codes.

PLOVER is the Political Language Ontology for Verifiable Event Records (2024 manual); CAMEO is
Conflict and Mediation Event Observations (codebook 1.1b3). The tables are TOML files beside this
module, read once.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal, get_args

ONTOLOGY_VERSION: Final = "1"

QuadClass = Literal[
    "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"
]


class OntologyError(ValueError):
    """A data file of the ontology contradicts itself: names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of one type was carried out."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen event types."""

    name: str
    definition: str
    quad: QuadClass
    score: float
    """Between -10 (conflict) and 10 (cooperation): Goldstein's weight of the CAMEO roots."""
    cameo: tuple[str, ...]
    modes: tuple[Mode, ...]

    def mode(self, name: str) -> Mode | None:
        """The mode of that name, None if the type has none such."""
        return next((mode for mode in self.modes if mode.name == name), None)


def data_dir() -> Traversable:
    """Where the data files lie, also inside a wheel."""
    return files("memcon.ontology")


def read_toml(path: Traversable) -> dict[str, Any]:
    """The tables of one TOML file; an OntologyError names the file if it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path.name} is not TOML: {error}") from error


def event_type(name: str, table: dict[str, Any]) -> EventType:
    """One entry of types.toml as an EventType; an OntologyError if its quad class is unknown."""
    if table["quad"] not in get_args(QuadClass):
        raise OntologyError(
            f"types.toml, {name}: quad class {table['quad']!r} is none of {get_args(QuadClass)}"
        )
    modes = tuple(Mode(mode, text) for mode, text in table.get("modes", {}).items())
    return EventType(
        name, table["definition"], table["quad"], table["score"], tuple(table["cameo"]), modes
    )


@cache
def event_types() -> dict[str, EventType]:
    """All event types by name, in PLOVER's order."""
    tables = read_toml(data_dir() / "types.toml")
    return {name: event_type(name, table) for name, table in tables.items()}


@cache
def sectors() -> dict[str, str]:
    """PLOVER's sector codes and what each means."""
    return read_toml(data_dir() / "sectors.toml")


@cache
def cameo_codes() -> dict[str, str]:
    """CAMEO's codes and their names."""
    return read_toml(data_dir() / "cameo.toml")


@cache
def contexts() -> dict[str, str]:
    """PLOVER's contexts and what each means."""
    return {name: table["definition"] for name, table in _context_tables().items()}


def cameo_name(code: str) -> str:
    """What a CAMEO code stands for; a KeyError says so if there is no such code."""
    try:
        return cameo_codes()[code]
    except KeyError:
        raise KeyError(f"no CAMEO code {code!r}; codes are strings such as '041'") from None


def score(event: str) -> float:
    """How cooperative (10) or hostile (-10) an event type is; a KeyError if there is no such."""
    try:
        return event_types()[event].score
    except KeyError:
        raise KeyError(f"no event type {event!r}; there are {', '.join(event_types())}") from None


def contexts_of(lemmas: Iterable[str]) -> list[str]:
    """The contexts that at least one of these words belongs to, in the table's order."""
    return list(contexts_told(lemmas))


def contexts_told(lemmas: Iterable[str]) -> dict[str, int]:
    """The same, each with the place of the first of its words among them."""
    found: dict[str, int] = {}
    for place, lemma in enumerate(lemmas):
        for context in _contexts_by_word().get(lemma, ()):
            found.setdefault(context, place)
    return {context: found[context] for context in contexts() if context in found}


@cache
def _context_tables() -> dict[str, Any]:
    return read_toml(data_dir() / "contexts.toml")


@cache
def _contexts_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for context, table in _context_tables().items():
        for word in table["words"].split():
            found[word] = (*found.get(word, ()), context)
    return found
