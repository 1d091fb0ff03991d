"""Owners that nobody is: told by `elearn check` where an installation is at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from elearn.app import create_app
from elearn.authoring.known_owners import unknown_owner_problems
from elearn.config import Settings
from elearn.content.course import Course
from elearn.content.course_files import read_course
from elearn.operations import instance
from elearn.problems import Problem


def owner_problems(settings: Settings, paths: Iterable[str]) -> tuple[Problem, ...]:
    """Warnings about owners in these course.md files. Nothing is made or written."""
    courses = [course for path in paths if (course := _course(path)) and course.owners]
    if not courses or not _is_installed(settings):
        return ()
    try:
        with create_app(settings).app_context():
            found = unknown_owner_problems(courses)
    except SQLAlchemyError:
        return ()  # the files were asked about, not the database
    return tuple(problem for problems in found.values() for problem in problems)


def _course(path: str) -> Course | None:
    try:
        return read_course(Path(path).read_bytes(), path)[0]
    except OSError:
        return None


def _is_installed(settings: Settings) -> bool:
    file = instance.sqlite_file(settings)
    return instance.marker(settings).is_file() and (file is None or file.exists())
