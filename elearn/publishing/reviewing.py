"""What keeps a course back although its files are sound: it asks for a reviewer's yes (`tinjauan: ya`).

The yes is to exactly one version: whoever changes a file afterwards asks again. A version that learners have
had asks for nothing, so going back is always possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from elearn.problems import Place, Problem
from elearn.publishing import review_store
from elearn.publishing.checking import CheckedCourse
from elearn.publishing.sentences import level_of
from elearn.releases.library import find_published
from elearn.releases.manifest import Manifest

UNREVIEWED = "K-618"
"""The rule of a course that waits for a reviewer."""


def unreviewed_problems(
    folder: Path, base: Manifest, courses: Sequence[CheckedCourse]
) -> dict[str, tuple[Problem, ...]]:
    """By course that it waits for a reviewer's yes to this version. One statement at most."""
    waiting = [one for one in courses if _is_new(base, one) and needs_review(folder, base, one)]
    approved = review_store.approved_versions([one.code for one in waiting])
    return {
        one.code: (_problem(one),)
        for one in waiting
        if one.compiled and (one.code, one.compiled.version) not in approved
    }


def needs_review(folder: Path, base: Manifest, course: CheckedCourse) -> bool:
    """Whether this version asks for a yes, or the one that learners have does: who takes the key out of the
    file asks for a review of that too.
    """
    if course.compiled is None:
        return False
    if course.compiled.index.course.needs_review:
        return True
    line = base.line(course.code)
    old = find_published(folder, line.index_sha256) if line else None
    return old is not None and old.needs_review


def _is_new(base: Manifest, course: CheckedCourse) -> bool:
    line = base.line(course.code)
    return course.compiled is not None and (line is None or line.version != course.compiled.version)


def _problem(course: CheckedCourse) -> Problem:
    source = course.reading.course or course.reading.draft
    place = Place(source.path if source else f"modules/{course.folder}/course.md")
    return Problem(place=place, level=level_of(UNREVIEWED), rule=UNREVIEWED, values={"course": course.code})
