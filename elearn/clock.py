"""The one clock of the product: the server's, in UTC.

Pure code takes `now` as an argument; only views, actions and commands ask this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


@contextmanager
def fixed_at(instant: datetime) -> Iterator[None]:
    """Stop the clock at an aware instant, for tests and for the history of the demo office."""
    token = _fixed.set(instant)
    try:
        yield
    finally:
        _fixed.reset(token)
