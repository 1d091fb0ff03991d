"""Giving and taking roles, on the page of a person."""

from __future__ import annotations

from flask import abort, flash, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.accounts import actions as accounts
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import HeldRole, Role
from elearn.errors import ElearnError
from elearn.people.rows import PersonRow
from elearn.staffing import access
from elearn.staffing.import_views import Answer
from elearn.staffing.person_page import role_form
from elearn.staffing.person_views import back_to, page_of
from elearn.staffing.reach import Reach
from elearn.staffing.rules import roles_to_give
from elearn.staffing.sentences import role_word


def grant_role(person_id: int) -> Answer:
    """Give a role for a unit and all below it, or for the whole installation."""
    known = _other_or_404(person_id)
    form = role_form(access.my_reach(), signed_in().roles, today())
    if not form.validate():
        return page_of(known, role=form), 422
    role, unit_id = Role(form.role.data), int(form.role_unit.data) if form.role_unit.data else None
    accounts.grant_role(known.id, role, unit_id=unit_id, granted_by=signed_in().name, actor=me())
    told = gettext("Peran %(role)s diberikan. Mulai berlaku pada klik berikutnya.", role=role_word(role))
    flash(told, "success")
    return back_to(known)


def revoke_role(person_id: int) -> Response:
    """Take a role of one scope away."""
    known = _other_or_404(person_id)
    name = request.form.get("role", "")
    if name not in roles_to_give(signed_in().roles):
        abort(403)
    unit = request.form.get("unit", "")
    held = HeldRole(role=Role(name), unit_id=int(unit) if unit.isascii() and unit.isdigit() else None)
    if not _covers(access.my_reach(), held):
        abort(403)
    try:
        if accounts.revoke_grant(known.id, held, actor=me()):
            flash(gettext("Peran %(role)s dicabut.", role=role_word(held.role)), "success")
    except ElearnError as refused:
        flash(str(refused), "warning")
    return back_to(known)


def _covers(reach: Reach, held: HeldRole) -> bool:
    return reach.is_whole or (held.unit_id is not None and reach.covers(held.unit_id))


def _other_or_404(person_id: int) -> PersonRow:
    """Nobody changes his own roles."""
    if person_id == signed_in().person_id:
        abort(403)
    return access.person_or_404(person_id)
