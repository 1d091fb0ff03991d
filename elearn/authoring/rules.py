"""Which word a course gets, what differs from the release, and how a problem is laid out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.course import Status
from elearn.problems import Problem

MAX_EXCERPT_CHARACTERS = 100


class TrafficWord(StrEnum):
    """The state of a course in one word: Terbit, Ada perbaikan, Menunggu tinjauan, Draf, Arsip."""

    PUBLISHED = "published"
    NEEDS_MENDING = "needs_mending"
    AWAITS_REVIEW = "awaits_review"
    DRAFT = "draft"
    ARCHIVED = "archived"


class ReleasedState(StrEnum):
    """What learners have of a course."""

    NOTHING = "nothing"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A problem for the page; `before` is the white space that puts the caret under the spot."""

    path: str
    line: int
    is_error: bool
    rule: str
    message: str
    hint: str
    excerpt: str
    before: str
    carets: str
    is_mendable: bool


def traffic_word(*, is_sound: bool, status: Status | None, awaits_review: bool = False) -> TrafficWord:
    """Errors come first: whatever the status says, the course cannot go live as it is."""
    if not is_sound or status is None:
        return TrafficWord.NEEDS_MENDING
    if awaits_review:
        return TrafficWord.AWAITS_REVIEW
    return {Status.DRAFT: TrafficWord.DRAFT, Status.ARCHIVED: TrafficWord.ARCHIVED}.get(
        status, TrafficWord.PUBLISHED
    )


def released_state(published: str | None, working: str | None) -> ReleasedState:
    """What learners have, told by the version in force and that of the working files (None: none)."""
    if published is None:
        return ReleasedState.NOTHING
    return ReleasedState.SAME if published == working else ReleasedState.OLDER


def problem_rows(problems: Iterable[Problem], language: str) -> tuple[ProblemRow, ...]:
    """The problems in the reader's language, errors first, each at its place."""
    ordered = sorted(problems, key=lambda one: (not one.is_error, one.place, one.rule))
    return tuple(_row(one, language) for one in ordered)


def _row(problem: Problem, language: str) -> ProblemRow:
    start, excerpt = _window(problem.excerpt, problem.place.column - 1)
    column = max(0, problem.place.column - 1 - start)
    carets = "^" * max(1, min(problem.width or 1, len(excerpt) - column))
    return ProblemRow(
        path=problem.place.path,
        line=problem.place.line,
        is_error=problem.is_error,
        rule=problem.rule,
        message=problem.message(language),
        hint=problem.hint(language),
        excerpt=excerpt,
        before=" " * column,
        carets=carets if excerpt else "",
        is_mendable=problem.mend is not None,
    )


def _window(text: str, column: int) -> tuple[int, str]:
    """The part of a long line around a column, and where it begins."""
    tidy = text.expandtabs(1)
    if len(tidy) <= MAX_EXCERPT_CHARACTERS:
        return 0, tidy
    start = max(0, min(column - MAX_EXCERPT_CHARACTERS // 4, len(tidy) - MAX_EXCERPT_CHARACTERS))
    return start, tidy[start : start + MAX_EXCERPT_CHARACTERS]
