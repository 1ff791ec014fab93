"""memcon correct: reviewers' decisions, which lie over the machine's record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli import output
from memcon.cli.asking import JsonOption, LedgerOption, ledger_to_ask
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.ledger.decisions import Decision, Kind

correct = typer.Typer(
    name="correct",
    help="Take a reviewer's decision about a happening: it lies over the machine's record.",
    epilog='Example: memcon correct wrong 1f0c… --by "A. Reviewer" --reason "a film plot"',
    no_args_is_help=True,
    rich_markup_mode=None,
)

Happening = Annotated[
    str, typer.Argument(metavar="HAPPENING", help="Its id, or that of any event of it.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]


@correct.command()
def wrong(happening: Happening, by: By, reason: Reason, ledger: LedgerOption = None) -> None:
    """It is no happening: it was read wrongly.

    Example: memcon correct wrong 1f0c… --by "A. Reviewer" --reason "a film plot"
    """
    _decide(ledger, "wrong", happening, by=by, reason=reason)


@correct.command()
def confirm(happening: Happening, by: By, reason: Reason, ledger: LedgerOption = None) -> None:
    """It is right as it stands.

    Example: memcon correct confirm 1f0c… --by "A. Reviewer" --reason "checked the readouts"
    """
    _decide(ledger, "confirm", happening, by=by, reason=reason)


@correct.command()
def merge(
    happenings: Annotated[
        list[str], typer.Argument(metavar="HAPPENING…", help="Those that are one.")
    ],
    by: By,
    reason: Reason,
    ledger: LedgerOption = None,
) -> None:
    """Several are one happening.

    Example: memcon correct merge 1f0c… 9a3b… --by "A. Reviewer" --reason "one call"
    """
    _decide(ledger, "merge", *happenings, by=by, reason=reason)


@correct.command()
def split(
    happening: Happening,
    leaving: Annotated[
        list[str],
        typer.Option("--out", metavar="ID", help="A report or event that goes. Repeatable."),
    ],
    by: By,
    reason: Reason,
    ledger: LedgerOption = None,
) -> None:
    """Some of its reports, or events, tell of another happening.

    Example: memcon correct split 1f0c… --out 77d0… --by "A. Reviewer" --reason "the second call"
    """
    _decide(ledger, "split", happening, by=by, reason=reason, leaving=leaving)


@correct.command("set")
def set_(
    happening: Happening,
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="event, mode, modality, context, date or place.")
    ],
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help="A code, a date or two with a slash, or JSON."),
    ],
    by: By,
    reason: Reason,
    ledger: LedgerOption = None,
) -> None:
    """A field of it has another value.

    Example: memcon correct set 1f0c… date 2024-11-07 --by "A. Reviewer" --reason "the readout"
    """
    _decide(ledger, "set", happening, by=by, reason=reason, field=field, value=_value(field, value))


@correct.command()
def undo(
    decision: Annotated[int, typer.Argument(metavar="DECISION", help="Its number.")],
    by: By,
    reason: Reason,
    ledger: LedgerOption = None,
) -> None:
    """Take back a decision, or the taking back of one.

    Example: memcon correct undo 3 --by "A. Reviewer" --reason "mistaken"
    """
    with ledger_to_ask(ledger) as opened:
        _tell(opened.undo(decision, by=by, reason=reason))


@correct.command("gold")
def gold_(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write them.")],
    ledger: LedgerOption = None,
) -> None:
    """Write the reports that decisions are about as gold, for memcon score.

    What was confirmed or set must be found; what nobody decided on is optional.

    Example: memcon correct gold --out gold
    """
    with ledger_to_ask(ledger) as opened:
        reports = opened.gold()
    try:
        out.mkdir(parents=True, exist_ok=True)
        for id_, report in reports.items():
            text = json.dumps(report, ensure_ascii=False, indent=1)
            (out / f"{id_}.json").write_text(text + "\n", "utf-8")
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from None
    typer.echo(f"{len(reports)} reports: {out}")


@correct.command("list")
def list_(as_json: JsonOption = False, ledger: LedgerOption = None) -> None:
    """Print all decisions, the first first.

    Example: memcon correct list --json
    """
    with ledger_to_ask(ledger) as opened:
        decisions = opened.decisions()
    if as_json:
        output.write(output.dumped((d.to_dict() for d in decisions), lines=False))
        return
    for decision in decisions:
        _tell(decision)


def _decide(
    url: str | None,
    kind: Kind,
    *happenings: str,
    by: str,
    reason: str,
    field: str | None = None,
    value: object = None,
    leaving: list[str] | None = None,
) -> None:
    with ledger_to_ask(url) as ledger:
        _tell(
            ledger.correct(
                kind,
                *happenings,
                by=by,
                reason=reason,
                field=field,
                value=value,
                leaving=leaving or (),
            )
        )


def _tell(decision: Decision) -> None:
    what = decision.kind if decision.undoes is None else f"undo {decision.undoes}"
    if decision.field is not None:
        what += f" {decision.field} {json.dumps(decision.value, ensure_ascii=False)}"
    about = ", ".join(sorted(decision.sides))
    line = f"{decision.id}  {decision.at:%Y-%m-%d %H:%M}  {decision.by}: {what}"
    typer.echo(f"{line} ({decision.reason}){f' [{about}]' if about else ''}")


def _value(field: str, words: str) -> Any:  # noqa: ANN401 - whatever JSON can say
    """A value as it is written on a command line: JSON, a code, "null", a day or two."""
    try:
        value = json.loads(words)
    except ValueError:
        value = words
    if field == "date" and isinstance(value, str):
        start, _, end = value.partition("/")
        return {"start": start, "end": end or start, "text": None, "basis": "explicit"}
    if field == "place" and isinstance(value, str):
        return {"text": value}
    if field == "context" and isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    return value
