"""Publishing one course from its page, with what it does to people before it is done."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.authoring import access, publish_page
from elearn.authoring.blueprint import bp
from elearn.authoring.publish_page import Word
from elearn.authoring.sharing import MAX_NOTE_CHARACTERS
from elearn.errors import ElearnError
from elearn.regrading.rules import KeyRule
from elearn.releases.change_kind import CourseChangeKind

_KEY = "key:"
MAX_NAMED = 500
"""Key rules and archived things of one form."""


@bp.get("/<code:course>/publish")
def publish(course: str) -> str | Response:
    """What publishing would do."""
    access.course_or_404(course)
    return _page(course, Word())


@bp.post("/<code:course>/publish")
def publish_post(course: str) -> Response | str | tuple[str | Response, int]:
    """Publish, or (`look`) count again with the rules that were chosen."""
    working = access.course_or_404(course)
    if not access.may_publish_course(course, working):
        abort(403)
    word = _word()
    if word.without_review and not access.may_skip_review():
        abort(403)
    if "look" in request.form:
        return _page(course, word)
    if working.compiled is None or request.form.get("version") != working.compiled.version:
        return _page(
            course, word, gettext("Berkas berubah sejak halaman ini dibuka. Periksa lagi akibatnya.")
        ), 422
    if word.without_review and not word.note:
        return _page(course, word, gettext("Tulis di catatan mengapa kursus ini terbit tanpa tinjauan.")), 422
    try:
        report = publish_page.done(course, word, access.actor())
    except (ElearnError, OSError) as error:
        return _page(course, word, _reason(error)), 422
    (outcome,) = (one for one in report.courses if one.code == course)
    if outcome.state == "kept":
        return _page(course, word, gettext("Belum terbit: lihat yang masih menahannya.")), 422
    flash(_told(outcome.state, report.release), "success")
    return redirect(url_for("authoring.history", course=course), code=303)


def _told(state: str, release: int) -> str:
    if state == "published":
        return str(gettext("Terbit. Rilis %(number)s berlaku bagi peserta.", number=release))
    return str(gettext("Tidak ada yang berubah: peserta sudah membaca versi ini."))


def _reason(error: ElearnError | OSError) -> str:
    if isinstance(error, ElearnError):
        return str(error)
    return str(gettext("Berkas tidak dapat dibaca atau rilis tidak dapat ditulis. Rilis lama tetap berlaku."))


def _word() -> Word:
    form = request.form
    kinds = {one.value: one for one in CourseChangeKind}
    rules = {one.value: one for one in KeyRule}
    return Word(
        note=form.get("note", "").replace("\0", "").strip()[:MAX_NOTE_CHARACTERS],
        kind=kinds.get(form.get("kind", "")),
        key_rules={
            name.removeprefix(_KEY): rules[value]
            for name, value in list(form.items())[:MAX_NAMED]
            if name.startswith(_KEY) and value in rules
        },
        archived=frozenset(form.getlist("archive")[:MAX_NAMED]),
        without_review="without_review" in form,
    )


def _page(course: str, word: Word, error: str = "") -> str | Response:
    try:
        report = publish_page.tried(course, word)
    except ElearnError as unfitting:
        # The files changed under the form: what was chosen there means nothing any more.
        error, word = error or _reason(unfitting), Word(note=word.note)
        report = publish_page.tried(course, word)
    except OSError:
        return redirect(url_for("authoring.courses"), code=303)
    working = access.course_or_none(course)
    return render_template(
        "authoring/publish.html",
        course=course,
        title=access.title_of(course, working),
        plan=publish_page.publish_page(course, report),
        word=word,
        error=error,
        owners=access.owners(course, working),
        may_publish=access.may_publish_course(course, working),
        may_skip_review=access.may_skip_review(),
    )
