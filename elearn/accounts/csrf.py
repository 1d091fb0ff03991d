"""When a form's token is not accepted: a page that keeps what was typed, never a bare 400."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response

from elearn.accounts.guard import wants_json

# Never sent back in a page: secrets, and the token itself.
NOT_REPEATED = frozenset({"csrf_token", "password", "current", "new", "repeated", "code"})
_INPUT = Markup('<input type="hidden" name="csrf_token" value="{}">')


def init_app(app: Flask) -> None:
    """Ask for a token on every form. Tokens live as long as the session: long reading is no mistake."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    CSRFProtect(app)
    app.jinja_env.globals["csrf"] = hidden_input
    app.register_error_handler(CSRFError, refused)


def hidden_input() -> Markup:
    """What every form of a page carries. A page has five forms; they share one token and one string."""
    made: Markup | None = g.get("csrf_input")
    if made is None:
        made = g.csrf_input = _INPUT.format(generate_csrf())
    return made


def refused(error: CSRFError) -> Response:
    """Offer to send the same again, when our own page sent it; a script gets a fresh token."""
    if wants_json():
        return make_response(jsonify(reason="csrf", csrf_token=generate_csrf()), 400)
    fields = [
        (name, value) for name, values in request.form.lists() if name not in NOT_REPEATED for value in values
    ]
    page = render_template(
        "accounts/send_again.html", fields=fields if _is_from_us() else (), has_files=bool(request.files)
    )
    return make_response(page, 400)


def _is_from_us() -> bool:
    """Only with proof: a foreign form must not come back dressed as ours, waiting for one click."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.referrer
    return sender is not None and urlsplit(sender).netloc == request.host
