"""What a supervisor's team asks to attend, and his answer."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.activities import access, actions, store
from elearn.activities.actions import NotNow
from elearn.activities.activity_page import named_lines
from elearn.activities.blueprint import bp
from elearn.activities.forms import LONGEST_WORDS
from elearn.activities.rules import NEEDS_WORDS, Deed, State
from elearn.activities.sentences import STATES
from elearn.people import store as people

WAITING_SHOWN, DECIDED_SHOWN = 100, 20
DEEDS = (Deed.ALLOW, Deed.REFUSE)


@bp.get("/requests")
def requests() -> str:
    """What waits for my answer, the longest first, and my last answers."""
    return _page()


@bp.post("/requests/<row_id:activity_id>")
def decide(activity_id: int) -> Response | tuple[str, int]:
    """Allow or refuse."""
    row = access.led_or_404(activity_id)
    words = " ".join(request.form.get("words", "").replace("\0", " ").split())
    deed = next((one for one in DEEDS if one.value == request.form.get("deed")), None)
    if deed is None or (deed in NEEDS_WORDS and not words) or len(words) > LONGEST_WORDS:
        return _page(tried=row.id, words=words), 422
    try:
        actions.decide(row.id, deed, words=words, actor=me(), now=clock.now())
    except NotNow:
        flash(gettext("Permintaan ini sudah diputuskan atau ditarik lebih dulu."), "info")
    else:
        flash(gettext("Keputusan disimpan dan diberitahukan."), "success")
    return redirect(url_for("activities.requests"), code=303)


@bp.get("/requests/<row_id:activity_id>")
def back_to_requests(activity_id: int) -> Response:
    """Reloading the address of a form leads to the page it stands on."""
    return redirect(url_for("activities.requests"))


def _page(tried: int | None = None, words: str = "") -> str:
    team = people.team_of(signed_in().person_id, today())
    waiting = store.of_people(team, [State.ASKED], limit=WAITING_SHOWN)
    decided = store.of_people(team, [State.ALLOWED, State.REFUSED], limit=DECIDED_SHOWN, oldest_first=False)
    return render_template(
        "activities/requests.html",
        waiting=named_lines(waiting),
        decided=named_lines(decided),
        states=STATES,
        tried=tried,
        words=words,
        longest=LONGEST_WORDS,
    )
