"""The mail service as jobs: from what is told to letters that say what holds when they leave."""

from __future__ import annotations

from datetime import datetime

from elearn.messages import outbox
from elearn.reminders.wording import WORDS


def queue_mails(now: datetime) -> int:
    """Today's mails of everybody whose office is open."""
    return outbox.queue_mails(now)


def send_mails(now: datetime) -> int:
    """Letters that are due."""
    return outbox.send_mails(now, WORDS)
