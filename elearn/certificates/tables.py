"""Columns of certificates, their serial numbers, the keys that sign them, and signed files from outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class Certificate(Base):
    """One certificate with everything it says, frozen; only its state ever changes."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # it outlives the account
    course: Mapped[str] = mapped_column(String(80))
    cycle: Mapped[int]
    code: Mapped[str] = mapped_column(String(16), unique=True)  # random: what the public page is asked by
    number: Mapped[str] = mapped_column(String(120), unique=True)
    completed_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_until: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)  # certificates/facts.py
    statement: Mapped[str] = mapped_column(Text)  # signed, for checking without a network
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_reason: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (
        Index(
            "uq_certificate_earned",
            "person_id",
            "course",
            "cycle",
            unique=True,
            sqlite_where=text("replaces_id IS NULL"),
            postgresql_where=text("replaces_id IS NULL"),
        ),
        Index("ix_certificate_completed_on", "completed_on"),
    )


class CertificateSerial(Base):
    """The last serial number an agency (its root unit) gave in a year; locked while the next is drawn."""

    __tablename__ = "certificate_serial"

    agency_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]

    __table_args__ = (CheckConstraint("last > 0", name="counts_up"),)


class SigningKey(Base):
    """A public key; its private half is a file of the instance folder. Old ones stay: they still verify."""

    __tablename__ = "signing_key"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    public_key: Mapped[str] = mapped_column(String(64))  # base64url, 32 bytes
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignedFile(Base):
    """The PDF of a certificate as signed outside (BSrE), kept beside ours."""

    __tablename__ = "certificate_file"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    put_at: Mapped[datetime] = mapped_column(UtcDateTime)
    put_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CertificateBatch(Base):
    """Certificates of a unit and a year in one file, made bit by bit; it lies in the instance folder."""

    __tablename__ = "certificate_batch"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    course: Mapped[str] = mapped_column(String(80), default="")  # none: every course
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str] = mapped_column(String(300), default="")

    __table_args__ = (
        CheckConstraint("kind in ('zip', 'print', 'issue')", name="known_kind"),
        CheckConstraint("state in ('waiting', 'running', 'done', 'failed')", name="known_state"),
    )


class PrintOrder(Base):
    """Somebody needs a certificate on paper."""

    __tablename__ = "print_order"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    printed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
