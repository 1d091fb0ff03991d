"""How every command opens the installation: settings, folder, database, application context."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from elearn.app import create_app
from elearn.commands.installation import instance_option, operator_name, settings_of
from elearn.config import Settings
from elearn.operations import instance as instance_folder
from elearn.operations import preparing

__all__ = ["instance_option", "opened", "operator_name", "settings_of"]


@contextmanager
def opened(instance: Path | None = None, **overrides: Any) -> Iterator[tuple[Flask, Settings]]:
    """The application with its context pushed, on an installation that is ready for use.

    Makes folder and tables when there are none. Raises SettingsError or InstanceError.
    """
    settings = settings_of(instance, **overrides)
    preparing.check(settings)
    app = create_app(settings)
    with app.app_context():
        preparing.prepare_tables(settings)
        instance_folder.mark(settings)
        yield app, settings
