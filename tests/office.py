"""The demo office on the repository's own courses: prepared once a test process, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db
from elearn.operations import demo, instance, schema
from elearn.publishing import actions as publishing


def prepare_office(folder: Path) -> None:
    """Make an installation in `folder` as the first start on a fresh machine does."""
    settings = Settings(instance=folder)
    with create_app(settings).app_context():
        schema.upgrade()
        publishing.publish(settings, actor="tests")
        demo.fill(settings)
        instance.mark(settings)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def prepared_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder that every copy is made from; nobody writes to it."""
    folder = tmp_path_factory.mktemp("office") / "instance"
    prepare_office(folder)
    return folder


@pytest.fixture
def office_settings(prepared_office: Path, tmp_path: Path) -> Settings:
    """Settings of an installation of one's own, with the courses of the repository and the demo office."""
    folder = tmp_path / "office"
    shutil.copytree(prepared_office, folder)
    return Settings(instance=folder)


@pytest.fixture
def office(office_settings: Settings) -> Iterator[Flask]:
    """The application on that installation, its context pushed."""
    application = create_app(office_settings)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
