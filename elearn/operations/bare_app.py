"""An application without a single page: database, settings and languages, for commands that need no more.

Loading the rooms behind the pages takes half of the time of a short command.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel

from elearn import database
from elearn.config import PROJECT_ROOT, Settings
from elearn.web.settings import EXTENSION


def create_bare_app(settings: Settings) -> Flask:
    """The application as actions and stores see it; it answers no request."""
    app = Flask(
        "elearn",
        root_path=str(PROJECT_ROOT),
        static_folder=None,
        instance_path=str(settings.instance.absolute()),
    )
    app.extensions[EXTENSION] = settings
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.effective_database_url,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_TRANSLATION_DIRECTORIES=str(PROJECT_ROOT / "elearn" / "translations"),
    )
    database.init_app(app)
    Babel(app, timezone_selector=lambda: str(settings.time_zone))
    return app
