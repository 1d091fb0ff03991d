"""The door of every request: the route table, a pending new password, and where the request comes from."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts import resending, session_store
from elearn.accounts.identity import SignedIn, signed_in_or_none
from elearn.accounts.own_path import own_path
from elearn.accounts.route_table import ROUTES, Everyone
from elearn.database import Durability, transaction

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SEEN_EVERY = timedelta(minutes=1)
# What a person may call before a one-time code has been replaced by a password.
BEFORE_NEW_PASSWORD = frozenset(
    {"accounts.password", "accounts.password_post", "accounts.sign_out", "accounts.language"}
)


class RouteWithoutRow(RuntimeError):
    """An endpoint that the route table does not know: a fault of ours, never of the visitor."""


def init_app(app: Flask) -> None:
    """Stand before every request."""
    app.before_request(guard)


def guard() -> Response | None:
    """Let the request through (None), or answer in its place."""
    if request.endpoint is None:
        return None  # no such page: 404 or 405 follows
    access = ROUTES.get(request.endpoint)
    if access is None:
        if current_app.testing or current_app.debug:
            raise RouteWithoutRow(request.endpoint)
        abort(404)
    if request.method not in SAFE_METHODS and _is_from_elsewhere():
        abort(403)
    if access is Everyone.PUBLIC:
        return None
    person = signed_in_or_none()
    if person is None:
        return _to_sign_in()
    if person.must_change_password and request.endpoint not in BEFORE_NEW_PASSWORD:
        return redirect(url_for("accounts.password"), code=303)
    if access is not Everyone.SIGNED_IN and not access & person.roles:
        abort(403)
    _mark_seen(person)
    return None


def _is_from_elsewhere() -> bool:
    """Whether another site sent this: a second lock beside the CSRF token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "cross-site"
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def wants_json() -> bool:
    """Whether a script asks, which can show no page."""
    return request.accept_mimetypes.best == "application/json"


def _to_sign_in() -> Response:
    if wants_json():
        abort(401)
    typed = () if request.method in SAFE_METHODS else resending.typed_fields()
    if typed:
        return resending.page(typed, 401)
    if request.method in SAFE_METHODS:
        came_from = own_path(request.full_path.rstrip("?"))
    else:
        flash(gettext("Anda belum masuk, atau sesi Anda sudah berakhir. Masuk, lalu ulangi."), "warning")
        came_from = own_path(urlsplit(request.referrer or "").path)
    wanted = came_from if came_from not in {None, "/"} else None
    return redirect(url_for("accounts.sign_in", next=wanted), code=303)


def _mark_seen(person: SignedIn) -> None:
    now = clock.now()
    if now - person.last_seen_at < SEEN_EVERY:
        return
    try:
        with transaction(Durability.RELAXED):
            session_store.mark_seen(person.session_key, now)
    except OperationalError:
        # A busy or read-only database must not keep anybody from reading.
        current_app.logger.warning("could not note when a session was last seen")
