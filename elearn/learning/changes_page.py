"""What the page of changes prints: the version that a person learnt beside the one of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from elearn.content.minutes import Amount, Pace, reading_minutes
from elearn.markup.paragraphs import paragraphs_of
from elearn.progress.standing import CompletionRow
from elearn.releases import history, objects, store
from elearn.releases.course_delta import CourseDelta, SectionDelta, course_delta
from elearn.releases.differences import Thing, ThingChange
from elearn.releases.library import PublishedCourse, library
from elearn.releases.manifest import CourseLine
from elearn.web.settings import current_settings

_UNREADABLE = (objects.ObjectMissing, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizNews:
    """A quiz that is not as it was, and how many of its questions; `change` None: only questions changed."""

    code: str
    title: str
    change: str | None
    questions: int


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    """The changes since a person finished a course; `delta` is None where the old version is gone."""

    course: PublishedCourse
    completion: CompletionRow
    delta: CourseDelta | None
    sections: tuple[SectionDelta, ...] = ()
    quizzes: tuple[QuizNews, ...] = ()
    is_course_set_anew: bool = False
    minutes: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reader would notice differs."""
        return not (self.sections or self.quizzes or self.is_course_set_anew)


def changes_page(course: PublishedCourse, completion: CompletionRow) -> ChangesPage:
    """The page for somebody who finished a course."""
    delta = _delta_since(course, completion.version)
    if delta is None:
        return ChangesPage(course=course, completion=completion, delta=None)
    return ChangesPage(
        course=course,
        completion=completion,
        delta=delta,
        sections=delta.sections,
        quizzes=_quizzes(delta.others, course),
        is_course_set_anew=any(one.thing is Thing.COURSE for one in delta.others),
        minutes=reading_minutes(Amount(delta.words, 0), pace=Pace(words_per_minute=_words_per_minute())),
    )


def is_known_version(course: PublishedCourse, version: str) -> bool:
    """Whether learners have, or had, the course in this version."""
    return version == course.version or bool(store.manifests_with(course.code, version))


def _words_per_minute() -> int:
    return current_settings().words_per_minute


def _delta_since(course: PublishedCourse, version: str) -> CourseDelta | None:
    folder = current_settings().published_folder
    try:
        new = history.manifest_of(folder, library().manifest_sha256).line(course.code)
        old = _line_of(folder, course.code, version)
        return _delta(folder, old, new) if old and new else None
    except _UNREADABLE:
        return None


def _line_of(folder: Path, course: str, version: str) -> CourseLine | None:
    """The course of that version in the latest release that brought it and is still there."""
    for sha256 in store.manifests_with(course, version):
        line = history.manifest_of(folder, sha256).line(course)
        if line is not None and objects.path_of(folder, line.index_sha256).is_file():
            return line
    return None


@lru_cache(maxsize=64)
def _delta(folder: Path, old: CourseLine, new: CourseLine) -> CourseDelta | None:
    """Two versions never change, so the people who finished the same one share what is computed once."""

    def text_of(sha256: str) -> Sequence[str]:
        return paragraphs_of(objects.get(folder, sha256).decode("utf-8", "replace")) if sha256 else ()

    before, after = history.contents(folder, old), history.contents(folder, new)
    return course_delta(before, after, text_of) if before and after else None


def _quizzes(others: Sequence[ThingChange], course: PublishedCourse) -> tuple[QuizNews, ...]:
    """The changed quizzes; what changed in a question is not shown: it would tell its answer."""
    quizzes = {one.code: one for one in others if one.thing is Thing.QUIZ}
    questions = [one.inside for one in others if one.thing is Thing.QUESTION]
    codes = dict.fromkeys((*quizzes, *questions))
    return tuple(_quiz_news(code, quizzes.get(code), questions.count(code), course) for code in codes)


def _quiz_news(code: str, change: ThingChange | None, questions: int, course: PublishedCourse) -> QuizNews:
    entry = course.quizzes.get(code)
    title = change.title if change else entry.title if entry else code
    return QuizNews(
        code=code, title=title, change=change.changes[-1].value if change else None, questions=questions
    )
