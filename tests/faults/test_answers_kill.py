"""Killing the server loses no acknowledged answer: the short form of the fault script."""

from __future__ import annotations

import signal
import sqlite3
import sys

import pytest

from tests.faults import answers_kill
from tests.faults.ledger import Ledger, lost_answers


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(signal, "SIGKILL"), reason="kills a process group")
def test_killing_the_server_in_the_middle_loses_no_acknowledged_answer(tmp_path):
    acknowledged, lost = answers_kill.run(tmp_path, answers=60, kills=2, seed=7)
    assert acknowledged >= 60
    assert lost == []


def test_the_script_would_tell_of_a_lost_answer(tmp_path):
    """A fault test that cannot fail shows nothing."""
    database = tmp_path / "elearn.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE answer (attempt_id, question, sequence, value, receipt)")
    rows = [(1, "kept", 1, '"a"', "R1"), (1, "older", 1, '"a"', "R1"), (1, "other", 1, '"b"', "R1")]
    connection.executemany("INSERT INTO answer VALUES (?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    ledger = Ledger(tmp_path / "ledger")
    for question, sequence in (("kept", 1), ("older", 2), ("other", 1), ("missing", 1)):
        ledger.note(1, question, sequence, "a", "R1")

    lost = lost_answers(database, ledger)
    assert [line.split(",")[1].strip() for line in lost] == ["older", "other", "missing"]
