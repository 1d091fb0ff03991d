"""Essays in an attempt: they wait for a person; nothing is told before; the stored marks make the score."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select

from elearn.content.questions.contract import Verdict
from elearn.content.quiz import Purpose
from elearn.database import db, transaction
from elearn.progress import store as progress_store
from elearn.progress.tables import Completion, ProgressEvent
from elearn.quiz import actions, grading, store
from elearn.quiz.offers import offer
from elearn.quiz.rules import Allowed, Reason, Refused, may_start
from elearn.quiz.store import AttemptRow
from elearn.statistics.first_attempts import statistics_of
from tests.quiz.conftest import COURSE, Browser, Shelf, count
from tests.quiz.samples import MONDAY_NOON, essay, make_quiz, past, single

LATER = MONDAY_NOON + timedelta(days=2)
TEXT = "Loket kami <b>melayani</b>\nempat puluh orang."


def mixed(**values: Any) -> Any:
    """A key question of ten points and an essay of ten."""
    return make_quiz(single(points=Decimal(10)), essay(), **values)


def hand_in(browser: Browser, *, right: bool = True, text: str | None = TEXT) -> AttemptRow:
    """Begin, answer, hand in."""
    browser.start()
    if right:
        browser.save(q_single=(1, single().right_answer()))
    if text is not None:
        browser.save(q_essay=(1, text))
    browser.submit()
    return reread(browser)


def reread(browser: Browser) -> AttemptRow:
    """The attempt of a browser as stored."""
    found = store.locked_attempt(browser.attempt_id)
    db.session.rollback()
    assert found is not None
    return found


def give(attempt_id: int, fraction: str) -> None:
    """What marking/ does: store the fraction, then score."""
    with transaction():
        store.put_fractions(attempt_id, {"q-essay": Decimal(fraction)})
        actions.finish_marking(attempt_id, LATER)


def test_an_attempt_with_an_essay_waits_without_score_pass_or_completion(
    shelf: Shelf, siti: Any, siti_browses: Browser
) -> None:
    shelf.put(mixed())
    attempt = hand_in(siti_browses)

    assert attempt.state == "awaiting_grader"
    assert (attempt.points, attempt.score_percent, attempt.passed) == (None, None, None)
    fractions = {code: one.fraction for code, one in store.answers_of(attempt.id).items()}
    assert fractions == {"q-single": 1, "q-essay": None}
    assert progress_store.passed_quizzes(siti.id, COURSE) == frozenset()


def test_an_essay_left_empty_is_nothing_at_once(shelf: Shelf, siti_browses: Browser) -> None:
    shelf.put(mixed())

    attempt = hand_in(siti_browses, text=None)
    assert (attempt.state, attempt.score_percent) == ("graded", 50)

    shelf.put(mixed())
    cleared = hand_in(siti_browses, text="  \n ")
    assert (cleared.state, cleared.score_percent) == ("graded", 50)


def test_the_page_tells_nothing_before_the_essay_is_marked(shelf: Shelf, siti_browses: Browser) -> None:
    shelf.put(mixed(max_attempts=1))
    hand_in(siti_browses)
    page = siti_browses.get(siti_browses.path("result")).text

    assert "Menunggu penilaian" in page
    assert "Loket kami &lt;b&gt;melayani&lt;/b&gt;\nempat puluh orang." in page
    for secret in ("rahasia", "Tepat", "Belum tepat", "50%", "0%", "Lulus<", "Dengan sumber"):
        assert secret not in page
    intro = siti_browses.get(f"/quiz/{COURSE}/kuis-satu").text
    assert "Menunggu penilaian" in intro
    assert "Percobaan terakhir Anda menunggu penilaian" in intro
    assert "%</span>" not in intro


def test_no_new_attempt_begins_while_one_waits() -> None:
    waiting = past(state="awaiting_grader", score_percent=None, passed=None)

    for purpose in (Purpose.QUIZ, Purpose.PRACTICE):
        decision = may_start(mixed(purpose=purpose), [waiting], LATER)
        assert decision == Refused(reason=Reason.AWAITING_GRADER)
    assert isinstance(may_start(mixed(), [past()], LATER), Allowed)


def test_the_last_mark_scores_the_attempt_and_tells_the_pass_once(
    shelf: Shelf, siti: Any, budi: Any, siti_browses: Browser, make_attempt: Any
) -> None:
    shelf.put(mixed())
    make_attempt(budi, right=False)
    attempt = hand_in(siti_browses)
    give(attempt.id, "0.5")
    give(attempt.id, "0.5")

    after = reread(siti_browses)
    assert (after.state, after.points, after.score_percent, after.passed) == ("graded", 15, 75, True)
    assert after.finished_at == attempt.finished_at
    assert progress_store.passed_quizzes(siti.id, COURSE) == {"kuis-satu"}
    assert progress_store.passed_quizzes(budi.id, COURSE) == frozenset()
    assert count(Completion) == 0  # the section is not read yet
    assert len([one for one in _events(siti) if one == "passed"]) == 1


def _events(person: Any) -> list[str]:
    return list(db.session.scalars(select(ProgressEvent.kind).where(ProgressEvent.person_id == person.id)))


def test_a_pass_stays_when_a_mark_is_lowered_and_comes_when_it_is_raised(
    shelf: Shelf, siti: Any, siti_browses: Browser
) -> None:
    shelf.put(mixed())
    attempt = hand_in(siti_browses)
    give(attempt.id, "0.1")
    assert reread(siti_browses).passed is False
    give(attempt.id, "0.9")
    assert reread(siti_browses).passed is True
    give(attempt.id, "0")

    after = reread(siti_browses)
    assert (after.score_percent, after.passed) == (50, True)
    assert _events(siti).count("passed") == 1


def test_one_of_two_essays_is_not_enough(shelf: Shelf, siti_browses: Browser) -> None:
    shelf.put(make_quiz(essay(), essay("q-other")))
    siti_browses.start()
    siti_browses.save(q_essay=(1, TEXT), q_other=(1, TEXT))
    siti_browses.submit()
    give(siti_browses.attempt_id, "1")

    assert reread(siti_browses).state == "awaiting_grader"


def test_an_open_attempt_cannot_be_scored(shelf: Shelf, siti_browses: Browser) -> None:
    shelf.put(mixed())
    siti_browses.start()

    assert actions.finish_marking(siti_browses.attempt_id, LATER) is None
    assert actions.finish_marking(999_999, LATER) is None
    assert reread(siti_browses).state == "open"


def test_the_stored_fraction_is_the_truth_and_the_key_gives_the_feedback() -> None:
    quiz = mixed()
    key, text = quiz.questions
    wrong = key.choices[1].id

    mark = grading.judged(quiz, key, wrong, Decimal(1))
    assert (mark.fraction, mark.verdict) == (1, Verdict.RIGHT)
    assert mark.feedback == key.mark(wrong).feedback
    assert grading.judged(quiz, key, wrong, None) == key.mark(wrong)
    assert grading.judged(quiz, text, TEXT, None).verdict is Verdict.AWAITING
    assert grading.judged(quiz, text, TEXT, Decimal("0.4")).verdict is Verdict.PARTIAL
    assert grading.judged(quiz, text, None, Decimal(0)).verdict is Verdict.BLANK


@pytest.mark.parametrize(
    "fraction", [Fraction(1, 3), Fraction(2, 7), Fraction(1), Fraction(0), Fraction(1, 8)]
)
def test_a_stored_fraction_comes_back_whole(fraction: Fraction) -> None:
    assert grading.exact(grading.stored(fraction, grading.FRACTION_PLACES)) == fraction


def test_three_thirds_given_by_people_reach_the_mark_of_a_hundred_percent() -> None:
    quiz = make_quiz(*(essay(f"e{n}", points=9) for n in range(2)), pass_percent=Decimal(50))
    third, two = (grading.stored(Fraction(n, 3), grading.FRACTION_PLACES) for n in (1, 2))

    marks = grading.graded(quiz, ["e0", "e1"], {"e0": TEXT, "e1": TEXT}, {"e0": third, "e1": two})
    assert (marks.points, marks.passed, marks.is_complete) == (9, True, True)


def test_the_count_of_words_is_told_after_saving(shelf: Shelf, siti_browses: Browser) -> None:
    shelf.put(mixed())
    siti_browses.start()
    before = siti_browses.get(siti_browses.path()).text
    siti_browses.save(q_essay=(1, "Dua kata"))
    page = siti_browses.get(siti_browses.path()).text

    assert "Tulis 3 sampai 200 kata." in before
    assert "2 kata; diminta paling sedikit 3." in page
    assert "Menyebut data" in page
    for secret in ("rahasia-contoh-jawaban", "Dengan sumber"):
        assert secret not in page


def test_an_essay_that_is_too_long_is_refused_and_not_lost(shelf: Shelf, siti_browses: Browser) -> None:
    shelf.put(mixed())
    siti_browses.start()
    answer = siti_browses.save(script=False, q_essay=(1, "kata " * 4_100))

    assert answer.status_code == 422
    assert answer.text.count("kata kata kata") > 1_000


def test_statistics_count_marked_attempts_with_essays_and_stand(
    shelf: Shelf, siti_browses: Browser, app: Any
) -> None:
    shelf.put(mixed())
    attempt = hand_in(siti_browses)
    assert statistics_of(offer(COURSE, "kuis-satu")).n == 0
    db.session.rollback()
    give(attempt.id, "0.5")

    figures = statistics_of(offer(COURSE, "kuis-satu"))
    assert figures.n == 1
    assert [one.n for one in figures.questions] == [1, 1]
