"""Pages of batches: asked for, watched, downloaded."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, url_for
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.certificates import access, batch_files, batch_store, batches, page
from elearn.certificates.batch_rules import Kind, Wanted
from elearn.certificates.batches import NothingToDo
from elearn.certificates.forms import BatchForm
from elearn.certificates.views import Answer, bp
from elearn.people import store as people
from elearn.releases.library import find_course
from elearn.web.downloads import PDF, ZIP, download

SHOWN = 20
RELOADED_EVERY_S = 5


@bp.get("/certificates/batches", endpoint="batches")
def overview() -> str:
    """The latest batches, and the form for another."""
    return _page(_form(BatchForm(formdata=None)))


@bp.post("/certificates/batches")
def ask_batch() -> Answer:
    """Begin one; the job makes it."""
    form = _form(BatchForm())
    if not form.validate():
        return _page(form), 422
    wanted = Wanted(
        unit_id=int(form.unit.data) or None,
        year=int(form.year.data or 0),
        course=form.course.data,
        kind=Kind(form.kind.data),
    )
    try:
        batch_id = batches.ask(wanted, base=page.check_base(), actor=me(), now=clock.now())
    except NothingToDo as refused:
        form.form_errors.append(str(refused))
        return _page(form), 422
    return redirect(url_for("certificates.batch", batch_id=batch_id), code=303)


@bp.get("/certificates/batches/<row_id:batch_id>")
def batch(batch_id: int) -> Answer:
    """How far it is; the page asks for itself again until it is over, without a script."""
    found = access.batch_or_404(batch_id)
    units = people.units([found.unit_id] if found.unit_id else [])
    body = render_template(
        "certificates/batch.html",
        batch=found,
        unit=units.get(found.unit_id or 0),
        is_there=batch_files.result_of(found.id) is not None,
        course=_title(found.course),
    )
    return Response(body, headers={} if found.is_over else {"Refresh": str(RELOADED_EVERY_S)})


@bp.get("/certificates/batches/<row_id:batch_id>/file")
def batch_file(batch_id: int) -> Response:
    """The finished file, piece by piece."""
    found = access.batch_or_404(batch_id)
    path = batch_files.result_of(found.id) if found.is_over else None
    if path is None:
        abort(404)
    answer = download(
        batch_files.pieces(path),
        f"sertifikat-{found.year}-{found.id}{path.suffix}",
        PDF if path.suffix == ".pdf" else ZIP,
    )
    answer.content_length = path.stat().st_size
    return answer


def _form(form: BatchForm) -> BatchForm:
    units = access.my_units()
    lines = batch_store.units_to_choose(units)
    everyone = [SelectChoice("0", gettext("Semua unit"))] if units is None else []
    form.unit.choices = [*everyone, *(SelectChoice(str(one.id), one.name) for one in lines)]
    codes = batch_store.courses_with_certificates(units)
    form.course.choices = [
        SelectChoice("", gettext("semua kursus")),
        *(SelectChoice(code, _title(code)) for code in codes),
    ]
    if not form.is_submitted():
        form.year.data = today().year
    return form


def _page(form: BatchForm) -> str:
    found = batch_store.latest(access.my_units(), SHOWN)
    return render_template(
        "certificates/batches.html",
        form=form,
        batches=found,
        units=people.units({one.unit_id for one in found if one.unit_id}),
        title_of=_title,
        now=clock.now(),
    )


def _title(code: str) -> str:
    course = find_course(code) if code else None
    return course.title if course else code
