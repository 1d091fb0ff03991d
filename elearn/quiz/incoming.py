"""What every page of this room asks of its request."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, request

from elearn import clock
from elearn.quiz import arrival
from elearn.web.settings import current_settings


def arrived() -> datetime:
    """When this request came in: what counts for an answer, not when a busy server gets to it."""
    header = request.headers.get(arrival.HEADER)
    return arrival.arrived_at(header, clock.now(), trusted_proxies=current_settings().trusted_proxies)


def secret() -> bytes:
    """The installation's key for receipts."""
    key = current_app.secret_key
    assert key, "the installation has no secret key"
    return key if isinstance(key, bytes) else key.encode()
