"""Whether the installation can do its work, as a watchdog or a load balancer asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from elearn.operations import store
from elearn.version import VERSION


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """The state of the installation at this moment; `release` is None when nothing is published."""

    status: str  # ok, unavailable
    release: int | None
    database: str  # ok, unavailable
    version: str

    @property
    def is_ok(self) -> bool:
        """Whether requests can be answered."""
        return self.status == "ok"


def health() -> Health:
    """Ask the database, not the memory: a dead disk must show here."""
    try:
        release = store.release_in_force()
    except SQLAlchemyError:
        return Health(status="unavailable", release=None, database="unavailable", version=VERSION)
    return Health(status="ok", release=release, database="ok", version=VERSION)
