"""Files of results that are worth keeping: losing one costs time and nothing else.

So every trouble with such a file is passed over, and it is never waited for long.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

_WAIT_S = 2
_KEYS_AT_ONCE = 500


class Memory:
    """Results by key in one SQLite file, at most `max_rows` of them; the oldest give way."""

    def __init__(self, connection: sqlite3.Connection, path: Path, max_rows: int) -> None:
        self._connection = connection
        self._path = path
        self._max_rows = max_rows
        self._is_damaged = False

    def find(self, key: str) -> bytes | None:
        """The result kept under a key."""
        return self.find_all((key,)).get(key)

    def find_all(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The results kept under these keys, as far as there are any."""
        found: dict[str, bytes] = {}
        wanted = list(keys)
        for at in range(0, len(wanted), _KEYS_AT_ONCE):
            some = wanted[at : at + _KEYS_AT_ONCE]
            query = f"SELECT key, result FROM kept WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608
            with self._trouble_passed_over():
                found |= {key: bytes(result) for key, result in self._connection.execute(query, some)}
        return found

    def keep(self, results: Iterable[tuple[str, bytes]]) -> None:
        """Keep results under their keys, all in one step."""
        with self._trouble_passed_over(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO kept (key, result) VALUES (?, ?)", results)
            self._connection.execute(
                "DELETE FROM kept WHERE rowid <= (SELECT max(rowid) - ? FROM kept)", (self._max_rows,)
            )

    def close(self) -> None:
        """Let go of the file; one that turned out to be damaged is thrown away."""
        self._connection.close()
        if self._is_damaged:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _trouble_passed_over(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:
            pass  # another process writes, or the disk is full
        except sqlite3.Error:
            self._is_damaged = True


def opened_memory(path: Path, *, max_rows: int) -> Memory | None:
    """The memory in a file, made when it is not there and made anew when it is damaged; None when it cannot
    be used.
    """
    try:
        return _opened(path, max_rows)
    except sqlite3.OperationalError:
        return None
    except sqlite3.Error:
        with contextlib.suppress(OSError, sqlite3.Error):
            path.unlink(missing_ok=True)
            return _opened(path, max_rows)
    except OSError:
        pass
    return None


def _opened(path: Path, max_rows: int) -> Memory:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_WAIT_S)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT UNIQUE, result BLOB)")
    except sqlite3.Error:
        connection.close()
        raise
    return Memory(connection, path, max_rows)
