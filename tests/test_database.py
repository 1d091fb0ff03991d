"""Transactions: all or nothing, synced when acknowledged, never "database is locked" in a race."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.tables import ThrottleCounter
from elearn.config import Settings
from elearn.database import Durability, db, one_transaction, reading_beside, transaction, upsert_into

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def counter(key: str, *, count: int = 1, at: datetime = NOON) -> ThrottleCounter:
    """A row of a table without foreign keys."""
    return ThrottleCounter(key=key, count=count, last_at=at, free_at=NOON, ticket="")


def add(key: str) -> None:
    db.session.add(counter(key))


def keys() -> list[str]:
    return list(db.session.scalars(select(ThrottleCounter.key).order_by(ThrottleCounter.key)))


def pragma(name: str) -> object:
    return db.session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_an_action_that_fails_leaves_nothing(app: Flask) -> None:
    @one_transaction
    def half() -> None:
        add("a")
        db.session.flush()
        raise ValueError

    with pytest.raises(ValueError):
        half()
    assert keys() == []


def test_an_inner_action_joins_the_outer_one(app: Flask) -> None:
    inner = one_transaction(lambda: add("inner"))

    with pytest.raises(ValueError), transaction():
        inner()
        raise ValueError
    assert keys() == []


def test_what_is_acknowledged_is_synced_to_disk(app: Flask) -> None:
    with transaction():
        assert pragma("synchronous") == 2  # FULL
        add("answer")


def test_a_view_is_not_synced_and_the_next_answer_is_again(app: Flask) -> None:
    with transaction(Durability.RELAXED):
        assert pragma("synchronous") == 1  # NORMAL
        add("view")
    with transaction():
        assert pragma("synchronous") == 2
        add("answer")


def test_an_acknowledged_action_refuses_to_run_inside_an_unsynced_one(app: Flask) -> None:
    with pytest.raises(RuntimeError), transaction(Durability.RELAXED), transaction():
        add("x")


def test_foreign_keys_are_enforced_and_readers_do_not_wait(app: Flask) -> None:
    assert pragma("foreign_keys") == 1
    assert pragma("journal_mode") == "wal"


def test_a_read_then_write_race_loses_nothing(app: Flask) -> None:
    with transaction():
        db.session.add(counter("n", count=0))
    failures: list[Exception] = []

    def raise_by_one() -> None:
        with app.app_context():
            for _ in range(25):
                try:
                    with transaction():
                        row = db.session.get(ThrottleCounter, "n")
                        assert row is not None
                        row.count += 1
                except Exception as failure:
                    failures.append(failure)

    threads = [threading.Thread(target=raise_by_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert db.session.scalar(select(ThrottleCounter.count)) == 200


def test_a_writer_waits_for_another_process(app: Flask, settings: Settings) -> None:
    other = sqlite3.connect(
        settings.instance / "elearn.sqlite", isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.5, lambda: other.execute("COMMIT")).start()
    with transaction():
        add("patient")
    assert keys() == ["patient"]
    other.close()


def test_an_upsert_counts_in_one_statement(app: Flask) -> None:
    for _ in range(3):
        with transaction():
            insert = upsert_into(ThrottleCounter).values(
                key="k", count=1, last_at=NOON, free_at=NOON, ticket=""
            )
            db.session.execute(
                insert.on_conflict_do_update(
                    index_elements=["key"], set_={"count": ThrottleCounter.count + 1}
                )
            )
    assert db.session.scalar(select(func.sum(ThrottleCounter.count))) == 3


def test_instants_come_back_aware_and_in_utc(app: Flask) -> None:
    jayapura = timezone(timedelta(hours=9))
    with transaction():
        db.session.add(counter("z", at=NOON.astimezone(jayapura)))
    db.session.expire_all()
    assert db.session.scalar(select(ThrottleCounter.last_at)) == NOON


def test_an_instant_without_zone_is_refused(app: Flask) -> None:
    with pytest.raises(Exception, match="without a time zone"), transaction():
        db.session.add(counter("z", at=datetime(2026, 1, 1)))  # noqa: DTZ001
        db.session.flush()


def test_a_copy_taken_while_running_opens_whole(app: Flask, settings: Settings, tmp_path: Path) -> None:
    with transaction():
        add("kept")
    copy = tmp_path / "copy.sqlite"
    source = sqlite3.connect(settings.instance / "elearn.sqlite")
    target = sqlite3.connect(copy)
    source.backup(target)
    assert target.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert target.execute("SELECT key FROM throttle_counter").fetchall() == [("kept",)]
    source.close()
    target.close()


def test_a_read_beside_an_open_transaction_does_not_wait_for_it(app: Flask) -> None:
    with transaction():
        add("uncommitted")
        db.session.flush()
        with reading_beside() as connection:
            assert connection.execute(select(func.count()).select_from(ThrottleCounter)).scalar() == 0
