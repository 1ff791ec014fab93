"""Serving a desk: one process, or several that share a port, a secret and the clients' rates."""

from __future__ import annotations

import os
import signal
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from memcon.desk.guard import Counts
from memcon.desk.settings import Settings

if TYPE_CHECKING:
    from socket import socket

    from fastapi import FastAPI

    from memcon.ledger import Ledger

MOST_WORKERS: Final = 4
"""Processes that are begun of themselves: each holds its share of memory."""
# What a slow or hostile client may hold of a server.
_CONNECTIONS: Final = 200
_HEADER_BYTES: Final = 32_768
_IDLE_S: Final = 10
_HUNG_S: Final = 30
"""A process that says nothing for so long is replaced; on a busy machine some are slow to."""


def usual_workers() -> int:
    """As many processes as there are cores for us, within reason."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    return min(MOST_WORKERS, cores)


def serve(ledger: Ledger, settings: Settings, listening: socket, workers: int) -> None:
    """Serve a desk over a ledger at a socket until SIGINT or SIGTERM.

    The secret and the token reach the other processes through the pipe by which they are begun,
    and nothing else holds them.
    """
    import uvicorn

    if workers == 1:
        from memcon.desk.app import make_app

        config = uvicorn.Config(make_app(ledger, settings), **_manners())
        uvicorn.Server(config).run(sockets=[listening])
        return
    from uvicorn.supervisors import Multiprocess

    where = ledger.engine.url.render_as_string(hide_password=False)
    make: Any = partial(_worker_app, where, settings, Counts.shared())
    # A connection that is kept stays with its process, however busy that is: each request has one
    # of its own, which goes to whichever process is free.
    closing = [("connection", "close")]
    config = uvicorn.Config(make, factory=True, workers=workers, headers=closing, **_manners())
    Multiprocess(config, sockets=[listening]).run()


def _worker_app(where: str, settings: Settings, counts: Counts) -> FastAPI:
    """The desk in one of several processes."""
    from memcon.desk.app import make_app
    from memcon.ledger import open_ledger

    Thread(target=_end_with_parent, daemon=True).start()
    return make_app(open_ledger(where, create=False), settings, counts=counts)


def _end_with_parent() -> None:
    """End this process when the one is gone that began it, however that ended."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _manners() -> dict[str, Any]:
    return {
        "log_level": "warning",
        # Who has signed in is believed of --proxy alone, and of its own header.
        "proxy_headers": False,
        "server_header": False,
        "limit_concurrency": _CONNECTIONS,
        "timeout_keep_alive": _IDLE_S,
        "timeout_graceful_shutdown": _IDLE_S,
        "timeout_worker_healthcheck": _HUNG_S,
        "h11_max_incomplete_event_size": _HEADER_BYTES,
    }
