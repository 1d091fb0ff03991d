"""The small editor. It works as a plain form; the script only checks sooner."""

from __future__ import annotations

import threading
from dataclasses import replace

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from elearn import clock
from elearn.authoring.blueprint import bp
from elearn.authoring.files import access, actions, edit_page, folders, marks
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.actions import NewFile
from elearn.authoring.files.bundle import PURPOSE, Bundle
from elearn.authoring.files.edit_page import MAX_TEXT_CHARACTERS, EditPage
from elearn.authoring.rules import ProblemRow
from elearn.releases.objects import sha256_of
from elearn.uploads import actions as uploads
from elearn.web.settings import current_settings

_checking = threading.Lock()
"""One check while typing at a time: a room full of writers must not hold up the readers."""


@bp.get("/<code:course>/files/edit")
def edit_file(course: str) -> str | BaseResponse:
    """A file as it stands there, as it waits in a bundle, or the first text of a new one."""
    place, bundle = _place(course, request.args.get("waiting", ""))
    path = request.args.get("path", "")
    data, there = _begun(place, bundle, path)
    text = edit_page.as_text(data) if data is not None else edit_page.new_text(place, path)
    if text is None or len(text) > MAX_TEXT_CHARACTERS:
        flash(
            gettext("Berkas ini bukan teks UTF-8 yang dapat disunting di sini. Unduh, lalu kirim lagi."),
            "error",
        )
        return redirect(url_for("authoring.files", course=course), code=303)
    page = edit_page.edit_page(place, path, text, there, request.args.get("waiting", ""))
    if bundle is not None and data is not None:
        page = replace(page, verdict=edit_page.verdict(place, path, data, bundle))
    return _editor(page)


@bp.post("/<code:course>/files/edit")
def edit_file_post(course: str) -> BaseResponse | tuple[str, int]:
    """Check the text, or save it; whatever happens, the text stays in the box."""
    token = request.form.get("waiting", "")
    place, bundle = _place(course, token)
    path, text = request.form.get("path", ""), request.form.get("text", "")
    before, _there = _begun(place, bundle, path)
    data = edit_page.as_bytes(text, before)
    based_on = request.form.get("base", "")
    page = edit_page.edit_page(place, path, edit_page.as_text(data) or "", based_on, token)
    page = replace(page, verdict=edit_page.verdict(place, path, data, bundle))
    act = request.form.get("do", "save")
    if bundle is not None and act == "save":
        return _kept(bundle, page, data)
    if page.has_errors or act == "check":
        _mark(page)
        return _editor(page, is_checked=True), 422
    return _saved(page, data, request.form.get("over", "") if act == "replace" else based_on)


@bp.post("/<code:course>/files/check")
def check_file(course: str) -> Response:
    """What the checker says of a text that is being written."""
    place, bundle = _place(course, request.form.get("waiting", ""))
    path, text = request.form.get("path", ""), request.form.get("text", "")
    before, _there = _begun(place, bundle, path)
    if not _checking.acquire(blocking=False):
        return jsonify(busy=True)
    try:
        verdict = edit_page.verdict(place, path, edit_page.as_bytes(text, before), bundle, alone=True)
    finally:
        _checking.release()
    _mark(edit_page.edit_page(place, path, "", "", request.form.get("waiting", "")))
    return jsonify(problems=[_told(path, one) for one in verdict.rows])


def _told(path: str, one: ProblemRow) -> dict[str, str | int | bool]:
    return {
        "line": one.line if one.path == path else 0,
        "path": one.path,
        "error": one.is_error,
        "rule": one.rule,
        "url": url_for("authoring.rule", rule=one.rule),
        "message": one.message[:1].upper() + one.message[1:],
        "hint": one.hint,
    }


def _place(course: str, token: str) -> tuple[CoursePlace, Bundle | None]:
    return access.waiting_or_404(course, token) if token else (access.open_place_or_403(course), None)


def _begun(place: CoursePlace, bundle: Bundle | None, path: str) -> tuple[bytes | None, str]:
    """The bytes that writing begins with (None: a new file) and the SHA-256 of what stands in the folder."""
    if not path.endswith(".md"):
        abort(404)
    if bundle is not None:
        data = bundle.files.get(path)
        return (data, "") if data is not None else abort(404)
    if not any(one.path == path for one in folders.files_of(current_settings(), place.folder)):
        return (None, "") if edit_page.may_begin(place, path) else abort(404)
    try:
        data = folders.read(current_settings(), path)
    except OSError:
        data = None
    return data, sha256_of(data) if data is not None else ""


def _kept(bundle: Bundle, page: EditPage, data: bytes) -> BaseResponse:
    """A mended file goes back to the files it came with; their page says what is still wrong."""
    person = access.person()
    body = bundle.with_file(page.path, data).to_bytes()
    if not uploads.change(page.token, person_id=person.id, purpose=PURPOSE, body=body):
        abort(404)
    return redirect(url_for("authoring.waiting_files", course=page.place.code, token=page.token), code=303)


def _saved(page: EditPage, data: bytes, based_on: str) -> BaseResponse | tuple[str, int]:
    place, person = page.place, access.person()
    try:
        new = NewFile(path=page.path, data=data, based_on=based_on)
        done = actions.put_files(current_settings(), place.code, [new], person, clock.now())
    except actions.ChangedMeanwhile:
        return _editor(replace(page, conflict=edit_page.conflict(page.path, data))), 422
    except OSError:
        return _editor(page, error=gettext("Folder tidak dapat ditulis. Teks Anda masih ada di sini.")), 422
    marks.unmark([page.path], person.id)
    flash(_words(bool(done)), "success")
    course = access.code_of_folder(place.folder) or place.code
    return redirect(url_for("authoring.edit_file", course=course, path=page.path), code=303)


def _words(has_changed: bool) -> str:
    if has_changed:
        return str(gettext("Tersimpan. Peserta melihatnya sesudah Anda menerbitkan."))
    return str(gettext("Tidak ada yang berubah."))


def _mark(page: EditPage) -> None:
    if not page.token:
        marks.mark(page.path, access.person().id, clock.now())


def _editor(page: EditPage, *, is_checked: bool = False, error: str = "") -> str:
    return render_template("authoring/files/edit.html", page_of=page, is_checked=is_checked, error=error)
