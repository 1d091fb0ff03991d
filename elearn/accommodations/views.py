"""Extra time: who has it in the units one looks after, giving it, ending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accommodations import actions
from elearn.accommodations.actions import Wanted
from elearn.accommodations.forms import ExtraTimeForm
from elearn.accounts import access as accounts_access
from elearn.accounts.acting import me
from elearn.accounts.identity import signed_in
from elearn.people import store as people_store
from elearn.people.numbers import masked, normalised_nip
from elearn.people.rows import PersonRow
from elearn.quiz import extra_time_store, offers, sentences
from elearn.quiz.extra_time import Ground, Permission

SHOWN = 200

bp = Blueprint("accommodations", __name__, url_prefix="/extra-time")


@dataclass(frozen=True, kw_only=True, slots=True)
class PermissionLine:
    """A permission as the list prints it."""

    id: int
    name: str
    masked_nip: str
    where: str
    percent: int
    ground: str
    note: str
    granted_by: str
    granted_at: datetime


@bp.get("/")
def extra_time() -> str:
    """What is in force for people of my units, and a form to give more."""
    return _page(ExtraTimeForm(formdata=None))


@bp.post("/")
def grant_extra_time() -> Response | tuple[str, int]:
    """Give a person more time."""
    form = ExtraTimeForm()
    person = _person_within(form.nip.data or "") if form.validate() else None
    if form.nip.data and not form.errors and person is None:
        # The same words for an unknown number and for somebody else's unit.
        form.nip.errors = [gettext("Tidak ada pegawai dengan NIP ini di unit yang Anda layani.")]
    elif person is not None and person.id == signed_in().person_id:
        form.nip.errors = [gettext("Waktu tambahan untuk Anda sendiri diberikan oleh operator lain.")]
    if person is None or form.errors:
        return _page(form), 422
    course, quiz = form.place
    wanted = Wanted(
        person_id=person.id,
        course=course,
        quiz=quiz,
        percent=form.share,
        ground=Ground(form.ground.data),
        note=form.note.data or "",
    )
    lengthened = actions.grant(wanted, actor=me(), now=clock.now())
    flash(_granted_words(person, lengthened), "success")
    return redirect(url_for("accommodations.extra_time"), code=303)


@bp.post("/<row_id:permission_id>/end")
def end_extra_time(permission_id: int) -> Response:
    """End a permission; later attempts have the usual time."""
    permission = extra_time_store.find_permission(permission_id, accounts_access.my_reach())
    if permission is None:
        abort(404)
    actions.end(permission, actor=me(), now=clock.now())
    flash(gettext("Waktu tambahan diakhiri. Percobaan yang sedang berjalan tidak dipersingkat."), "success")
    return redirect(url_for("accommodations.extra_time"), code=303)


def _person_within(typed: str) -> PersonRow | None:
    """The person with this number, if the signed-in one looks after his unit."""
    nip = normalised_nip(typed)
    person = people_store.find_person_by_nip(nip) if nip else None
    reach = accounts_access.my_reach()
    return person if person and (reach.is_whole or person.unit_id in reach.unit_ids) else None


def _page(form: ExtraTimeForm) -> str:
    permissions = extra_time_store.permissions_within(accounts_access.my_reach(), SHOWN)
    ids = {one.person_id for one in permissions} | {one.granted_by for one in permissions}
    people = people_store.persons(ids)
    return render_template(
        "accommodations/extra_time.html",
        form=form,
        lines=[_line(one, people) for one in permissions],
        shown=SHOWN,
    )


def _line(one: Permission, people: dict[int, PersonRow]) -> PermissionLine:
    person, granter = people[one.person_id], people.get(one.granted_by)
    return PermissionLine(
        id=one.id,
        name=person.full_name,
        masked_nip=masked(person.nip),
        where=_where(one),
        percent=one.percent,
        ground=sentences.ground(one.ground),
        note=one.note,
        granted_by=granter.full_name if granter else "",
        granted_at=one.granted_at,
    )


def _where(one: Permission) -> str:
    if not one.course:
        return str(gettext("semua kuis"))
    course = offers.course_title(one.course)
    if not one.quiz:
        return str(gettext("semua kuis di %(course)s", course=course))
    return str(gettext("%(quiz)s di %(course)s", quiz=offers.quiz_title(one.course, one.quiz), course=course))


def _granted_words(person: PersonRow, lengthened: int) -> str:
    words = gettext("Waktu tambahan untuk %(name)s berlaku sejak sekarang.", name=person.full_name)
    if not lengthened:
        return str(words)
    longer = ngettext(
        "%(num)d percobaan yang sedang berjalan diperpanjang.",
        "%(num)d percobaan yang sedang berjalan diperpanjang.",
        lengthened,
    )
    return f"{words} {longer}"
