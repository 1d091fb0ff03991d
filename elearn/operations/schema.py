"""The shape of the database: which revision it has, which one this program needs, how to get there.

Alembic costs most of a second to import, so the server never does: it compares one row with one file name.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from elearn.config import PACKAGE
from elearn.database import db
from elearn.operations.instance import InstanceError

MIGRATIONS = PACKAGE / "migrations"
REVISION_FILE = re.compile(r"(?P<number>[0-9]{4})_[a-z0-9_]+\.py")


def head_revision() -> str:
    """The revision this program needs: the highest number among the files of migrations/versions."""
    return max(_number(path) for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision() -> str | None:
    """The revision of the database, or None when it has no tables of ours yet.

    Raises InstanceError when the database cannot be read.
    """
    try:
        if not inspect(db.engine).has_table("alembic_version"):
            return None
        with db.engine.connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    except DatabaseError as fault:
        raise InstanceError(
            f"Basis data {database_name()} tidak terbaca ({fault.orig}).",
            hint="Tidak ada yang diubah. Periksa sambungannya, atau kembalikan dari cadangan.",
        ) from fault


def is_current() -> bool:
    """Whether the database has the shape this program needs.

    Raises InstanceError when a newer program has changed it: going back would lose data.
    """
    current, head = current_revision(), head_revision()
    if current is not None and current > head:
        raise InstanceError(
            f"Basis data {database_name()} dibuat oleh elearn yang lebih baru "
            f"(revisi {current}, di sini {head}).",
            hint="Jalankan elearn versi baru itu.",
        )
    return current == head


def upgrade() -> None:
    """Bring the database to the shape this program needs, in one transaction where the database can."""
    # Heavy (most of a second, 20 MB) and needed by `elearn prepare` alone.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, "head")


def database_name() -> str:
    """The database as a sentence can name it: the file, or the URL without its password."""
    url = db.engine.url
    return (
        str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    )


def _number(path: Path) -> str:
    match = REVISION_FILE.fullmatch(path.name)
    if match is None:
        raise ValueError(f"{path.name}: a revision is called 0001_what_it_does.py")
    return match["number"]
