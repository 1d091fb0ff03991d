"""When a request arrived: at the proxy in front, if a trusted one says so, else here. Pure.

`X-Request-Start` is written by nginx (`proxy_set_header X-Request-Start "t=${msec}"`, seconds with
milliseconds), Apache (`t=%t`, microseconds) and Heroku's router (milliseconds).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

HEADER = "X-Request-Start"
LONGEST_QUEUE = timedelta(seconds=60)
"""How long before its arrival in the application a request may have arrived at the proxy, at most."""

_WRITTEN = re.compile(r"(?:t=)?(?P<whole>[0-9]{10}|[0-9]{13}|[0-9]{16})(?:\.(?P<part>[0-9]{1,9}))?")
_UNITS = {10: timedelta(seconds=1), 13: timedelta(milliseconds=1), 16: timedelta(microseconds=1)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def arrived_at(header: str | None, now: datetime, *, trusted_proxies: int) -> datetime:
    """The instant that counts for a request.

    Never later than `now`, never more than `LONGEST_QUEUE` before it, and `now` itself when no proxy is
    trusted or the header says nothing that can be read.
    """
    instant = _read(header) if trusted_proxies and header else None
    return now if instant is None else max(now - LONGEST_QUEUE, min(instant, now))


def _read(header: str) -> datetime | None:
    written = _WRITTEN.fullmatch(header)
    if written is None:
        return None
    unit = _UNITS[len(written["whole"])]
    part = int((written["part"] or "0").ljust(9, "0")) / 1_000_000_000
    return _EPOCH + int(written["whole"]) * unit + part * unit
