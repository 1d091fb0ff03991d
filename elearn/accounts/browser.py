"""The browser's side of a session: what it is told when somebody signs in or out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request, session, url_for
from flask_login import login_user
from werkzeug.exceptions import HTTPException

from elearn.accounts import actions, identity
from elearn.accounts.devices import device_label
from elearn.accounts.own_path import own_path
from elearn.accounts.signing_in import Visit
from elearn.accounts.tokens import fingerprint
from elearn.web.settings import current_settings


def this_visit() -> Visit:
    """Where the present request comes from."""
    settings = current_settings()
    return Visit(
        address=request.remote_addr or "",
        device=device_label(request.user_agent.string),
        session_idle=settings.session_idle,
        session_absolute=settings.session_absolute,
    )


def start(token: str) -> None:
    """Give the browser a new session; nothing of whoever used it before stays (S05)."""
    before = session.get("_user_id")
    if before:
        actions.sign_out(fingerprint(before))
    session.clear()
    person = identity.load(token)
    if person is not None:
        session.permanent = True
        session["language"] = person.language  # for error pages, which ask no database
        login_user(person)


def end() -> None:
    """Forget the session here and on the server; the chosen language stays with the browser."""
    person = identity.signed_in_or_none()
    if person is not None:
        actions.sign_out(person.session_key)
        session.clear()
        session["language"] = person.language


def page_after_sign_in(wanted: str | None) -> str:
    """The page asked for if it is a page of ours that a browser may simply open, else the home."""
    path = own_path(wanted)
    if path is None or path.startswith("/accounts/sign-in") or not _is_page(path.partition("?")[0]):
        return url_for("learning.home")
    return path


def _is_page(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True


def page_after_language() -> str:
    """The page on which the language was chosen, when the browser says so; else the front door."""
    came_from = own_path(urlsplit(request.referrer or "").path)
    return came_from if came_from and _is_page(came_from) else url_for("pages.front")
