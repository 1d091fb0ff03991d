"""Profil: who one is here, how pages look, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import force_locale, gettext, ngettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts import actions, session_store, store
from elearn.accounts.forms import DisplayForm
from elearn.accounts.identity import signed_in
from elearn.accounts.views import Answer
from elearn.people import store as people_store
from elearn.web.settings import current_settings

bp = Blueprint("profile", __name__, url_prefix="/profile")

# Enough of a fingerprint to tell one's own few devices apart.
KEY_SHOWN = 16


@bp.get("/")
def profile() -> str:
    """The page."""
    me = signed_in()
    return _page(DisplayForm(formdata=None, language=me.language, text_size=me.text_size))


@bp.post("/display")
def display() -> Answer:
    """Keep language and text size, for every device."""
    form = DisplayForm()
    if not form.validate():
        return _page(form), 422
    actions.keep_display(signed_in().person_id, language=form.language.data, text_size=form.text_size.data)
    session["language"] = form.language.data
    with force_locale(form.language.data):
        flash(gettext("Tampilan disimpan."), "success")
    return redirect(url_for("profile.profile") + "#tampilan", code=303)


@bp.post("/sessions")
def end_sessions() -> Response:
    """End the sign-in on one other device, or on all others."""
    me = signed_in()
    chosen = request.form.get("session", "")
    starting_with = "" if chosen == "others" else chosen
    ended = 0
    if chosen == "others" or len(chosen) == KEY_SHOWN:
        ended = actions.end_sessions(me.person_id, starting_with=starting_with, except_for=me.session_key)
    flash(
        ngettext("%(num)s perangkat dikeluarkan.", "%(num)s perangkat dikeluarkan.", ended)
        if ended
        else gettext("Perangkat itu sudah tidak masuk lagi."),
        "success" if ended else "info",
    )
    return redirect(url_for("profile.profile") + "#perangkat", code=303)


def _page(form: DisplayForm) -> str:
    me = signed_in()
    now, settings = clock.now(), current_settings()
    account = store.find_account(me.person_id)
    return render_template(
        "profile/profile.html",
        form=form,
        person=people_store.persons([me.person_id])[me.person_id],
        supervisor=people_store.supervisor_of(me.person_id, now.astimezone(settings.time_zone).date()),
        password_changed_at=account and account.password_changed_at,
        devices=session_store.devices(
            me.person_id,
            created_after=now - settings.session_absolute,
            seen_after=now - settings.session_idle,
        ),
        here=me.session_key,
        key_shown=KEY_SHOWN,
    )
