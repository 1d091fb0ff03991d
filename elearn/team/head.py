"""Leaders first: what a unit is shown of its head's own learning this year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from elearn.ledger import store as ledger_store
from elearn.people import store as people_store
from elearn.policy.values import Policy
from elearn.releases.library import library
from elearn.team import store
from elearn.team.access import opening_of
from elearn.visibility import store as visibility_store
from elearn.visibility.rules import Field, Purpose, Subject, Viewer, visible_fields


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A head with the courses finished this year, and the JP of the year."""

    name: str
    position: str
    finished: tuple[str, ...]
    jp: Decimal


def heads_of(unit_id: int, today: date, policy: Policy, *, viewer_id: int, is_mine: bool) -> list[Head]:
    """The heads of a unit who show, or must show, their own learning to it."""
    ids = store.head_ids(unit_id)
    if not ids:
        return []
    people, consents = people_store.persons(ids), visibility_store.consents_of(ids)
    opening, shown = opening_of(policy), []
    for person_id in ids:
        viewer = Viewer(person_id=viewer_id, is_of_unit=is_mine)
        subject = Subject(person_id=person_id, consents=consents[person_id])
        if Field.COMPLETED_ON in visible_fields(viewer, subject, Purpose.LEADER, opening):
            shown.append(person_id)
    finished, jp = store.finished_in(shown, today.year), ledger_store.jp_of(shown, today.year)
    titles = {code: course.title for code, course in library().courses.items()}
    return [
        Head(
            name=people[one].full_name,
            position=people[one].position,
            finished=tuple(titles.get(code, code) for code in finished[one]),
            jp=jp[one],
        )
        for one in shown
    ]
