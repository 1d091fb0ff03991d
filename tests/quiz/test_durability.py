"""A save is on disk before it is acknowledged, and costs little."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from elearn.database import db
from tests.quiz.conftest import value_of
from tests.quiz.samples import make_quiz


@pytest.mark.parametrize("script", [True, False])
def test_when_the_commit_fails_nobody_hears_that_it_is_saved(app, shelf, siti_browses, script):
    """Q07."""
    shelf.put(make_quiz())
    siti_browses.start()
    siti_browses.get("/privacy")
    # Reads are rolled back; the one commit of a save is the write.
    armed = []

    def fail(connection):
        if armed:
            raise RuntimeError("the disk is full")

    event.listen(db.engine, "commit", fail)
    fields = {"csrf_token": siti_browses.token(), "q-text.sequence": "1", "q-text.answer": "hilang"}
    armed.append(True)
    headers = {"Accept": "application/json"} if script else {}
    answer = siti_browses.client.post(siti_browses.path("answers"), data=fields, headers=headers)
    armed.clear()
    event.remove(db.engine, "commit", fail)

    assert answer.status_code >= 500
    assert value_of(siti_browses, "q-text") is None


def test_a_save_costs_at_most_five_statements_and_one_commit(app, shelf, siti_browses):
    shelf.put(make_quiz())
    siti_browses.start()
    token = siti_browses.token()
    siti_browses.save(q_text=(1, "hangat"))
    statements, commits = [], []

    def note(connection, cursor, statement, parameters, context, executemany):
        statements.append(statement)

    def note_commit(connection):
        commits.append(connection)

    event.listen(db.engine, "before_cursor_execute", note)
    event.listen(db.engine, "commit", note_commit)
    fields = {"csrf_token": token, "q-text.sequence": "2", "q-text.answer": "berakhlak"}
    heard = siti_browses.client.post(
        siti_browses.path("answers"), data=fields, headers={"Accept": "application/json"}
    )
    event.remove(db.engine, "before_cursor_execute", note)
    event.remove(db.engine, "commit", note_commit)

    assert heard.status_code == 200
    work = [one for one in statements if not one.startswith(("BEGIN", "PRAGMA"))]
    assert len(work) <= 5, work
    assert len(commits) == 1
    assert "BEGIN IMMEDIATE" in statements
