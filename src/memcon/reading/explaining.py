"""From the reasons noted while reading to those of a record's fields, with its ids and offsets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from memcon.explanation import Reason
from memcon.language.analysis import WordSpan
from memcon.ontology import Pattern, as_written
from memcon.reading.because import Because, Fact, Reasoned, Span, rule
from memcon.reading.confidence import event_weights, statement_weights
from memcon.reading.happening import Happening
from memcon.reading.party import Party
from memcon.reading.saying import Saying
from memcon.reading.when import Dated
from memcon.reading.write import Writer, date_range
from memcon.record import Actor, DateRange, Event, Record, Statement

_CODES = frozenset({"event", "mode", "cameo", "modality"})
"""Fields that rules turn from one value into another, so that former values tell something."""


def explain(writer: Writer, record: Record) -> Iterator[Reason]:
    """The reasons of a record's fields, in its order; `writer` wrote it."""
    explainer = _Explainer(writer)
    for party, actor in zip(writer.parties, record.actors, strict=True):
        yield from explainer.actor(party, actor)
    for place, statement in enumerate(record.statements):
        yield from explainer.statement(writer.sayings[place], writer.said_on[place], statement)
    for happening, event in zip(writer.happenings, record.events, strict=True):
        yield from explainer.event(happening, event)


class _Explainer:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.analysis = writer.analysis
        self.ids = {**writer.actor_ids, **writer.statement_ids, **writer.event_ids}

    def actor(self, party: Party, actor: Actor) -> Iterator[Reason]:
        """The reasons of an actor."""
        words = actor.mentions[:1]
        for field in ("name", "kind", "country", "sector", "office", "mentions"):
            yield from self._field(party, field, actor, field, words)

    def statement(self, saying: Saying, said_on: Dated, statement: Statement) -> Iterator[Reason]:
        """The reasons of a statement."""
        cue = statement.cue_spans
        for field, shown in _STATEMENT_FIELDS.items():
            if field == "contents":
                yield from self._contents(saying, statement)
            else:
                yield from self._field(saying, field, statement, shown, cue)
        yield from self._about(saying, statement)
        yield from self._date(statement, said_on)
        yield self._confidence(statement, cue, statement_weights(saying))

    def event(self, happening: Happening, event: Event) -> Iterator[Reason]:
        """The reasons of an event."""
        words = (event.span,)
        for field, shown in _EVENT_FIELDS.items():
            if field == "place":
                yield from self._place(happening, event)
                continue
            yield from self._field(happening, field, event, shown, words)
            if field == "date":
                yield from self._date(event, happening.date)
        yield self._reason(event.id, "span", list(event.span), rule("words-of-event", event.span))
        yield self._confidence(event, words, event_weights(happening))

    # -- one field ---------------------------------------------------------------------------------

    def _field(
        self,
        read: Reasoned,
        field: str,
        written: Actor | Statement | Event,
        shown: str,
        words: Iterable[Span],
    ) -> Iterator[Reason]:
        """The reasons of a field; those without words of their own go by `words`."""
        final = _plain(getattr(written, shown))
        if final is None:
            return
        known = final if isinstance(final, list) and shown in _SEVERAL else [final]
        for value, because in read.reasons.get(field, ()):
            told = self._value(field, value)
            if told in known or field in _CODES:
                yield self._reason(written.id, shown, told, because, words)

    def _contents(self, saying: Saying, statement: Statement) -> Iterator[Reason]:
        """The reasons of each piece: those of the pieces found that share words with it."""
        for piece in statement.content_spans:
            found = [
                because
                for value, because in saying.reasons.get("contents", ())
                if _overlap(self._characters(cast(WordSpan, value)), piece)
            ]
            for because in dict(zip(map(id, found), found, strict=True)).values():
                yield self._reason(statement.id, "content_spans", list(piece), because)

    def _about(self, saying: Saying, statement: Statement) -> Iterator[Reason]:
        events = {self._id(happening): happening for happening in self.writer.happenings}
        for id_ in statement.about:
            event = events[id_]
            word = event.word.start, event.word.end
            yield self._reason(statement.id, "about", id_, rule(_speaks(saying, event), word))

    def _date(self, written: Statement | Event, dated: Dated) -> Iterator[Reason]:
        if dated.because is not None:
            yield self._reason(written.id, "date", _plain(written.date), dated.because)

    def _place(self, happening: Happening, event: Event) -> Iterator[Reason]:
        if happening.place is not None and event.place is not None:
            told = [b for _, b in happening.reasons.get("place", ())]
            for because in [*told, *happening.place.because]:
                yield self._reason(event.id, "place", event.place.model_dump(), because)

    def _confidence(
        self, written: Statement | Event, words: Iterable[Span], weights: Mapping[str, float]
    ) -> Reason:
        facts = {name: round(weight, 3) for name, weight in weights.items() if weight}
        because = Because("weights", "confidence.toml", tuple(words), facts)
        return self._reason(written.id, "confidence", written.confidence, because)

    # -- one reason --------------------------------------------------------------------------------

    def _reason(
        self, of: str, field: str, value: object, because: Because, words: Iterable[Span] = ()
    ) -> Reason:
        spans = tuple(span for span in because.spans if span[0] < span[1]) or tuple(words)
        return Reason(of, field, value, because.by, because.name, spans, _facts(because))

    def _value(self, field: str, value: object) -> object:
        """A value as the record has it."""
        if field in _WORD_SPANS:
            return list(self._characters(cast(WordSpan, value)))
        if isinstance(value, Party | Saying):
            return self._id(value)
        if isinstance(value, Dated):
            return _plain(date_range(value))
        return list(value) if isinstance(value, tuple) else value

    def _id(self, thing: object) -> str | None:
        return self.ids.get(id(thing))

    def _characters(self, words: WordSpan) -> Span:
        return self.analysis.characters(words)


def _speaks(saying: Saying, event: Happening) -> str:
    """The rule by which a statement is about an event."""
    if any(s is saying for s in event.denied_by):
        return "speaks-against-event"
    again = any(s is saying for s in event.stood_by)
    return "stands-by-event" if again else "speaks-of-event"


def _plain(value: object) -> object:
    """A value of a record as JSON has it; a date that the report does not tell is none."""
    if isinstance(value, DateRange):
        return value.model_dump(mode="json") if value.text is not None else None
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _facts(because: Because) -> dict[str, Any]:
    """What a reason points at, as plain values; what is empty is left out."""
    source = because.source
    if isinstance(source, Pattern):
        slot = {"slot": because.slot} if because.slot else {}
        return {**slot, "number": source.number, **as_written(source)}
    if source is None or isinstance(source, Mapping):
        facts = cast(Mapping[str, Fact], source or {})
    else:
        facts = {k: v for k, v in asdict(source).items() if k != "table"}
    plain = {k: str(v) if isinstance(v, date) else v for k, v in facts.items()}
    return {k: v for k, v in plain.items() if v is not None and v is not False}


_SEVERAL = frozenset({"mentions", "cue_spans", "context", "actor", "recipient", "according_to"})
_WORD_SPANS = frozenset({"cue", "contents", "holder_words"})
_STATEMENT_FIELDS = {
    "holder": "holder", "holder_words": "holder_span", "cue": "cue_spans",
    "contents": "content_spans", "quote": "quote", "addressee": "addressee", "stance": "stance",
    "within": "within", "origin": "origin",
}  # fmt: skip
_EVENT_FIELDS = {
    "event": "event", "mode": "mode", "context": "context", "cameo": "cameo", "actors": "actor",
    "recipients": "recipient", "modality": "modality", "date": "date", "place": "place",
    "chain": "according_to",
}  # fmt: skip
