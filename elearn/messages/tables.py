"""Columns of messages, mails, notes of heads of units, and what is known of the mail service."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class Mail(Base):
    """One mail to one person, usually a digest of several messages; its text is made when it is sent."""

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="queued")
    reason: Mapped[str] = mapped_column(String(300), default="")  # of failed and cancelled, in plain words
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("state in ('queued', 'sending', 'sent', 'failed', 'cancelled')", name="known_state"),
        Index("ix_mail_due", "state", "next_try_at"),
    )


class Message(Base):
    """Something told to one person, once per cause; on the site at once, by mail with the next digest."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cause: Mapped[str] = mapped_column(
        String(200)
    )  # "due-soon:obligation:17:2026-03-05"; never personal data
    kind: Mapped[str] = mapped_column(String(30))  # messages/kinds.py
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(300), default="")  # a path of this site
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # none: the site itself
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by_mail: Mapped[bool] = mapped_column(default=True)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"), index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("person_id", "cause"),
        Index("ix_message_unmailed", "by_mail", "mail_id"),
        Index("ix_message_inbox", "person_id", "made_at"),
    )


class HeadNote(Base):
    """Catatan Pimpinan: a short note of a head of unit, shown to the unit and all below it."""

    __tablename__ = "head_note"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailProbe(Base):
    """A test mail the site sent to itself: the light that says whether mail leaves the house."""

    __tablename__ = "mail_probe"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_well: Mapped[bool]
    detail: Mapped[str] = mapped_column(String(300), default="")
