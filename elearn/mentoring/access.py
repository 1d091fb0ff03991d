"""Pairs and their sessions, fetched only by the two; else 404 as if they were not."""

from __future__ import annotations

from flask import abort

from elearn.accounts.access import my_reach
from elearn.accounts.identity import signed_in
from elearn.mentoring import store
from elearn.mentoring.rows import PairRow, SessionRow


def pair_or_404(pair_id: int) -> PairRow:
    """A pair the signed-in person is one of: not for leaders, operators or administrators."""
    pair = store.find_pair(pair_id)
    if pair is None or signed_in().person_id not in pair.sides:
        abort(404)
    return pair


def proposed_or_404(pair_id: int) -> PairRow:
    """A pair the signed-in person is one of, or proposed: he may end it."""
    pair = store.find_pair(pair_id)
    if pair is None or signed_in().person_id not in pair.sides | {pair.asked_by}:
        abort(404)
    return pair


def session_or_404(session_id: int) -> tuple[PairRow, SessionRow]:
    """A session of such a pair."""
    session = store.find_session(session_id)
    if session is None:
        abort(404)
    return pair_or_404(session.pair_id), session


def my_units() -> frozenset[int] | None:
    """The units whose figures the signed-in operator or administrator sees; None: all."""
    reach = my_reach()
    return None if reach.is_whole else reach.unit_ids
