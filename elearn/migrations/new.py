"""`make migration NAME=add_office_hours`: writes the next revision from the difference to the tables."""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from flask import Flask

from elearn import database
from elearn.config import PACKAGE
from elearn.operations import schema


def import_all_tables() -> None:
    """Make the metadata complete: every room's tables."""
    for path in sorted(PACKAGE.glob("*/tables.py")):
        import_module(f"elearn.{path.parent.name}.tables")


def write_revision(name: str) -> None:
    """Write migrations/versions/NNNN_name.py; read it before you commit it."""
    import_all_tables()
    with tempfile.TemporaryDirectory() as folder:
        app = Flask("elearn")
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(folder) / 'empty.sqlite'}"
        database.init_app(app)
        with app.app_context():
            _write(name)
            database.db.engine.dispose()


def _write(name: str) -> None:
    numbers = [int(path.name[:4]) for path in (schema.MIGRATIONS / "versions").glob("[0-9]*.py")]
    if numbers:
        schema.upgrade()
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    command.revision(config, name, autogenerate=True, rev_id=f"{max(numbers, default=0) + 1:04d}")


if __name__ == "__main__":
    write_revision(sys.argv[1])
