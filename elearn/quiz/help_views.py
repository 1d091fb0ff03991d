"""Bagikan ke atasan: a learner tells that he needs help with a quiz, and takes it back when he likes.

Nothing of the quiz goes along: no score, no answers, no count of attempts.
"""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.quiz import access
from elearn.quiz.blueprint import bp
from elearn.quiz.store import AttemptRow
from elearn.visibility import actions as visibility
from elearn.visibility import store as visibility_store
from elearn.visibility.rules import HELP_WITH_QUIZ


@bp.post("/attempts/<row_id:attempt_id>/help")
def share_help(attempt_id: int) -> Response:
    """Tell the supervisor, or no longer."""
    own = access.own_attempt_or_404(attempt_id)
    if request.form.get("share") == "yes":
        visibility.give_consent(own.person_id, _purpose(own), clock.now())
        flash(gettext("Atasan Anda kini melihat bahwa Anda perlu bantuan di kuis ini."), "success")
    else:
        visibility.withdraw_consent(own.person_id, _purpose(own), clock.now())
        flash(gettext("Permintaan bantuan tidak tampil lagi bagi atasan Anda."), "success")
    return redirect(url_for("quiz.result", attempt_id=own.id), code=303)


def is_shared(own: AttemptRow) -> bool:
    """Whether the learner told that he needs help with the quiz of this attempt."""
    return _purpose(own) in visibility_store.consents_of([own.person_id])[own.person_id]


def _purpose(own: AttemptRow) -> str:
    return f"{HELP_WITH_QUIZ}:{own.course}/{own.quiz}"
