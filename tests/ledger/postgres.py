"""A PostgreSQL server of one's own, for the tests: in a folder, on a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # no test pulls the plug on the server, only on its clients
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "40",
    "timezone": "Asia/Kolkata",  # so that no time comes out right by luck
}


def programs() -> Path | None:
    """The folder of PostgreSQL's newest server programs; None where it is not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((p.parent for p in found), key=lambda p: int(p.parent.name), default=None)


@contextmanager
def server(bin_: Path) -> Iterator[str]:
    """A server that runs meanwhile; gives the URL of its database `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="memcon-pg-"))
    user = _owner(folder)
    data = folder / "data"
    settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())

    def run(program: str, *arguments: str) -> None:
        # The server keeps what it inherits, so that its output goes to a file and not to a pipe.
        with (folder / "output").open("ab") as output:
            subprocess.run(
                [bin_ / program, "-D", data, *arguments],
                check=True,
                user=user,
                cwd=folder,
                stdout=output,
                stderr=output,
            )

    try:
        run("initdb", "--no-sync", "-A", "trust", "-U", "memcon", "-E", "UTF8", "--locale=C.UTF-8")
        log = str(folder / "log")
        run("pg_ctl", "-w", "-l", log, "-o", f"-k '{folder}' {settings}", "start")
        try:
            yield f"postgresql://memcon@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> str | None:
    """Whom the server runs as: oneself; for root, as whom it refuses to, another user."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    name = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, name)
    return name
