"""Giving a mark: one synced transaction from the history of marks to the completion that may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.content.questions.essay import Essay
from elearn.database import one_transaction
from elearn.marking import rules, store, telling
from elearn.marking.rules import NewMark
from elearn.marking.store import MarkRow, Paper
from elearn.quiz import actions as quiz_actions
from elearn.quiz import rules as quiz_rules
from elearn.quiz import store as quiz_store


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """The mark is stored; `is_scored` when no other essay of the attempt waits."""

    is_scored: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Overtaken:
    """Nothing is stored: another grader was faster, and `last` is his mark."""

    last: MarkRow


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnMark:
    """Nothing is stored: a second look waits, and this grader gave one of the marks."""


def give_mark(
    paper: Paper, essay: Essay, mark: NewMark, grader: Actor, now: datetime
) -> Given | Overtaken | OwnMark:
    """Add a mark to the history of an answer, score its attempt anew, answer a second look that waits.

    A pass that is recorded stays, also when a later mark is lower (`quiz.actions.finish_marking`). Sending
    the same mark twice stores it once.
    """
    try:
        return _give(paper, essay, mark, grader, now)
    except IntegrityError:
        # Both looked before either wrote; the unique number kept the second row out. Look again.
        return _give(paper, essay, mark, grader, now)


@one_transaction
def _give(
    paper: Paper, essay: Essay, mark: NewMark, grader: Actor, now: datetime
) -> Given | Overtaken | OwnMark:
    assert grader.person_id is not None
    attempt = quiz_store.locked_attempt(paper.attempt_id)  # graders of one attempt wait for one another
    marks = store.marks_of(paper.attempt_id, essay.code)
    last = marks[-1] if marks else None
    if last and mark.number != last.number + 1:
        return Given(is_scored=False) if _is_repeated(last, mark, grader) else Overtaken(last=last)
    look = store.find_look(paper.attempt_id, essay.code)
    waits = look is not None and look.answered_at is None
    if waits and not rules.may_look_again({one.grader_id for one in marks}, grader.person_id):
        return OwnMark()
    number = last.number + 1 if last else 1
    row = MarkRow(
        number=number,
        grader_id=grader.person_id,
        given_at=now,
        points=mark.points,
        criteria=mark.criteria,
        comment=mark.comment,
    )
    store.insert_mark(paper.attempt_id, essay.code, row)
    quiz_store.put_fractions(paper.attempt_id, {essay.code: rules.fraction(essay, mark.points)})
    if look and waits:
        store.mark_look_answered(look.id, grader.person_id, now)
    _note(paper, row, last, grader, now)
    is_scored = quiz_actions.finish_marking(paper.attempt_id, now) is not None
    if attempt and is_scored:
        is_first = attempt.state == quiz_rules.AWAITING_GRADER
        telling.tell_marked(
            attempt.person_id, paper, number=number, looked_again=waits, is_first=is_first, now=now
        )
    return Given(is_scored=is_scored)


def _is_repeated(last: MarkRow, mark: NewMark, grader: Actor) -> bool:
    same = (last.criteria, last.comment) == (mark.criteria, mark.comment)
    return same and last.grader_id == grader.person_id and last.number == mark.number


def _note(paper: Paper, row: MarkRow, last: MarkRow | None, grader: Actor, now: datetime) -> None:
    add_entry(
        at=now,
        action="mark.given",
        subject=f"attempt:{paper.attempt_id}:{paper.key.question}",
        actor_id=grader.person_id,
        actor_name=grader.name,
        details={
            "number": row.number,
            "points": format(row.points, "f"),
            "points_before": format(last.points, "f") if last else None,
        },
    )
