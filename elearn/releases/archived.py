"""Modules that a course no longer has, as they were in the last release that had them: whoever has begun one
reads it to its end.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from elearn.releases import objects, store
from elearn.releases.history import manifest_of
from elearn.releases.library import library
from elearn.releases.published import PublishedCourse, PublishedModule, course_index_from
from elearn.web.settings import current_settings

KEPT_FINDINGS = 64


def course_with_archived(course: PublishedCourse, module: str) -> PublishedCourse | None:
    """The last version of a course that had this module, whole on disk; None when it never had it, or has it
    now.
    """
    if course.find_module(module) is not None:
        return None
    # A finding holds until something is published: going back may bring the module to life again.
    return _last_with(current_settings().published_folder, library().manifest_sha256, course.code, module)


def archived_alone(course: PublishedCourse, module: str) -> PublishedCourse | None:
    """The course as it is now with nothing but this archived module to read; None as above.

    The quiz that ends the module stays as long as the course offers it.
    """
    before = course_with_archived(course, module)
    found = before.find_module(module) if before else None
    if found is None:
        return None
    if found.quiz not in course.quizzes:
        found = replace(found, quiz=None)
    return replace(course, modules=(found,), pretest=None, posttest=None)


@lru_cache(KEPT_FINDINGS)
def _last_with(folder: Path, in_force: str, course: str, module: str) -> PublishedCourse | None:
    for manifest_sha256 in store.manifests_of(course):
        try:
            line = manifest_of(folder, manifest_sha256).line(course)
            known = course_index_from(objects.get(folder, line.index_sha256)).course if line else None
        except (objects.ObjectMissing, ValueError, KeyError, TypeError):
            continue  # cleaned up: an older release may still be there
        found = known.find_module(module) if known else None
        if found is not None and _is_whole(folder, found):
            return known
    return None


def _is_whole(folder: Path, module: PublishedModule) -> bool:
    return all(objects.path_of(folder, one.body_sha256).is_file() for one in module.sections)
