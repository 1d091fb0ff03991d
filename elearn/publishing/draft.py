"""A course as its files are now, as learners would get it: for previews, never for a release."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from elearn.config import Settings
from elearn.content.course import Course
from elearn.problems import Problem
from elearn.publishing.checking import compile_shown, joined
from elearn.publishing.stamps import Stamp, stamps
from elearn.releases.published import PublishedCourse, ReleasedQuiz, released_quiz_from

KEPT_DRAFTS = 4
LARGEST_OBJECT_BYTES = 4 * 1024 * 1024
"""Larger recordings are not held in memory for a preview."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A course with all its drafts. `source` is what was read, `course` what learners would get of it."""

    source: Course
    course: PublishedCourse
    objects: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    def body(self, sha256: str) -> str:
        """The safe HTML of a section or introduction."""
        return self.objects[sha256].decode()

    def quiz(self, code: str) -> ReleasedQuiz | None:
        """A quiz with its questions, if the course has it."""
        entry = self.course.quizzes.get(code)
        return released_quiz_from(self.objects[entry.object_sha256]) if entry else None


_Key = tuple[str, str, str]
_State = tuple[frozenset[Stamp], date]
_making = threading.Lock()
_made: OrderedDict[_Key, tuple[_State, Draft | None]] = OrderedDict()


def draft(settings: Settings, code: str, today: date) -> Draft | None:
    """The draft of a course, from memory while no file has changed; None when course.md cannot be read.

    Raises:
        OSError: the folders cannot be read.
    """
    folders = (settings.modules_dir, settings.quizzes_dir)
    key = (str(folders[0]), str(folders[1]), code)
    with _making:
        settings.modules_dir.stat()  # a folder that is gone looks like an empty one
        state = (stamps(folders), today)
        if key not in _made or _made[key][0] != state:
            _made[key] = (state, _compiled(settings, code, today))
        _made.move_to_end(key)
        while len(_made) > KEPT_DRAFTS:
            _made.popitem(last=False)
        return _made[key][1]


def _compiled(settings: Settings, code: str, today: date) -> Draft | None:
    found = compile_shown(settings, code, today=today)
    if found is None:
        return None
    reading, compilation = found
    assert reading.draft is not None
    compiled = compilation.compiled
    return Draft(
        source=reading.draft,
        course=compiled.index.course,
        objects={name: data for name, data in compiled.objects.items() if len(data) <= LARGEST_OBJECT_BYTES},
        problems=joined(reading.problems, compilation.problems),
    )
