"""What a publication does to the people of each course: values and counts, no names. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.publishing.keys import KeyChange
from elearn.releases.change_kind import CourseChangeKind, CourseChangeRow
from elearn.releases.differences import CourseDifference


@dataclass(frozen=True, kw_only=True)
class CourseChange:
    """A course that gets another content: what differs, and of which kind that is.

    `is_authors_word`: the author said the kind; else it was computed. `version_before` is empty for a course
    that learners did not have.
    """

    difference: CourseDifference
    kind: CourseChangeKind
    is_authors_word: bool
    version_before: str
    version: str

    @property
    def course(self) -> str:
        """The kode of the course."""
        return self.difference.code

    @property
    def row(self) -> CourseChangeRow:
        """The change as the release keeps it."""
        return CourseChangeRow(
            course=self.course, kind=self.kind, version_before=self.version_before, version=self.version
        )

    @property
    def is_new(self) -> bool:
        """Whether learners did not have the course before."""
        return not self.version_before


@dataclass(frozen=True, kw_only=True)
class CourseImpact:
    """A change and whom it touches. `middle` counts people who began the course, neither finished nor left
    it; `finished` those who finished it; marks count finished attempts that a corrected key marks anew.
    """

    change: CourseChange
    middle: int = 0
    finished: int = 0
    marks_raised: int = 0
    marks_lowered: int = 0

    @property
    def sees_delta(self) -> int:
        """How many people would be shown what changed since they finished."""
        return self.finished if self.change.kind is CourseChangeKind.CONTENT else 0

    @property
    def learns_again(self) -> int:
        """How many people would be told to learn the course again."""
        return self.finished if self.change.kind is CourseChangeKind.RELEARN else 0


def course_impact(
    change: CourseChange, *, middle: int, finished: int, key_changes: Iterable[KeyChange]
) -> CourseImpact:
    """The impact of one change; `key_changes` may be those of all courses."""
    impacts = [one.impact for one in key_changes if one.course == change.course]
    return CourseImpact(
        change=change,
        middle=middle,
        finished=finished,
        marks_raised=sum(one.raised for one in impacts),
        marks_lowered=sum(one.lowered for one in impacts),
    )
