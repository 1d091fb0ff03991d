"""The inbox of everybody, the notes of heads, and the health of the mail service."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me
from elearn.accounts.identity import may_call, signed_in
from elearn.messages import access, actions, health, notes, notes_store
from elearn.messages.forms import NoteForm
from elearn.messages.inbox_page import inbox_page
from elearn.messages.notes import SHOWN_FOR
from elearn.messages.sentences import LIGHT_WORDS, reason_words

NOTES_SHOWN = 30
ALL = "all"

bp = Blueprint("messages", __name__, url_prefix="/messages")


@bp.get("/")
def inbox() -> str:
    """Pesan: the unread ones first."""
    page = inbox_page(signed_in().person_id, request.args.get("page", ""))
    return render_template("messages/inbox.html", inbox=page, may_call=may_call)


@bp.post("/<row_id:message_id>/open")
def open_message(message_id: int) -> Response:
    """Mark a message as read and go where it leads; back to the list when it leads nowhere."""
    message = access.my_message_or_404(message_id)
    actions.mark_read(message.person_id, clock.now(), [message.id])
    return redirect(message.link or url_for("messages.inbox"), code=303)


@bp.post("/read")
def read_all() -> Response:
    """Mark all messages as read."""
    actions.mark_read(signed_in().person_id, clock.now())
    return redirect(url_for("messages.inbox"), code=303)


@bp.get("/notes")
def head_notes() -> str:
    """Catatan Pimpinan: what is shown to my units, what was, and a form for a new one."""
    return _notes_page(NoteForm(formdata=None))


@bp.post("/notes")
def post_note() -> Response | tuple[str, int]:
    """Show a new note."""
    form = NoteForm().offer(access.my_note_units(clock.now()))
    if not form.validate():
        return _notes_page(form), 422
    unit = access.note_unit_or_404(form.unit.data, clock.now())
    notes.post_note(unit.id, form.text.data or "", me(), clock.now())
    flash(gettext("Catatan tampil di Beranda %(unit)s dan unit di bawahnya.", unit=unit.name), "success")
    return redirect(url_for("messages.head_notes"), code=303)


@bp.post("/notes/<row_id:unit_id>/<row_id:note_id>/end")
def end_note(unit_id: int, note_id: int) -> Response:
    """Take a note from Beranda."""
    unit = access.note_unit_or_404(unit_id, clock.now())
    notes.end_note(unit.id, note_id, me(), clock.now())
    flash(gettext("Catatan tidak ditampilkan lagi."), "success")
    return redirect(url_for("messages.head_notes"), code=303)


def _notes_page(form: NoteForm) -> str:
    units = access.my_note_units(clock.now())
    return render_template(
        "messages/notes.html",
        form=form.offer(units),
        units=units,
        notes=notes_store.notes_of([unit.id for unit in units], limit=NOTES_SHOWN),
        oldest=clock.now() - SHOWN_FOR,
        shown_for=SHOWN_FOR.days,
    )


@bp.get("/health")
def mail_health() -> str:
    """Whether mails leave the house, and those that did not."""
    page = health.health(clock.now(), access.my_mail_units())
    return render_template(
        "messages/health.html",
        health=page,
        light_words=LIGHT_WORDS,
        reason_words=reason_words,
        shown=health.DEAD_SHOWN,
        may_stop=may_call("messages.stop_mails"),
    )


@bp.post("/health/probe")
def probe_mail() -> Response:
    """Let the site write to itself now."""
    probe = health.probe_now(clock.now())
    if probe.is_well:
        flash(gettext("Surat uji terkirim ke alamat situs sendiri."), "success")
    else:
        flash(gettext("Surat uji tidak terkirim. %(why)s", why=reason_words(probe.detail)), "error")
    return redirect(url_for("messages.mail_health"), code=303)


@bp.post("/health/retry")
def retry_mails() -> Response:
    """Queue dead letters anew: the one that is named, or all of mine."""
    count = health.try_again(_named_mail(), access.my_mail_units(), me(), clock.now())
    flash(ngettext("%(num)s surat antre lagi.", "%(num)s surat antre lagi.", count), "success")
    return redirect(url_for("messages.mail_health"), code=303)


@bp.post("/health/cancel")
def cancel_mails() -> Response:
    """Cancel one dead letter, or all of mine."""
    count = health.cancel(_named_mail(), access.my_mail_units(), me(), clock.now())
    flash(ngettext("%(num)s surat dibatalkan.", "%(num)s surat dibatalkan.", count), "success")
    return redirect(url_for("messages.mail_health"), code=303)


@bp.post("/health/stop")
def stop_mails() -> Response:
    """Cancel all that has not left, for instance after a restore: it stays on the site."""
    count = health.stop_all(me(), clock.now())
    flash(ngettext("%(num)s kiriman dihentikan.", "%(num)s kiriman dihentikan.", count), "success")
    return redirect(url_for("messages.mail_health"), code=303)


def _named_mail() -> int | None:
    """The mail a button names, or None for all of them."""
    text = request.form.get("mail", "")
    if text != ALL and not (text.isascii() and text.isdigit() and len(text) < 19):
        abort(400)
    return None if text == ALL else int(text)
