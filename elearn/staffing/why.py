"""Why somebody is not in a supervisor's list: no more is told than the asker may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from elearn.people import leading_store
from elearn.people import store as people_store
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow
from elearn.staffing import store
from elearn.staffing.reach import Reach
from elearn.staffing.rules import WhyNot

MOST_ANSWERS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Why one person is or is not in the list; `name` is empty when nothing may be told."""

    why: WhyNot
    name: str = ""
    other: str = ""  # who leads him, where the asker may know
    day: date | None = None


def explain(asker: PersonRow, typed: str, *, today: date) -> list[Answer]:
    """At least one answer. Told are people the asker leads or led, and people of his own unit and below.

    Everybody else, and a name that nobody has, get the same answer: it reveals no one.
    """
    words = " ".join(typed.split())[:100]
    nip = normalised_nip(words)
    below = people_store.units_below([asker.unit_id])
    team = set(people_store.team_of(asker.id, today))
    known = Reach(unit_ids=frozenset(below))
    among = team | leading_store.ever_led(asker.id)
    found = store.people_named(words.split(), nip, known, among=among, limit=MOST_ANSWERS) if words else []
    people = people_store.persons([one.id for one in found]).values()
    answers = [_about(one, asker, one.unit_id in below, one.id in team, today) for one in people]
    answers.sort(key=lambda answer: (answer.why is WhyNot.IS_THERE, answer.name))
    return answers or [Answer(why=WhyNot.UNKNOWN)]


def _about(person: PersonRow, asker: PersonRow, is_below: bool, is_led: bool, today: date) -> Answer:
    name = person.full_name
    if person.id == asker.id:
        return Answer(why=WhyNot.HIMSELF, name=name)
    if is_led:
        return Answer(why=WhyNot.IS_THERE, name=name)
    left_on, reason, _into = leading_store.leavers_facts([person.id])[person.id]
    if left_on is not None and left_on <= today:
        return Answer(why=WhyNot.MERGED if reason == "merged" else WhyNot.LEFT, name=name, day=left_on)
    mine = leading_store.last_line_between(person.id, asker.id)
    if mine is not None and mine[0] > today:
        return Answer(why=WhyNot.LINE_BEGINS_LATER, name=name, day=mine[0])
    now = people_store.supervisor_of(person.id, today)
    other = now.full_name if now is not None and is_below else ""
    if mine is not None:
        return Answer(why=WhyNot.LINE_ENDED, name=name, day=mine[1], other=other)
    return Answer(why=WhyNot.OTHER_LEADER if now else WhyNot.NO_LEADER, name=name, other=other)
