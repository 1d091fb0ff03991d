""" "Minta dilihat lagi": the learner's request below the mark of an essay."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.quiz import access, results, rules
from elearn.quiz.blueprint import bp
from elearn.quiz.essays import second_looks
from elearn.quiz.pages import element_id

UNPROCESSABLE = 422


@bp.post("/attempts/<row_id:attempt_id>/second-look")
def second_look(attempt_id: int) -> Response | tuple[str, int]:
    """Pass the request on to the graders, once for each answer."""
    now = clock.now()
    own = access.own_attempt_or_404(attempt_id)
    question, typed = request.form.get("question", ""), request.form.get("reason", "")
    reason = second_looks.readable_reason(typed)
    if own.state == rules.GRADED and reason is None:
        page = results.page_of(own, now, (question, typed.replace("\0", "")))
        return render_template("quiz/result.html", result_page=page), UNPROCESSABLE
    if reason is not None and second_looks.ask(own, question, reason, now):
        flash(gettext("Permintaan Anda sudah diteruskan kepada penilai."), "success")
    else:
        flash(gettext("Permintaan ini tidak dapat diterima lagi."), "info")
    return redirect(url_for("quiz.result", attempt_id=own.id, _anchor=element_id(question)), code=303)
