"""The files of a course: the list, downloads, and bringing new ones with a look at them first."""

from __future__ import annotations

from io import BytesIO

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.authoring.blueprint import bp
from elearn.authoring.files import access, actions, folders, list_page
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.bundle import PURPOSE, Bundle
from elearn.authoring.files.forms import FilesForm
from elearn.authoring.files.preview_page import PreviewPage, preview_page
from elearn.uploads import actions as uploads
from elearn.web.settings import current_settings

_WAITING = "/<code:course>/files/waiting/<string(length=32):token>"


@bp.get("/<code:course>/files")
def files(course: str) -> str:
    """Every file with its state."""
    return _list(access.place_or_404(course), FilesForm(formdata=None))


@bp.post("/<code:course>/files")
def bring_files(course: str) -> BaseResponse | tuple[str, int]:
    """Take files in; they wait for a yes."""
    place = access.open_place_or_403(course)
    form = FilesForm()
    incoming = form.incoming(place) if form.validate() else None
    if incoming is None:
        return _list(place, form), 422
    bundle = Bundle(
        code=place.code,
        folder=place.folder,
        files=dict(incoming.files),
        refused=incoming.refused,
        based_on=incoming.based_on,
    )
    return to_preview(bundle)


@bp.get("/<code:course>/files/one")
def download_file(course: str) -> BaseResponse:
    """One file as it stands there; it may hold keys, so nobody keeps it on the way."""
    place = access.place_or_404(course)
    found = access.file_or_404(place, request.args.get("path", ""))
    try:
        data = folders.read(current_settings(), found.path)
    except OSError:
        data = None
    if data is None:
        abort(404)
    return _sent(data, found.path.rpartition("/")[2], "application/octet-stream")


@bp.get("/<code:course>/files/all")
def download_files(course: str) -> BaseResponse:
    """All files of the course as a zip that can be brought back."""
    place = access.place_or_404(course)
    return _sent(list_page.as_zip(place), f"{place.folder}.zip", "application/zip")


@bp.get(_WAITING)
def waiting_files(course: str, token: str) -> str | BaseResponse:
    """What a yes would do."""
    place, bundle = access.waiting_or_404(course, token)
    try:
        return _preview(preview_page(place, bundle), token)
    except OSError:
        return _unreachable(place.code)


@bp.post(_WAITING)
def put_files(course: str, token: str) -> BaseResponse | tuple[str, int]:
    """The yes. It holds for what was seen; what came between is shown first."""
    if access.is_decided(token):
        flash(gettext("Kiriman itu sudah diputuskan, atau sudah lewat satu hari."), "info")
        return redirect(url_for("authoring.files", course=course), code=303)
    place, bundle = access.waiting_or_404(course, token)
    try:
        page = preview_page(place, bundle)
    except OSError:
        return _unreachable(place.code)
    if page.seen != request.form.get("seen", ""):
        return _preview(page, token, error=_changed()), 422
    if not page.may_say_yes:
        return _preview(page, token, error=gettext("Masih ada yang menahan. Belum ada yang disimpan.")), 422
    try:
        done = actions.put_files(
            current_settings(), place.code, page.new_files(bundle), access.person(), clock.now()
        )
    except actions.ChangedMeanwhile:
        return _preview(preview_page(place, bundle), token, error=_changed()), 422
    except OSError:
        return _preview(page, token, error=gettext("Folder tidak dapat ditulis. Berkas lama tetap ada.")), 422
    uploads.take(token, person_id=signed_in().person_id, purpose=PURPOSE, now=clock.now())
    flash(_told(len(done)), "success")
    return redirect(url_for("authoring.files", course=_course_of(place)), code=303)


@bp.post(f"{_WAITING}/drop")
def drop_files(course: str, token: str) -> BaseResponse:
    """The no."""
    uploads.take(token, person_id=signed_in().person_id, purpose=PURPOSE, now=clock.now())
    flash(gettext("Kiriman dibuang. Berkas kursus tidak berubah."), "info")
    there = access.is_there(course)
    return redirect(
        url_for("authoring.files", course=course) if there else url_for("authoring.courses"), code=303
    )


def to_preview(bundle: Bundle) -> BaseResponse:
    """Let a bundle wait, and show what it would do."""
    token = uploads.put(
        person_id=signed_in().person_id,
        purpose=PURPOSE,
        name=bundle.folder,
        body=bundle.to_bytes(),
        now=clock.now(),
    )
    return redirect(url_for("authoring.waiting_files", course=bundle.code, token=token), code=303)


def _unreachable(course: str) -> BaseResponse:
    flash(gettext("Berkas kursus tidak dapat dibaca saat ini. Kiriman Anda masih menunggu."), "error")
    return redirect(url_for("authoring.course", course=course), code=303)


def _course_of(place: CoursePlace) -> str:
    """How the course is addressed now: its course.md may have got another kode."""
    return access.code_of_folder(place.folder) or place.code


def _changed() -> str:
    return str(
        gettext("Berkas di folder berubah sejak halaman ini dibuka. Lihat bedanya di bawah, lalu putuskan.")
    )


def _told(count: int) -> str:
    return str(
        ngettext(
            "%(num)s berkas tersimpan. Peserta melihatnya sesudah Anda menerbitkan.",
            "%(num)s berkas tersimpan. Peserta melihatnya sesudah Anda menerbitkan.",
            count,
        )
    )


def _sent(data: bytes, name: str, media_type: str) -> Response:
    answer: Response = send_file(BytesIO(data), as_attachment=True, download_name=name, mimetype=media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _list(place: CoursePlace, form: FilesForm) -> str:
    return render_template("authoring/files/list.html", page_of=list_page.files_page(place), form=form)


def _preview(page: PreviewPage, token: str, error: str = "") -> str:
    return render_template("authoring/files/preview.html", page_of=page, token=token, error=error)
