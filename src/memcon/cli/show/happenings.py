"""Happenings, statements and actors of a ledger as a page for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from memcon.cli.show.words import when
from memcon.ledger.happening import Happening, Said
from memcon.ledger.origins import Origin
from memcon.ledger.people import LedgerActor
from memcon.ledger.searching import FoundStatement
from memcon.record import DateRange
from memcon.wording import day, label

_STYLES: Final = {
    "reported": "",
    "corroborated": "cyan",
    "confirmed": "green",
    "disputed": "yellow",
    "denied": "red",
}
_QUOTED: Final = 160
"""Characters of somebody's words that are shown."""


def happening_page(happening: Happening) -> RenderableType:
    """A happening: who, what, when; how it stands and why; who asserts, who denies."""
    return Group(
        _heading(happening),
        Padding(Group(*_lines(happening)), (0, 0, 0, 2)),
    )


def statement_page(statement: FoundStatement) -> RenderableType:
    """A statement: who, when, in whose report, in which words."""
    holder = _one_line(statement.holder.name) if statement.holder else "someone not named"
    head = Text.assemble((holder, "bold"), f" {statement.stance}")
    where = [statement.publisher, day(statement.published) if statement.published else None]
    told = " · ".join([_one_line(w) for w in where if w] + [f"report {statement.report}"])
    said = Text.assemble((f"{_one_line(statement.cue)}: ", "dim"), _quoted(statement.content))
    return Group(head, Padding(Group(said, Text(told, style="dim")), (0, 0, 0, 2)))


def actor_page(actor: LedgerActor) -> RenderableType:
    """An actor: names, offices as the reports gave them, whom it dealt with."""
    head = Text.assemble(
        (_one_line(actor.name), "bold"), (f" ({actor.country})" if actor.country else "", "dim")
    )
    count = f"{actor.reports} report{'' if actor.reports == 1 else 's'}"
    lines: list[RenderableType] = [_row(head, f"{count} · {actor.id}")]
    others = [_one_line(name) for name in actor.names if name != actor.name]
    if others:
        lines.append(Padding(Text(f"also {', '.join(others)}"), (0, 0, 0, 2)))
    for office in actor.offices:
        what = ", ".join(part for part in (office.office, office.sector) if part)
        if what:
            span = _span(office.since, office.until)
            lines.append(Padding(_row(Text(_one_line(what)), span), (0, 0, 0, 2)))
    if actor.dealt_with:
        dealt = ", ".join(f"{_one_line(d.name)} ({d.happenings})" for d in actor.dealt_with)
        lines.append(Padding(Text(f"dealt with {dealt}"), (0, 0, 0, 2)))
    return Group(*lines)


def _heading(happening: Happening) -> RenderableType:
    actors = [_one_line(a.name) for a in happening.actor]
    recipients = [_one_line(a.name) for a in happening.recipient]
    sides = " → ".join(", ".join(side) for side in (actors, recipients) if side)
    what = label(happening.event, happening.mode)
    head = Text.assemble((sides, "bold"), f": {what}")
    if happening.modality != "actual":
        head.append(f" [{happening.modality}]", style="dim")
    return _row(head, when(_dated(happening.date)))


def _lines(happening: Happening) -> Iterator[RenderableType]:
    count = sum(origin.counts for origin in happening.origins)
    told = f"{count} origin{'' if count == 1 else 's'}, {len(happening.reports)} "
    told += f"report{'' if len(happening.reports) == 1 else 's'}"
    yield _row(
        Text.assemble((happening.standing.upper(), _STYLES[happening.standing]), f"  {told}"),
        f"sure {happening.confidence:.0%} · {happening.id}",
    )
    yield Text(f"because {'; '.join(map(_one_line, happening.reasons))}", style="dim")
    yield from _said("asserted by", happening.asserted_by)
    yield from _said("denied by", happening.denied_by)
    yield from (_origin(origin) for origin in happening.origins if not origin.counts)
    for link, ids in (("planned", happening.plan_of), ("planned by", happening.planned_by)):
        if ids:
            yield Text(f"{link} {', '.join(ids)}", style="dim")
    for decision in happening.decisions:
        yield Text(_decision(decision), style="magenta")


def _said(how: str, said: Sequence[Said]) -> Iterable[RenderableType]:
    for one in said:
        yield Text.assemble(
            f"{how} ",
            (_one_line(one.name), "bold"),
            f": {_quoted(one.words)}",
            (f" [{one.report}]", "dim"),
        )


def _origin(origin: Origin) -> RenderableType:
    return Text(f"no origin of its own: {_one_line(origin.why)}", style="dim")


def _decision(decision: dict[str, Any]) -> str:
    what = decision["kind"]
    if decision["field"] is not None:
        what += f" {decision['field']} = {decision['value']}"
    return f"decision {decision['id']}: {what}, by {decision['by']} ({decision['reason']})"


def _row(left: Text, right: str) -> RenderableType:
    row = Table.grid(padding=(0, 2), expand=True)
    row.add_column(ratio=1)
    row.add_column(justify="right")
    row.add_row(left, Text(right, style="dim"))
    return row


def _quoted(words: str) -> str:
    line = _one_line(words).strip("“”\"' ")
    return f"“{line[:_QUOTED].rstrip()} …”" if len(line) > _QUOTED else f"“{line}”"


def _one_line(words: str) -> str:
    """Words without line ends and control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in " ".join(words.split()))


def _span(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        return "no date"
    return day(since) if since == until else f"{day(since)} to {day(until)}"


def _dated(fields: dict[str, Any]) -> DateRange:
    return DateRange.model_validate(fields)
