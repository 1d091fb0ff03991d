"""Addresses of pages: those made of nothing but an endpoint and codes are put together once.

A page names some twenty of them, most of them the same on every page; each costs Werkzeug ten microseconds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol, cast

import flask
from flask import Flask, current_app, has_request_context, request

EXTENSION = "elearn.addresses"
MOST_KEPT = 4_096  # some hundred bytes each


class _Build(Protocol):
    def __call__(self, script_root: str, endpoint: str, **codes: Any) -> str: ...


def init_app(app: Flask) -> None:
    """Keep addresses for this application, and give templates a `url_for` that knows them."""

    # The root is the only thing of a request that is part of such an address.
    @lru_cache(MOST_KEPT)
    def build(_script_root: str, endpoint: str, **codes: Any) -> str:
        return app.url_for(endpoint, **codes)

    def url_for(endpoint: str, **values: Any) -> str:
        is_plain = not values and has_request_context()
        return build(request.script_root, endpoint) if is_plain else app.url_for(endpoint, **values)

    app.extensions[EXTENSION] = build
    app.jinja_env.globals["url_for"] = url_for


def address(endpoint: str, **codes: Any) -> str:
    """The address of a page inside this site, as `flask.url_for`, but remembered; its parts are codes."""
    if not has_request_context():
        return flask.url_for(endpoint, **codes)
    return cast(_Build, current_app.extensions[EXTENSION])(request.script_root, endpoint, **codes)
