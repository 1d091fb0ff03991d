"""How Alembic reaches our database: the engine of the application, all tables, and a guard on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from elearn.database import Base, UtcDateTime, db


def run() -> None:
    """Migrate in one transaction, and on SQLite look for orphans before it is committed."""
    with db.engine.connect() as connection, _foreign_keys_asleep(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_plain_instants,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            _refuse_orphans(connection)
        connection.commit()


@contextmanager
def _foreign_keys_asleep(connection: Connection) -> Iterator[None]:
    """On SQLite, changing a column rebuilds its table: dropping the old one must not cascade to children.

    The pragma is silently ignored inside a transaction: it goes to the driver before one begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _plain_instants(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A revision is history: it must not change when our own column type does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _refuse_orphans(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"the migration left rows without their parent: {orphans[:10]}")


run()
