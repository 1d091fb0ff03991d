"""Acting for one or many: first what will happen to whom, then doing it, then a day to take it back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me
from elearn.accounts.acting import today as present_day
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import Role
from elearn.obligations import actions as obligation_actions
from elearn.obligations import store as obligations_store
from elearn.obligations.actions import UndoRefused
from elearn.team import access, sentences
from elearn.team.asked import asked_for
from elearn.team.blueprint import bp
from elearn.team.deeds import Case, do
from elearn.team.forms import FORMS, Deed, DeedForm
from elearn.team.roster import cells_of, columns, day_of
from elearn.team.team_page import team_roster
from elearn.web.settings import current_settings

MOST_PEOPLE = 5_000
SHOWN = 50


@bp.get("/act")
def act() -> str | Response:
    """What will be done, to whom, in which words."""
    deed = _deed(request.args.get("deed"))
    chosen = _listed() if request.args.get("all") else _ids(request.args.getlist("p"))
    if not chosen:
        flash(gettext("Tandai dulu orangnya."), "info")
        return redirect(_back(), code=303)
    case = _case(chosen)
    return _page(deed, case, _form(deed, case, is_new=True))


@bp.post("/act")
def do_act() -> str | Response | tuple[str, int]:
    """Do it, or show once more how it will read."""
    deed = _deed(request.form.get("deed"))
    case = _case(_ids(request.form.get("people", "").split(",")))
    form = _form(deed, case)
    if not form.validate():
        return _page(deed, case, form), 422
    if request.form.get("step") == "preview":
        return _page(deed, case, form)
    flash(do(deed, form, case), "success")
    only = case.people[0].id if len(case.people) == 1 else None
    target = url_for("team.person", person_id=only) if only else _back(case)
    return redirect(target, code=303)


@bp.post("/undo/<row_id:bulk_id>")
def undo(bulk_id: int) -> Response:
    """Take back what I did to many, within a day."""
    bulk = obligations_store.find_bulk(bulk_id)
    if bulk is None or bulk.actor_id != signed_in().person_id:
        abort(404)
    try:
        outcome = obligation_actions.undo(bulk_id, actor=me(), now=clock.now())
    except UndoRefused:
        flash(gettext("Tindakan ini tidak dapat dibatalkan lagi."), "warning")
    else:
        flash(sentences.undone(outcome.undone, outcome.left), "success")
    return redirect(_back(), code=303)


def _deed(text: str | None) -> Deed:
    found = next((one for one in Deed if one.value == text), None)
    if found is None:
        abort(404)
    return found


def _ids(texts: list[str]) -> list[int]:
    """The people named, each once; anything but ids of people is as if it were not there."""
    ids = dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19)
    return list(ids)[:MOST_PEOPLE]


def _listed() -> list[int]:
    """Everybody on the list that was on the screen."""
    today = present_day()
    asked = asked_for(request.args, today)
    day = day_of(asked, today, current_settings().time_zone)
    return list(team_roster(access.my_team(today), asked, day).found)[:MOST_PEOPLE]


def _case(person_ids: list[int]) -> Case:
    today = present_day()
    people = access.people_to_act_for_or_404(person_ids, today)
    day = day_of(asked_for({}, today), today, current_settings().time_zone)
    cells = cells_of([one.id for one in people], day)
    return Case(people=people, cells=cells, actor=me(), today=today, now=clock.now())


def _form(deed: Deed, case: Case, *, is_new: bool = False) -> DeedForm:
    courses = columns(case.open_courses())
    if not is_new:
        return FORMS[deed](case.today, courses)
    usual = {"text": sentences.usual_text(deed), "held_on": case.today}
    if len(courses) == 1:
        usual["courses"] = [courses[0].code]
    return FORMS[deed](case.today, courses, formdata=None, **usual)


def _page(deed: Deed, case: Case, form: DeedForm) -> str:
    return render_template(
        "team/act.html",
        deed=deed,
        case=case,
        form=form,
        shown=SHOWN,
        titles={one.code: one.title for one in columns(case.open_courses())},
        words=sentences.DEEDS[deed],
        me=signed_in().name,
        back=_back(case),
        leads=Role.SUPERVISOR in signed_in().roles,
        today=case.today,
    )


def _back(case: Case | None = None) -> str:
    """Where the list is: one's team, or for who acts through a grant alone the unit of the people."""
    if Role.SUPERVISOR in signed_in().roles:
        return url_for("team.team")
    return url_for("team.unit", unit_id=case.people[0].unit_id) if case else url_for("learning.home")
