"""From a record to its facts: each event with its parties, and on whose word it rests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from memcon.language.segment import dateline_length
from memcon.ledger.facts import Fact, Party, Voice, Who, event_uid
from memcon.ledger.identity import RULING, names, without_article
from memcon.ledger.tables import word_list
from memcon.reading.home import country_in, of_dateline
from memcon.reading.tables import words
from memcon.record import Actor, Event, Record, Report, Span, Statement
from memcon.registry import Registry

PASSAGE: Final = 600
"""Characters of a paragraph that are kept of it around an event's words."""


def facts(record: Record, registry: Registry | None = None) -> tuple[Fact, ...]:
    """The facts of a record's events, in their order."""
    return tuple(_Filing(record, registry or Registry.default()).facts())


def event_uids(record: Record) -> dict[str, str]:
    """The names of a record's events in the ledger, by their ids in the record."""
    twins = Counter[tuple[str, Span]]()
    uids = {}
    for event in record.events:
        said = event.event, event.span
        uids[event.id] = event_uid(record.report.id, *said, twins[said])
        twins[said] += 1
    return uids


def credited(report: Report, registry: Registry) -> str | None:
    """The outlet whose report this is: the agency that its dateline names, else the publisher."""
    dateline = report.text[: dateline_length(report.text)]
    for piece in re.split(r"[(),/]|--?|[–—]", dateline):
        outlet = registry.outlet(piece.strip()) if piece.strip() else None
        if outlet is not None and outlet.sort == "agency":
            return outlet.name
    return None if report.publisher is None else outlet_name(report.publisher, registry)


def outlet_name(words: str, registry: Registry) -> str:
    """An outlet by the name that the registry knows it by, else its own without an article."""
    outlet = registry.outlet(words)
    if outlet is None:
        return without_article(words)
    bare = without_article(words).casefold()
    own = bare == without_article(outlet.name).casefold()
    return without_article(words) if outlet.ambiguous and not own else outlet.name


class _Filing:
    def __init__(self, record: Record, registry: Registry) -> None:
        self._record, self._registry = record, registry
        self._text = record.report.text
        self._outlet = credited(record.report, registry)
        self._home, self._publisher = _publisher(record.report.publisher, registry)
        self._home = of_dateline(record.report.text, registry) or self._home
        self._statements = {s.id: s for s in record.statements}
        self._whos = {a.id: self._who(a) for a in record.actors}

    def facts(self) -> Iterator[Fact]:
        uids = event_uids(self._record)
        return (self._fact(event, uids[event.id]) for event in self._record.events)

    def _fact(self, event: Event, uid: str) -> Fact:
        return Fact(
            uid=uid,
            report=self._record.report.id,
            id=event.id,
            publisher=self._outlet,
            published=self._record.report.published,
            event=event.event,
            mode=event.mode,
            context=event.context,
            modality=event.modality,
            start=event.date.start,
            end=event.date.end,
            date_text=event.date.text,
            basis=event.date.basis,
            place=event.place.text if event.place else None,
            place_country=event.place.country if event.place else None,
            parties=(
                *(Party("actor", self._whos[a]) for a in event.actor),
                *(Party("recipient", self._whos[a]) for a in event.recipient),
            ),
            voices=tuple(self._voices(event)),
            passage=self._passage(event.span),
            confidence=event.confidence,
        )

    def _who(self, actor: Actor) -> Who:
        said = (self._text[start:end] for start, end in actor.mentions)
        called = dict.fromkeys([actor.name, *(n for n in said if self._names(n, actor))])
        outlet = self._registry.outlet(actor.name) if actor.kind == "organisation" else None
        known = outlet is not None and (actor.sector == "JRN" or not outlet.ambiguous)
        press = actor.sector == "JRN" and actor.kind == "organisation" and names(actor.name)
        return Who(
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            sector=actor.sector,
            office=actor.office,
            names=tuple(called),
            outlet=outlet_name(actor.name, self._registry) if known or press else None,
        )

    def _holder(self, statement: Statement) -> Who | None:
        """Whoever speaks; a hidden source by what it is called where it speaks.

        A body that rules, and is of no known country, is of the publisher's. What nobody is named
        for in a body's own report is the body's word.
        """
        if statement.holder is None:
            return self._unowned(statement) or self._publisher
        who = self._whos[statement.holder]
        if who.kind == "unnamed" and statement.holder_span is not None:
            words = self._text[slice(*statement.holder_span)]
            first, *more = words.split()
            pointing = word_list("pointing")
            return replace(who, name=words) if more and first.casefold() not in pointing else who
        ruling = who.kind == "organisation" and who.sector in RULING
        return replace(who, country=self._home) if ruling and who.country is None else who

    def _unowned(self, statement: Statement) -> Who | None:
        """Reports that nobody is named for are another outlet's word: "amid reports that …"."""
        told = [self._text[start:end] for start, end in statement.cue_spans]
        nouns = words("cues", "claims", "unowned")
        if any(t.split()[-1].removesuffix("s").casefold() in nouns for t in told if t.split()):
            return Who(told[0], "unnamed", sector="JRN")
        return None

    def _names(self, words: str, actor: Actor) -> bool:
        """Whether a mention names its actor, and is no pronoun or description."""
        if actor.kind == "state":
            country = self._registry.country(words)
            return country is not None and country.how in ("name", "capital", "byname")
        capitals = [word for word in words.split() if word[:1].isupper()]
        return bool(set(capitals) & set(actor.name.split()))

    def _voices(self, event: Event) -> Iterator[Voice]:
        chain = [self._statements[s] for s in event.according_to] or self._saying(event)
        quoting = {s.within for s in chain}
        told = [self._teller(s, event) for s in chain if s.id not in quoting]
        against = [
            s
            for s in self._record.statements
            if event.id in s.about and s.stance != "asserts" and s not in chain
        ]
        voices = [self._voice(s, event) for s in told]
        yield from voices
        yield from (self._voice(s, event) for s in against)
        if event.modality == "negated":
            if not any(v.stance == "denies" for v in voices):
                yield self._own(event, "denies")
        elif not any(v.stance == "asserts" for v in voices):
            yield self._passed_on(event, told + against)

    def _saying(self, event: Event) -> list[Statement]:
        """The statement that a verbal act is, in the same words, by whoever does it."""
        if event.event not in word_list("verbal"):
            return []
        return [
            s
            for s in self._record.statements
            if s.holder in event.actor and any(_within(cue, (event.span,)) for cue in s.cue_spans)
        ]

    def _teller(self, statement: Statement, event: Event) -> Statement:
        """Whoever tells of a verbal act: if an official says that a minister asked, the official.

        That somebody asked is his own word only where nobody else reports it for him.
        """
        outer = statement.within
        if outer is None or statement.holder not in event.actor:
            return statement
        reporting = self._statements[outer]
        who = self._whos[reporting.holder] if reporting.holder else None
        return statement if who is None or who.outlet is not None else reporting

    def _voice(self, statement: Statement, event: Event) -> Voice:
        negated = event.modality == "negated" and statement.stance == "asserts"
        return Voice(
            holder=self._holder(statement),
            stance="denies" if negated else statement.stance,
            words=self._words(statement),
            statement=statement.id,
            through=tuple(self._through(statement)),
            origin=self._origin(statement),
        )

    def _through(self, statement: Statement) -> Iterator[Who]:
        outer = statement.within
        while outer is not None:
            statement = self._statements[outer]
            if statement.holder is not None:
                yield self._whos[statement.holder]
            outer = statement.within

    def _origin(self, statement: Statement) -> str | None:
        if statement.origin is None:
            return None
        who = self._whos[statement.origin]
        return who.outlet or outlet_name(who.name, self._registry)

    def _passed_on(self, event: Event, spoken: Iterable[Statement]) -> Voice:
        """What the report tells without a source: its own word, or that of an outlet it names.

        "Declined to comment on a report by Le Monde that they had met" rests on Le Monde.
        """
        around = [s for s in self._record.statements if s in spoken or _holds(s, event.span)]
        for statement in around:
            origin = self._origin(statement) or self._outlet_in(statement, event)
            if origin is not None and origin != self._outlet:
                return self._own(event, "asserts", origin)
        return self._own(event, "asserts")

    def _outlet_in(self, statement: Statement, event: Event) -> str | None:
        """The outlet that holds a statement or that its content names before the event."""
        holder = self._whos[statement.holder] if statement.holder else None
        if holder is not None and holder.outlet is not None:
            return holder.outlet
        parties = {*event.actor, *event.recipient}
        for actor in self._record.actors:
            outlet = self._whos[actor.id].outlet
            if outlet is None or actor.id in parties:
                continue
            if any(_within(m, statement.content_spans) for m in actor.mentions):
                return outlet
        return None

    def _own(self, event: Event, stance: str, origin: str | None = None) -> Voice:
        start, end = event.span
        holder = self._publisher if origin is None else None
        return Voice(holder, stance, self._text[start:end], None, origin=origin)

    def _words(self, statement: Statement) -> str:
        spans = statement.content_spans or statement.cue_spans
        return self._text[slice(*min(spans))] if spans else ""

    def _passage(self, span: Span) -> str:
        start = self._text.rfind("\n", 0, span[0]) + 1
        end = self._text.find("\n", span[1])
        end = len(self._text) if end < 0 else end
        margin = max(0, (PASSAGE - (span[1] - span[0])) // 2)
        return self._text[max(start, span[0] - margin) : min(end, span[1] + margin)]


def _publisher(name: str | None, registry: Registry) -> tuple[str | None, Who | None]:
    """The country of a publisher; and, if it is a body that rules there, the body that speaks."""
    if name is None:
        return None, None
    outlet = registry.outlet(name)
    body = registry.body(name)
    role = registry.role(name)
    country = country_in(name, registry)
    role = role if role is not None and role.kind == "organisation" else None
    sector = body.sector if body is not None else role.sector if role is not None else None
    if outlet is None and sector in RULING:
        where = body.country if body is not None else country
        return where, Who(name, "organisation", where, sector, names=(name,))
    return outlet.country if outlet is not None else country, None


def _holds(statement: Statement, span: Span) -> bool:
    return _within(span, statement.content_spans)


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
