"""From stored first attempts to the statistics of the quiz that is published now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.contract import Answer, Question
from elearn.content.quiz import Quiz
from elearn.quiz import offers
from elearn.quiz.offers import Offer
from elearn.quiz.questions import chosen_values
from elearn.quiz.substance import substance
from elearn.statistics import store
from elearn.statistics.figures import quiz_statistics
from elearn.statistics.store import FirstAnswer, FirstAttempt
from elearn.statistics.values import Item, Option, QuizStatistics, Response, Sitting


@dataclass(frozen=True, kw_only=True, slots=True)
class _Version:
    """The quiz as some attempts had it: points of its questions, and which of them are today's."""

    points: Mapping[str, float]
    comparable: Mapping[str, Question]


def statistics_of(offer: Offer) -> QuizStatistics:
    """The statistics of a published quiz from everybody's first attempts.

    Attempts at earlier versions count, but not for a question whose key, options or points were others then.
    Marks are the stored ones: after a correction of a key the corrected ones.
    """
    questions = judged_questions(offer.released.quiz)
    attempts = store.first_attempts(offer.course.code, offer.entry.code)
    return quiz_statistics([_item(one) for one in questions], _sittings(questions, attempts))


def judged_questions(quiz: Quiz) -> tuple[Question, ...]:
    """The questions that have figures: asked today, with a key and with points."""
    return tuple(quiz.settled(one) for one in quiz.active_questions if one.IS_MARKED and one.points > 0)


def _item(question: Question) -> Item:
    return Item(
        code=question.code,
        max_mark=float(question.points),
        chance=float(question.chance_fraction()),
        options=_options(question) if isinstance(question, ChoiceQuestion) else (),
    )


def _options(question: ChoiceQuestion) -> tuple[Option, ...]:
    ids = question.option_order(0, shuffle=False)
    paid = {choice.id for choice in question.choices if choice.credit > 0}
    return tuple(Option(id=one, pays=one in paid) for one in ids)


def _sittings(questions: Iterable[Question], attempts: Iterable[FirstAttempt]) -> Iterator[Sitting]:
    today = {one.code: one for one in questions}
    current = {code: substance(one) for code, one in today.items()}

    @cache
    def version(object_sha256: str) -> _Version:
        quiz = offers.released_quiz(object_sha256).quiz
        then = {one.code: quiz.settled(one) for one in quiz.questions if one.IS_MARKED}
        return _Version(
            points={code: float(one.points) for code, one in then.items()},
            comparable={code: one for code, one in then.items() if substance(one) == current.get(code)},
        )

    for attempt in attempts:
        yield _sitting(attempt, version(attempt.object_sha256))


def _sitting(attempt: FirstAttempt, version: _Version) -> Sitting:
    asked = [code for code in attempt.questions if code in version.points]
    answers = {one.question: one for one in attempt.answers}
    marks = {
        code: answers[code].fraction * version.points[code] if code in answers else 0.0 for code in asked
    }
    seconds = seconds_of(attempt.started_at, attempt.answers)
    return Sitting(
        total=sum(sorted(marks.values())),  # sorted: the order of questions must not change the last digit
        max_total=sum(version.points[code] for code in asked),
        asked=len(asked),
        responses={
            code: _response(marks[code], answers.get(code), version.comparable[code], seconds.get(code))
            for code in asked
            if code in version.comparable
        },
    )


def _response(mark: float, answer: FirstAnswer | None, question: Question, seconds: float | None) -> Response:
    value: Answer = answer.value if answer else None
    if not value:
        return Response(mark=mark, is_blank=True)
    chosen = tuple(chosen_values(value)) if isinstance(question, ChoiceQuestion) else ()
    return Response(mark=mark, chosen=chosen, seconds=seconds)


def seconds_of(started_at: datetime, answers: Iterable[FirstAnswer]) -> dict[str, float]:
    """Seconds from the save before (or the first click) to the save of each answer, where that is known.

    Not known: answers sent together in one form, and answers that were saved more than once, for then only
    the last change is stored.
    """
    ordered = sorted(answers, key=lambda one: one.saved_at)
    together = Counter(one.saved_at for one in ordered)
    known: dict[str, float] = {}
    before = started_at
    for one in ordered:
        if one.sequence == 1 and together[one.saved_at] == 1:
            known[one.question] = (one.saved_at - before).total_seconds()
        before = one.saved_at
    return known
