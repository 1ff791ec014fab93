"""A record's codes, ids and offsets turned into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memcon import wording
from memcon.record import Actor, DateRange, Event, Record, Statement

NO_DATE_NOTE = (
    "no publication date: weekdays and the like stay unresolved; give it with --published"
)
# How much of its sentence is quoted on each side of an event's words: enough to judge them by.
CONTEXT_BEFORE, CONTEXT_AFTER = 50, 60
# A full stop ends a sentence only after a lower-case word: "U.S. aid" does not.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-Z]{2}[.!?])[”’\"')]*\s+|(?<=\d[.!?])[”’\"')]*\s+|\n+")
_SPACE = re.compile(r"\s+")
_MODALITIES = {"future": "planned", "hypothetical": "hypothetical", "negated": "did not happen"}
_STANCES = {"denies": "denied by", "doubts": "doubted by", "declines": "no comment from"}


@dataclass(frozen=True)
class Passage:
    """An event's words, and what stands around them in their sentence."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


class RecordInWords:
    """What a record says of its events and statements, in words."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.report.text
        self._actors = {actor.id: actor for actor in record.actors}
        self._statements = {statement.id: statement for statement in record.statements}

    def actor(self, id_: str) -> Actor:
        return self._actors[id_]

    def names(self, ids: Iterable[str]) -> list[str]:
        return [_one_line(self._actors[id_].name) for id_ in ids]

    def on_whose_word(self, event: Event) -> str:
        """The chain of holders, innermost first: "denied by the Kremlin, according to TASS"."""
        chains = self._chains(event)
        if not chains:
            publisher = self.record.report.publisher
            return f"on the report’s word{f' ({publisher})' if publisher else ''}"
        beginning = _STANCES.get(chains[0][0].stance, "on the word of")
        return f"{beginning} {_listed(_unique(self._chain(chain) for chain in chains))}"

    def modality(self, event: Event) -> str | None:
        """The mark of an event that is not simply told as having happened."""
        first = self._statements[event.according_to[0]] if event.according_to else None
        if event.modality == "negated" and first is not None and first.stance == "denies":
            return "denied"
        return _MODALITIES.get(event.modality)

    def contradictions(self, event: Event) -> list[Statement]:
        """The statements that deny or doubt an event, or decline to speak of it."""
        return [
            statement
            for statement in self.record.statements
            if event.id in statement.about
            and statement.stance != "asserts"
            and statement.id not in event.according_to
        ]

    def contradiction(self, statement: Statement) -> str:
        """Who contradicts: "denied by Eva Holt, according to Example Wire"."""
        return f"{_STANCES[statement.stance]} {self._chain(self._nest(statement))}"

    def contradicting_words(self, statement: Statement) -> str:
        """What is said against an event; of a refusal to speak the refusing words as well."""
        declined = statement.cue_spans if statement.stance == "declines" else ()
        return self.quoted([*declined, *statement.content_spans])

    def bare_statements(self) -> list[Statement]:
        """The statements that no event rests on and that speak of none."""
        bearing = {id_ for event in self.record.events for id_ in event.according_to}
        return [s for s in self.record.statements if not s.about and s.id not in bearing]

    def holder(self, statement: Statement) -> str:
        """Who holds a statement, marked where the source is hidden on purpose."""
        if statement.holder is None:
            return "someone not named"
        actor = self._actors[statement.holder]
        return f"{_one_line(actor.name)}{' (unnamed)' if actor.kind == 'unnamed' else ''}"

    def quoted(self, spans: Iterable[tuple[int, int]]) -> str:
        """The words at these places, in the text's order, without quotation marks around them."""
        quoted, last = "", 0
        for start, end in sorted(spans):
            between = self.text[last:start].strip()
            quoted += f" {'… ' if between else ''}{_one_line(self.text[start:end])}"
            last = end
        return quoted.lstrip(" …").strip('“”"‘ ,')

    def passage(self, event: Event) -> Passage:
        """An event's words with the near part of their sentence around them."""
        start, end = event.span
        words = _one_line(self.text[start:end])
        # One character more than is shown, so that a cut is seen to be one.
        first = max(0, start - CONTEXT_BEFORE - 1)
        for boundary in _SENTENCE_END.finditer(self.text, first, start):
            first = boundary.end()
        last = min(len(self.text), end + CONTEXT_AFTER + 1)
        if sentence_end := _SENTENCE_END.search(self.text, end, last):
            last = sentence_end.start()
        return Passage(_tail(self.text[first:start]), words, _head(self.text[end:last]))

    def _chains(self, event: Event) -> list[list[Statement]]:
        """According_to as chains of statements quoted inside of each other.

        Two statements in a row of which neither is quoted inside of the other are two people
        who say so independently.
        """
        chains: list[list[Statement]] = []
        for id_ in event.according_to:
            statement = self._statements[id_]
            if chains and self._is_within(chains[-1][-1], statement):
                chains[-1].append(statement)
            else:
                chains.append([statement])
        return chains

    def _is_within(self, inner: Statement, outer: Statement) -> bool:
        return outer in self._nest(inner)[1:]

    def _nest(self, statement: Statement) -> list[Statement]:
        """A statement and those it is quoted inside of, innermost first."""
        nest = [statement]
        while nest[-1].within is not None:
            nest.append(self._statements[nest[-1].within])
        return nest

    def _chain(self, chain: Sequence[Statement]) -> str:
        holders = _unique(self.holder(statement) for statement in chain)
        said = ", according to ".join(holders)
        outlets = self.names(_unique(s.origin for s in chain if s.origin))
        origins = [outlet for outlet in outlets if outlet not in holders]
        return f"{said} (first reported by {_listed(origins)})" if origins else said


def label(event: Event) -> str:
    """An event's type and mode in plain words."""
    return wording.label(event.event, event.mode)


def when(dated: DateRange) -> str:
    """A date as people write it, a whole month or year as such."""
    return wording.when(dated.start, dated.end, dated.text)


def opening(text: str) -> str:
    """The first words of a report that has no title."""
    return f"“{_head(_SENTENCE_END.split(text.lstrip(), maxsplit=1)[0][: CONTEXT_AFTER + 1])}”"


def _tail(before: str) -> str:
    """The end of what stands before an event's words, cut between words."""
    if len(before) > CONTEXT_BEFORE:
        before = f"… {before.partition(' ')[2]}"
    return _SPACE.sub(" ", before).lstrip()


def _head(after: str) -> str:
    """The beginning of what stands after an event's words, cut between words."""
    if len(after) > CONTEXT_AFTER:
        after = f"{after.rpartition(' ')[0]} …"
    return _SPACE.sub(" ", after).rstrip()


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
