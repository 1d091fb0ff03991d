"""A deploy stops the server with SIGTERM while learners save: it ends by itself and loses nothing (D14)."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.faults import answers_kill

STOP_WAIT_S = 30


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_stopping_the_server_under_load_loses_no_acknowledged_answer(tmp_path, monkeypatch):
    """Whose request was cut gets no answer and sends it again with the same number."""
    codes = []

    def stop(server):
        server.process.send_signal(signal.SIGTERM)
        codes.append(server.process.wait(STOP_WAIT_S))

    monkeypatch.setattr(answers_kill.Server, "kill", stop)
    acknowledged, lost = answers_kill.run(tmp_path, answers=60, kills=2, seed=11)

    assert acknowledged >= 60
    assert lost == []
    assert codes == [0, 0, 0]  # two deploys and the end; each time of its own accord
