"""The blueprint on which the pages of this room hang themselves."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("activities", __name__, url_prefix="/activities")
