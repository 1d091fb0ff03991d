"""The settings of the running application."""

from __future__ import annotations

from typing import cast

from flask import current_app

from elearn.config import Settings

EXTENSION = "elearn.settings"


def current_settings() -> Settings:
    """The settings the application was built with."""
    return cast(Settings, current_app.extensions[EXTENSION])
