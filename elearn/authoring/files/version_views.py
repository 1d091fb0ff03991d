"""The versions of a file and the way back, and courses that begin in the browser."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.authoring import access as course_access
from elearn.authoring.blueprint import bp
from elearn.authoring.files import access, edit_page, store
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.bundle import Bundle
from elearn.authoring.files.comparing import compared, standing
from elearn.authoring.files.forms import NewCourseForm
from elearn.authoring.files.rules import is_picture
from elearn.authoring.files.views import to_preview
from elearn.content.skeletons import new_course as first_files
from elearn.releases import objects
from elearn.web.settings import current_settings

MAX_VERSIONS = 200


@bp.get("/<code:course>/files/versions")
def file_versions(course: str) -> str:
    """Who put which version in place, newest first."""
    place = access.place_or_404(course)
    path = request.args.get("path", "")
    if path not in store.gone_files(place.folder):
        access.file_or_404(place, path)
    return render_template(
        "authoring/files/versions.html",
        place=place,
        path=path,
        versions=store.versions(path, MAX_VERSIONS),
        standing=standing(current_settings(), path),
    )


@bp.get("/<code:course>/files/versions/<row_id:number>")
def file_version(course: str, number: int) -> str:
    """What a version changed, and what going back to the one before or to this one would do."""
    place = access.place_or_404(course)
    row = access.version_or_404(place, number)
    return render_template(
        "authoring/files/version.html",
        place=place,
        row=row,
        comparison=compared(row.path, _bytes(row.replaced_sha256), _bytes(row.sha256)),
        is_picture=is_picture(row.path),
        standing=standing(current_settings(), row.path),
    )


@bp.post("/<code:course>/files/versions/<row_id:number>")
def bring_back(course: str, number: int) -> Response:
    """A version comes back as any other file does: looked at first, checked, and with a yes."""
    place = access.open_place_or_403(course)
    row = access.version_or_404(place, number)
    wanted = row.replaced_sha256 if request.form.get("which") == "before" else row.sha256
    data = _bytes(wanted)
    if wanted and data is None:
        abort(404)
    return to_preview(Bundle(code=place.code, folder=place.folder, files={row.path: data}))


@bp.post("/<code:course>/files/remove")
def remove_file(course: str) -> Response:
    """A file goes as any other change comes: looked at first, checked, and with a yes."""
    place = access.open_place_or_403(course)
    found = access.file_or_404(place, request.form.get("path", ""))
    return to_preview(Bundle(code=place.code, folder=place.folder, files={found.path: None}))


@bp.post("/<code:course>/files/new")
def new_file(course: str) -> Response | tuple[str, int]:
    """Open the editor for a file that is not there yet."""
    place = access.open_place_or_403(course)
    name = request.form.get("name", "").strip().lower().removesuffix(".md")
    root = "quizzes" if request.form.get("kind") == "quiz" else "modules"
    path = f"{root}/{place.folder}/{name}.md"
    if not edit_page.may_begin(place, path):
        return render_template("authoring/files/new_file.html", place=place, name=name, root=root), 422
    return redirect(url_for("authoring.edit_file", course=course, path=path), code=303)


@bp.get("/import/course")
def new_course() -> str:
    """A course that begins."""
    return render_template("authoring/files/new_course.html", form=NewCourseForm(formdata=None))


@bp.post("/import/course")
def new_course_post() -> Response | tuple[str, int]:
    """First versions, or the files that came; nothing is there before the yes."""
    form = NewCourseForm()
    bundle = _first(form) if form.validate() else None
    if bundle is None:
        return render_template("authoring/files/new_course.html", form=form), 422
    return to_preview(bundle)


def _first(form: NewCourseForm) -> Bundle | None:
    place: CoursePlace | None = form.place
    assert place is not None
    if not form.sent:
        today = course_access.today().isoformat()
        skeletons = first_files(place.code, form.title.data or place.code, today)
        files = {str(one.path): _with_owner(one.text).encode() for one in skeletons}
        return Bundle(code=place.code, folder=place.folder, files=files)
    incoming = form.incoming(place)
    if incoming is None:
        return None
    if not any(path.endswith("/course.md") for path in incoming.files):
        form.files.errors = [gettext("Kursus baru memerlukan course.md di antara berkasnya.")]
        return None
    return Bundle(
        code=place.code,
        folder=place.folder,
        files=dict(incoming.files),
        refused=incoming.refused,
        based_on=incoming.based_on,
    )


def _with_owner(text: str) -> str:
    """A course belongs to the unit of who begins it, until somebody writes other owners."""
    return text.replace("\nstatus: draf\n", f"\nstatus: draf\npemilik: {course_access.own_unit()}\n", 1)


def _bytes(sha256: str) -> bytes | None:
    """What a version held; None for no file, and for bytes that were lost."""
    if not sha256:
        return None
    try:
        return objects.get(current_settings().published_folder, sha256)
    except objects.ObjectMissing:
        return None
