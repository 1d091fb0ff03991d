"""What a page or a script hears after a save: stored with receipt, or refused. 2xx only when stored."""

from __future__ import annotations

from datetime import datetime

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from elearn.ledger.rules import Counted
from elearn.ledger.sentences import counted_words
from elearn.quiz import sentences
from elearn.quiz.actions import SaveReport
from elearn.quiz.forms import Unreadable
from elearn.quiz.pages import AttemptPage, element_id
from elearn.quiz.rules import Acceptance
from elearn.quiz.store import AttemptRow, SavedAnswer
from elearn.web.formats import clock_time

CONFLICT = 409
TOO_LARGE = 413
UNREADABLE = 422
UNAVAILABLE = 503
RETRY_AFTER_S = 30
THEN_REVIEW = "review"
THEN_CHECK = "check:"


def wants_json() -> bool:
    """Whether a script asks, not a form."""
    return request.accept_mimetypes.best == "application/json"


def status_of(report: SaveReport, refused: tuple[Unreadable, ...]) -> int:
    """200 when every posted answer is stored; else what is wrong with the worst."""
    if refused:
        return UNREADABLE
    return CONFLICT if report.stale else 200


def saved_json(
    attempt: AttemptRow, report: SaveReport, refused: tuple[Unreadable, ...], now: datetime
) -> Response:
    """Receipts for what is stored, reasons for what is not, and the server's clock where time is short."""
    body: dict[str, object] = {
        "saved": [
            {
                "question": one.question,
                "sequence": one.sequence,
                "receipt": one.receipt,
                "text": sentences.saved(one),
            }
            for one in report.stored
        ],
        "refused": [
            *(
                {"question": one.question, "reason": one.code, "text": sentences.unreadable(one.code)}
                for one in refused
            ),
            *(_stale(one) for one in report.stale),
        ],
    }
    if attempt.deadline_at is not None:
        body["clock"] = {"now": now.isoformat(), "deadline": attempt.deadline_at.isoformat()}
    return make_response(jsonify(body), status_of(report, refused))


def _stale(stored: SavedAnswer) -> dict[str, object]:
    """Another page was faster; the page that asks may show what is stored, it is the learner's own answer."""
    return {
        "question": stored.question,
        "reason": "stale",
        "text": str(sentences.CHANGED_ELSEWHERE),
        "sequence": stored.sequence,
        "value": stored.value,
        "flagged": stored.is_flagged,
    }


def saved_redirect(attempt: AttemptRow, report: SaveReport) -> Response:
    """On to the review, or back to the question whose button was pressed, with what was stored in words."""
    then = request.form.get("then", "")
    if then == THEN_REVIEW:
        return redirect(url_for("quiz.review", attempt_id=attempt.id), code=303)
    asked = then.removeprefix(THEN_CHECK)
    if report.stored and asked == then:
        flash(_stored_words(report.stored), "success")
    anchor = element_id(asked) if asked in attempt.questions else None
    checked = [code for code in attempt.questions if code in checked_codes()]
    return redirect(url_for("quiz.attempt", attempt_id=attempt.id, checked=checked, _anchor=anchor), code=303)


def checked_codes() -> tuple[str, ...]:
    """The questions that the learner asks to be judged at once, with the one whose button was pressed."""
    then = request.form.get("then", "")
    pressed = (then.removeprefix(THEN_CHECK),) if then.startswith(THEN_CHECK) else ()
    return (*request.values.getlist("checked"), *pressed)


def _stored_words(stored: tuple[SavedAnswer, ...]) -> str:
    latest = max(stored, key=lambda one: one.saved_at)
    return str(
        ngettext(
            "%(num)d jawaban tersimpan pukul %(time)s.",
            "%(num)d jawaban tersimpan pukul %(time)s.",
            len(stored),
            time=clock_time(latest.saved_at, seconds=True),
        )
    )


def saved_page(page: AttemptPage, status: int) -> Response:
    """The same page again, with a sentence beside each answer that was not stored."""
    return make_response(render_template("quiz/attempt.html", attempt_page=page), status)


def no_longer_open(attempt: AttemptRow, acceptance: Acceptance) -> Response:
    """An answer that came too late, or after handing in: nothing is stored, and the learner is told."""
    sentence = sentences.TIME_OVER if acceptance is Acceptance.TIME_OVER else sentences.CLOSED
    url = url_for("quiz.result", attempt_id=attempt.id)
    if wants_json():
        return make_response(jsonify(closed=True, text=str(sentence), url=url), CONFLICT)
    return make_response(render_template("quiz/closed.html", sentence=sentence, url=url), CONFLICT)


def too_large() -> Response:
    """More than a form may carry."""
    if wants_json():
        return make_response(jsonify(saved=[], refused=[], text=str(sentences.TOO_LARGE)), TOO_LARGE)
    page = render_template(
        "quiz/closed.html", sentence=sentences.TOO_LARGE, url=request.path.rsplit("/", 1)[0]
    )
    return make_response(page, TOO_LARGE)


def out_of_reach() -> Response:
    """The questions cannot be read at this moment; nothing is lost, and trying again later helps."""
    if wants_json():
        reply = make_response(jsonify(text=str(sentences.OUT_OF_REACH)), UNAVAILABLE)
    else:
        page = render_template("quiz/out_of_reach.html", sentence=sentences.OUT_OF_REACH)
        reply = make_response(page, UNAVAILABLE)
    reply.headers["Retry-After"] = str(RETRY_AFTER_S)
    return reply


def completed_words(earned: Counted, *, course: bool) -> str:
    """ "Modul selesai. 2 JP tercatat hari ini."."""
    done = gettext("Kursus selesai.") if course else gettext("Modul selesai.")
    return f"{done} {counted_words(earned)}".strip()
