"""After failing again and again: a reading list, and the next attempt opens when it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from elearn.content.questions.contract import Reference
from elearn.content.quiz import Purpose
from elearn.database import db
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import SectionRead
from elearn.progress.standing import SectionKey
from elearn.progress.tables import ReadingListItem
from elearn.quiz import actions, remedial, rules, store, telling
from elearn.quiz.actions import Started
from elearn.quiz.rules import Reason, Refused
from elearn.quiz.saving import NewAnswer
from elearn.quiz.tables import Attempt
from tests.learning.conftest import statements
from tests.quiz.conftest import COURSE, SECRET, count
from tests.quiz.samples import MONDAY_NOON, make_quiz, past, single
from tests.quiz.test_races import at_once

pytestmark = pytest.mark.both_databases
HOUR = timedelta(hours=1)
FIRST, SECOND = SectionKey("modul-satu", "bagian-satu"), SectionKey("modul-dua", "bagian-dua")


def about(code, key, course=None):
    reference = Reference(course=course, module=key.module, section=key.section) if key else None
    return single(code, reference=reference)


def remedial_quiz(**values):
    questions = (about("q-satu", FIRST), about("q-dua", SECOND), about("q-tiga", SECOND))
    return make_quiz(*questions, **{"remedial_after": 2, **values})


@pytest.fixture
def fail(shelf):
    """fail(person, hour, right=codes): hand in an attempt that answers only these questions rightly."""

    def fail(person, hour=0, right=(), quiz="kuis-satu"):
        now = MONDAY_NOON + hour * HOUR
        started = actions.start_attempt(person.id, COURSE, quiz, now)
        assert isinstance(started, Started), started
        attempt = store.find_own_attempt(started.attempt_id, person.id)
        answers = [
            NewAnswer(question=c, sequence=1, value=answer(c, c in right), is_flagged=False)
            for c in attempt.questions
        ]
        actions.save_answers(attempt, answers, secret=SECRET, now=now)
        actions.submit(attempt, now)
        return attempt

    return fail


def answer(code, right):
    return single(code).choices[0 if right else 1].id


@pytest.fixture(autouse=True)
def bystander(shelf, budi, fail):
    """Budi has failed twice and has read nothing again."""
    shelf.put(remedial_quiz())
    fail(budi, 0)
    fail(budi, 1)


def start(person, hour, quiz="kuis-satu"):
    return actions.start_attempt(person.id, COURSE, quiz, MONDAY_NOON + hour * HOUR)


def read(person, key, hour, course=COURSE):
    happening = SectionRead(course=course, module=key.module, section=key.section)
    outcomes.record(person.id, happening, MONDAY_NOON + hour * HOUR)


def items(person):
    query = select(ReadingListItem.module, ReadingListItem.section, ReadingListItem.read_at)
    found = db.session.execute(query.where(ReadingListItem.person_id == person.id)).all()
    db.session.rollback()
    return {SectionKey(module, section): read_at for module, section, read_at in found}


def test_the_second_failure_asks_for_the_headings_behind_what_was_not_right(siti, fail):
    fail(siti, 0)
    assert items(siti) == {}
    fail(siti, 1, right=("q-satu",))
    assert items(siti) == {SECOND: None}

    refused = start(siti, 2)
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.READING_LIST
    assert [(one.course, one.key) for one in refused.remaining] == [(COURSE, SECOND)]


def test_the_next_attempt_opens_when_the_whole_list_is_read_again(siti, fail):
    fail(siti, 0)
    fail(siti, 1)
    read(siti, SECOND, 2)
    assert start(siti, 3).remaining[0].key == FIRST
    read(siti, FIRST, 4)
    assert isinstance(start(siti, 5), Started)
    assert items(siti) == {FIRST: MONDAY_NOON + 4 * HOUR, SECOND: MONDAY_NOON + 2 * HOUR}


def test_what_was_read_before_the_failure_is_asked_for_again(siti, fail):
    read(siti, FIRST, 0)
    read(siti, SECOND, 0)
    fail(siti, 1)
    fail(siti, 2)
    assert start(siti, 3).reason is Reason.READING_LIST
    # A page that was sent before the failure and arrives after it does not count either.
    read(siti, FIRST, 1.5)
    assert items(siti)[FIRST] is None


def test_what_others_read_opens_nothing(siti, budi, fail):
    fail(siti, 0)
    fail(siti, 1)
    read(budi, FIRST, 2)
    read(budi, SECOND, 2)
    assert start(siti, 3).reason is Reason.READING_LIST
    assert isinstance(start(budi, 3), Started)


def test_every_further_failure_makes_a_list_of_its_own_and_the_newest_counts(siti, fail):
    fail(siti, 0)
    fail(siti, 1)
    read(siti, FIRST, 2)
    read(siti, SECOND, 2)
    fail(siti, 3, right=("q-dua", "q-tiga"))
    assert [one.key for one in start(siti, 4).remaining] == [FIRST]
    read(siti, FIRST, 5)
    assert isinstance(start(siti, 6), Started)


@pytest.mark.parametrize(("after", "failures"), [(1, 1), (3, 3)])
def test_the_author_says_after_which_failure(shelf, siti, fail, after, failures):
    shelf.put(remedial_quiz(remedial_after=after))
    for hour in range(failures):
        assert items(siti) == {}
        fail(siti, hour)
    assert set(items(siti)) == {FIRST, SECOND}


@pytest.mark.parametrize(
    "values", [{"remedial_after": 0}, {"purpose": Purpose.PRACTICE}, {"purpose": Purpose.PRETEST}]
)
def test_there_is_no_list_where_it_is_turned_off_and_in_practice_and_pre_tests(shelf, siti, fail, values):
    shelf.put(remedial_quiz(**values))
    for hour in range(4):
        fail(siti, hour)
    assert items(siti) == {}


def test_an_author_who_turns_it_off_later_lets_everybody_go_on(shelf, siti, fail):
    fail(siti, 0)
    fail(siti, 1)
    shelf.put(remedial_quiz(remedial_after=0))
    assert isinstance(start(siti, 2), Started)


def test_a_failure_without_any_reference_blocks_nothing(shelf, siti, fail):
    shelf.put(make_quiz(about("q-satu", None), about("q-dua", SectionKey("hilang", "x")), remedial_after=2))
    fail(siti, 0)
    fail(siti, 1)
    assert items(siti) == {}
    assert isinstance(start(siti, 2), Started)


def test_a_section_that_left_the_release_counts_as_read(shelf, siti, fail):
    fail(siti, 0)
    fail(siti, 1)
    read(siti, FIRST, 2)
    shelf.courses[COURSE] = replace(shelf.courses[COURSE], modules=shelf.courses[COURSE].modules[:1])
    assert isinstance(start(siti, 3), Started)


def test_a_locked_course_asks_only_for_what_it_opens(shelf, siti, fail):
    """The second module opens after the quiz of the first: asking for it would close the quiz for good."""
    shelf.courses[COURSE] = replace(shelf.courses[COURSE], locked=True)
    fail(siti, 0)
    fail(siti, 1)
    assert [one.key for one in start(siti, 2).remaining] == [FIRST]
    read(siti, FIRST, 3)
    assert isinstance(start(siti, 4), Started)


def test_after_a_pass_nobody_must_read_again(siti, fail):
    fail(siti, 0, right=("q-satu", "q-dua", "q-tiga"))
    for hour in (1, 2, 3):
        fail(siti, hour)
    assert items(siti) == {}


def test_a_mark_that_becomes_a_pass_makes_the_list_void(siti, fail):
    fail(siti, 0)
    second = fail(siti, 1)
    db.session.execute(update(Attempt).where(Attempt.id == second.id).values(passed=True))
    db.session.commit()
    telling.tell(second, remedial_quiz(), passed=True, weak=(), at=MONDAY_NOON + HOUR)
    assert items(siti) == {}
    assert isinstance(start(siti, 2), Started)


def test_with_no_tries_left_the_list_is_advice(shelf, siti, fail):
    shelf.put(remedial_quiz(max_attempts=2))
    fail(siti, 0)
    last = fail(siti, 1)
    assert start(siti, 2).reason is Reason.NO_TRIES_LEFT
    tries = store.past_attempts(siti.id, COURSE, "kuis-satu")
    found = remedial.list_before_next(siti.id, COURSE, remedial_quiz(max_attempts=2), tries)
    assert found is not None and found.attempt_id == last.id


def test_the_waiting_time_is_told_with_the_list(shelf, siti, fail):
    shelf.put(remedial_quiz(wait_between_attempts=10 * HOUR))
    fail(siti, 0)
    fail(siti, 20)
    refused = start(siti, 21)
    assert (refused.reason, refused.when) == (Reason.READING_LIST, MONDAY_NOON + 30 * HOUR)
    read(siti, FIRST, 22)
    read(siti, SECOND, 22)
    assert start(siti, 23).reason is Reason.WAIT


def test_list_and_result_are_one_transaction(siti, fail, monkeypatch):
    fail(siti, 0)

    def broken(*args, **kwargs):
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(telling.outcomes, "record", broken)
        with pytest.raises(RuntimeError):
            fail(siti, 1)
    assert items(siti) == {}
    assert [one.state for one in store.past_attempts(siti.id, COURSE, "kuis-satu")] == ["graded", "open"]


def test_an_attempt_that_awaits_a_grader_is_neither_failed_nor_passed():
    quiz = remedial_quiz()
    awaiting = past(2, state="awaiting_grader", passed=None, score_percent=None)
    assert not rules.remedial_is_due(quiz, [past(1), awaiting])
    assert rules.remedial_is_due(quiz, [past(1), awaiting, past(3)])


def test_a_first_attempt_asks_nothing_about_lists_and_a_later_one_asks_once(app, siti, fail):
    with statements(app) as first:
        start(siti, 0)
    assert not any("reading_list_item" in one for one in first)
    attempt = store.find_own_attempt(store.past_attempts(siti.id, COURSE, "kuis-satu")[0].id, siti.id)
    actions.submit(attempt, MONDAY_NOON)
    fail(siti, 1)
    read(siti, FIRST, 2)
    read(siti, SECOND, 2)
    db.session.rollback()
    with statements(app) as later:
        start(siti, 3)
    assert len(later) == len(first) + 1


def test_fifty_clicks_while_the_list_is_unread_open_nothing(app, siti, fail):
    fail(siti, 0)
    fail(siti, 1)
    told = at_once(app, lambda _: start(siti, 2))
    assert {one.reason for one in told} == {Reason.READING_LIST}
    assert len(store.past_attempts(siti.id, COURSE, "kuis-satu")) == 2


def test_reading_the_last_section_and_beginning_at_once_is_refused_or_begins_once(app, siti, fail):
    fail(siti, 0)
    fail(siti, 1)
    read(siti, SECOND, 2)

    def read_or_start(number):
        return read(siti, FIRST, 3) if number % 5 == 0 else start(siti, 3)

    told = at_once(app, read_or_start)
    begun = {one.attempt_id for one in told if isinstance(one, Started)}
    assert len(begun) <= 1
    assert {one.reason for one in told if isinstance(one, Refused)} <= {Reason.READING_LIST}
    assert isinstance(start(siti, 4), Started)
    assert len(store.past_attempts(siti.id, COURSE, "kuis-satu")) == 3


def test_handing_in_from_two_tabs_makes_one_list(app, siti, fail):
    fail(siti, 0)
    started = start(siti, 1)
    attempt = store.find_own_attempt(started.attempt_id, siti.id)
    before = count(ReadingListItem)
    at_once(app, lambda n: actions.submit(attempt, MONDAY_NOON + HOUR))
    assert count(ReadingListItem) == before + 2
