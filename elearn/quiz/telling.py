"""What a marked attempt means for the learner, told to the room that records what follows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from elearn.content.quiz import Quiz
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import Consequences, QuizFailed, QuizPassed
from elearn.quiz import remedial, rules, store
from elearn.quiz.modes import mode_of
from elearn.quiz.store import AttemptRow


def tell(
    attempt: AttemptRow, quiz: Quiz, *, passed: bool, weak: Collection[str], at: datetime
) -> Consequences | None:
    """Record what follows from a mark that is stored already; None when nothing does. No commit of its own.

    Args:
        passed: whether the pass mark was reached. A quiz that only measures tells nobody.
        weak: the codes of the questions that were not answered fully right.
    """
    if not mode_of(quiz.purpose).is_judged:
        return None
    if passed:
        happening = QuizPassed(
            course=attempt.course, quiz=attempt.quiz, attempt_id=attempt.id, version=attempt.version
        )
        return outcomes.record(attempt.person_id, happening, at)
    past = store.past_attempts(attempt.person_id, attempt.course, attempt.quiz)
    items = remedial.to_read(quiz, attempt.course, attempt.questions, weak)
    if items and rules.remedial_is_due(quiz, past):
        failed = QuizFailed(course=attempt.course, quiz=attempt.quiz, attempt_id=attempt.id, to_read=items)
        outcomes.record(attempt.person_id, failed, at)
    return None
