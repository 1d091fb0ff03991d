"""/health tells a watchdog the truth."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from elearn.database import db
from elearn.version import VERSION


def test_a_healthy_installation_says_ok_and_what_runs(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "release": None, "database": "ok", "version": VERSION}
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_its_tables_the_installation_is_unavailable(app: Flask, client: FlaskClient) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE release_pointer"))
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json is not None
    assert (answer.json["status"], answer.json["database"]) == ("unavailable", "unavailable")


def test_a_watchdog_needs_no_sign_in_and_gets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/health").headers
