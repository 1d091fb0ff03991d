"""Outside activities fetched only by whom they concern, else 404 as if they were not."""

from __future__ import annotations

from flask import abort

from elearn.accounts.access import my_reach
from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.activities import store
from elearn.activities.rows import ActivityRow
from elearn.activities.rules import State
from elearn.evidence import store as evidence
from elearn.evidence.store import Evidence
from elearn.people import store as people

HANDED_IN = frozenset({State.SUBMITTED, State.TO_MEND, State.VERIFIED, State.REJECTED})
"""What a verifier sees: the rest is between a person and who leads him."""


def my_units() -> frozenset[int] | None:
    """The units whose activities the signed-in person verifies; None for the whole installation."""
    reach = my_reach()
    return None if reach.is_whole else reach.unit_ids


def mine_or_404(activity_id: int) -> ActivityRow:
    """One's own activity."""
    row = store.find(activity_id)
    if row is None or row.person_id != signed_in().person_id:
        abort(404)
    return row


def led_or_404(activity_id: int) -> ActivityRow:
    """What somebody asked for whom one leads today, himself or as deputy; never one's own."""
    row = store.find(activity_id)
    if row is None or row.person_id not in people.team_of(signed_in().person_id, today()):
        abort(404)
    return row


def verifiable_or_404(activity_id: int) -> ActivityRow:
    """What somebody of the units one looks after handed in; never one's own."""
    row = store.find(activity_id)
    if row is None or not _may_verify(row):
        abort(404)
    return row


def evidence_or_404(activity_id: int, file_id: int) -> Evidence:
    """A file of an activity: for its owner and its verifiers, not for who leads him."""
    row = store.find(activity_id)
    if row is None or not (row.person_id == signed_in().person_id or _may_verify(row)):
        abort(404)
    if file_id not in store.files_of([row.id]).get(row.id, ()):
        abort(404)
    return evidence.file(file_id) or abort(404)


def _may_verify(row: ActivityRow) -> bool:
    if row.person_id == signed_in().person_id or row.state not in HANDED_IN:
        return False
    units = my_units()
    owner = people.persons([row.person_id]).get(row.person_id)
    return owner is not None and (units is None or owner.unit_id in units)
