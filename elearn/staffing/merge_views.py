"""Merging the duplicate record of a person: first both side by side, then the yes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.people import store as people_store
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow
from elearn.staffing import access, merging
from elearn.staffing.forms import MergeForm
from elearn.staffing.import_views import Answer


def merging_page(person_id: int) -> str:
    """Ask for the NIP of the duplicate."""
    kept = access.person_or_404(person_id)
    return _page(kept, MergeForm(formdata=None))


def merge(person_id: int) -> Answer:
    """Show both records; with the yes, merge them."""
    kept = access.person_or_404(person_id)
    form = MergeForm()
    duplicate = _duplicate(form.nip.data or "") if form.validate() else None
    if not form.errors and (duplicate is None or duplicate.id == kept.id):
        form.nip.errors = [gettext("Tidak ada catatan lain dengan NIP ini yang boleh Anda gabungkan.")]
    if form.errors or duplicate is None:
        return _page(kept, form), 422
    if request.form.get("sure") != "yes":
        return _page(kept, form, duplicate)
    stayed = merging.merge(duplicate.id, kept.id, actor=me(), now=clock.now(), today=today())
    words = gettext("Kedua catatan digabung. Tidak ada catatan belajar yang hilang.")
    if stayed:
        words += " " + gettext("%(num)s catatan yang sama tetap tersimpan pada data lama.", num=len(stayed))
    flash(words, "success")
    return redirect(url_for("staffing.person", person_id=kept.id), code=303)


def _duplicate(typed: str) -> PersonRow | None:
    """The record with this number, if the signed-in person may end its sign-in."""
    nip = normalised_nip(typed)
    found = people_store.find_person_by_nip(nip) if nip else None
    reach = access.my_reach()
    if found is None or not reach.covers(found.unit_id) or found.id in reach.irremovable:
        return None
    return found


def _page(kept: PersonRow, form: MergeForm, duplicate: PersonRow | None = None) -> str:
    return render_template("staffing/merge.html", kept=kept, form=form, duplicate=duplicate)
