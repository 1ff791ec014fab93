"""From what was read to the record: ids in the order of the text, offsets in characters."""

from collections.abc import Iterable, Sequence
from datetime import date

from memcon.language.analysis import Analysis, WordSpan
from memcon.reading.actors import Cast
from memcon.reading.confidence import statement_confidence
from memcon.reading.happening import Happening
from memcon.reading.party import Party
from memcon.reading.saying import Saying, Sayings
from memcon.reading.when import Calendar, Dated
from memcon.record import Actor, DateRange, Event, Place, Record, Report, Statement


class Writer:
    """Gives what was read in a report its ids, and writes the record by them."""

    def __init__(
        self,
        report: Report,
        analysis: Analysis,
        cast: Cast,
        sayings: Sayings,
        happenings: Sequence[Happening],
        calendar: Calendar,
    ) -> None:
        self.report = report
        self.analysis = analysis
        self.sayings = sayings.all
        cues = [analysis.words[saying.cue_head] for saying in self.sayings]
        self.said_on = [calendar.of(cue, tense="past") for cue in cues]
        self.happenings = list(happenings)
        self.parties = sorted(self._shown(cast), key=_first_mention)
        self.actor_ids = {id(p): f"a{i}" for i, p in enumerate(self.parties, 1)}
        self.statement_ids = {id(s): f"s{i}" for i, s in enumerate(self.sayings, 1)}
        self.event_ids = {id(h): f"e{i}" for i, h in enumerate(self.happenings, 1)}
        self.about: dict[int, list[str]] = {}
        for happening in self.happenings:
            spoken = [
                *happening.chain,
                *happening.denied_by,
                *happening.stood_by,
                *sayings.around(happening.word.number),
            ]
            for key in {id(s): None for s in spoken}:
                self.about.setdefault(key, []).append(self.event_ids[id(happening)])

    def record(self, made_by: dict[str, str]) -> Record:
        """The record of the report, without actors that have no name and part in nothing."""
        return Record(
            report=self.report,
            actors=tuple(self.actors()),
            statements=tuple(self.statements()),
            events=tuple(self.events()),
            made_by=made_by,
        )

    def _shown(self, cast: Cast) -> list[Party]:
        used = {id(p) for h in self.happenings for p in h.parties}
        used |= {id(p) for s in self.sayings for p in (s.holder, s.addressee, s.origin) if p}
        return [p for p in cast.parties if p.named or id(p) in used]

    def actors(self) -> Iterable[Actor]:
        """The actors, in the order of their first mentions."""
        for party in self.parties:
            yield Actor(
                id=self.actor_ids[id(party)],
                name=party.name,
                kind=party.kind,
                country=party.country,
                sector=None if party.kind == "state" else party.sector,
                office=party.office,
                mentions=tuple(sorted(set(party.mentions))),
            )

    def statements(self) -> Iterable[Statement]:
        """The statements, in the order of their cues."""
        for saying, said_on in zip(self.sayings, self.said_on, strict=True):
            yield Statement(
                id=self.statement_ids[id(saying)],
                holder=self._actor(saying.holder),
                holder_span=self._characters(saying.holder_words),
                cue_spans=(self.analysis.characters(saying.cue),),
                content_spans=tuple(self.analysis.characters(c) for c in saying.contents),
                quote=saying.quote,
                addressee=self._actor(saying.addressee),
                stance=saying.stance,
                within=self.statement_ids[id(saying.within)] if saying.within else None,
                origin=self._actor(saying.origin),
                about=tuple(self._about(saying)),
                date=date_range(said_on),
                confidence=statement_confidence(saying),
            )

    def events(self) -> Iterable[Event]:
        """The events, in the order of the text."""
        for happening in self.happenings:
            yield Event(
                id=self.event_ids[id(happening)],
                event=happening.event,
                mode=happening.mode,
                context=tuple(happening.context),
                cameo=happening.cameo,
                actor=tuple(self.actor_ids[id(p)] for p in happening.actors),
                recipient=tuple(self.actor_ids[id(p)] for p in happening.recipients),
                modality=happening.modality,
                date=date_range(happening.date),
                place=Place(text=happening.place[0], country=happening.place[1])
                if happening.place
                else None,
                according_to=tuple(self.statement_ids[id(s)] for s in happening.chain),
                span=self._span(happening),
                confidence=happening.confidence,
            )

    def _actor(self, party: Party | None) -> str | None:
        return self.actor_ids[id(party)] if party is not None else None

    def _characters(self, span: WordSpan | None) -> tuple[int, int] | None:
        return self.analysis.characters(span) if span is not None else None

    def _about(self, saying: Saying) -> list[str]:
        """The events that a statement's content, or the statement itself, speaks of."""
        return self.about.get(id(saying), [])

    def _span(self, happening: Happening) -> tuple[int, int]:
        """From the word that names the event to its last object, within the clause."""
        word = happening.word
        end = word.number + 1
        for child in self.analysis.dependents(word, "obj", "obl", "compound", "nmod", "advmod"):
            if word.number < child.number <= word.number + 12:
                end = max(end, min(self.analysis.subtree(child)[1], word.number + 14))
        while end > word.number + 1 and self.analysis.words[end - 1].upos in {"PUNCT", "ADP"}:
            end -= 1
        return self.analysis.characters((word.number, end))


def _first_mention(party: Party) -> int:
    return min((start for start, _ in party.mentions), default=0)


def date_range(dated: Dated) -> DateRange:
    """A date as the record has it."""
    resolved = dated.resolved
    start: date | None = resolved.start
    return DateRange(start=start, end=resolved.end, text=dated.text, basis=resolved.basis)
