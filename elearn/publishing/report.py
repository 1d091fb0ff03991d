"""What publishing tells afterwards, or before, when it only tries."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.problems import Problem
from elearn.publishing.impact import CourseImpact
from elearn.publishing.keys import UNSIGNED, KeyChange
from elearn.publishing.reviewing import UNREVIEWED


@dataclass(frozen=True, kw_only=True)
class CourseOutcome:
    """What publishing did with a course: `published`, `unchanged`, `draft`, or `kept` back because of errors.

    `version` is the one learners get now; empty when they get none.
    """

    code: str
    title: str
    version: str
    state: str
    problems: tuple[Problem, ...]

    @property
    def waits_for_signature(self) -> bool:
        """Whether nothing but a changed key that nobody signed for keeps it back."""
        return self.state == "kept" and {one.rule for one in self.problems if one.is_error} == {UNSIGNED}

    @property
    def waits_for_review(self) -> bool:
        """Whether nothing but a reviewer's yes is missing."""
        return self.state == "kept" and {one.rule for one in self.problems if one.is_error} == {UNREVIEWED}


@dataclass(frozen=True, kw_only=True)
class PublishReport:
    """The release in force afterwards (0: none); `problems` are those that belong to no course.

    `key_changes` tells what changed keys do to finished attempts, `impacts` what each course that changes (or
    would, if it were not kept back) does to people, as counted before. Of a dry run `is_new` says whether
    publishing would make a new release.
    """

    release: int
    is_new: bool
    courses: tuple[CourseOutcome, ...]
    problems: tuple[Problem, ...]
    key_changes: tuple[KeyChange, ...] = ()
    impacts: tuple[CourseImpact, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem once, by place."""
        every = [*self.problems, *(one for course in self.courses for one in course.problems)]
        return tuple(sorted(dict.fromkeys(every), key=lambda problem: (problem.place, problem.rule)))

    @property
    def has_kept_back(self) -> bool:
        """Whether an error, or what would happen to people, kept a course from being published."""
        return any(course.state == "kept" for course in self.courses)
