"""Columns of accounts, sign-in sessions, grants, one-time codes, throttle counters and help requests."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class Account(Base):
    """How a person signs in, and how the pages should look to him."""

    __tablename__ = "account"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))  # none: only a one-time code signs in
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(5), default="id")
    text_size: Mapped[str] = mapped_column(String(10), default="normal")

    __table_args__ = (
        CheckConstraint("language in ('id', 'en')", name="known_language"),
        CheckConstraint("text_size in ('normal', 'large', 'largest')", name="known_text_size"),
    )


class SignInSession(Base):
    """One signed-in browser. The row is the truth: deleting it signs the browser out at once."""

    __tablename__ = "sign_in_session"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(80), default="")  # "Chrome · Android", never the whole agent
    must_change_password: Mapped[bool] = mapped_column(default=False)


class Grant(Base):
    """A role held for a unit and all below it; unit_id is empty for the whole installation."""

    __tablename__ = "role_grant"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by: Mapped[str] = mapped_column(String(100))

    __table_args__ = (UniqueConstraint("person_id", "role", "unit_id"),)


class OneTimeCode(Base):
    """A code that signs in instead of a password, until its bearer has chosen a new one or it expires."""

    __tablename__ = "one_time_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code_sha256: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ThrottleCounter(Base):
    """Tries counted by account or by address, shared by all workers; see throttle.py."""

    __tablename__ = "throttle_counter"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    free_at: Mapped[datetime] = mapped_column(UtcDateTime)  # before this instant nothing is tried
    ticket: Mapped[str] = mapped_column(String(16))  # of the last try let through: says whose write it was


class KnownAddress(Base):
    """An address (hashed) from which a person signed in: strangers elsewhere cannot make him wait there."""

    __tablename__ = "known_address"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HelpRequest(Base):
    """Someone who cannot sign in asks the operator of the unit for help."""

    __tablename__ = "help_request"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # forgot-password, forgot-number
    name: Mapped[str] = mapped_column(String(200))
    unit_name: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("ix_help_request_open", "handled_at", "created_at"),)
