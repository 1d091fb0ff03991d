"""Error pages in plain words: what happened, that nothing is lost, what to do, a code for the helpdesk."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

log = logging.getLogger("elearn.errors")

PAGES = {400: "400", 403: "403", 404: "404", 503: "503"}
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without characters that are read wrongly aloud
RETRY_AFTER_S = 5


def init_app(app: Flask) -> None:
    """Answer every failure with a page of the frame."""
    app.register_error_handler(HTTPException, _expected)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, *, code: str = "") -> Response:
    """The page of a status; a script that asked for JSON gets the status and the code."""
    g.frame_only = True
    if request.accept_mimetypes.best == "application/json":
        response = make_response(jsonify(status=status, code=code), status)
    else:
        template = PAGES.get(status) or ("500" if status >= 500 else "400")
        response = make_response(render_template(f"errors/{template}.html", status=status, code=code), status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _expected(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    if error.code >= 500:
        return _unexpected(error)
    page = error_page(error.code)
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            page.headers[name] = value
    return page


def _database_away(error: OperationalError) -> Response:
    code = _new_code()
    log.error("%s database: %s", code, error.orig, exc_info=error)
    return error_page(503, code=code)


def _unexpected(error: Exception) -> Response:
    code = _new_code()
    log.error("%s %s", code, type(error).__name__, exc_info=error)
    status = error.code if isinstance(error, HTTPException) and error.code else 500
    return error_page(status, code=code)


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(6))
