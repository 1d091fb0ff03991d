"""The database: one engine, one kind of transaction, the same promises on SQLite and PostgreSQL.

Acknowledged means stored: a transaction opened by `one_transaction` is synced to disk before the
action returns. Reads run in their own deferred transaction and never block a writer (WAL).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import Enum
from typing import Any, ParamSpec, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Engine, Integer, MetaData, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 5_000

P = ParamSpec("P")
R = TypeVar("R")


class Base(DeclarativeBase):
    """Parent of every table; named constraints let migrations change them on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

# SQLite numbers rows by itself only in a column that is literally INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant; stored in UTC, given back in UTC. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Durability(Enum):
    """How much a commit promises."""

    SYNCED = "FULL"  # on disk before the answer leaves: whatever is acknowledged to a person
    RELAXED = "NORMAL"  # survives a crash of the process; a view is not an acknowledgement


_writing: ContextVar[Durability | None] = ContextVar("durability of the open transaction", default=None)


@contextmanager
def transaction(durability: Durability = Durability.SYNCED) -> Iterator[None]:
    """Run the block in one writing transaction; an inner one joins the outer, which commits."""
    outer = _writing.get()
    if outer is not None:
        if durability is Durability.SYNCED and outer is Durability.RELAXED:
            raise RuntimeError("an acknowledged action inside a transaction that is not synced")
        yield
        return
    # What was read earlier is an old snapshot: a decision to write must read again, inside.
    db.session.rollback()
    db.session.expire_all()
    token = _writing.set(durability)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


@contextmanager
def reading_beside() -> Iterator[Connection]:
    """A connection of its own for a read that neither joins nor waits for the transaction open here.

    Inside `transaction()` a plain second connection would begin as a writer and wait for the first one.
    """
    token = _writing.set(None)
    try:
        with db.engine.connect() as connection:
            yield connection
    finally:
        _writing.reset(token)


def connection() -> Connection:
    """The connection of the transaction open here, for the statements of the hot paths.

    `db.session.execute` looks for objects to build; for plain columns that is nearly half its cost.
    """
    return db.session.connection()


def one_transaction(action: Callable[P, R]) -> Callable[P, R]:
    """Make an action all or nothing, synced to disk when it returns."""

    @functools.wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction():
            return action(*args, **kwargs)

    return run


def init_app(app: Flask) -> None:
    """Connect the application to its database."""
    db.init_app(app)
    with app.app_context():
        _prepare(db.engine)


def _prepare(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_on_sqlite)
    else:
        event.listen(engine, "begin", _begin_on_postgres)


def _configure_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, or the driver begins too late
    record.info["synchronous"] = Durability.SYNCED.value
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={Durability.SYNCED.value}",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_sqlite(connection: Connection) -> None:
    durability = _writing.get()
    if durability is None:
        # Straight to the driver: a deferred BEGIN touches no file, so it can neither wait nor fail.
        connection.connection.execute("BEGIN")
        return
    if connection.info["synchronous"] != durability.value:
        connection.exec_driver_sql(f"PRAGMA synchronous={durability.value}")
        connection.info["synchronous"] = durability.value
    # IMMEDIATE: the busy timeout does not help a transaction that reads first and writes later.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_on_postgres(connection: Connection) -> None:
    if _writing.get() is Durability.RELAXED:
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")


def upsert_into(table: type[Base]) -> Any:
    """An INSERT for the database at hand that knows ON CONFLICT (same words on both)."""
    if db.engine.dialect.name == "postgresql":
        # Not at the top: on SQLite it would cost every start 40 ms for nothing.
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)
