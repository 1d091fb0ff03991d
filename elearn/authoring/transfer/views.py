"""Bringing questions in from other systems, and taking a published quiz out.

Their addresses stand in exchange_routes.py.
"""

from __future__ import annotations

from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from elearn.authoring.rules import problem_rows
from elearn.authoring.transfer import incoming, outgoing
from elearn.authoring.transfer.forms import FORMAT_NAMES, IncomingForm, packed
from elearn.authoring.transfer.incoming import Preview
from elearn.exchange.exporting import FORMATS, Exported, Form
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.paper.printing import MAX_SEED, PAPERS
from elearn.exchange.sentences import reason_of, worded
from elearn.quiz import access


def bring_in() -> str:
    """Choose a file and a place."""
    return _form_page(IncomingForm(formdata=None))


def preview_import() -> Response | str | tuple[str, int]:
    """Show what would come in. Nothing is kept: the file travels along in the page."""
    form = IncomingForm()
    seen = _looked_at(form)
    if seen is None:
        return _form_page(form), 422
    carried = packed(form.upload.data)
    rows = problem_rows(seen.problems, str(get_locale() or "id"))
    return render_template(
        "authoring/preview.html",
        seen=seen,
        form=form,
        carried=carried,
        problems=rows,
        reason_of=reason_of,
        format_name=FORMAT_NAMES.get(seen.form, seen.form),
    )


def download_import() -> Response | tuple[str, int]:
    """The quiz file of a preview, with its pictures."""
    form = IncomingForm()
    seen = _looked_at(form)
    if seen is None or seen.imported.document is None:
        return _form_page(form), 422
    name, data = incoming.as_download(seen, form.upload.quiz)
    return _download(name, data, "application/octet-stream")


def save_import() -> Response | tuple[str, int]:
    """Write the quiz file of a preview where the quizzes are."""
    form = IncomingForm()
    if not form.validate():
        return _form_page(form), 422
    try:
        seen = incoming.save(form.upload)
    except UnreadableFile as unreadable:
        form.file.errors = [worded(unreadable.note)]
        return _form_page(form), 422
    except OSError:
        form.file.errors = [
            gettext(
                "Folder kuis tidak dapat ditulis dari sini. Unduh berkas kuis, lalu kirim lewat jalan biasa."
            )
        ]
        return _form_page(form), 422
    flash(gettext("Tersimpan sebagai draf: %(path)s", path=seen.path), "success")
    return redirect(url_for("authoring.courses"), code=303)


def take_out(course: str, quiz: str) -> str:
    """The formats of a published quiz, each with its losses."""
    offer = access.offer_or_404(course, quiz)
    return render_template(
        "authoring/take_out.html",
        offer=offer,
        rows=outgoing.rows(offer),
        papers=PAPERS,
        names=FORMAT_NAMES | {"csv": "CSV"},
        reason_of=reason_of,
    )


def export_file(course: str, quiz: str, form: str) -> Response:
    """The file, keys included."""
    offer = access.offer_or_404(course, quiz)
    if form in FORMATS:
        return _sent(offer.entry.code, *outgoing.exported(offer, form))
    if form in PAPERS:
        seed = request.args.get("seed", type=int)
        if seed is not None and not 1 <= seed <= MAX_SEED:
            abort(404)
        return _sent(offer.entry.code, *outgoing.printed(offer, form, seed))
    return abort(404)


def _sent(code: str, form: Form, exported: Exported) -> Response:
    return _download(f"{code}.{form.ending}", exported.data, form.media_type)


def _download(name: str, data: bytes, media_type: str) -> Response:
    """A file that nobody keeps on the way: it holds keys."""
    answer = send_file(BytesIO(data), as_attachment=True, download_name=name, mimetype=media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _looked_at(form: IncomingForm) -> Preview | None:
    """The preview, or None with what is wrong beside the field."""
    if not form.validate():
        return None
    try:
        return incoming.preview(form.upload)
    except UnreadableFile as unreadable:
        form.file.errors = [worded(unreadable.note)]
    except OSError:
        form.quiz.errors = [gettext("Berkas kuis yang sudah ada tidak dapat dibaca.")]
    return None


def _form_page(form: IncomingForm) -> str:
    return render_template("authoring/bring_in.html", form=form)
