"""What was rendered once is not rendered again: a file of results, named by everything they depend on.

Losing the file costs time and nothing else, so every trouble with it is passed over.
"""

import contextlib
import json
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from elearn.markup.jobs import Job, rendered_from_data, rendered_to_data
from elearn.markup.renderer import Renderer
from elearn.markup.values import Rendered

MAX_ROWS = 50_000
_LIBRARIES = ("markdown", "pymdown-extensions", "nh3", "latex2mathml", "pygments")


class CachedRenderer:
    """A renderer that remembers; `path` None remembers nothing beyond the `with` block."""

    def __init__(self, renderer: Renderer, path: Path | None) -> None:
        self._renderer = renderer
        self._libraries = " ".join(f"{name}-{_version(name)}" for name in _LIBRARIES)
        self._fresh: dict[str, Rendered] = {}
        self._connection = _opened(path) if path else None

    def __enter__(self) -> "CachedRenderer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._keep(self._connection)
            self._connection.close()

    def run(self, job: Job) -> Rendered:
        """The text of the job as safe HTML.

        Raises:
            MarkupRefused: the text would hold up the renderer.
        """
        key = job.key(self._libraries)
        known = self._fresh.get(key) or self._kept(key)
        if known is None:
            known = self._fresh[key] = self._renderer.run(job)
        return known

    def _kept(self, key: str) -> Rendered | None:
        if self._connection is None:
            return None
        with contextlib.suppress(sqlite3.Error, ValueError, KeyError, TypeError):
            row = self._connection.execute("SELECT result FROM rendered WHERE key = ?", (key,)).fetchone()
            return rendered_from_data(json.loads(row[0])) if row else None
        return None

    def _keep(self, connection: sqlite3.Connection) -> None:
        rows = [(key, json.dumps(rendered_to_data(result))) for key, result in self._fresh.items()]
        if not rows:
            return
        with connection:
            connection.executemany("INSERT OR REPLACE INTO rendered (key, result) VALUES (?, ?)", rows)
            oldest = "SELECT max(rowid) - ? FROM rendered"
            connection.execute(f"DELETE FROM rendered WHERE rowid <= ({oldest})", (MAX_ROWS,))  # noqa: S608


def _opened(path: Path) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=2)
    except (sqlite3.Error, OSError):
        return None
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS rendered (key TEXT UNIQUE, result TEXT)")
    except sqlite3.Error:
        connection.close()
        return None
    return connection


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "0"
