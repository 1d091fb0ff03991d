"""Files of results that are worth keeping: losing one costs time and nothing else.

So every trouble with such a file is passed over, and it is never waited for long.
"""

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

_WAIT_S = 2


class Memory:
    """Results by key in one SQLite file, at most `max_rows` of them; the oldest give way."""

    def __init__(self, connection: sqlite3.Connection, max_rows: int) -> None:
        self._connection = connection
        self._max_rows = max_rows

    def find(self, key: str) -> bytes | None:
        """The result kept under a key."""
        with contextlib.suppress(sqlite3.Error):
            row = self._connection.execute("SELECT result FROM kept WHERE key = ?", (key,)).fetchone()
            return bytes(row[0]) if row else None
        return None

    def keep(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep results under their keys, all in one step."""
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO kept (key, result) VALUES (?, ?)", results)
            self._connection.execute(
                "DELETE FROM kept WHERE rowid <= (SELECT max(rowid) - ? FROM kept)", (self._max_rows,)
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def opened_memory(path: Path, *, max_rows: int) -> Memory | None:
    """The memory in a file, made when it is not there; None when it cannot be used."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_S)
    except (sqlite3.Error, OSError):
        return None
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT UNIQUE, result BLOB)")
    except sqlite3.Error:
        connection.close()
        return None
    return Memory(connection, max_rows)
