"""What a course became since a person finished it: asked only for those who did."""

from __future__ import annotations

from elearn.progress import changes
from elearn.progress.changes import NO_CHANGE, SinceFinished
from elearn.progress.changes_store import changes_after
from elearn.progress.standing import CompletionRow
from elearn.releases.library import PublishedCourse


def since_finished(
    person_id: int, course: PublishedCourse, completion: CompletionRow | None
) -> SinceFinished:
    """What to tell this person on the course page; one statement, and none where nothing can be told."""
    if completion is None or completion.version == course.version:
        return NO_CHANGE
    rows = changes_after(person_id, course.code, changes.asked_from(completion))
    return changes.since_finished(rows, completion, course.version)
