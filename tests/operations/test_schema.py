"""Migrations: they give exactly the tables of the code, on both databases, and lose no row."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import text

from elearn.app import create_app
from elearn.config import Settings
from elearn.database import Base, db
from elearn.migrations.new import import_all_tables
from elearn.operations import schema
from elearn.operations.instance import InstanceError

SECOND_REVISION = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade() -> None:
    with op.batch_alter_table("person", recreate="always") as table:
        table.alter_column("name", type_=sa.String(300))
"""

# What people had before marks by people, extra time and pre-tests were known.
FIRST_ROWS = (
    "INSERT INTO unit (id, code, name, kind) VALUES (1, 'dinas', 'Dinas', 'dinas')",
    "INSERT INTO person (id, name, title_before, title_after, employment_status, rank, position, unit_id)"
    " VALUES (1, 'Siti Rahmawati', '', '', 'pns', '', '', 1)",
    "INSERT INTO attempt (id, person_id, course, quiz, number, state, version, object_sha256, course_version,"
    " seed, questions, started_at, max_points)"
    " VALUES (1, 1, 'arsip', 'kuis-arsip', 1, 'open', '', '', '', 1, '[]', '2026-03-05 01:00:00', 1)",
    "INSERT INTO completion (id, person_id, scope, course, module, cycle, version, completed_at, jp)"
    " VALUES (1, 1, 'module', 'arsip', 'dasar', 1, '', '2026-03-05 01:00:00', 1)",
)


@pytest.fixture
def migrated(settings: Settings) -> Iterator[Flask]:
    """An application whose database was made by the migrations, not by create_all."""
    application = create_app(settings)
    import_all_tables()  # also those of rooms whose pages this test never asks for
    with application.app_context():
        schema.upgrade()
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.mark.both_databases
def test_migrations_make_the_tables_of_the_code(migrated: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.both_databases
def test_every_named_constraint_of_the_code_is_in_the_migrated_database(migrated: Flask) -> None:
    # Autogenerate does not see CHECK constraints: ask the database for their names.
    expected = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name and type(constraint).__name__ == "CheckConstraint"
    }
    if db.engine.dialect.name == "sqlite":
        query = "SELECT group_concat(sql) FROM sqlite_master"
    else:
        query = "SELECT string_agg(conname, ',') FROM pg_constraint"
    with db.engine.connect() as connection:
        found = connection.execute(text(query)).scalar_one()
    assert expected
    assert {name for name in expected if name not in found} == set()


@pytest.mark.both_databases
def test_a_migrated_database_is_current_and_migrating_again_changes_nothing(migrated: Flask) -> None:
    assert schema.current_revision() == schema.head_revision()
    assert schema.is_current()
    schema.upgrade()
    assert schema.is_current()


def test_a_database_without_our_tables_has_no_revision(app: Flask) -> None:
    assert schema.current_revision() is None
    assert not schema.is_current()


def test_a_database_of_a_newer_program_is_refused(migrated: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9998'"))
    with pytest.raises(InstanceError, match="lebih baru"):
        schema.is_current()


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(
    migrated: Flask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make_person: Callable[..., Any],
) -> None:
    # On SQLite a changed column means a new table: with foreign keys on, dropping the old one would
    # empty every child with ON DELETE CASCADE, and fail for the others.
    person = make_person(name="Siti Rahmawati")
    db.session.remove()
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    code = SECOND_REVISION.format(head=schema.head_revision())
    (folder / "versions" / "9999_longer_names.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)

    schema.upgrade()

    assert schema.is_current()
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT nip FROM employee_number")).scalar_one() == person.nip
        assert connection.execute(text("SELECT person_id FROM account")).scalar_one() == person.id
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


@pytest.mark.both_databases
def test_an_installation_of_the_first_revision_is_brought_up_with_its_rows(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old"
    shutil.copytree(schema.MIGRATIONS, old)
    for path in (old / "versions").glob("000[2-9]_*.py"):
        path.unlink()
    application = create_app(settings)
    with application.app_context():
        with monkeypatch.context() as earlier:
            earlier.setattr(schema, "MIGRATIONS", old)
            schema.upgrade()
        with db.engine.begin() as connection:
            for row in FIRST_ROWS:
                connection.execute(text(row))
        schema.upgrade()
        with db.engine.connect() as connection:
            attempt = connection.execute(text("SELECT quiz, extra_time_s, regraded_at FROM attempt")).one()
            basis = connection.execute(text("SELECT basis FROM completion")).scalar_one()
            entry = connection.execute(text("SELECT person_id, source_key, jp FROM ledger_entry")).one()
            year = connection.execute(text("SELECT person_id, year, jp FROM jp_year")).one()
        db.engine.dispose()
    assert tuple(attempt) == ("kuis-arsip", 0, None)
    assert basis == "learned"
    assert tuple(entry) == (1, "arsip/dasar/1", 1)  # what was finished before there was a ledger
    assert tuple(year) == (1, 2026, 1)


def test_a_migration_that_leaves_orphans_is_undone(
    migrated: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_person: Callable[..., Any]
) -> None:
    make_person(name="Siti Rahmawati")
    db.session.remove()
    head = schema.head_revision()
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    code = (
        SECOND_REVISION.format(head=head).partition("    with op")[0]
        + '    op.execute("DELETE FROM person")\n'
    )
    (folder / "versions" / "9999_forgets_people.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)

    with pytest.raises(RuntimeError, match="without their parent"):
        schema.upgrade()

    assert schema.current_revision() == head
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 1
