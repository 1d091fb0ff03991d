"""Tim saya: the people one leads, and figures of those below them. Other pages hang on the same blueprint."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from flask import render_template, request, url_for

from elearn import clock
from elearn.accounts.acting import today as present_day
from elearn.accounts.identity import signed_in
from elearn.messages import store as messages_store
from elearn.messages.sentences import kind_word
from elearn.obligations import store as obligations_store
from elearn.obligations.rules import UNDO_WITHIN
from elearn.people import store as people_store
from elearn.practice import store as practice_store
from elearn.team import (
    access,
    act_views,
    export_views,
    find_views,
    levels_page,
    person_views,
    sentences,
    store,
    unit_views,
)
from elearn.team.asked import asked_for
from elearn.team.blueprint import bp
from elearn.team.roster import day_of
from elearn.team.team_page import list_page, team_roster
from elearn.visibility.actions import note_look
from elearn.web.settings import current_settings

__all__ = ["act_views", "bp", "export_views", "find_views", "person_views", "unit_views"]

SENT_SINCE = timedelta(days=30)
SENT_SHOWN = 100


@bp.get("/")
def team() -> str:
    """Whom I lead: who needs what, three numbers, and what can be done."""
    me, now, today = signed_in().person_id, clock.now(), present_day()
    asked = asked_for(request.args, today)
    note_look(me, "team", "direct", as_of=asked.on, now=now)
    mine = access.my_team(today)
    listed = team_roster(mine, asked, day_of(asked, today, current_settings().time_zone))
    return render_template(
        "team/team.html",
        list_page=list_page(listed),
        asked=asked,
        **sentences.list_words(
            partial(url_for, "team.team"), partial(url_for, "team.export"), asked, listed.counts
        ),
        requests=obligations_store.requests_of_people(mine.everyone),
        bulks=obligations_store.bulks_by(me, now - UNDO_WITHIN),
        units=access.named_units(),
        delegated=len(mine.delegated),
        tasks_waiting=practice_store.count_waiting(me, mine.everyone),
    )


@bp.get("/levels")
def levels() -> str:
    """Figures of all below, by unit: nobody by name."""
    today = present_day()
    return render_template(
        "team/levels.html",
        levels=levels_page.levels_of(signed_in().person_id, today),
        units=access.named_units(),
    )


@bp.get("/sent")
def sent() -> str:
    """What I sent to my people in the last month, and what became of each message."""
    me, today = signed_in().person_id, present_day()
    mine = access.my_team(today)
    rows = store.messages_from(me, mine.everyone, clock.now() - SENT_SINCE, limit=SENT_SHOWN)
    return render_template(
        "team/sent.html",
        rows=rows,
        states=messages_store.states_of([row.id for row in rows]),
        people=people_store.persons({row.person_id for row in rows}),
        mail_word=sentences.mail_word,
        kind_word=kind_word,
        has_more=len(rows) == SENT_SHOWN,
    )
