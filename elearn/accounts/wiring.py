"""Connecting accounts to the application: cookies, sessions, the door, CSRF and the pages."""

from __future__ import annotations

from flask import Flask
from flask_login import AnonymousUserMixin, LoginManager

from elearn.accounts import body_limits, csrf, guard, help_views, identity, profile_views
from elearn.accounts.secret_key import secret_key
from elearn.config import Settings
from elearn.people.numbers import grouped


def init_app(app: Flask, settings: Settings) -> None:
    """Everything about who is asking, in the order in which a request meets it."""
    app.config.from_mapping(
        SECRET_KEY=secret_key(settings.instance),
        # __Host-: only this host, only HTTPS, never set by a neighbour under the same domain.
        SESSION_COOKIE_NAME="__Host-elearn" if settings.secure_cookies else "elearn",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=settings.session_absolute,
        # The row in the database knows when a session ends; the cookie need not be sent again and again.
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.jinja_env.filters["nip"] = grouped
    _login_manager(app)
    body_limits.init_app(app)
    guard.init_app(app)
    csrf.init_app(app)
    app.register_blueprint(help_views.bp)
    app.register_blueprint(profile_views.bp)


def _login_manager(app: Flask) -> None:
    manager = LoginManager()
    manager.user_loader(identity.load)
    manager.anonymous_user = AnonymousUserMixin
    # The token is random and lives on the server; binding it to address and browser would sign out
    # every telephone that changes its network.
    manager.session_protection = None
    # Not init_app: that looks after a remember-me cookie on every answer, which we do not have, and
    # touching the session there makes every picture "Vary: Cookie".
    app.login_manager = manager  # type: ignore[attr-defined]
