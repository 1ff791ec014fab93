"""Why a record says what it says: for each value its words and what decided it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.cli.show.page import WIDEST, page
from memcon.cli.show.words import RecordInWords, label, when
from memcon.explanation import Explained, Reason
from memcon.record import DateRange

LONGEST_WORDS = 60
"""So many characters of a value's or a reason's words are shown."""

_ACTORS = frozenset({"holder", "addressee", "origin", "actor", "recipient"})
_SPANS = frozenset({"mentions", "holder_span", "cue_spans", "content_spans", "span"})


def print_explained_page(explained: Explained, console: Console) -> None:
    """Print a record's page and behind it why it says what it says."""
    both = Group(page(explained.record), Text("\nWhy", style="bold"), *_things(explained))
    console.print(both, width=min(console.width, WIDEST))


def _things(explained: Explained) -> Iterator[RenderableType]:
    words = RecordInWords(explained.record)
    for id_, heading in _headings(words):
        yield Text.assemble("\n", (id_, "dim"), " ", (heading, "bold"))
        yield Padding(_table(words, explained.of(id_)), (0, 0, 0, 2))


def reason_fields(explained: Explained) -> Iterator[tuple[str, ...]]:
    """Each reason as id, field, value, by what, its name, the words, and what decided in words."""
    words = RecordInWords(explained.record)
    for reason in explained.because:
        told = "; ".join(words.quoted([span]) for span in reason.spans)
        value = _value(words, reason)
        yield reason.of, reason.field, value, reason.by, reason.name, told, _why(reason)


def _headings(words: RecordInWords) -> Iterator[tuple[str, str]]:
    record = words.record
    yield from ((actor.id, words.names([actor.id])[0]) for actor in record.actors)
    for statement in record.statements:
        said = f"{words.holder(statement)}: {words.quoted(statement.cue_spans)}"
        yield statement.id, said
    yield from ((event.id, label(event)) for event in record.events)


def _table(words: RecordInWords, reasons: Iterable[Reason]) -> RenderableType:
    """A row a reason: the values that it gives, and the words with what decided by them."""
    table = Table.grid(padding=(0, 2))
    table.add_column(ratio=2)
    table.add_column(ratio=3)
    table.expand = True
    for same in _together(reasons):
        values = [f"{field} {', '.join(told)}" for field, told in _values(words, same).items()]
        table.add_row("\n".join(values), _told(words, same))
    return table


def _together(reasons: Iterable[Reason]) -> list[list[Reason]]:
    """Reasons that are one for several values; of mentions all that one rule tells."""
    groups: dict[object, list[Reason]] = {}
    for reason in reasons:
        told = () if reason.field == "mentions" else (reason.spans, str(reason.facts))
        key = (reason.field == "mentions", reason.by, reason.name, told)
        groups.setdefault(key, []).append(reason)
    return list(groups.values())


def _values(words: RecordInWords, reasons: Iterable[Reason]) -> dict[str, list[str]]:
    values: dict[str, dict[str, None]] = {}
    for reason in reasons:
        values.setdefault(reason.field, {})[_value(words, reason)] = None
    return {field: list(told) for field, told in values.items()}


def _told(words: RecordInWords, reasons: list[Reason]) -> Text:
    spans = {words.quoted([span]): None for reason in reasons for span in reason.spans}
    quoted = [f"“{_short(told)}”" for told in spans]
    why = _why(reasons[0])
    if reasons[0].field == "mentions":  # the values are the words themselves
        return Text(why, style="dim")
    return Text.assemble(", ".join(quoted), " — " if quoted else "", (why, "dim"))


def _value(words: RecordInWords, reason: Reason) -> str:
    """A value in words: names for ids, the report's words for places in it."""
    value = reason.value
    if reason.field in _ACTORS:
        return words.names([value])[0]
    if reason.field in _SPANS:
        return f"“{_short(words.quoted([(value[0], value[1])]))}”"
    if reason.field == "date":
        return when(DateRange.model_validate(value))
    if reason.field == "place":
        return f"{value['text']} ({value['country']})" if value["country"] else str(value["text"])
    return str(value)


def _short(words: str) -> str:
    return shorten(words, LONGEST_WORDS, placeholder=" …")


# In words --------------------------------------------------------------------------------------


def _why(reason: Reason) -> str:
    """What decided, in words."""
    labels, facts = _labels(), reason.facts
    if reason.by == "pattern":
        return _pattern(reason)
    if reason.by == "weights":
        return f"{labels['by']['weights'].format(name=reason.name)}: {_summed(facts)}"
    told = labels["by"][reason.by].format(name=reason.name, told=labels[reason.by][reason.name])
    return f"{told} ({_listed(facts)})" if facts else str(told)


def _pattern(reason: Reason) -> str:
    """The pattern as its file has it; of a party only the slot, as the event has the rest."""
    forms, facts = _labels()["by"], reason.facts
    if "slot" in facts:
        return str(forms["slot"].format(name=reason.name, **facts))
    entry = {name: fact for name, fact in facts.items() if name != "number"}
    return f"{forms['pattern'].format(name=reason.name, **facts)} ({_listed(entry)})"


def _listed(facts: Mapping[str, Any]) -> str:
    told = (
        name.replace("_", " ") if value is True else f"{name.replace('_', ' ')} {_fact(value)}"
        for name, value in facts.items()
    )
    return "; ".join(told)


def _fact(value: object) -> str:
    return f"{value:.0%}" if isinstance(value, float) and 0 <= value <= 1 else _short(str(value))


def _summed(weights: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {weight:+.2f}" for name, weight in weights.items())


@cache
def _labels() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("reasons.toml").read_text("utf-8"))
