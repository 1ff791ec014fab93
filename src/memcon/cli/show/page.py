"""A record as a page for a terminal: who dealt with whom, and on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.cli.show.words import NO_DATE_NOTE, RecordInWords, label, opening, when
from memcon.ontology import event_types
from memcon.record import Actor, Event, Modality, Record, Statement
from memcon.wording import day

# Lines longer than this are hard to read, however wide the terminal is.
WIDEST = 100
# Below this an event is more likely wrong than right.
UNSURE = 0.5

_BULLETS: dict[Modality, str] = {"actual": "●", "future": "○", "hypothetical": "◌", "negated": "×"}
_MODALITY_STYLES = {"future": "cyan", "hypothetical": "yellow", "negated": "red"}
_CONFLICT, _COOPERATION = "red", "green"


def print_page(record: Record, console: Console) -> None:
    """Print a record, at most as wide as a page."""
    console.print(page(record), width=min(console.width, WIDEST))


def page(record: Record) -> RenderableType:
    """A record's events by their parties, its other statements by holder, and the counts."""
    words = RecordInWords(record)
    parts = [_title(record)]
    for parties, events in _by_parties(record):
        parts.append(_heading(words, parties))
        parts += [_event(words, event, len(parties)) for event in events]
    parts += _other_statements(words)
    parts.append(_footnotes(record))
    return Group(*parts)


def _title(record: Record) -> RenderableType:
    report = record.report
    published = f"published {day(report.published)}" if report.published else None
    facts = [report.publisher, published, report.url, f"report {report.id}"]
    title = report.title or opening(report.text)
    return Group(
        Text(title, style="bold"),
        Text(" · ".join(fact for fact in facts if fact), style="dim"),
    )


# Events --------------------------------------------------------------------------------------


def _by_parties(record: Record) -> list[tuple[list[str], list[Event]]]:
    """Events with the same parties together, in the order in which the report comes to them."""
    groups: dict[frozenset[str], tuple[list[str], list[Event]]] = {}
    for event in sorted(record.events, key=lambda event: event.span):
        parties = list(dict.fromkeys([*event.actor, *event.recipient]))
        groups.setdefault(frozenset(parties), (parties, []))[1].append(event)
    return list(groups.values())


def _heading(words: RecordInWords, parties: list[str]) -> RenderableType:
    heading = Text("\n")
    for number, id_ in enumerate(parties):
        if number:
            heading.append(" and " if number == len(parties) - 1 else ", ")
        actor = words.actor(id_)
        heading.append(actor.name, style="bold")
        heading.append(_belonging(actor), style="dim")
    return heading


def _belonging(actor: Actor) -> str:
    """An actor's country and sector; a state's name says its country already."""
    country = None if actor.kind == "state" else actor.country
    codes = [code for code in (country, actor.sector) if code]
    return f" ({', '.join(codes)})" if codes else ""


def _event(words: RecordInWords, event: Event, parties: int) -> RenderableType:
    bullet = Text(_BULLETS[event.modality], style=_quad_style(event))
    lines = [
        _what_and_when(words, event, parties),
        _quoted(words, event),
        *(_contradiction(words, statement) for statement in words.contradictions(event)),
    ]
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column()
    row.add_column(ratio=1)
    row.add_row(bullet, Group(*lines))
    return Padding(row, (0, 0, 0, 2))


def _what_and_when(words: RecordInWords, event: Event, parties: int) -> RenderableType:
    what = Text.assemble((label(event), "bold"))
    if mark := words.modality(event):
        what.append(f" [{mark}]", style=_MODALITY_STYLES[event.modality])
    if event.recipient and parties > 1:
        sides = " → ".join(", ".join(words.names(ids)) for ids in (event.actor, event.recipient))
        what.append(f"  {sides}")
    if event.confidence < UNSURE:
        what.append(f"  unsure, {event.confidence:.0%}", style="dim")
    row = Table.grid(padding=(0, 2), expand=True)
    row.add_column(ratio=1)
    row.add_column(justify="right", no_wrap=True)
    row.add_row(what, Text(when(event.date), style="" if event.date.start else "dim"))
    return row


def _quoted(words: RecordInWords, event: Event) -> Text:
    """The event's words in their sentence, and after them on whose word it rests."""
    passage = words.passage(event)
    return Text.assemble(
        "“",
        (passage.before, "dim"),
        passage.words,
        (passage.after, "dim"),
        "” — ",
        (words.on_whose_word(event), "italic"),
    )


def _contradiction(words: RecordInWords, statement: Statement) -> Text:
    said = f": “{words.contradicting_words(statement)}”"
    return Text.assemble((words.contradiction(statement), "red"), said)


def _quad_style(event: Event) -> str:
    """Red for conflict and green for cooperation, PLOVER's quad classes."""
    return _CONFLICT if event_types()[event.event].quad.endswith("conflict") else _COOPERATION


# Statements ----------------------------------------------------------------------------------


def _other_statements(words: RecordInWords) -> Iterator[RenderableType]:
    statements = words.bare_statements()
    if statements:
        yield Text("\nOther statements", style="bold")
    by_holder: dict[str, list[Statement]] = {}
    for statement in statements:
        by_holder.setdefault(words.holder(statement), []).append(statement)
    for holder, said in by_holder.items():
        yield Padding(Text(holder), (0, 0, 0, 2))
        for statement in said:
            yield Padding(_said(words, statement), (0, 0, 0, 4))


def _said(words: RecordInWords, statement: Statement) -> Text:
    stance = "" if statement.stance == "asserts" else f" [{statement.stance}]"
    return Text.assemble(
        (words.quoted(statement.cue_spans), "italic"),
        (stance, "red"),
        f" “{words.quoted(statement.content_spans)}”",
    )


# Footnotes -----------------------------------------------------------------------------------


def _footnotes(record: Record) -> RenderableType:
    counts = Counter(event.modality for event in record.events)
    kinds = ", ".join(f"{counts[modality]} {modality}" for modality in _BULLETS if counts[modality])
    total = (
        f"{_counted(len(record.events), 'event')}{f' ({kinds})' if kinds else ''}, "
        f"{_counted(len(record.statements), 'statement')}, {_counted(len(record.actors), 'actor')}"
    )
    notes = [Text(f"\n{total}", style="dim")]
    if record.report.published is None:
        notes.append(Text(NO_DATE_NOTE, style="yellow"))
    return Group(*notes)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
