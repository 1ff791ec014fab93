"""Who is who: the registry itself, which every lookup goes through."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from operator import itemgetter
from typing import Final, cast

from memcon.registry.entries import ActorKind, CountryMatch, How, Role
from memcon.registry.index import NameIndex, PhraseIndex, inflected
from memcon.registry.tables import cue_words, forms, read_table

# The order decides which reading a form has that a country uses twice ("Thai", "Singapore").
_COUNTRY_FORMS: Final[tuple[How, ...]] = ("name", "adjective", "demonym", "capital", "byname")


class Registry:
    """Looks up countries, bodies, outlets, holders of office, and what role words name."""

    @staticmethod
    @cache
    def default() -> "Registry":
        """The registry as shipped; the tables are read when first asked for, once."""
        return Registry()

    def country(self, words: str) -> CountryMatch | None:
        """The country that a name, adjective, demonym, capital or byname stands for."""
        return self._countries.find(words)

    def role(self, words: str) -> Role | None:
        """What a noun phrase makes of its actor, by the longest known phrase at its head."""
        found = self._roles.find(words)
        if found is None:
            return None
        role = replace(found.value, words=found.words)
        return role.left() if cue_words("former").intersection(found.before) else role

    def unnamed(self, head: str) -> bool:
        """Whether a noun phrase hides its source when nothing names it ("a senior official")."""
        found = self._sources.find(head)
        return found is not None and found.value == "unnamed"

    @cached_property
    def _countries(self) -> NameIndex[CountryMatch]:
        index: NameIndex[CountryMatch] = NameIndex()
        for words, match, ambiguous in sorted(_country_rows(), key=itemgetter(2)):
            index.add(words, match, ambiguous=ambiguous)
        return index

    @cached_property
    def _roles(self) -> PhraseIndex[Role]:
        return PhraseIndex(_role_rows())

    @cached_property
    def _sources(self) -> PhraseIndex[str]:
        return PhraseIndex(
            (form, kind)
            for words, plurals, kind in read_table("unnamed")
            for form, _ in inflected(words, plurals)
        )


def _country_rows() -> Iterator[tuple[str, CountryMatch, bool]]:
    """All countries' forms, all names before all adjectives and so on."""
    rows = list(read_table("countries"))
    for column, how in enumerate(_COUNTRY_FORMS, start=2):
        for row in rows:
            match = CountryMatch(row[0], row[1], how)
            for form, ambiguous in forms(row[column]):
                yield form, match, ambiguous


def _role_rows() -> Iterator[tuple[str, Role]]:
    for words, plurals, kind, sector, office, spokes in read_table("roles"):
        one = cast(ActorKind, kind)
        for form, plural in inflected(words, plurals):
            yield (
                form,
                Role(
                    words=form,
                    kind="group" if plural else one,
                    sector=sector or None,
                    office=office == "yes",
                    spokes=spokes == "yes",
                    former=False,
                ),
            )
