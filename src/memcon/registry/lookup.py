"""Who is who: the registry itself, which every lookup goes through."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from typing import Final, Literal, cast

from memcon.registry.entries import OWN, ActorKind, CountryMatch, Entry, Holder, How, Role
from memcon.registry.index import Found, NameIndex, PhraseIndex, inflected
from memcon.registry.keys import name_key
from memcon.registry.persons import HolderIndex, Tenure, shipped_tenures
from memcon.registry.tables import cue_words, forms, read_table
from memcon.registry.userfile import UserEntry, read_user_file

# The order decides which reading a form has that a country uses twice ("Thai", "Singapore").
_COUNTRY_FORMS: Final[tuple[How, ...]] = ("name", "adjective", "demonym", "capital", "byname")

Gender = Literal["masculine", "feminine"]

# In roles.tsv, before the sector that a role has where nothing beside it tells another.
_BESIDE: Final = "="
_NOBODY: Final = "-"
_LONGEST_NAME: Final = 6  # words; more than enough for a name beside a role


class Registry:
    """Looks up countries, bodies, outlets, holders of office, and what role words name."""

    def __init__(self, own: tuple[UserEntry, ...] = ()) -> None:
        self._own = own
        self._without: dict[tuple[int, ...], Registry] = {}

    @staticmethod
    @cache
    def default() -> "Registry":
        """The registry as shipped; each table is read once, when first asked for."""
        return Registry()

    def with_file(self, path: Path | str) -> "Registry":
        """The registry with a user's file over it; a RegistryError says what is wrong with it."""
        return Registry(read_user_file(Path(path)) + self._own)

    def on(self, day: date | None) -> "Registry":
        """The registry as it stands on a day: a user's states and bodies of other times left out.

        People stay: `holders` tells what they are by date.
        """
        if day is None:
            return self
        over = tuple(
            number
            for number, entry in enumerate(self._own)
            if entry.kind != "person" and not entry.holds_on(day)
        )
        if not over:
            return self
        if over not in self._without:  # days are many, but few tell different ones apart
            own = (entry for number, entry in enumerate(self._own) if number not in over)
            self._without[over] = Registry(tuple(own))
        return self._without[over]

    def country(self, words: str) -> CountryMatch | None:
        """The country that a name, adjective, demonym, capital or byname stands for."""
        if not self._own:
            return _countries().find(words)
        if self._own_bodies.find(words) is not None:
            return None  # what a user says of a name goes before what is shipped
        return self._own_states.find(words) or _countries().find(words)

    @staticmethod
    def country_name(code: str) -> str | None:
        """The name of the country of an ISO 3166-1 alpha-3 code, or of XKX; None for any other."""
        return _country_names().get(code)

    def body(self, words: str) -> Entry | None:
        """The organisation of that name or abbreviation; a user's named groups are here too."""
        return self._own_bodies.find(words) or _bodies().find(words)

    def outlet(self, words: str) -> Entry | None:
        """The news outlet of that name, short form, web domain or address."""
        own = self._own_bodies.find(words)
        if own is not None and own.sector == "JRN":
            return own
        return _domains().get(domain_of(words, _domains())) or _outlets().find(words)

    def holders(self, surname_or_name: str, on: date | None) -> list[Holder]:
        """All tenures of people of that name, those running on the day first.

        Then past ones, the latest first, then coming ones. Each has the sector that it gives its
        holder on that day: the office's, ELI after it, None before it. Without a day, all have
        the office's sector, the latest first.
        """
        own = self._own_persons.find(surname_or_name, on)
        return own + _holders().find(surname_or_name, on)

    def role(self, words: str) -> Role | None:
        """What a noun phrase makes of its actor, by the longest known phrase at its head."""
        found = _roles().find(words)
        if found is None or found.value is None:
            return None
        role = replace(found.value, words=found.words)
        if role.sector is not None and role.sector.startswith(_BESIDE):
            sector = self._sector_beside(found, role.sector[1:] or None)
            role = replace(role, sector=sector, serves=True)
        if cue_words("opposed").intersection(found.keys_before):
            role = role.opposed()
        left = role.kind in ("person", "group") and cue_words("former").intersection(
            found.keys_before
        )
        return role.left() if left else role

    def _sector_beside(self, found: Found[Role | None], otherwise: str | None) -> str | None:
        """The sector of whom the found one serves: "army spokesman", "a leader of Hamas"."""
        for whom in (words_before(found.before), owner_in(found.after)):
            for name in endings(whom):
                entry = self.body(name) or self.outlet(name)
                if entry is not None and not entry.ambiguous:
                    return entry.sector
            role = self.role(whom)
            if role is not None and role.sector is not None:
                return role.sector
        return otherwise

    def unnamed(self, head: str) -> bool:
        """Whether a noun phrase hides its source when nothing names it ("a senior official")."""
        found = _sources().find(head)
        return found is not None and found.value == "unnamed"

    def gender(self, name: str) -> Gender | None:
        """The gender that the first word of a person's full name tells, None if it tells none.

        Titles of courtesy and initials are skipped. A word that stands alone tells nothing: it
        may be a surname ("Mrs Thomas", "Thomas-Greenfield").
        """
        words = [name_key(word).casefold() for word in name.split()]
        courtesy = cue_words("courtesy")
        named = [word for word in words if len(word) > 1 and word not in courtesy]
        if len(named) < 2:
            return None
        first, second = " ".join(named).split()[:2]
        return _genders().get(f"{first} {second}") or _genders().get(first)

    @cached_property
    def _own_states(self) -> NameIndex[CountryMatch]:
        index: NameIndex[CountryMatch] = NameIndex()
        for entry in self._own:
            if entry.kind == "state" and entry.country is not None:
                match = CountryMatch(entry.country, entry.name, "name", table=OWN)
                index.add_all(entry.names, match)
        return index

    @cached_property
    def _own_bodies(self) -> NameIndex[Entry]:
        index: NameIndex[Entry] = NameIndex()
        for entry in self._own:
            if entry.kind in ("organisation", "group"):
                body = Entry(
                    entry.name, entry.kind, entry.country, entry.sector, sort=OWN, table=OWN
                )
                index.add_all(entry.names, body)
        return index

    @cached_property
    def _own_persons(self) -> HolderIndex:
        return HolderIndex(
            Tenure(
                Holder(e.name, e.country, e.office, e.sector, e.since, e.until, OWN),
                (*e.names, e.name.split()[-1]),
            )
            for e in self._own
            if e.kind == "person"
        )


def words_before(words: str) -> str:
    """The last of the words before a head, in which a name of whom it belongs to may end."""
    return " ".join(words.split()[-_LONGEST_NAME:])


def owner_in(words: str) -> str:
    """Whom the words after a head name as the one that it belongs to: "of the army in Kyiv"."""
    preposition, *owner = words.split()[: _LONGEST_NAME + 1] or [""]
    return " ".join(owner) if preposition.casefold() in cue_words("owner") else ""


def endings(words: str) -> Iterator[str]:
    """The words and their endings, the longest first: one of them may be a name."""
    tokens = words.split()
    return (" ".join(tokens[start:]) for start in range(len(tokens)))


def domain_of(words: str, known: dict[str, Entry]) -> str:
    """The known web domain that an address lies under ("https://edition.cnn.com/…"), or ""."""
    host = words.strip().casefold().rpartition("://")[2].partition("/")[0].partition(":")[0]
    while host and host not in known:
        host = host.partition(".")[2]
    return host


@cache
def _countries() -> NameIndex[CountryMatch]:
    index: NameIndex[CountryMatch] = NameIndex()
    # A country's own forms go before those that only also mean it ("Congo": Kinshasa first).
    for words, match, ambiguous in sorted(_country_rows(), key=itemgetter(2)):
        index.add(words, match, ambiguous=ambiguous)
    return index


@cache
def _country_names() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("countries")}


def _country_rows() -> Iterator[tuple[str, CountryMatch, bool]]:
    """All countries' forms, all names before all adjectives and so on."""
    rows = list(read_table("countries"))
    for column, how in enumerate(_COUNTRY_FORMS, start=2):
        for row in rows:
            match = CountryMatch(row[0], row[1], how)
            for form, ambiguous in forms(row[column]):
                yield form, match, ambiguous


@cache
def _bodies() -> NameIndex[Entry]:
    return _entry_index(
        (names, Entry(name, "organisation", country or None, sector or None, sort))
        for name, names, sort, country, sector in read_table("bodies")
    )


@cache
def _outlets() -> NameIndex[Entry]:
    return _entry_index((names, entry) for names, entry, _ in _outlet_rows())


def _entry_index(rows: Iterable[tuple[str, Entry]]) -> NameIndex[Entry]:
    """An index of entries by their names; their own names go before ambiguous ones."""
    named = ((form, entry, unsure) for names, entry in rows for form, unsure in forms(names))
    index: NameIndex[Entry] = NameIndex()
    for words, entry, ambiguous in sorted(named, key=itemgetter(2)):
        index.add(words, entry, ambiguous=ambiguous)
    return index


@cache
def _domains() -> dict[str, Entry]:
    return {domain: entry for _, entry, domains in _outlet_rows() for domain, _ in forms(domains)}


def _outlet_rows() -> Iterator[tuple[str, Entry, str]]:
    for name, names, sort, country, domains in read_table("outlets"):
        domain = next((domain for domain, _ in forms(domains)), None)
        entry = Entry(name, "organisation", country or None, "JRN", sort, domain, table="outlets")
        yield names, entry, domains


@cache
def _holders() -> HolderIndex:
    return HolderIndex(shipped_tenures())


@cache
def _genders() -> dict[str, Gender]:
    """Given names by their keys; "Jean-Marie" has two words, as "Jean" alone tells nothing."""
    return {
        name_key(name).casefold(): "masculine" if gender == "m" else "feminine"
        for name, gender in read_table("given_names")
    }


@cache
def _roles() -> PhraseIndex[Role | None]:
    return PhraseIndex(_role_rows())


def _role_rows() -> Iterator[tuple[str, Role | None]]:
    for words, plurals, kind, sector, office, spokes in read_table("roles"):
        for form, plural in inflected(words, plurals):
            if kind == _NOBODY:
                yield form, None
                continue
            role = Role(
                words=form,
                kind="group" if plural else cast(ActorKind, kind),
                sector=sector or None,
                office=office == "yes",
                spokes=spokes == "yes",
                former=False,
            )
            yield form, role


@cache
def _sources() -> PhraseIndex[str]:
    return PhraseIndex(
        (form, kind)
        for words, plurals, kind in read_table("unnamed")
        for form, _ in inflected(words, plurals)
    )
