"""What Tim saya and the list of a unit print, put together from one roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.team.access import SeenUnit, Team, opening_of
from elearn.team.asked import Asked
from elearn.team.roster import COURSES_A_PAGE, Column, Day, Line, Roster, columns_of, lines, roster
from elearn.visibility.rules import EVERYTHING, Field, Purpose, Subject, Viewer, visible_fields

NOBODY = 0
"""No person has this id: what is decided for it holds for whoever stands to the viewer in the same way."""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A page of the list: rows, and the courses beside each other in it.

    `own` is the viewer's own row, None where he is not part of the list.
    """

    roster: Roster
    own: Line | None
    lines: Sequence[Line]
    columns: Sequence[Column]
    column_page: int
    column_pages: int
    courses: int


def team_roster(team: Team, asked: Asked, day: Day, purpose: Purpose = Purpose.TEAM) -> Roster:
    """Whom somebody leads, with himself."""
    opening = opening_of(day.policy)
    # Two thousand people stand to him in two ways: each is decided once. Nobody who has left is in a team.
    him = Subject(person_id=NOBODY)
    direct = visible_fields(Viewer(person_id=team.leader_id, leads_directly=True), him, purpose, opening)
    deputy = visible_fields(Viewer(person_id=team.leader_id, is_delegate=True), him, purpose, opening)

    def seeing(person_id: int) -> frozenset[Field]:
        if person_id == team.leader_id:
            return EVERYTHING
        return direct if person_id in team.direct else deputy

    return roster(team.everyone, asked, day, seeing, own_id=team.leader_id)


def unit_roster(
    seen: SeenUnit, person_ids: Sequence[int], asked: Asked, day: Day, purpose: Purpose
) -> Roster:
    """People of a unit as one sees them through a grant for it."""
    viewer = Viewer(person_id=seen.viewer_id, roles=seen.roles)
    fields = visible_fields(viewer, Subject(person_id=NOBODY), purpose, opening_of(day.policy))
    return roster(person_ids, asked, day, lambda _person_id: fields)


def list_page(listed: Roster) -> ListPage:
    """The page of the list that was asked for."""
    ids = list(listed.ids_of_page())
    own = [] if listed.own_id is None else [listed.own_id]
    shown = lines(listed, [*own, *ids])
    courses = columns_of(shown)
    pages = max(1, -(-len(courses) // COURSES_A_PAGE))
    page = min(listed.asked.columns, pages)
    first = (page - 1) * COURSES_A_PAGE
    return ListPage(
        roster=listed,
        own=shown[0] if own else None,
        lines=shown[len(own) :],
        columns=courses[first : first + COURSES_A_PAGE],
        column_page=page,
        column_pages=pages,
        courses=len(courses),
    )
