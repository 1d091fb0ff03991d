"""What the server acknowledged, and whether the database still has it."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Ledger:
    """What was acknowledged, on disk before anything else happens."""

    path: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    count: int = 0

    def note(self, attempt_id: int, question: str, sequence: int, value: str, receipt: str) -> None:
        """Add one line and sync it."""
        line = json.dumps([attempt_id, question, sequence, value, receipt]) + "\n"
        with self.lock:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            try:
                os.write(descriptor, line.encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            self.count += 1

    def rows(self) -> Iterator[tuple[int, str, int, str, str]]:
        """The lines, in order."""
        for line in self.path.read_text().splitlines():
            yield tuple(json.loads(line))


def lost_answers(database: Path, ledger: Ledger) -> list[str]:
    """Every acknowledged answer that the database does not have, in words."""
    connection = sqlite3.connect(database)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    stored = {
        (attempt, question): (sequence, json.loads(value), receipt)
        for attempt, question, sequence, value, receipt in connection.execute(
            "SELECT attempt_id, question, sequence, value, receipt FROM answer"
        )
    }
    connection.close()
    lost = []
    for attempt, question, sequence, value, receipt in ledger.rows():
        found = stored.get((attempt, question))
        if found is None or found[0] < sequence or (found[0] == sequence and found[1:] != (value, receipt)):
            lost.append(f"attempt {attempt}, {question}, number {sequence}: stored is {found}")
    return lost
