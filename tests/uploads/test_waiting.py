"""A file waits for its sender's word: only for him, for one purpose, a day long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn import clock
from elearn.database import db
from elearn.operations.jobs import JOBS
from elearn.uploads import actions
from elearn.uploads.tables import WaitingFile


@pytest.fixture
def sender(app: Flask, make_person: Callable[..., Any]) -> int:
    """Who sends; a bystander's file waits beside it."""
    bystander = make_person(name="Rudi").id
    actions.put(person_id=bystander, purpose="course-files", name="lain", body=b"lain", now=clock.now())
    return int(make_person(name="Siti").id)


def put(sender: int, **more: Any) -> str:
    values = {"purpose": "course-files", "name": "kursus", "body": b"isi", "now": clock.now()} | more
    return actions.put(person_id=sender, **values)


def find(token: str, sender: int, **more: Any) -> bytes | None:
    values = {"purpose": "course-files", "now": clock.now()} | more
    waiting = actions.find(token, person_id=sender, **values)
    return waiting.body if waiting else None


@pytest.mark.both_databases
def test_a_file_waits_and_is_taken_once(sender: int) -> None:
    token = put(sender)
    assert find(token, sender) == b"isi"
    assert find(token, sender) == b"isi", "looking does not take it away"
    taken = actions.take(token, person_id=sender, purpose="course-files", now=clock.now())
    assert taken is not None
    assert (taken.name, taken.body) == ("kursus", b"isi")
    assert actions.take(token, person_id=sender, purpose="course-files", now=clock.now()) is None


def test_nobody_else_and_no_other_page_gets_it(sender: int, make_person: Callable[..., Any]) -> None:
    token = put(sender)
    assert find(token, make_person(name="Ani").id) is None
    assert find(token, sender, purpose="people-import") is None
    assert actions.change(token, person_id=sender, purpose="people-import", body=b"x") is False
    assert find("x" * 32, sender) is None


def test_other_bytes_take_its_place(sender: int) -> None:
    token = put(sender)
    assert actions.change(token, person_id=sender, purpose="course-files", body=b"lain") is True
    assert find(token, sender) == b"lain"


def test_after_a_day_it_is_gone_even_before_anybody_sweeps(sender: int) -> None:
    now = clock.now()
    token = put(sender, now=now)
    assert find(token, sender, now=now + timedelta(hours=23, minutes=59)) == b"isi"
    assert find(token, sender, now=now + timedelta(days=1)) is None


def test_sweeping_takes_the_old_and_leaves_the_young(sender: int) -> None:
    now = clock.now()
    old, young = put(sender, now=now - timedelta(days=1, seconds=1)), put(sender, now=now)
    assert actions.sweep(now) == 1
    assert find(old, sender) is None
    assert find(young, sender) == b"isi"
    assert actions.sweep(now) == 0
    assert actions.sweep in [job.run for job in JOBS]


def test_of_one_person_only_the_newest_wait(sender: int) -> None:
    now = clock.now()
    tokens = [put(sender, now=now + timedelta(seconds=at)) for at in range(actions.MAX_WAITING + 3)]
    kept = [token for token in tokens if find(token, sender, now=now + timedelta(minutes=1)) is not None]
    assert kept == tokens[-actions.MAX_WAITING :]
    count = db.session.scalar(select(func.count()).select_from(WaitingFile))
    assert count == actions.MAX_WAITING + 1, "the bystander's file stays"
