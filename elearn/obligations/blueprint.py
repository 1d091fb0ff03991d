"""The blueprint on which the pages of this room hang themselves."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("obligations", __name__, url_prefix="/obligations")
