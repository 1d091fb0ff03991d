"""Fetch-or-404: an attempt belongs to one person; for everyone else it does not exist."""

from __future__ import annotations

from flask import abort

from elearn.accounts.identity import signed_in
from elearn.progress import rules as progress_rules
from elearn.progress import store as progress_store
from elearn.quiz import offers, store
from elearn.quiz.offers import Offer
from elearn.quiz.store import AttemptRow
from elearn.releases.library import PublishedModule


def own_attempt_or_404(attempt_id: int) -> AttemptRow:
    """The signed-in person's own attempt."""
    attempt = store.find_own_attempt(attempt_id, signed_in().person_id)
    if attempt is None:
        abort(404)
    return attempt


def offer_or_404(course: str, quiz: str) -> Offer:
    """The published quiz."""
    found = offers.find_offer(course, quiz)
    if found is None:
        abort(404)
    return found


def blocking_module(offer: Offer) -> PublishedModule | None:
    """The module to finish before this quiz, where the course says `kunci: ya`; else None."""
    if not offer.course.locked or offer.module is None:
        return None
    standing = progress_store.standing(signed_in().person_id, offer.course.code)
    return progress_rules.blocking_module(offer.course, offer.module.code, standing)
