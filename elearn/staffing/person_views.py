"""One person: details, number, positions; every change takes the way that a list of staff takes."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import may_call, signed_in
from elearn.errors import ElearnError
from elearn.people import leading_store, staff_store
from elearn.people import store as people_store
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow
from elearn.spreadsheet.table import Cell, Row, Table
from elearn.staffing import access, numbering, store
from elearn.staffing.forms import (
    FIELDS,
    AbsenceForm,
    NumberForm,
    PersonForm,
    PositionForm,
    RoleForm,
    cell_text,
)
from elearn.staffing.import_views import Answer
from elearn.staffing.importing.actions import bring_in
from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.remarks import WARNINGS
from elearn.staffing.importing.sentences import remark_words
from elearn.staffing.person_page import filled_form, person_page, role_form
from elearn.staffing.unit_tree import branches


def person(person_id: int) -> str:
    """What is known of a person, and the forms that change it."""
    return page_of(access.person_or_404(person_id))


def keep_person(person_id: int) -> Answer:
    """Change details, position, unit, supervisor, or note that he leaves."""
    known = access.person_or_404(person_id)
    form = _form()
    if not form.validate():
        return page_of(known, form=form), 422
    outcome = bring_in(
        [_as_table(known, form)],
        reach=access.my_reach(),
        good_rows_only=False,
        source=f"person:{known.id}",
        actor=me(),
        now=clock.now(),
        today=today(),
    )
    names = {field: name for name, field in FIELDS.items()}
    for remark in outcome.plan.rows[0].remarks:
        if remark.code in WARNINGS:
            flash(remark_words(remark), "warning")
        elif remark.place in names:
            getattr(form, names[Field(remark.place)]).errors = [remark_words(remark)]
        else:
            form.form_errors.append(remark_words(remark))
    if not outcome.was_written:
        return page_of(known, form=form), 422
    flash(gettext("Data pegawai disimpan."), "success")
    return back_to(known)


def change_number(person_id: int) -> Answer:
    """Give a person a new NIP; the old one stays his, and nobody else gets it."""
    known = access.removable_or_404(person_id)
    form = NumberForm()
    if not form.validate():
        return page_of(known, number=form), 422
    try:
        numbering.change_number(
            known.id,
            form.nip.data or "",
            on=form.on.day,
            actor=me(),
            now=clock.now(),
            today=today(),
        )
    except ElearnError as refused:
        form.nip.errors = [str(refused)]
        return page_of(known, number=form), 422
    flash(gettext("NIP diganti. Masuk sekarang memakai NIP baru."), "success")
    return back_to(known)


def add_position(person_id: int) -> Answer:
    """Note an acting or additional position with its days."""
    known = access.person_or_404(person_id)
    form = PositionForm()
    if form.validate() and form.last.data and form.last.data < form.first.day:
        form.last.errors = [gettext("Tanggal ini sebelum tanggal mulainya.")]
    if form.errors or form.last.errors:
        return page_of(known, position=form), 422
    numbering.add_position(
        known,
        basis=form.basis.data,
        name=form.position_name.data or "",
        first=form.first.day,
        last=form.last.data,
        actor=me(),
        now=clock.now(),
    )
    flash(gettext("Jabatan dicatat."), "success")
    return back_to(known)


def end_position(person_id: int, position_id: int) -> Answer:
    """End an acting or additional position today."""
    known = access.person_or_404(person_id)
    held = {one.id: one for one in leading_store.positions_of(known.id)}
    if position_id not in held or held[position_id].basis == "definitive":
        abort(404)
    numbering.end_position(known, position_id, on=today(), actor=me(), now=clock.now())
    flash(gettext("Jabatan diakhiri hari ini."), "success")
    return back_to(known)


def _form() -> PersonForm:
    form = PersonForm()
    units = branches(store.units_within(access.my_reach(), on=today()))
    form.unit.choices = [
        SelectChoice(one.unit.code, "\u00a0\u00a0" * one.depth + one.unit.name) for one in units
    ]
    return form


def _as_table(known: PersonRow, form: PersonForm) -> Table:
    """The form as a list of one row."""
    cells = {field: cell_text(form[name].data) for name, field in FIELDS.items()}
    if not form.since.data:
        cells.pop(Field.SINCE)
    if not form.left.data:
        cells.pop(Field.LEFT_REASON)
    elif not form.left_reason.data:
        cells[Field.LEFT_REASON] = "berhenti"
    led_now = _leader_nip(known)
    if led_now == (normalised_nip(form.supervisor.data or "") or ""):
        cells.pop(Field.SUPERVISOR)  # unchanged: a move to another unit then ends the line by itself
    cells[Field.NIP] = known.nip
    row = Row(1, tuple(Cell(text) for text in cells.values()))
    return Table(name="", headers=tuple(field.value for field in cells), rows=(row,))


def _leader_nip(known: PersonRow) -> str:
    leader = people_store.supervisor_of(known.id, today())
    return leader.nip if leader else ""


def page_of(
    known: PersonRow,
    *,
    form: PersonForm | None = None,
    number: NumberForm | None = None,
    position: PositionForm | None = None,
    absence: AbsenceForm | None = None,
    role: RoleForm | None = None,
) -> str:
    """The page, with what was typed into one of its forms."""
    if form is None:
        form = _form()
        row = next(iter(staff_store.people_by_number([known.nip])), None)
        if row is not None and (request.method == "GET" or number or position or absence or role):
            filled_form(form, row, _leader_nip(known))
    return render_template(
        "staffing/person.html",
        person=known,
        form=form,
        number=number or NumberForm(formdata=None),
        position=position or PositionForm(formdata=None),
        absence=absence or AbsenceForm(formdata=None),
        role=role or role_form(access.my_reach(), signed_in().roles, today()),
        may_give_roles=may_call("staffing.grant_role") and known.id != signed_in().person_id,
        about=person_page(known, access.my_reach(), today()),
    )


def back_to(known: PersonRow) -> Response:
    """To the page of a person."""
    return redirect(url_for("staffing.person", person_id=known.id), code=303)
