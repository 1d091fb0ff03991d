"""Confirming a receipt that a learner types: only among the answers of that learner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from elearn.accounts import throttle_store
from elearn.accounts.throttle import Limit, counter_key
from elearn.database import Durability, transaction
from elearn.quiz import offers, store
from elearn.quiz.pages import asked
from elearn.quiz.questions import ShownQuestion, Texts
from elearn.quiz.receipts import seal as receipts
from elearn.quiz.receipts import store as receipt_store
from elearn.quiz.receipts.store import Save
from elearn.quiz.store import AttemptRow, SavedAnswer
from elearn.releases.library import ReleasedQuiz

REPLACED_LOOKED_AT = 200
"""How many of the answers that were saved more than once are looked through for an earlier save.

A made-up receipt is taken for an earlier one in 1 of 1,000 tries where each was saved some five times, in
1 of 100 at worst.
"""
CHECKS = Limit(
    name="receipt",
    free_tries=20,
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(minutes=5),
)


@dataclass(frozen=True, kw_only=True)
class ReceiptLine:
    """A stored answer with its question, to be printed."""

    saved: SavedAnswer
    shown: ShownQuestion


@dataclass(frozen=True, kw_only=True)
class ReceiptList:
    """An attempt with all its stored answers, in the order of the questions."""

    attempt: AttemptRow
    course_title: str
    quiz_title: str
    question_count: int
    lines: tuple[ReceiptLine, ...]


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What a receipt belongs to: the stored answer, or (`is_earlier`) a save that it replaced.

    `is_sealed` is False when the stored answer is not what its receipt was given for: the installation's key
    was changed since, or the data were.
    """

    list: ReceiptList
    line: ReceiptLine
    is_earlier: bool
    is_sealed: bool


def may_check(person_id: int, now: datetime) -> bool:
    """Count a check; False when this person must wait."""
    with transaction(Durability.RELAXED):
        key = counter_key(CHECKS, str(person_id))
        return throttle_store.count_try(key, CHECKS, now).is_admitted


def confirmed(person_id: int, receipt: str, secret: bytes) -> Confirmed | None:
    """The person's answer that a tidied receipt belongs to, or None."""
    save = receipt_store.find_by_receipt(person_id, receipt)
    if save is not None:
        return _confirmed(person_id, save, secret, is_earlier=False)
    for one in receipt_store.replaced_saves(person_id, REPLACED_LOOKED_AT):
        if receipts.earlier_save(secret, receipt, one.attempt_id, one.question, one.sequence):
            return _confirmed(person_id, one, secret, is_earlier=True)
    return None


def _confirmed(person_id: int, save: Save, secret: bytes, *, is_earlier: bool) -> Confirmed | None:
    attempt = store.find_own_attempt(save.attempt_id, person_id)
    if attempt is None:
        return None
    found = receipt_list(attempt)
    line = next(one for one in found.lines if one.saved.question == save.question)
    saved = line.saved
    is_sealed = receipts.confirms(
        secret, saved.receipt, attempt.id, saved.question, saved.sequence, saved.value
    )
    return Confirmed(list=found, line=line, is_earlier=is_earlier, is_sealed=is_sealed)


def receipt_list(attempt: AttemptRow) -> ReceiptList:
    """All stored answers of an attempt with their receipts, open or finished."""
    released = offers.released_quiz(attempt.object_sha256)
    return ReceiptList(
        attempt=attempt,
        course_title=offers.course_title(attempt.course),
        quiz_title=released.quiz.title,
        question_count=len(attempt.questions),
        lines=_lines(attempt, released, store.answers_of(attempt.id)),
    )


def _lines(
    attempt: AttemptRow, released: ReleasedQuiz, stored: Mapping[str, SavedAnswer]
) -> tuple[ReceiptLine, ...]:
    html = Texts(released.html)
    return tuple(
        ReceiptLine(
            saved=stored[question.code],
            shown=ShownQuestion(
                question=question,
                html=html,
                seed=attempt.seed,
                shuffle=released.quiz.shuffle_options,
                value=stored[question.code].value,
                number=number,
            ),
        )
        for number, question in enumerate(asked(released.quiz, attempt.questions), start=1)
        if question.code in stored
    )
