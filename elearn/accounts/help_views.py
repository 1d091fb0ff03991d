"""Pages for who cannot sign in, and for who helps them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.accounts import access, browser, help_actions, help_store, tokens
from elearn.accounts.acting import me
from elearn.accounts.forms import HelpForm
from elearn.accounts.help_store import HelpRequestRow
from elearn.accounts.views import Answer
from elearn.accounts.views import bp as bp  # these pages join the blueprint of signing in
from elearn.people import store as people_store

WAITING_SHOWN, HANDLED_SHOWN = 200, 20


@bp.get("/accounts/help")
def help_request() -> str:
    """What to do without NIP or password, and a form that reaches the operator."""
    return render_template("accounts/help.html", form=HelpForm(formdata=None))


@bp.post("/accounts/help")
def help_request_post() -> Answer:
    """Keep the request; the answer is the same whoever asks."""
    form = HelpForm()
    if not form.validate():
        return render_template("accounts/help.html", form=form), 422
    was_kept = help_actions.ask_for_help(
        kind=form.kind.data,
        name=form.name.data or "",
        unit_name=form.unit_name.data or "",
        contact=form.contact.data or "",
        address=browser.this_visit().address,
    )
    if not was_kept:
        form.form_errors.append(gettext("Terlalu banyak permintaan dari jaringan ini. Coba lagi nanti."))
        return render_template("accounts/help.html", form=form), 429
    return redirect(url_for("accounts.help_sent"), code=303)


@bp.get("/accounts/help/sent")
def help_sent() -> str:
    """What happens next."""
    return render_template("accounts/help_sent.html")


@bp.get("/accounts/requests")
def requests() -> str:
    """Requests of people in the units one looks after."""
    reach = access.my_reach()
    return render_template(
        "accounts/requests.html",
        waiting=help_store.requests_in(reach, is_handled=False, limit=WAITING_SHOWN),
        handled=help_store.requests_in(reach, is_handled=True, limit=HANDLED_SHOWN),
    )


@bp.get("/accounts/requests/<row_id:request_id>")
def request_detail(request_id: int) -> str:
    """One request, and who may have sent it."""
    return _request_page(access.request_or_404(request_id))


@bp.post("/accounts/requests/<row_id:request_id>/code")
def request_code(request_id: int) -> Answer:
    """Make a one-time code and show it, this once: a redirect would have to keep it somewhere."""
    asked = access.request_or_404(request_id)
    typed = request.form.get("person_id", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        return _request_page(asked, nobody_chosen=True), 422
    person = access.candidate_or_404(int(typed))
    code = help_actions.give_code(asked, person.id, actor=me())
    return render_template(
        "accounts/code.html", code=code, person=person, days=tokens.CODE_LIFETIME.days, asked=asked
    )


@bp.post("/accounts/requests/<row_id:request_id>/handled")
def request_handled(request_id: int) -> Response:
    """Close a request without a code."""
    help_actions.close_request(access.request_or_404(request_id), actor=me())
    flash(gettext("Permintaan ditandai selesai."), "success")
    return redirect(url_for("accounts.requests"), code=303)


def _request_page(asked: HelpRequestRow, *, nobody_chosen: bool = False) -> str:
    words = " ".join(request.args.get("q", "").split())[:100]
    helper = people_store.persons([asked.handled_by_id] if asked.handled_by_id else [])
    return render_template(
        "accounts/request_detail.html",
        asked=asked,
        words=words,
        candidates=[] if asked.handled_at else access.candidates(asked, words),
        handled_by=next((person.full_name for person in helper.values()), ""),
        nobody_chosen=nobody_chosen,
    )
