"""The page of one person, and its mirror: what my supervisor sees of me, made by the same template."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import today as present_day
from elearn.accounts.actions import Actor
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import Role
from elearn.obligations import actions as obligation_actions
from elearn.obligations import store as obligations_store
from elearn.people import store as people_store
from elearn.team import access, actions, rules, sentences, store
from elearn.team.asked import asked_for
from elearn.team.blueprint import bp
from elearn.team.forms import Deed, ReplyForm
from elearn.team.person_page import PersonPage, person_page
from elearn.team.roster import Day, day_of
from elearn.visibility import actions as visibility_actions
from elearn.visibility import store as visibility_store
from elearn.visibility.rules import HEAD_ON_UNIT_PAGE, Purpose, Subject, Viewer, visible_fields
from elearn.web.settings import current_settings

LOOKS_TOLD = timedelta(days=365)
LOOKS_SHOWN = 100
LONGEST_ANSWER = 1_000


@bp.get("/<row_id:person_id>")
def person(person_id: int) -> str | Response:
    """One person, as far as I may see him."""
    if person_id == signed_in().person_id:
        return redirect(url_for("team.mirror"), code=303)
    today = present_day()
    day = _day(today_only=False)
    seen = access.person_or_404(person_id, today, day.policy)
    visibility_actions.note_look(
        signed_in().person_id, "person", "person", subject_id=person_id, as_of=day.on, now=clock.now()
    )
    page = person_page(seen.person, seen.fields, day, viewer_id=seen.viewer.person_id, consents=seen.consents)
    return _answer(page, may_act=rules.may_act(seen.viewer) and day.on is None)


@bp.get("/mirror")
def mirror() -> str:
    """What my supervisor sees of me, who looked, and what I share."""
    return _mirror(ReplyForm(formdata=None))


@bp.post("/mirror/talks/<row_id:talk_id>")
def reply(talk_id: int) -> str | Response | tuple[str, int]:
    """My own words to a talk with me."""
    me = signed_in().person_id
    if talk_id not in {one.id for one in store.talks(me)}:
        abort(404)
    form = ReplyForm()
    if not form.validate():
        return _mirror(form, replying_to=talk_id), 422
    actions.reply_to_talk(talk_id, me, form.reply.data or "", now=clock.now())
    flash(gettext("Tanggapan Anda disimpan."), "success")
    return redirect(url_for("team.mirror") + "#bincang", code=303)


@bp.post("/mirror/consents")
def consent() -> Response:
    """Share, or no longer share, my own learning with the unit I head."""
    me = signed_in().person_id
    if not store.heads_any_unit(me):
        abort(404)
    if request.form.get("share") == "yes":
        visibility_actions.give_consent(me, HEAD_ON_UNIT_PAGE, clock.now())
        flash(gettext("Belajar Anda tahun ini tampil di halaman unit Anda."), "success")
    else:
        visibility_actions.withdraw_consent(me, HEAD_ON_UNIT_PAGE, clock.now())
        flash(gettext("Belajar Anda tidak lagi tampil di halaman unit."), "success")
    return redirect(url_for("team.mirror") + "#berbagi", code=303)


@bp.post("/requests/<row_id:request_id>")
def decide(request_id: int) -> Response:
    """Approve or refuse another date for somebody I lead."""
    asked = obligations_store.find_request(request_id)
    if asked is None:
        abort(404)
    access.people_to_act_for_or_404([asked.person_id], present_day())
    me = signed_in()
    decided = obligation_actions.decide_shift(
        request_id,
        is_approved=request.form.get("verdict") == "approve",
        answer=request.form.get("answer", "").replace("\0", "").strip()[:LONGEST_ANSWER],
        actor=Actor(name=me.name, person_id=me.person_id),
        now=clock.now(),
    )
    flash(
        gettext("Keputusan disimpan dan diberitahukan.")
        if decided
        else gettext("Permintaan ini sudah diputuskan lebih dulu."),
        "success" if decided else "info",
    )
    return redirect(url_for("team.person", person_id=asked.person_id), code=303)


def _mirror(form: ReplyForm, replying_to: int | None = None) -> str:
    me, today, now = signed_in().person_id, present_day(), clock.now()
    day = _day(today_only=True)
    supervisor = people_store.supervisor_of(me, today)
    consents = visibility_store.consents_of([me])[me]
    # Without a supervisor on record: what one would see.
    viewer = Viewer(person_id=supervisor.id if supervisor else 0, leads_directly=True)
    fields = visible_fields(
        viewer, Subject(person_id=me, consents=consents), Purpose.PERSON, access.opening_of(day.policy)
    )
    page = person_page(
        people_store.persons([me])[me], fields, day, viewer_id=None, consents=consents, all_talks=True
    )
    looks = visibility_actions.looks_at(me, since=now - LOOKS_TOLD, zone=current_settings().time_zone)
    people = people_store.persons(
        {one.viewer_id for one in looks} | {one.supervisor_id for one in page.talks}
    )
    return _answer(
        page,
        is_mirror=True,
        supervisor=supervisor,
        names={one.id: one.full_name for one in people.values()},
        looks=looks[:LOOKS_SHOWN],
        form=form,
        replying_to=replying_to,
        heads_a_unit=store.heads_any_unit(me),
        shares_with_unit=HEAD_ON_UNIT_PAGE in consents,
    )


def _answer(page: PersonPage, *, may_act: bool = False, is_mirror: bool = False, **more: object) -> str:
    return render_template(
        "team/person.html",
        person_page=page,
        may_act=may_act,
        is_mirror=is_mirror,
        leads=Role.SUPERVISOR in signed_in().roles,
        deed_words={one.value: sentences.DEEDS[one].choice for one in Deed},
        change_words=sentences.CHANGES,
        reason_word=sentences.reason_word,
        looked_at=sentences.looked_at,
        mail_word=sentences.mail_word,
        **more,
    )


def _day(*, today_only: bool) -> Day:
    today = present_day()
    asked = asked_for({} if today_only else request.args, today)
    return day_of(asked, today, current_settings().time_zone)
