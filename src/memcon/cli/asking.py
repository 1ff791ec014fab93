"""What commands that ask a ledger have in common: which ledger, which happenings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from memcon.ledger import Ledger

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="URL",
        help="File or postgresql:// address. Else: MEMCON_LEDGER, or memcon.db in this folder.",
        show_default=False,
    ),
]
WithOption = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="NAME", help="Who takes part. Repeatable: all of them."),
]
EventOption = Annotated[
    list[str] | None,
    typer.Option("--event", metavar="TYPE", help="PLOVER type, as CONSULT. Repeatable: any."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="That day or later, as 2024-11-11.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="That day or earlier.")
]
StandingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--standing",
        metavar="STANDING",
        help="reported, corroborated, confirmed, disputed or denied. Repeatable: any.",
    ),
]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0, max=1, help="At least so sure, from 0 to 1.")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many, the first ones.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document: a list.")]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")]


@contextmanager
def ledger_to_ask(url: str | None) -> Iterator[Ledger]:
    """A ledger that is there already."""
    from memcon.ledger import open_ledger

    with open_ledger(url, create=False) as ledger:
        yield ledger
