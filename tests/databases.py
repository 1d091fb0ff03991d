"""Running a test on both databases: mark it `both_databases`.

The fixture `database_url` is "" (SQLite in the instance folder) or the URL of a fresh PostgreSQL database.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from elearn.config import Settings
from elearn.database import Base
from elearn.migrations.new import import_all_tables
from tests.postgres_server import running_server

_numbers = count(1)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `both_databases` runs twice, the second time marked `postgres`."""
    if metafunc.definition.get_closest_marker("both_databases") is None:
        return
    if "database_url" not in metafunc.fixturenames:
        return  # a pure test in a file that is marked as a whole
    databases = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
    metafunc.parametrize("database_url", databases, indirect=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL pattern of a running server; one a test process."""
    with running_server() as pattern:
        yield pattern


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no row; copying it is ten times as fast as making the tables."""
    path = tmp_path_factory.mktemp("tables") / "empty.sqlite"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_server: str) -> str:
    """The name of a database with all tables and no row, to make others from."""
    admin = create_engine(postgres_server.format(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE with_tables"))
    admin.dispose()
    _make_tables(postgres_server.format(database="with_tables"))
    return "with_tables"


def _make_tables(url: str) -> None:
    import_all_tables()
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


@pytest.fixture
def empty_tables(request: pytest.FixtureRequest) -> Callable[[Settings], None]:
    """empty_tables(settings) makes every table in the database of the settings."""

    def make(settings: Settings) -> None:
        if not settings.database_url:
            file = request.getfixturevalue("sqlite_with_tables")
            shutil.copyfile(file, settings.instance / "elearn.sqlite")
        else:
            _make_again(request.getfixturevalue("postgres_server"), settings.database_url, request)

    return make


def _make_again(server: str, url: str, request: pytest.FixtureRequest) -> None:
    """Put the database that was made empty in place of one that has the tables."""
    name = make_url(url).database
    pattern = request.getfixturevalue("postgres_with_tables")
    admin = create_engine(server.format(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {pattern}"))
    admin.dispose()


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the test's database is: "" means SQLite in the instance folder."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield ""
        return
    pattern: str = request.getfixturevalue("postgres_server")
    name = f"test_{next(_numbers)}"
    admin = create_engine(pattern.format(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield pattern.format(database=name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
