"""What the demo office must learn, and until when: a team with three people late, one nearly, one let off.

Given and changed through the rooms' own actions, in the past, so that counters, changes and messages agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from elearn.accounts.actions import Actor
from elearn.obligations import actions as obligations
from elearn.obligations import store as obligations_store
from elearn.obligations.days import local_day
from elearn.obligations.rules import MANDATORY, RECOMMENDED, Audience, ExemptReason, Terms
from elearn.operations.demo_office import ROOT_UNIT
from elearn.people import store as people_store
from elearn.releases.library import find_course

EVERYBODYS, OFFICES = "mengenal-platform", "adminduk-digital"
OFFICE = "disdukcapil"
GIVEN_AGO, DATE_AGO, LATER = timedelta(days=80), timedelta(days=6), timedelta(days=60)
EXEMPTED_AGO, SHIFTED_AGO, SHIFTED_TO = timedelta(days=20), timedelta(days=8), timedelta(days=5)
# Of the team of `supervisor`: away on other duty, and with a new date.
EXEMPT, NEARLY_LATE = "ariani", "ridwan"


def give(unit_ids: Mapping[str, int], person_ids: Mapping[str, int], now: datetime) -> None:
    """Assign both courses as they were 80 days ago; before anybody has learned anything."""
    given_at, today = now - GIVEN_AGO, local_day(now)
    admin = _actor(person_ids["admin"])
    for course, unit, level, due_on in (
        (EVERYBODYS, ROOT_UNIT, MANDATORY, today - DATE_AGO),
        (OFFICES, OFFICE, RECOMMENDED, today + LATER),
    ):
        if find_course(course) is None:
            continue  # the folder of the courses holds other ones
        terms = Terms(level=level, starts_on=local_day(given_at), due_on=due_on)
        obligations.assign(course, Audience(unit_id=unit_ids[unit]), terms, actor=admin, now=given_at)


def settle(person_ids: Mapping[str, int], now: datetime) -> None:
    """Let one person of the team off, and give another one a new date; after everybody has learned."""
    team = (person_ids[EXEMPT], person_ids[NEARLY_LATE])
    found = {
        one.person_id: one.id for one in obligations_store.obligations_of(team) if one.course == EVERYBODYS
    }
    if len(found) < len(team):
        return
    leader = _actor(person_ids["supervisor"])
    obligations.exempt(
        [found[person_ids[EXEMPT]]], ExemptReason.DUTY, "", actor=leader, now=now - EXEMPTED_AGO
    )
    obligations.shift(
        [found[person_ids[NEARLY_LATE]]],
        _workday_from(local_day(now) + SHIFTED_TO),
        "Loket sedang ramai karena pendaftaran sekolah.",
        actor=leader,
        now=now - SHIFTED_AGO,
    )


def _workday_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _actor(person_id: int) -> Actor:
    return Actor(name=people_store.persons([person_id])[person_id].full_name, person_id=person_id)
