"""Running a test on both databases: mark it `both_databases`.

The fixture `database_url` is "" (SQLite in the instance folder) or the URL of a fresh PostgreSQL database.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import create_engine, text

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
