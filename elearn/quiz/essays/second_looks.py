"""What a learner does who thinks that a mark is not right: he asks, once, that someone looks at it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from elearn.database import one_transaction
from elearn.quiz.essays import store as given_marks_store
from elearn.quiz.essays.store import GivenMark, SecondLook
from elearn.quiz.store import AttemptRow

SECOND_LOOK_WITHIN = timedelta(days=30)
"""How long after the first mark its learner may ask for a second look: a month, so that leave or field work
does not take the chance away, and marks do become final. Our choice; no rule prescribes one."""

MAX_REASON_CHARACTERS = 1_000


def may_ask(marks: tuple[GivenMark, ...], look: SecondLook | None, now: datetime) -> bool:
    """Whether the learner may ask for a second look: once for each answer, while its first mark is young."""
    return look is None and bool(marks) and now <= marks[0].given_at + SECOND_LOOK_WITHIN


def readable_reason(text: str) -> str | None:
    """A reason as it is kept; None when nothing is said, too much, or what cannot be stored."""
    reason = text.replace("\r\n", "\n").strip()
    is_storable = not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in reason)
    return reason if reason and len(reason) <= MAX_REASON_CHARACTERS and is_storable else None


def ask(attempt: AttemptRow, question: str, reason: str, now: datetime) -> bool:
    """Ask that the mark of an answer is looked at again; False when that is not possible (any more)."""
    try:
        return _ask(attempt, question, reason, now)
    except IntegrityError:
        return False  # pressed twice: the first press counts


@one_transaction
def _ask(attempt: AttemptRow, question: str, reason: str, now: datetime) -> bool:
    marks = given_marks_store.given_marks(attempt.id).get(question, ())
    look = given_marks_store.second_looks(attempt.id).get(question)
    if not may_ask(marks, look, now):
        return False
    given_marks_store.insert_second_look(attempt.id, question, reason, now)
    return True
