"""The kinds of messages, and which of them also go by mail."""

from __future__ import annotations

from enum import Enum, StrEnum


class ByMail(Enum):
    """Whether and when a message goes by mail; in any case at most one mail a person a day."""

    NEVER = "never"  # the site is enough
    DIGEST = "digest"  # with the mail of the next working morning
    TODAY = "today"  # within today's office hours, when today's mail has not gone yet


class Kind(StrEnum):
    """What a message is about."""

    ASSIGNMENT = "assignment"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    REMINDER = "reminder"  # a supervisor asks him to go on
    PRAISE = "praise"
    TALK = "talk"  # a development talk, dated
    SHIFT_ASKED = "shift-asked"  # to who decides
    SHIFT_DECIDED = "shift-decided"
    MARKS_ARRIVED = "marks-arrived"
    HEAD_NOTE = "head-note"
    RELEARN = "relearn"
    TEAM_DIGEST = "team-digest"  # to a supervisor: how many are late
    MAIL_TEST = "mail-test"
    CONTENT_REVIEW = "content-review"
    DELEGATION = "delegation"  # to who acts for a supervisor
    TASK_REPORTED = "task-reported"  # to who confirms
    TASK_DECIDED = "task-decided"
    MENTORING = "mentoring"
    ACTIVITY_ASKED = "activity-asked"  # to who decides
    ACTIVITY_DECIDED = "activity-decided"
    DATA_CORRECTED = "data-corrected"
    JP_CORRECTED = "jp-corrected"


MAIL_RULES: dict[Kind, ByMail] = {
    Kind.ASSIGNMENT: ByMail.DIGEST,
    Kind.DUE_SOON: ByMail.DIGEST,
    Kind.OVERDUE: ByMail.DIGEST,
    Kind.REMINDER: ByMail.TODAY,
    Kind.PRAISE: ByMail.DIGEST,
    Kind.TALK: ByMail.TODAY,
    Kind.SHIFT_ASKED: ByMail.DIGEST,
    Kind.SHIFT_DECIDED: ByMail.DIGEST,
    Kind.MARKS_ARRIVED: ByMail.DIGEST,
    Kind.HEAD_NOTE: ByMail.NEVER,
    Kind.RELEARN: ByMail.DIGEST,
    Kind.TEAM_DIGEST: ByMail.DIGEST,
    Kind.MAIL_TEST: ByMail.NEVER,
    Kind.CONTENT_REVIEW: ByMail.DIGEST,
    Kind.DELEGATION: ByMail.TODAY,
    Kind.TASK_REPORTED: ByMail.DIGEST,
    Kind.TASK_DECIDED: ByMail.DIGEST,
    Kind.MENTORING: ByMail.DIGEST,
    Kind.ACTIVITY_ASKED: ByMail.DIGEST,
    Kind.ACTIVITY_DECIDED: ByMail.DIGEST,
    Kind.DATA_CORRECTED: ByMail.DIGEST,
    Kind.JP_CORRECTED: ByMail.DIGEST,
}
TODAY_KINDS = frozenset(kind for kind, when in MAIL_RULES.items() if when is ByMail.TODAY)


def kind_of(text: str) -> Kind | None:
    """The kind of this name; None for one that a later or earlier version knows."""
    return next((kind for kind in Kind if kind.value == text), None)
