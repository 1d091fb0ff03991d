"""What the pre-test of a course showed about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.content.quiz import Quiz
from elearn.quiz import offers, rules, store
from elearn.quiz.mastery import ModuleShare, mastered_modules, shares_by_module
from elearn.quiz.modes import mode_of
from elearn.quiz.store import AttemptRow, SavedAnswer, marked_fractions
from elearn.releases.library import PublishedCourse, QuizEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Pretested:
    """The attempt that counts, and the codes of the modules that it shows to be known."""

    attempt_id: int
    modules: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class KnownModule:
    """What a pre-test says about a module of the course."""

    title: str
    share: ModuleShare


def pretest_of(course: PublishedCourse) -> QuizEntry | None:
    """The published pre-test of a course; None where there is none, or where it is no `jenis: prates`."""
    entry = course.quizzes.get(course.pretest or "")
    return entry if entry and mode_of(entry.purpose).may_skip_modules else None


def pretested(person_id: int, course: PublishedCourse) -> Pretested | None:
    """What a person's pre-test shows, by the attempt that counts; None before one is finished.

    Three queries; none in a course without a pre-test.
    """
    entry = pretest_of(course)
    if entry is None:
        return None
    rule = offers.released_quiz(entry.object_sha256).quiz.grade_rule
    past = store.past_attempts(person_id, course.code, entry.code)
    # Whoever learns the course again shows again what he knows.
    counted = rules.counted_attempt([one for one in past if not one.is_of_earlier_cycle], rule)
    attempt = store.find_own_attempt(counted.id, person_id) if counted else None
    if attempt is None:
        return None
    quiz = offers.released_quiz(attempt.object_sha256).quiz
    fractions = marked_fractions(store.answers_of(attempt.id))
    known = mastered_modules(course.code, quiz, attempt.questions, fractions)
    return Pretested(attempt_id=attempt.id, modules=known)


def known_modules(
    attempt: AttemptRow,
    quiz: Quiz,
    stored: Mapping[str, SavedAnswer],
    course: PublishedCourse | None,
) -> tuple[KnownModule, ...]:
    """What the pre-test says about each module, in the order of the course."""
    if course is None:
        return ()
    shares = shares_by_module(course.code, quiz, attempt.questions, marked_fractions(stored))
    by_module = {one.module: one for one in shares}
    return tuple(
        KnownModule(title=module.title, share=by_module[module.code])
        for module in course.modules
        if module.code in by_module
    )
