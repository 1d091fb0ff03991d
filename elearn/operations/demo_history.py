"""What the people of the demo office have learned so far: lived through the rooms' own actions, in the past.

Who did how much is the same on every machine; only the days move with the day of the first start.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from elearn.accounts.secret_key import secret_key
from elearn.config import Settings
from elearn.content.questions.contract import Question
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import SectionOpened, SectionRead
from elearn.quiz import actions as quiz_actions
from elearn.quiz import store as quiz_store
from elearn.quiz.actions import Started
from elearn.quiz.saving import NewAnswer
from elearn.releases.library import PublishedCourse, library, released_quiz

SEED = "kantor contoh"
LONGEST_AGO = timedelta(days=75)
STEPS_A_DAY = 3
# Sections and quizzes done, of all courses, shortest course first. Whoever is not named draws one.
STEPS_DONE = {
    "learner": 13, "supervisor": 5, "maria": 9, "operator": 5, "sekda": 0, "author": 5,
    "asep": 2, "ndolu": 3, "halimah": 0, "ridwan": 2, "ariani": 1,  # see demo_obligations.py
}  # fmt: skip
USUAL_STEPS = (0, 0, 0, 1, 2, 4, 5, 5, 5, 6, 7, 8)


@dataclass(frozen=True, kw_only=True, slots=True)
class Learner:
    """A person of the demo office."""

    key: str
    person_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    """A section to read, or (section empty) a quiz to take."""

    course: str
    minutes: int
    module: str = ""
    section: str = ""
    quiz: str = ""


def live_through(learners: Sequence[Learner], settings: Settings, now: datetime) -> None:
    """Let everyone learn what the table says, in working hours before `now`; joins the open transaction."""
    path = list(_path())
    secret = secret_key(settings.instance).encode()
    for learner in learners:
        chance = random.Random(f"{SEED} {learner.key}")  # noqa: S311 - a story, not a secret
        count = STEPS_DONE.get(learner.key, chance.choice(USUAL_STEPS))
        moments = _moments(chance, now, settings)
        for step, moment in zip(path[:count], moments, strict=False):
            if step.section:
                _read(learner.person_id, step, moment)
            else:
                _take_quiz(learner.person_id, step, moment, secret, chance)


def _path() -> Iterator[_Step]:
    """Everything there is to do, in the order of the courses, the shortest course first."""
    for course in sorted(library().courses.values(), key=lambda one: one.minutes):
        yield from _path_of(course)


def _path_of(course: PublishedCourse) -> Iterator[_Step]:
    minutes_of = {entry.code: entry.minutes for entry in course.quizzes.values()}
    for module in course.modules:
        for section in module.sections:
            yield _Step(course=course.code, module=module.code, section=section.code, minutes=section.minutes)
        if module.quiz is not None:
            yield _Step(course=course.code, quiz=module.quiz, minutes=minutes_of.get(module.quiz) or 5)


def _moments(chance: random.Random, now: datetime, settings: Settings) -> Iterator[datetime]:
    """Instants of working days, a few a day, rising, all before `now`."""
    zone = settings.time_zone
    day = (now - LONGEST_AGO + timedelta(days=chance.randrange(30))).astimezone(zone)
    while True:
        if day.weekday() < 5:
            moment = day.replace(
                hour=8 + chance.randrange(5), minute=chance.randrange(60), second=0, microsecond=0
            )
            for _ in range(STEPS_A_DAY):
                yield min(moment.astimezone(now.tzinfo), now)
                moment += timedelta(minutes=10 + chance.randrange(20))
        day += timedelta(days=1 + chance.randrange(4))


def _read(person_id: int, step: _Step, moment: datetime) -> None:
    opened = SectionOpened(course=step.course, module=step.module, section=step.section)
    outcomes.record(person_id, opened, moment)
    read = SectionRead(course=step.course, module=step.module, section=step.section)
    outcomes.record(person_id, read, moment + timedelta(minutes=step.minutes))


def _take_quiz(person_id: int, step: _Step, moment: datetime, secret: bytes, chance: random.Random) -> None:
    """One try with knowledge of most answers: most pass at once."""
    started = quiz_actions.start_attempt(person_id, step.course, step.quiz, moment)
    attempt = (
        quiz_store.find_own_attempt(started.attempt_id, person_id) if isinstance(started, Started) else None
    )
    if attempt is None:
        return
    questions = {one.code: one for one in released_quiz(attempt.object_sha256).quiz.questions}
    answers = [_answer(questions[code], chance) for code in attempt.questions]
    quiz_actions.save_answers(attempt, answers, secret=secret, now=moment + timedelta(minutes=1))
    quiz_actions.submit(attempt, moment + timedelta(minutes=step.minutes))


def _answer(question: Question, chance: random.Random) -> NewAnswer:
    knows = chance.random() < 0.92
    value = question.right_answer() if knows else question.robot_answer(chance)
    return NewAnswer(question=question.code, sequence=1, value=value, is_flagged=False)
