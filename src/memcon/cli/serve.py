"""memcon serve: the desk, web pages and a JSON API over a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.asking import LedgerOption

if TYPE_CHECKING:
    import socket


def serve(
    ledger: LedgerOption = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; others than this need a guard.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="MEMCON_TOKEN",
            metavar="TOKEN",
            help="Let in only those who have it. Better given as MEMCON_TOKEN.",
            show_default=False,
            show_envvar=False,
        ),
    ] = None,
    user_header: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The header in which a proxy says who has signed in there."
        ),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS", help="The proxy's address; 127.0.0.1 if not given. Repeatable."
        ),
    ] = None,
    host_name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name the desk is reached under. Repeatable."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            help="Processes that answer side by side; as many as there are cores, at most 4.",
            show_default=False,
        ),
    ] = None,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Never fetch addresses that users give.")
    ] = False,
) -> None:
    """Serve pages and a JSON API over the ledger, on this machine alone unless told otherwise.

    Example: memcon serve --ledger memcon.db
    """
    from memcon.desk import Settings
    from memcon.desk.serving import serve as run
    from memcon.desk.serving import usual_workers
    from memcon.desk.settings import check_exposure
    from memcon.ledger import open_ledger

    defaults = Settings()
    settings = Settings(
        token=token or None,
        user_header=user_header,
        proxies=tuple(proxy) if proxy else defaults.proxies,
        host_names=tuple(name.lower() for name in host_name or ()),
        fetch=not no_fetch,
    )
    check_exposure(host, settings)
    with open_ledger(ledger) as opened, _listening(host, port, opened.where) as listening:
        run(opened, settings, listening, workers or usual_workers())


def _listening(host: str, port: int, where: str) -> socket.socket:
    """A socket that listens there, told on standard error. Raises UsageError if it cannot."""
    import socket

    from memcon.errors import UsageError

    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise UsageError(
            f"{host}:{port}: {error.strerror or error}; give another --port or --host"
        ) from None
    named = f"[{host}]" if ":" in host else host
    typer.echo(f"{where} at http://{named}:{listening.getsockname()[1]}/", err=True)
    return listening
