"""What happens to obligations by itself: who joins an audience gets them, what lapses comes again, and what a
release asks to learn again. Every part may run twice, also at once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.obligations import audience_store, store
from elearn.obligations.actions import withdraw
from elearn.obligations.assigning import RELEARN, carry_out, plan_for, put_in_force, terms_of
from elearn.obligations.days import day_after, local_day, workdays_from
from elearn.obligations.planning import Fate, Planned
from elearn.obligations.rows import AssignmentRow, ObligationRow, RelearnRow
from elearn.obligations.rules import LEAST_WORKDAYS, LEFT_AUDIENCE, MANDATORY, Audience, Terms, opens_on
from elearn.policy import store as policy_store
from elearn.progress import cycles_store
from elearn.progress.changes import LATE
from elearn.releases.library import find_course

SITE = Actor(name="system")
DAILY = "obligation.daily"
AT_ONCE, MOST_NAMED = 5_000, 2_000
ONE_DAY = timedelta(days=1)


def keep_up(now: datetime) -> int:
    """Once a day: who left an audience, who joined one, and what may be renewed from today; gives how many.

    People who are imported or moved meanwhile do not wait for it: `people_changed`.
    """
    today = local_day(now)
    if store.is_noted_since(DAILY, day_after(today - ONE_DAY)):
        return 0
    running = store.running_assignments()
    done = sum(_follow(one, None, now) for one in running) + sum(_renew(one, now) for one in running)
    _note_day(now, done)
    return done


def people_changed(person_ids: Collection[int], now: datetime) -> int:
    """These people came, left, or changed unit, kind of position or status: follow at once; gives how many
    obligations came or went.
    """
    # Of a whole agency it is quicker to look through everybody than to name each one.
    only = person_ids if len(person_ids) <= MOST_NAMED else None
    return sum(_follow(one, only, now) for one in store.running_assignments()) if person_ids else 0


def relearn(now: datetime) -> int:
    """Let whoever finished a course learn it again, where a release says so; gives how many people.

    Each release and course once: an assignment made after the release shows that it is done.
    """
    return sum(_relearn(one, now) for one in store.relearn_releases())


@one_transaction
def _follow(assignment: AssignmentRow, only: Collection[int] | None, now: datetime) -> int:
    today = local_day(now)
    gone = audience_store.leavers(assignment, today, only=only)
    if gone:
        withdraw(gone, "", actor=SITE, now=now, reason_kind=LEFT_AUDIENCE)
    came = [] if assignment.names_people else audience_store.joiners(assignment, today, only=only)
    if came:
        plan = plan_for(assignment.course, came, terms_of(assignment), now=now, joins_on=today)
        carry_out(assignment, plan, actor=SITE, now=now, starts_on=today)
    return len(gone) + len(came)


@one_transaction
def _renew(assignment: AssignmentRow, now: datetime) -> int:
    """Begin the next cycle of what lapses within the window of a repeating assignment."""
    if assignment.repeat_months is None:
        return 0
    today = local_day(now)
    rows = store.lapsing(assignment.id, today + timedelta(days=assignment.window_days), AT_ONCE)
    if not rows:
        return 0
    here = audience_store.people_in(audience_store.audience_of(assignment), today)
    ids = {person.id for person in here}
    least = workdays_from(today).add(today, LEAST_WORKDAYS)
    plan = [_next(row, assignment, today, least) for row in rows if row.person_id in ids]
    carry_out(assignment, plan, actor=SITE, now=now, starts_on=today)
    return len(plan)


def _next(row: ObligationRow, assignment: AssignmentRow, today: date, least: date) -> Planned:
    """The next cycle is due when the last one lapses; whoever is told late gets some working days."""
    assert row.valid_until is not None
    is_late = opens_on(row.valid_until, assignment.window_days) < today - timedelta(days=7)
    return Planned(
        person_id=row.person_id,
        fate=Fate.RENEWED,
        cycle=row.cycle + 1,
        due_on=max(row.valid_until, least) if is_late else row.valid_until,
    )


@one_transaction
def _relearn(release: RelearnRow, now: datetime) -> int:
    if find_course(release.course) is None:
        return 0
    finished = cycles_store.finished_before(release.course, release.published_at + LATE, release.version)
    today = local_day(now)
    people = audience_store.people_in(Audience(person_ids=frozenset(finished)), today) if finished else []
    if not people:
        return 0
    days = int(policy_store.in_force(today).number("relearn_workdays"))
    terms = Terms(level=MANDATORY, starts_on=today, due_after_workdays=max(1, days))
    plan = plan_for(release.course, people, terms, now=now, learns_again=True)
    audience = Audience(person_ids=frozenset(person.id for person in people))
    put_in_force(release.course, audience, terms, plan, actor=SITE, now=now, cause=RELEARN)
    return len(plan)


@one_transaction
def _note_day(now: datetime, done: int) -> None:
    add_entry(at=now, action=DAILY, subject="obligations", actor_name=SITE.name, details={"changed": done})
