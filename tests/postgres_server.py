"""A PostgreSQL server of our own for the tests: in a temporary folder, on a socket, without a port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")


def program(name: str) -> str | None:
    """The path of initdb or pg_ctl; Debian keeps them out of PATH."""
    newest_first = sorted(DEBIAN_PROGRAMS.glob(f"*/bin/{name}"), reverse=True)
    return str(newest_first[0]) if newest_first else shutil.which(name)


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def running_server() -> Iterator[str]:
    """A server for the length of the block, as a URL pattern with {database}; skips when there is none."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if initdb is None or pg_ctl is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")
    # Not below pytest's own folder: a socket path may have 107 characters, and that one belongs to root.
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        folder.chmod(0o777)
        data = folder / "data"
        run = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL, **_as_postgres()}
        locale = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([initdb, "-D", data, "-U", "elearn", "-A", "trust", *locale], **run)
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        subprocess.run([pg_ctl, "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], **run)
        try:
            yield f"postgresql+psycopg://elearn@/{{database}}?host={folder}"
        finally:
            subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], **run)
