"""Hand-over of a team, a supervisor's own deputy, and why somebody is not in a list."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.errors import ElearnError
from elearn.people import leading_store
from elearn.people import store as people_store
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow
from elearn.staffing import access, leading, rules, why
from elearn.staffing.forms import DelegationForm, HandOverForm
from elearn.staffing.import_views import Answer
from elearn.staffing.sentences import delegation_words, why_words


def handover() -> str:
    """The form that gives a whole team to another supervisor."""
    return render_template("staffing/handover.html", form=HandOverForm(formdata=None))


def hand_over() -> Answer:
    """Give the team away from a day on."""
    form = HandOverForm()
    old = new = None
    if form.validate():
        old, new = _present(form.from_nip.data or ""), _present(form.to_nip.data or "")
        if old is None or not access.my_reach().covers(old.unit_id):
            form.from_nip.errors = [gettext("Tidak ada pegawai dengan NIP ini di unit yang Anda kelola.")]
        if new is None or (old is not None and old.id == new.id):
            form.to_nip.errors = [gettext("Isi NIP pegawai lain yang masih aktif.")]
        if form.on.day < today():
            form.on.errors = [gettext("Paling awal hari ini: yang sudah lewat tidak diubah.")]
    if form.errors or old is None or new is None:
        return render_template("staffing/handover.html", form=form), 422
    try:
        done = leading.hand_over(
            old.id,
            new.id,
            on=form.on.day,
            reach=access.my_reach(),
            actor=me(),
            now=clock.now(),
            today=today(),
        )
    except ElearnError as refused:
        form.form_errors.append(str(refused))
        return render_template("staffing/handover.html", form=form), 422
    flash(_handed_words(done.moved, done.left_alone), "success" if done.moved else "warning")
    return redirect(url_for("staffing.handover"), code=303)


def delegation() -> str:
    """Who acts for me, and a form to name somebody."""
    return _delegation_page(DelegationForm(formdata=None))


def delegate() -> Answer:
    """Let somebody act for me in some days."""
    form = DelegationForm()
    deputy = _present(form.deputy_nip.data or "")
    if form.validate():
        fault = rules.delegation_fault(
            signed_in().person_id,
            deputy.id if deputy else None,
            form.first.day,
            form.last.day,
            today=today(),
        )
        if fault is not None:
            field, words = delegation_words(fault)
            form[field].errors = [words]
    if form.errors or deputy is None:
        return _delegation_page(form), 422
    leading.delegate(
        signed_in().person_id,
        deputy.id,
        first=form.first.day,
        last=form.last.day,
        reason=form.reason.data or "",
        actor=me(),
        now=clock.now(),
    )
    flash(gettext("%(name)s menggantikan Anda pada hari-hari itu.", name=deputy.full_name), "success")
    return redirect(url_for("staffing.delegation"), code=303)


def end_delegation(delegation_id: int) -> Answer:
    """End a delegation of mine at once."""
    if not leading.end_delegation(delegation_id, signed_in().person_id, actor=me(), now=clock.now()):
        abort(404)
    flash(gettext("Penggantian diakhiri."), "success")
    return redirect(url_for("staffing.delegation"), code=303)


def why_page() -> str:
    """Ask why somebody is not in my list."""
    return render_template("staffing/why.html", typed="", answers=None)


def explain() -> str:
    """The answer, at once: a name stands in no address."""
    typed = " ".join(request.form.get("q", "").split())[:100]
    me = people_store.persons([signed_in().person_id])[signed_in().person_id]
    answers = why.explain(me, typed, today=today()) if typed else None
    words = None if answers is None else [(one.name, why_words(one)) for one in answers]
    return render_template("staffing/why.html", typed=typed, answers=words)


def _present(typed: str) -> PersonRow | None:
    """The person who holds a number now and has not left."""
    nip = normalised_nip(typed)
    person = people_store.find_person_by_nip(nip) if nip else None
    if person is None:
        return None
    left_on = leading_store.leavers_facts([person.id])[person.id][0]
    return None if left_on is not None and left_on <= today() else person


def _delegation_page(form: DelegationForm) -> str:
    return render_template(
        "staffing/delegation.html",
        form=form,
        delegations=leading_store.delegations_of(signed_in().person_id, since=today()),
        today=today(),
    )


def _handed_words(moved: int, left_alone: int) -> str:
    words = ngettext("%(num)d orang beralih atasan.", "%(num)d orang beralih atasan.", moved)
    if not left_alone:
        return str(words)
    more = ngettext(
        "%(num)d orang lain berada di unit yang tidak Anda kelola dan tidak diubah.",
        "%(num)d orang lain berada di unit yang tidak Anda kelola dan tidak diubah.",
        left_alone,
    )
    return f"{words} {more}"
