"""memcon serve: the desk, web pages and a JSON API over a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli.asking import LedgerOption

if TYPE_CHECKING:
    from fastapi import FastAPI

# What a slow or hostile client may hold of the server.
_CONNECTIONS = 200
_HEADER_BYTES = 32_768
_IDLE_S = 10


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
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Never fetch addresses that users give.")
    ] = False,
) -> None:
    """Serve pages and a JSON API over the ledger, on this machine alone unless told otherwise.

    Example: memcon serve --ledger memcon.db
    """
    from memcon.desk import Settings, make_app
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
    with open_ledger(ledger) as opened:
        _run(make_app(opened, settings), host, port, opened.where)


def _run(app: FastAPI, host: str, port: int, where: str) -> None:
    import socket

    import uvicorn

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
    config = uvicorn.Config(
        app,
        log_level="warning",
        # Who has signed in is believed of --proxy alone, and of its own header.
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_IDLE_S,
        h11_max_incomplete_event_size=_HEADER_BYTES,
    )
    uvicorn.Server(config).run(sockets=[listening])
