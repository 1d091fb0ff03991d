"""Addresses for machines that watch the server."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, make_response

from elearn.operations.health import health as state_of_health

bp = Blueprint("operations", __name__)


@bp.get("/health")
def health() -> Response:
    """200 when requests can be answered, 503 when not; never cached."""
    state = state_of_health()
    return make_response(jsonify(asdict(state)), 200 if state.is_ok else 503)
