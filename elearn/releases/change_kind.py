"""What a publication does to those who know a course already: the three kinds of change."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class CourseChangeKind(StrEnum):
    """The kind of change that a release brought to a course, as it is stored with the release."""

    SPELLING = "spelling"
    """Ejaan: the words read better and say the same. Nobody is told."""
    CONTENT = "content"
    """Materi: something else is said. Whoever finished the course is shown what, and keeps the completion."""
    RELEARN = "relearn"
    """Wajib-ulang: whoever finished the course learns it again. Only an author can say so."""


class CourseChangeRow(NamedTuple):
    """What one release changed about a course; `version_before` is empty for a course that is new."""

    course: str
    kind: CourseChangeKind
    version_before: str
    version: str
