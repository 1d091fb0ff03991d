"""Closing attempts whose time is gone although nobody looks at them any more."""

from __future__ import annotations

import logging
from datetime import datetime

from elearn.quiz import actions, store
from elearn.quiz.arrival import LONGEST_QUEUE
from elearn.quiz.rules import GRACE

BATCH = 200
log = logging.getLogger("elearn.quiz.closing")


def close_expired(now: datetime, *, batch: int = BATCH) -> int:
    """Close and mark every attempt whose deadline and grace are gone; gives how many this call closed.

    Each is one transaction of its own, so learners who save are not kept waiting, and one that cannot be
    marked (its quiz object is missing) stays open and stops no other. Safe to run twice, also at once. An
    answer may still be in a queue that arrived in time: the job waits for the longest queue, too.
    """
    closed, after = 0, 0
    while ids := store.run_out(now - GRACE - LONGEST_QUEUE, after=after, limit=batch):
        for attempt_id in ids:
            closed += _close(attempt_id, now)
        after = ids[-1]
    return closed


def _close(attempt_id: int, now: datetime) -> bool:
    try:
        submission = actions.close_over(attempt_id, now)
    except Exception:
        # Whatever is wrong with one attempt, no other is to wait for it. It stays open, with its answers.
        log.exception("attempt %d cannot be closed", attempt_id)
        return False
    return submission is not None and submission.is_first
