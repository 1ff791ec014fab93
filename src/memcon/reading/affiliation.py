"""Whom people belong to, where no title tells it: "X of the CFDT", "Y, who leads the party"."""

from collections.abc import Iterator

from memcon.language.analysis import Analysis, Word
from memcon.reading.because import registered, rule
from memcon.reading.describing import Describer, is_plural
from memcon.reading.met import Met
from memcon.reading.party import Party
from memcon.reading.phrases import Phrase, Phrases
from memcon.reading.tables import words


def affiliate(analysis: Analysis, phrases: Phrases, describer: Describer, met: Met) -> None:
    """Gives named people without a sector that of a shared title, or of the body they belong to."""
    for phrase in phrases:
        parties = met.at(phrase.number)
        if len(parties) != 1 or phrase.name is None or not _is_open(parties[0]):
            continue
        party = parties[0]
        shared = _shared_title(analysis, phrases, phrase)
        role = describer.role(shared) if shared is not None else None
        if shared is not None and role is not None and role.kind in {"person", "group"}:
            party.roles.add(role.words.lower())
            party.sector = role.sector
            party.note(registered(role, analysis.characters(shared.core)), "sector")
        for number, body in _bodies(analysis, describer, met, phrase.head) if role is None else ():
            party.sector = party.sector or body.sector
            party.country = party.country or body.country
            word = analysis.words[number]
            party.note(rule("body-belonged-to", (word.start, word.end)), "sector", "country")


def _is_open(party: Party) -> bool:
    return party.kind == "person" and party.named and not party.known and party.sector is None


def _shared_title(analysis: Analysis, phrases: Phrases, phrase: Phrase) -> Phrase | None:
    """The phrase whose plural title a name shares: "Ministers X and Y", "two aides, X and Y"."""
    above = phrase.head
    for relation in ("conj", "appos"):
        over = analysis.head(above) if above.relation == relation else None
        if over is None:
            continue
        above = over
        first = phrases.at(above.number)
        if first is not None and _is_plural_title(analysis, first):
            return first
    return None


def _is_plural_title(analysis: Analysis, phrase: Phrase) -> bool:
    end = phrase.name.words[0] if phrase.name is not None else phrase.core[1]
    titles = analysis.words[phrase.core[0] : end]
    return bool(titles) and is_plural(titles[-1])


def _bodies(
    analysis: Analysis, describer: Describer, met: Met, head: Word
) -> Iterator[tuple[int, Party]]:
    """The bodies that hang on a name: behind "of" or "from", or led in a relative clause."""
    for child in analysis.dependents(head, "nmod"):
        if describer.case(child) in {"of", "from", "for"}:
            yield from _organisations(met, child.number)
    for clause in analysis.dependents(head, "acl:relcl", "acl"):
        if clause.lemma in words("anaphora", "leading", "verbs"):
            for led in analysis.dependents(clause, "obj"):
                yield from _organisations(met, led.number)


def _organisations(met: Met, number: int) -> Iterator[tuple[int, Party]]:
    return ((number, p) for p in met.at(number) if p.kind == "organisation")
