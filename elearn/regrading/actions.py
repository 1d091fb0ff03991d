"""Correcting keys: what it would do, the signed decision, and marking finished attempts by it.

Deciding belongs to the transaction that puts a release in force. Applying follows in batches, each a
transaction of its own: a process that dies in between loses nothing, and the next run goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from elearn.accounts.actions import SYSTEM
from elearn.audit.store import add_entries, add_entry
from elearn.content.quiz import Purpose, Quiz
from elearn.database import one_transaction
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import QuizPassed
from elearn.quiz import grading, offers
from elearn.quiz.modes import mode_of
from elearn.regrading import store
from elearn.regrading.changes import changes_between
from elearn.regrading.impact import Impact, Tally
from elearn.regrading.rules import KeyRule, MarkedAttempt, Regrade, effective_rules, regrade
from elearn.regrading.store import Correction
from elearn.releases.objects import ObjectMissing

BATCH = 200
READ_AT_ONCE = 500
_log = logging.getLogger(__name__)


def plan(course: str, old: Quiz, new: Quiz, chosen: Mapping[str, KeyRule] | None = None) -> Impact:
    """What the new version of a quiz would do to finished attempts; nothing is written.

    `chosen` are the author's rules by question; the others follow the default. Practice is never corrected:
    its marks carry nothing, and everyone may try again.
    """
    changes = changes_between(old, new)
    rules = effective_rules(changes, chosen or {}) if is_corrected(old, new) else {}
    if not rules:
        return Tally(changes=changes, rules=rules, had_passed=()).impact()
    tally = Tally(
        changes=changes,
        rules=rules,
        had_passed=store.people_who_passed(course, new.code),
        is_judged=mode_of(new.purpose).is_judged,
    )
    after_id = 0
    while batch := store.marked_attempts(course, new.code, rules, after_id=after_id, limit=READ_AT_ONCE):
        for attempt in batch:
            own = _own_quiz(attempt)
            if own is None:
                tally.unreadable += 1
            else:
                tally.add(regrade(attempt, own, new, rules))
        after_id = batch[-1].id
    return tally.impact()


def is_corrected(old: Quiz, new: Quiz) -> bool:
    """Whether a changed key concerns finished attempts at all."""
    return Purpose.PRACTICE not in (old.purpose, new.purpose)


@one_transaction
def decide(
    *,
    release: int,
    course: str,
    quiz: str,
    new_sha256: str,
    rules: Mapping[str, KeyRule],
    note: str,
    signed_by: str,
    now: datetime,
) -> int:
    """Write a correction down, signed; its id. Once for each release, course and quiz, however often called.

    Belongs inside the transaction that puts the release in force.
    """
    correction_id = store.add_correction(
        course=course,
        quiz=quiz,
        release_number=release,
        new_sha256=new_sha256,
        rules=rules,
        note=note,
        signed_by=signed_by,
        decided_at=now,
    )
    add_entry(
        at=now,
        action="key.corrected",
        subject=f"quiz:{course}/{quiz}",
        actor_name=signed_by[:100],
        details={"correction": correction_id, "release": release, "questions": " ".join(sorted(rules))},
    )
    return correction_id


def apply_pending(now: datetime, batch: int = BATCH) -> int:
    """Mark every attempt that a correction has not reached yet; how many that were.

    Safe to call again at any time and by several processes at once. An attempt that was open, or waited for
    a grader, when the correction was decided is reached by the first call after it is marked.
    """
    done = 0
    for correction in store.corrections():
        if correction.applied_at is not None and not store.is_waited_for(correction):
            continue
        try:
            new = offers.released_quiz(correction.new_sha256).quiz
        except ObjectMissing:
            _log.exception("Correction %s waits for its quiz object.", correction.id)
            continue
        while count := _apply_batch(correction, new, now, batch):
            done += count
    return done


@one_transaction
def _apply_batch(correction: Correction, new: Quiz, now: datetime, limit: int) -> int:
    """Mark the next attempts; 0 when none waits, which is written down."""
    store.lock_correction(correction.id)
    attempts = store.waiting_attempts(correction, limit)
    regrades = [_regraded(attempt, new, correction.rules) for attempt in attempts]
    if not regrades:
        store.finish(correction.id, now)
        return 0
    fractions = [
        (one.attempt.id, mark.question, grading.stored(mark.after, grading.FRACTION_PLACES))
        for one in regrades
        for mark in one.marks
        if mark.after != mark.before
    ]
    known = {(one.id, question) for one in attempts for question in one.answers}
    missing = {(attempt, question) for attempt, question, _ in fractions} - known
    store.put_regrades(correction, regrades, fractions, missing, now)
    _note(correction, regrades, now)
    if mode_of(new.purpose).is_judged:
        _tell_who_passed(correction, regrades, now)
    return len(regrades)


def _regraded(attempt: MarkedAttempt, new: Quiz, rules: Mapping[str, KeyRule]) -> Regrade:
    own = _own_quiz(attempt)
    # Without its own quiz nothing is known of its points: looked at once, and left as it is.
    return regrade(attempt, own or new, new, rules if own else {})


def _note(correction: Correction, regrades: Sequence[Regrade], now: datetime) -> None:
    """Every score that a correction changed, before and after."""
    add_entries(
        [
            {
                "at": now,
                "actor_id": None,
                "actor_name": SYSTEM.name,
                "action": "score.regraded",
                "subject": f"attempt:{one.attempt.id}",
                "details": {
                    "correction": correction.id,
                    "percent_before": format(one.attempt.percent, "f"),
                    "percent": format(one.percent, "f"),
                },
            }
            for one in regrades
            if one.points != one.attempt.points
        ]
    )


def _tell_who_passed(correction: Correction, regrades: Sequence[Regrade], now: datetime) -> None:
    """Whoever passes now has everything that follows from passing, in this very transaction."""
    for one in regrades:
        if one.passed_after and not one.attempt.passed:
            passed = QuizPassed(
                course=correction.course,
                quiz=correction.quiz,
                attempt_id=one.attempt.id,
                version=one.attempt.version,
            )
            outcomes.record(one.attempt.person_id, passed, now)


def _own_quiz(attempt: MarkedAttempt) -> Quiz | None:
    try:
        return offers.released_quiz(attempt.object_sha256).quiz
    except ObjectMissing:
        _log.exception("The quiz of attempt %s cannot be read; its marks stay.", attempt.id)
        return None
