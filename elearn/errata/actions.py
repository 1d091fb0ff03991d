"""Sending a report, and answering it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from elearn.database import one_transaction
from elearn.errata import rules, store
from elearn.errata.rules import Answer, NewReport


class Sent(Enum):
    """What came of sending a report."""

    KEPT = "kept"
    TOO_MANY = "too many"


@one_transaction
def send_report(person_id: int, new: NewReport, now: datetime) -> Sent:
    """Keep a report for the authors; sending the same twice keeps one. `TOO_MANY`: nothing was kept."""
    store.hold(person_id)
    if store.has_same_open(person_id, new):
        return Sent.KEPT
    if not rules.may_report(store.open_count_since(person_id, rules.counted_since(now))):
        return Sent.TOO_MANY
    store.insert_report(person_id, new, now)
    return Sent.KEPT


@one_transaction
def answer_report(report_id: int, answer: Answer, answered_by: int, now: datetime) -> bool:
    """Tell the reader what became of his report; False when somebody had answered it before."""
    return store.put_answer(report_id, answer, answered_by, now)
