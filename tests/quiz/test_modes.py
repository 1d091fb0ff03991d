"""Who sees what: every purpose, every setting, every state of the attempts."""

from __future__ import annotations

import pytest

from elearn.content.quiz import Purpose, ShowExplanation
from elearn.quiz import rules
from elearn.quiz.modes import MODES, mode_of
from elearn.quiz.rules import Visible
from tests.quiz.samples import make_quiz

# v: right or wrong for each question, h: headings to reread, k: key and explanation
SHOWN = """
purpose   setting       failed  last-try  passed
practice  immediately   vhk     vhk       vhk
practice  after_submit  vhk     vhk       vhk
practice  after_pass    vh      vh        vhk
practice  never         vh      vh        vh
quiz      immediately   vh      vhk       vhk
quiz      after_submit  vh      vhk       vhk
quiz      after_pass    vh      vh        vhk
quiz      never         vh      vh        vh
pretest   immediately   -       -         -
pretest   after_submit  -       -         -
pretest   after_pass    -       -         -
pretest   never         -       -         -
posttest  immediately   vh      vhk       vhk
posttest  after_submit  vh      vhk       vhk
posttest  after_pass    vh      vh        vhk
posttest  never         vh      vh        vh
exam      immediately   h       vhk       vhk
exam      after_submit  h       vhk       vhk
exam      after_pass    h       vh        vhk
exam      never         h       vh        vh
"""
ROWS = [line.split() for line in SHOWN.strip().splitlines()[1:]]
STATES = {
    "failed": {"passed": False, "tries_left": 1},
    "last-try": {"passed": False, "tries_left": 0},
    "passed": {"passed": True, "tries_left": 1},
}


def letters(visible: Visible) -> str:
    assert visible.key == visible.explanation
    return "v" * visible.verdicts + "h" * visible.headings + "k" * visible.key or "-"


def test_the_table_has_every_purpose_and_every_setting():
    assert {(row[0], row[1]) for row in ROWS} == {(p, s) for p in Purpose for s in ShowExplanation}
    assert set(MODES) == set(Purpose)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_what_a_finished_attempt_shows(row):
    quiz = make_quiz(purpose=Purpose(row[0]), show_explanation=ShowExplanation(row[1]))
    found = [letters(rules.visible_after(quiz, answered=True, **state)) for state in STATES.values()]
    assert found == row[2:]


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("setting", list(ShowExplanation))
@pytest.mark.parametrize("state", list(STATES))
def test_an_empty_submission_and_a_running_attempt_show_no_key(purpose, setting, state):
    quiz = make_quiz(purpose=purpose, show_explanation=setting)
    assert letters(rules.visible_after(quiz, answered=False, **STATES[state])) == "-"
    running = rules.visible_after(quiz, answered=True, has_open=True, **STATES[state])
    assert "k" not in letters(running) or purpose is Purpose.PRACTICE


def test_hints_are_for_learning_and_not_for_measuring():
    assert {one for one in Purpose if mode_of(one).shows_hints} == {Purpose.PRACTICE, Purpose.QUIZ}


def test_only_practice_with_langsung_judges_each_question_in_the_middle():
    judging = [
        (purpose, setting)
        for purpose in Purpose
        for setting in ShowExplanation
        if rules.judges_each(make_quiz(purpose=purpose, show_explanation=setting))
    ]
    assert judging == [(Purpose.PRACTICE, ShowExplanation.IMMEDIATELY)]


def test_only_a_pre_test_lets_modules_be_skipped_and_is_neither_passed_nor_failed():
    assert [one for one in Purpose if mode_of(one).may_skip_modules] == [Purpose.PRETEST]
    assert [one for one in Purpose if not mode_of(one).is_judged] == [Purpose.PRETEST]
