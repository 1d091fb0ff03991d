"""Pages of a quiz: before it, in it, review, result."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.quiz import (
    access,
    actions,
    help_views,
    incoming,
    offers,
    pages,
    remedial,
    replies,
    results,
    rules,
    store,
)
from elearn.quiz.actions import Submission
from elearn.quiz.blueprint import bp
from elearn.quiz.essays import views as essay_views
from elearn.quiz.forms import read_posted
from elearn.quiz.receipts import views as receipt_views
from elearn.quiz.rules import Acceptance, Refused
from elearn.quiz.store import AttemptRow
from elearn.releases.objects import ObjectMissing

__all__ = ["bp", "essay_views", "help_views", "receipt_views"]


@bp.get("/<code:course>/<code:quiz>")
def intro(course: str, quiz: str) -> str:
    """What awaits, and how it went so far."""
    now = clock.now()
    offer = access.offer_or_404(course, quiz)
    past = store.past_attempts(signed_in().person_id, course, quiz)
    if any(one.is_open and not rules.is_open(one.state, one.deadline_at, now) for one in past):
        past = actions.past_attempts_closed(signed_in().person_id, course, quiz, now)
    blocking = access.blocking_module(offer)
    reading = remedial.list_before_next(signed_in().person_id, course, offer.released.quiz, past)
    extra = actions.extra_time_of(signed_in().person_id, offer)
    page = pages.intro_page(offer, past, now, blocking, reading, extra)
    return render_template("quiz/intro.html", intro=page)


@bp.post("/<code:course>/<code:quiz>/attempts")
def start(course: str, quiz: str) -> Response:
    """Begin, or go on where an attempt is open."""
    now = clock.now()
    if access.blocking_module(access.offer_or_404(course, quiz)) is not None:
        return redirect(url_for("quiz.intro", course=course, quiz=quiz), code=303)
    started = actions.start_attempt(signed_in().person_id, course, quiz, now)
    if isinstance(started, Refused):
        # The page before the quiz says why, and from when it is possible.
        return redirect(url_for("quiz.intro", course=course, quiz=quiz), code=303)
    return redirect(url_for("quiz.attempt", attempt_id=started.attempt_id), code=303)


@bp.get("/attempts/<row_id:attempt_id>")
def attempt(attempt_id: int) -> Response | str:
    """All questions in one form, as they were left."""
    return _open_page("quiz/attempt.html", attempt_id)


@bp.get("/attempts/<row_id:attempt_id>/review")
def review(attempt_id: int) -> Response | str:
    """The stored answers in words, before they are handed in."""
    return _open_page("quiz/review.html", attempt_id)


def _open_page(template: str, attempt_id: int) -> Response | str:
    now = clock.now()
    own = _looked_at(access.own_attempt_or_404(attempt_id), now)
    if own.state != rules.OPEN:
        return redirect(url_for("quiz.result", attempt_id=own.id), code=303)
    page = pages.attempt_page(
        own,
        offers.released_quiz(own.object_sha256),
        store.answers_of(own.id),
        offers.course_title(own.course),
        now,
        checked=replies.checked_codes(),
    )
    return render_template(template, attempt_page=page)


@bp.post("/attempts/<row_id:attempt_id>/answers")
def save(attempt_id: int) -> Response:
    """Store the posted answers, each with a receipt; the rest of the form is ignored."""
    arrived = incoming.arrived()
    own = access.own_attempt_or_404(attempt_id)
    acceptance = rules.accepts(own.state, own.deadline_at, arrived)
    if acceptance is not Acceptance.YES:
        return _too_late(own, acceptance, arrived)
    released = offers.released_quiz(own.object_sha256)
    questions = {one.code: one for one in released.quiz.questions if one.code in own.questions}
    posted = read_posted(request.form, questions)
    report = actions.save_answers(own, posted.answers, secret=incoming.secret(), now=arrived)
    if report.acceptance is not Acceptance.YES:
        return _too_late(own, report.acceptance, arrived)
    if replies.wants_json():
        return replies.saved_json(own, report, posted.unreadable, clock.now())
    if not posted.unreadable and not report.stale:
        return replies.saved_redirect(own, report)
    page = pages.attempt_page(
        own,
        released,
        store.answers_of(own.id),
        offers.course_title(own.course),
        arrived,
        refused=posted.unreadable,
        stale=report.stale,
        checked=replies.checked_codes(),
    )
    return replies.saved_page(page, replies.status_of(report, posted.unreadable))


@bp.post("/attempts/<row_id:attempt_id>/submission")
def submit(attempt_id: int) -> Response:
    """Hand in and mark; a second press finds the same result."""
    arrived = incoming.arrived()
    own = access.own_attempt_or_404(attempt_id)
    if request.form.get("because") == "time" and rules.runs_on(own.state, own.deadline_at, arrived):
        # The page counted down to an end that was moved since: nobody pressed a button.
        flash(gettext("Waktu Anda ditambah. Silakan teruskan."), "info")
        return redirect(url_for("quiz.attempt", attempt_id=own.id), code=303)
    _tell(actions.submit(own, arrived))
    return redirect(url_for("quiz.result", attempt_id=attempt_id), code=303)


@bp.get("/attempts/<row_id:attempt_id>/<any(answers, submission, 'second-look'):deed>")
def back(attempt_id: int, deed: str) -> Response:
    """Reloading the address of a form, or coming there from the sign-in page, leads to the attempt."""
    return redirect(url_for("quiz.attempt", attempt_id=access.own_attempt_or_404(attempt_id).id))


@bp.get("/<code:course>/<code:quiz>/attempts")
def back_to_intro(course: str, quiz: str) -> Response:
    """The same for the button that begins an attempt."""
    return redirect(url_for("quiz.intro", course=course, quiz=quiz))


@bp.get("/attempts/<row_id:attempt_id>/result")
def result(attempt_id: int) -> Response | str:
    """The score, what to reread, where to go."""
    now = clock.now()
    own = _looked_at(access.own_attempt_or_404(attempt_id), now)
    if own.state == rules.OPEN:
        return redirect(url_for("quiz.attempt", attempt_id=own.id), code=303)
    page = results.page_of(own, now)
    is_shared = help_views.is_shared(own) if page.may_want_help else False
    return render_template("quiz/result.html", result_page=page, is_help_shared=is_shared)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response:
    """A form of a megabyte: nothing is stored, and the page says so."""
    return replies.too_large()


@bp.errorhandler(ObjectMissing)
def out_of_reach(error: ObjectMissing) -> Response:
    """The quiz object of an attempt cannot be read: its answers are kept, and it goes on when it is back."""
    current_app.logger.error("%s: %s", request.path, error)
    return replies.out_of_reach()


def _looked_at(own: AttemptRow, now: datetime) -> AttemptRow:
    """The attempt as it is now: one whose time is gone is closed and marked by this look."""
    closed = actions.close_if_over(own, now)
    if closed is None:
        return own
    _tell(closed)
    return store.find_own_attempt(own.id, own.person_id) or own


def _too_late(own: AttemptRow, acceptance: Acceptance, now: datetime) -> Response:
    actions.close_if_over(own, now)
    return replies.no_longer_open(own, acceptance)


def _tell(submission: Submission) -> None:
    what = submission.consequences
    if what and (what.module_completed or what.course_completed):
        flash(replies.completed_words(what.counted, course=what.course_completed), "success")
