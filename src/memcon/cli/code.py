"""memcon code: a corpus into a Parquet data set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.progress import coding
from memcon.cli.reading import ColumnOption, PublishedOption, PublisherOption, RegistryOption

if TYPE_CHECKING:
    from memcon.corpus import Summary


def code(
    corpus: Annotated[
        list[str],
        typer.Argument(
            metavar="CORPUS",
            help="Files, folders, globs, addresses (s3:// and the like), as memcon read has.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            metavar="DIR", help="The data set: a folder, or an address.", show_default=False
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Workers. Else: one a core.", show_default=False),
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="local, or ray for a cluster.")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A running Ray cluster's; else one is started here.",
            show_default=False,
        ),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Do not code reports of that kind: sport, weather, markets. Repeatable.",
            show_default=False,
        ),
    ] = None,
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    column: ColumnOption = None,
    registry: RegistryOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="The counts as one JSON document.")
    ] = False,
) -> None:
    """Code a corpus into a Parquet data set.

    Tables reports, actors, statements, events and errors, by month of publication. Stopped or
    killed, the same command goes on where it was; done, it does nothing.

    --published and --publisher fill in where a report does not tell itself.

    Example: memcon code news/ archive.warc.gz --out coded --workers 4
    """
    from memcon.corpus import code as code_corpus
    from memcon.sources import ReportFields, parse_columns

    defaults = ReportFields.of(publisher=publisher, published=published)
    with coding() as progress:
        summary = code_corpus(
            corpus,
            out,
            workers=workers,
            engine=engine,
            address=address,
            defaults=defaults,
            columns=parse_columns(column or []),
            registry=registry,
            leave_out=leave_out or [],
            progress=progress,
        )
    typer.echo(json.dumps(_told(summary), indent=2) if as_json else _line(summary, out))
    if errors := summary.rows["errors"]:
        typer.echo(
            f"memcon: {errors} documents could not be coded; the table errors in {out} says why",
            err=True,
        )
        raise typer.Exit(1)


def _told(summary: Summary) -> dict[str, object]:
    return {**summary.rows, "duplicates": summary.duplicates, "was_complete": summary.was_complete}


def _line(summary: Summary, out: str) -> str:
    counts = {**summary.rows, "duplicates": summary.duplicates}
    told = [f"{n} {name.replace('_', ' ')}" for name, n in counts.items()]
    return f"{out}: {', '.join(told)}" + (" (was complete)" if summary.was_complete else "")
