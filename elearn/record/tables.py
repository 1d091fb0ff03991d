"""Columns of what was handed to SIASN: certificates, and activities outside of the platform."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class SiasnExport(Base):
    """A certificate that went into an export, and when."""

    __tablename__ = "siasn_export"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    exported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    exported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class SiasnActivityExport(Base):
    """An outside activity that went into an export, and when."""

    __tablename__ = "siasn_activity_export"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    exported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    exported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
