"""The room's blueprint; the views of each page hang themselves on it."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("record", __name__, url_prefix="/record")
