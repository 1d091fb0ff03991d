"""What messages about obligations say when they are sent: what holds then, with the rights of their reader.

Finished, withdrawn, exempted or moved meanwhile: not sent. To a supervisor who leads nobody who is late, or
no longer the person who asked: not sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext, ngettext

from elearn.messages.kinds import Kind
from elearn.messages.store import MessageRow
from elearn.messages.wording import Wording, Words
from elearn.obligations.days import local_day
from elearn.obligations.store import assignments
from elearn.people.store import led_by
from elearn.reminders import store
from elearn.reminders.causes import date_cause, numbered
from elearn.web.formats import long_date

CONCERNED_DAYS = 7
"""A supervisor is told of dates of the coming week, and of those that have passed."""
Said = Mapping[int, Wording]


def date_words(due_on: date, today: date) -> str:
    """How far away a date is, in words."""
    days = (due_on - today).days
    if days > 0:
        return str(
            ngettext(
                "Tenggat %(date)s, %(num)s hari lagi.",
                "Tenggat %(date)s, %(num)s hari lagi.",
                days,
                date=long_date(due_on),
            )
        )
    if days == 0:
        return str(gettext("Tenggat hari ini, %(date)s.", date=long_date(due_on)))
    return str(
        gettext("Tenggatnya %(date)s. Anda masih dapat menyelesaikannya sekarang.", date=long_date(due_on))
    )


def word_dates(messages: Sequence[MessageRow], now: datetime) -> Said:
    """Due soon and overdue: of courses that are still open with that date."""
    today, dates = local_day(now), store.open_dates({one.person_id for one in messages})
    found = {}
    for one in messages:
        cause = date_cause(one.cause)
        if cause and dates.get((one.person_id, cause.course)) == cause.due_on:
            found[one.id] = Wording(title=one.title, text=date_words(cause.due_on, today))
    return found


def word_assigned(messages: Sequence[MessageRow], now: datetime) -> Said:
    """New obligations: of courses that are still open. What is not about an assignment goes as it is."""
    ids = {one.id: numbered(one.cause, before="assigned:assignment") for one in messages}
    courses = {row.id: row.course for row in assignments({one for one in ids.values() if one}).values()}
    dates = store.open_dates({one.person_id for one in messages})
    return {
        one.id: _as_told(one)
        for one in messages
        if (number := ids[one.id]) is None or (one.person_id, courses.get(number, "")) in dates
    }


def word_reminders(messages: Sequence[MessageRow], now: datetime) -> Said:
    """A supervisor's own words: not to somebody who has finished since, and has nothing left to do."""
    people = {one.person_id for one in messages}
    busy = {person_id for person_id, _ in store.open_dates(people)}
    finished = store.last_completions(people)
    return {
        one.id: _as_told(one)
        for one in messages
        if one.person_id in busy or finished.get(one.person_id, date.min) < local_day(one.made_at)
    }


def word_teams(messages: Sequence[MessageRow], now: datetime) -> Said:
    """The week of a supervisor: how many of those he leads now are late or soon will be. No names."""
    today = local_day(now)
    until = today + timedelta(days=CONCERNED_DAYS)
    teams = store.teams_of({one.person_id for one in messages}, today)
    dates = store.mandatory_dates(set().union(*teams.values()), until)
    found = {}
    for one in messages:
        concerned = [dates[person_id] for person_id in teams[one.person_id] if person_id in dates]
        late = sum(min(some) < today for some in concerned)
        if concerned:
            found[one.id] = Wording(title=one.title, text=_team_words(late, len(concerned) - late))
    return found


def _team_words(late: int, soon: int) -> str:
    sentences = [
        ngettext("%(num)s orang lewat tenggat.", "%(num)s orang lewat tenggat.", late) if late else "",
        ngettext(
            "%(num)s orang punya tenggat dalam 7 hari.", "%(num)s orang punya tenggat dalam 7 hari.", soon
        )
        if soon
        else "",
    ]
    return " ".join(str(one) for one in sentences if one)


def word_requests(messages: Sequence[MessageRow], now: datetime) -> Said:
    """Requests for another date: those that wait, of people whom the reader leads now."""
    ids = {one.id: numbered(one.cause, before="shift-asked:request") for one in messages}
    asked = store.requests({one for one in ids.values() if one})
    leaders = led_by({one.person_id for one in asked.values()}, local_day(now))
    return {
        one.id: _as_told(one)
        for one in messages
        if (request := asked.get(ids[one.id] or 0))
        and request.is_open
        and one.person_id in leaders[request.person_id]
    }


def _as_told(message: MessageRow) -> Wording:
    return Wording(title=message.title, text=message.text)


WORDS: Words = {
    Kind.DUE_SOON: word_dates,
    Kind.OVERDUE: word_dates,
    Kind.ASSIGNMENT: word_assigned,
    Kind.RELEARN: word_assigned,
    Kind.REMINDER: word_reminders,
    Kind.TEAM_DIGEST: word_teams,
    Kind.SHIFT_ASKED: word_requests,
}
