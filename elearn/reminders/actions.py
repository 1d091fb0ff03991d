"""Telling people of their dates, and supervisors of whom it concerns: once a day, before the office opens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask_babel import force_locale, gettext

from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.obligations.days import day_after, local_day
from elearn.obligations.store import is_noted_since
from elearn.obligations.telling import MINE, course_title
from elearn.policy import store as policy_store
from elearn.reminders import rules, store
from elearn.reminders.causes import DateCause
from elearn.reminders.rules import Stage
from elearn.reminders.wording import CONCERNED_DAYS, date_words
from elearn.web.settings import current_settings

FROM_HOUR = time(4)
"""Told at night the same day, before the first office of the country opens two hours ahead of Jakarta."""
DONE = "reminders.told"
TEAM = "/team/"


def remind(now: datetime) -> int:
    """The job of the day: gives how many messages are new. A second run of the day does nothing."""
    here = now.astimezone(current_settings().time_zone)
    yesterday_over = day_after(here.date() - timedelta(days=1))
    if here.time() < FROM_HOUR or is_noted_since(DONE, yesterday_over):
        return 0
    return _remind(local_day(now), now)


def _remind(today: date, now: datetime) -> int:
    """In many transactions: a long one would keep learners from saving. What is told twice is told once."""
    reminder_days = policy_store.in_force(today).days("reminder_days")
    told = sum(_tell_stage(stage, today, now) for stage in rules.stages(today, reminder_days))
    told += _tell_supervisors(today, now)
    _note(told, now)
    return told


@one_transaction
def _note(told: int, now: datetime) -> None:
    add_entry(at=now, action=DONE, subject="reminders", actor_name="system", details={"count": told})


def _tell_stage(stage: Stage, today: date, now: datetime) -> int:
    kind = Kind.OVERDUE if stage.is_overdue else Kind.DUE_SOON
    told = 0
    for (course, due_on), person_ids in store.due_in(stage, today).items():
        cause = DateCause(kind=kind.value, course=course, due_on=due_on, stage=stage.name)
        # For all of them at once, so in Indonesian; by mail each reads it in his own language.
        with force_locale("id"):
            text = date_words(due_on, today)
        title = course_title(course)
        told += tell(person_ids, kind, cause=str(cause), title=title, text=text, link=MINE, now=now)
    return told


def _tell_supervisors(today: date, now: datetime) -> int:
    """Once a week, without a number: how many it concerns is counted when the mail leaves."""
    leaders = store.leaders_of_late(today, today + timedelta(days=CONCERNED_DAYS))
    with force_locale("id"):
        title = gettext("Lihat siapa di tim Anda yang tenggatnya dekat atau lewat.")
    cause = f"team-digest:{rules.digest_name(today)}"
    return tell(leaders, Kind.TEAM_DIGEST, cause=cause, title=title, link=TEAM, now=now) if leaders else 0
