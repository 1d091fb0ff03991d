"""The page of a unit: its head's own learning, figures of the units below, its people by name for a grant."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for

from elearn import clock
from elearn.accounts.acting import today as present_day
from elearn.accounts.identity import signed_in
from elearn.messages.notes import SHOWN_FOR
from elearn.messages.notes_store import notes_for
from elearn.policy import store as policy_store
from elearn.team import access, below_store, levels_page, sentences
from elearn.team.access import SeenUnit
from elearn.team.asked import Asked, asked_for
from elearn.team.blueprint import bp
from elearn.team.head import heads_of
from elearn.team.roster import Day, Roster, day_of
from elearn.team.rules import ACTING_ROLES, Show
from elearn.team.team_page import list_page, unit_roster
from elearn.visibility.actions import note_look
from elearn.visibility.rules import Purpose
from elearn.web.settings import current_settings

MOST_NAMED = 3_000
"""A unit with more people below it lists its own; the others are found in the units below."""


@bp.get("/unit/<row_id:unit_id>")
def unit(unit_id: int) -> str:
    """A unit as far as one may see it."""
    today = present_day()
    seen = access.unit_or_404(unit_id, today)
    asked = asked_for(request.args, today)
    day = day_of(asked, today, current_settings().time_zone)
    me = signed_in().person_id
    figures = people = None
    if seen.is_named:
        figures = levels_page.unit_levels(unit_id, today)
        people = list_page(named_roster(seen, asked, day, "unit"))
    elif seen.leads_below:
        figures = levels_page.levels_of(me, today, unit_id)
    return render_template(
        "team/unit.html",
        unit=seen.unit,
        seen=seen,
        heads=heads_of(unit_id, today, policy_store.in_force(today), viewer_id=me, is_mine=seen.is_mine),
        notes=notes_for(unit_id, posted_after=clock.now() - SHOWN_FOR) if seen.is_mine else [],
        levels=figures,
        list_page=people,
        asked=asked,
        may_act=bool(seen.roles & ACTING_ROLES),
        **sentences.list_words(
            partial(url_for, "team.unit", unit_id=unit_id),
            partial(url_for, "team.unit_export", unit_id=unit_id),
            asked,
            people.roster.counts if people else dict.fromkeys(Show, 0),
        ),
    )


def named_roster(seen: SeenUnit, asked: Asked, day: Day, page: str) -> Roster:
    """The people of a unit by name, with the look noted; `page` is "unit" or "export"."""
    note_look(seen.viewer_id, page, "unit", unit_id=seen.unit.id, as_of=asked.on, now=clock.now())
    ids = below_store.ids_in_unit(seen.unit.id, day.today, with_below=True, limit=MOST_NAMED + 1)
    if len(ids) > MOST_NAMED:
        ids = below_store.ids_in_unit(seen.unit.id, day.today, with_below=False, limit=MOST_NAMED)
    purpose = Purpose.UNIT if page == "unit" else Purpose.EXPORT
    return unit_roster(seen, ids, asked, day, purpose)
