"""Who may see what of whom: the whole matrix, and what no rule ever opens."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.visibility.rules import (
    CLOSED,
    EVERYTHING,
    HEAD_ON_UNIT_PAGE,
    NOTHING,
    OF_A_HEAD,
    OF_RECORD,
    OF_WORK,
    Field,
    Opening,
    Purpose,
    Subject,
    Viewer,
    visible_fields,
)

ME, HIM = 1, 2
NEVER = {
    Field.ANSWERS,
    Field.MINUTES,
    Field.TIME_OF_DAY,
    Field.DEVICE,
    Field.NOTES,
    Field.BOOKMARKS,
    Field.ACCOMMODATION,
}
ON_DEMAND = {Field.SCORE, Field.ATTEMPTS, Field.HELP_NEEDED}

VIEWERS = {
    "himself": Viewer(person_id=HIM),
    "his supervisor": Viewer(person_id=ME, leads_directly=True),
    "a delegate of his supervisor": Viewer(person_id=ME, is_delegate=True),
    "the head of his unit": Viewer(person_id=ME, roles=frozenset({"unit_head"})),
    "the operator of his unit": Viewer(person_id=ME, roles=frozenset({"unit_operator"})),
    "an administrator above him": Viewer(person_id=ME, roles=frozenset({"hr_admin"})),
    "the supervisor of his supervisor": Viewer(person_id=ME, leads_indirectly=True),
    "an author of his unit": Viewer(person_id=ME, roles=frozenset({"author", "reviewer", "sysadmin"})),
    "one of the unit he heads": Viewer(person_id=ME, is_of_unit=True),
    "a stranger": Viewer(person_id=ME),
}
T, P, X, U, L = Purpose.TEAM, Purpose.PERSON, Purpose.EXPORT, Purpose.UNIT, Purpose.LEADER
R = Purpose.RECORD
# Every viewer with what he sees for each purpose. A cell that is missing here fails the test.
MATRIX = {
    "himself": {T: EVERYTHING, P: EVERYTHING, X: EVERYTHING, U: EVERYTHING, L: NOTHING, R: EVERYTHING},
    "his supervisor": {T: OF_WORK, P: OF_WORK, X: OF_WORK, U: NOTHING, L: NOTHING, R: NOTHING},
    "a delegate of his supervisor": {T: OF_WORK, P: OF_WORK, X: OF_WORK, U: NOTHING, L: NOTHING, R: NOTHING},
    "the head of his unit": {T: NOTHING, P: OF_WORK, X: OF_WORK, U: OF_WORK, L: NOTHING, R: OF_RECORD},
    "the operator of his unit": {T: NOTHING, P: OF_WORK, X: OF_WORK, U: OF_WORK, L: NOTHING, R: OF_RECORD},
    "an administrator above him": {T: NOTHING, P: OF_WORK, X: OF_WORK, U: OF_WORK, L: NOTHING, R: OF_RECORD},
    "the supervisor of his supervisor": dict.fromkeys(Purpose, NOTHING),
    "an author of his unit": dict.fromkeys(Purpose, NOTHING),
    "one of the unit he heads": dict.fromkeys(Purpose, NOTHING),
    "a stranger": dict.fromkeys(Purpose, NOTHING),
}


@pytest.mark.parametrize(("who", "purpose"), list(product(VIEWERS, Purpose)))
def test_each_viewer_sees_what_the_matrix_says(who: str, purpose: Purpose) -> None:
    assert visible_fields(VIEWERS[who], Subject(person_id=HIM), purpose) == MATRIX[who][purpose]


@pytest.mark.parametrize(("who", "purpose"), list(product(VIEWERS, Purpose)))
def test_of_a_person_who_left_only_administration_and_he_himself_see_anything(
    who: str, purpose: Purpose
) -> None:
    seen = visible_fields(VIEWERS[who], Subject(person_id=HIM, has_left=True), purpose)
    keeps = who in {"himself", "an administrator above him"}
    assert seen == (MATRIX[who][purpose] if keeps else NOTHING)


@pytest.mark.parametrize(
    ("opening", "field"),
    [
        (Opening(show_scores=True), Field.SCORE),
        (Opening(show_attempts=True), Field.ATTEMPTS),
        (Opening(show_help_needed=True), Field.HELP_NEEDED),
    ],
)
def test_a_written_rule_opens_one_field_to_who_leads_him_and_to_nobody_else(
    opening: Opening, field: Field
) -> None:
    for who, viewer in VIEWERS.items():
        opened = visible_fields(viewer, Subject(person_id=HIM), P, opening) - MATRIX[who][P]
        assert opened == ({field} if viewer.leads_directly or viewer.is_delegate else set()), who


def test_who_shares_his_trouble_with_a_quiz_shares_nothing_else() -> None:
    sharing = Subject(person_id=HIM, consents=frozenset({"help-with-quiz:adminduk/kuis-1"}))
    seen = visible_fields(VIEWERS["his supervisor"], sharing, P)
    assert seen - OF_WORK == {Field.HELP_NEEDED}


def test_the_learning_of_a_head_is_shown_to_his_unit_by_rule_or_by_his_consent() -> None:
    near, far = VIEWERS["one of the unit he heads"], VIEWERS["a stranger"]
    agrees = Subject(person_id=HIM, consents=frozenset({HEAD_ON_UNIT_PAGE}))
    assert visible_fields(near, agrees, L) == OF_A_HEAD
    assert visible_fields(near, Subject(person_id=HIM), L, Opening(heads_first=True)) == OF_A_HEAD
    assert visible_fields(far, agrees, L, Opening(heads_first=True)) == NOTHING
    # Agreeing to that opens no page of his own to anybody.
    assert visible_fields(near, agrees, P, Opening(heads_first=True)) == NOTHING


viewers = st.builds(
    Viewer,
    person_id=st.just(ME),
    roles=st.frozensets(
        st.sampled_from(["author", "reviewer", "unit_operator", "unit_head", "hr_admin", "sysadmin", "x"])
    ),
    leads_directly=st.booleans(),
    is_delegate=st.booleans(),
    leads_indirectly=st.booleans(),
    is_of_unit=st.booleans(),
)
subjects = st.builds(
    Subject,
    person_id=st.just(HIM),
    has_left=st.booleans(),
    consents=st.frozensets(st.sampled_from(["unit-page", "help-with-quiz:a/b", "everything", ""])),
)
openings = st.builds(
    Opening,
    show_scores=st.booleans(),
    show_attempts=st.booleans(),
    show_help_needed=st.booleans(),
    heads_first=st.booleans(),
)


@given(viewers, subjects, st.sampled_from(Purpose), openings)
def test_no_role_no_rule_and_no_consent_opens_answers_minutes_times_or_notes(
    viewer: Viewer, subject: Subject, purpose: Purpose, opening: Opening
) -> None:
    assert not visible_fields(viewer, subject, purpose, opening) & NEVER


@given(viewers, subjects, st.sampled_from(Purpose), openings)
def test_whoever_sees_anything_at_all_may_see_the_name(
    viewer: Viewer, subject: Subject, purpose: Purpose, opening: Opening
) -> None:
    seen = visible_fields(viewer, subject, purpose, opening)
    assert not seen or Field.NAME in seen
    closed = visible_fields(viewer, subject, purpose, CLOSED)
    assert purpose is L or seen - closed <= ON_DEMAND
