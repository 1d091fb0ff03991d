"""Killing workers of a busy server loses nothing acknowledged: the short form of the fault script."""

from __future__ import annotations

import signal
import sqlite3
import sys

import pytest

from tests.faults import workers_kill
from tests.faults.ledger import Ledger


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(signal, "SIGKILL"), reason="kills workers")
def test_workers_that_die_while_learners_save_and_hand_in_lose_nothing(tmp_path):
    outcome = workers_kill.run(tmp_path, learners=60, kills=5, seed=11)

    assert outcome.faults == []
    assert outcome.saved == 60 * (workers_kill.QUESTIONS + 1)
    assert outcome.handed_in == 60


def test_the_script_would_tell_of_an_attempt_that_is_neither_open_nor_finished(tmp_path):
    """A fault test that cannot fail shows nothing."""
    database = tmp_path / "elearn.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE attempt (id, state, score_percent, passed, finished_at)")
    connection.execute("CREATE TABLE answer (attempt_id, question)")
    rows = [
        (1, "open", None, None, None),
        (2, "graded", 70, 1, "2026-03-05"),
        (3, "submitted", None, None, "2026-03-05"),
        (4, "graded", None, None, "2026-03-05"),
        (5, "open", None, None, None),
    ]
    connection.executemany("INSERT INTO attempt VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO answer VALUES (?, ?)", [(1, "s-1"), (2, "s-1"), (2, "s-1")])
    connection.commit()
    connection.close()
    handed_in = Ledger(tmp_path / "handed-in")
    for attempt in (2, 5):
        handed_in.note(attempt, "", 0, "", "")

    faults = workers_kill.half_finished(database, handed_in)
    assert [line.partition(":")[0] for line in faults] == [
        "attempt 2, s-1",
        "attempt 3",
        "attempt 4",
        "attempt 5",
    ]
