"""What operations ask of the whole database."""

from __future__ import annotations

from sqlalchemy import select

from elearn.database import db
from elearn.releases.tables import ReleasePointer


def release_in_force() -> int | None:
    """The number of the release that learners read, or None."""
    return db.session.execute(select(ReleasePointer.number)).scalar_one_or_none()
