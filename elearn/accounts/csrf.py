"""When a form's token is not accepted: a page that keeps what was typed, never a bare 400."""

from __future__ import annotations

from flask import Flask, g, jsonify, make_response
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response

from elearn.accounts import resending
from elearn.accounts.guard import wants_json

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
    return resending.page(resending.typed_fields(), 400)
